/**
 * Ways round approvals, meetings and prepared edits that are written to the server past every console, each beside the honest act: asked of the rules
 * (server-rules.attacks.test.ts) and of a real server (tests/integration/backend/rights-attacks.test.ts).
 */
import { endAbsence, saveAbsence } from '#domain/approvals/absences.ts';
import { type ApprovedRecord, subjectOf } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import { delegateVoteId } from '#domain/approvals/delegates.ts';
import { applyPreparations, prepareEdits, revertApplied } from '#domain/changes/rehearsal-acts.ts';
import type { Approval, Delegate, VoteDecision } from '#domain/fields/approvals.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Person } from '#domain/fields/directory.ts';
import type { CabMeeting } from '#domain/fields/events.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import {
  beginMeeting,
  closeMeeting,
  createMeeting,
  decideItem,
  noteItem,
  updateMeeting,
} from '#domain/meetings/meetings.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Env } from '#domain/records/common.ts';
import { newPerson } from '#main/host/import/directory-records.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem } from '../fixtures.ts';
import { approved, recordIn } from '../processes/world.ts';
import { type Attack, ctx, env, stored, T, type Who } from './attack-world.ts';
import { changeAttacks } from './attacks-changes.ts';
import { eventAttacks } from './attacks-events.ts';
import { incidentAttacks } from './attacks-incidents.ts';
import { releaseAttacks } from './attacks-releases.ts';

type Asked = ApprovedRecord & Change;
type Begun = ProcessRecord & Change;

const approval = (more: Partial<Approval> = {}): Approval => ({
  ...{ id: 'cab', name: 'CAB', rule: 'first', share: 100, personIds: ['anna'], roles: [], ...more },
});
const delegate = (more: Partial<Delegate> = {}): Delegate => ({
  ...{ id: 'anna-yuri', personId: 'anna', delegateId: 'yuri', startsAt: T(10), endsAt: T(16), roles: [] },
  ...more,
});
const PLAN = {
  ...{ to: 'authorize', implementationPlan: 'Swap it.', backoutPlan: 'Swap back.' },
  ...{ plannedStartAt: '2026-12-01T20:00:00.000Z', plannedEndAt: '2026-12-01T22:00:00.000Z' },
};
/** Asked at 9. */
const askedBy = (who: Who, delegates: readonly Delegate[], approvals = [approval()]): Asked => {
  const context = ctx(who, 9);
  const rules = approvals.map((one) => ({
    ...{ ...one, active: true, changeTypes: ['normal' as const, 'emergency' as const], leastRisk: null },
  }));
  const settings = { ...context.settings, approvalRules: rules };
  const planned = stored(recordIn(CHANGE, 'assess'));
  const asked = unwrap(takeStep(CHANGE, planned, PLAN as never, { ...context, settings }));
  return stored({ ...asked, delegates } as Asked);
};
const cast = (record: Asked, who: Who, hour: number, decision: VoteDecision, forId?: Who): Asked =>
  unwrap(castVote(CHANGE, record, { decision, reason: 'so', forId }, ctx(who, hour))) as Asked;
/** A word of yuri's for anna as no console writes it. */
const dated = (record: Asked, decision: VoteDecision, hour: number): Asked =>
  changeRecord(
    CHANGE,
    record,
    {
      delegateVotes: [
        {
          ...{ id: delegateVoteId('anna', 'yuri'), personId: 'anna', byId: 'yuri', decision, reason: null },
          ...{ subject: subjectOf(CHANGE, record), at: T(hour) },
        },
      ],
    },
    ctx('yuri', hour),
    { kind: 'vote' },
  );
const toSchedule = (record: Asked, who: Who, hour: number, deviceId: string): Asked =>
  changeRecord(CHANGE, record, { state: 'scheduled' }, ctx(who, hour, deviceId), { kind: 'state' });

const delegates = (): readonly Attack[] => {
  const asked = askedBy('rita', [delegate()]);
  const refused = stored(cast(asked, 'anna', 12, 'reject'));
  const before = stored(dated(refused, 'approve', 11));
  const forged = stored(dated(asked, 'reject', 11));
  const word = { collection: 'tickets' } as const;
  const open = askedBy('rita', []);
  const named = (record: Asked, who: Who, one: Delegate): object =>
    changeRecord(CHANGE, record, { delegates: [...(record.delegates ?? []), one] }, ctx(who, 11));
  const name = (by: Who, reason: string | null, from: Asked = open): Attack => ({
    ...{ name: `a delegate for anna is named by ${by}${from === open ? '' : ', who asked'}`, ...word },
    ...{ before: from, after: named(from, by, delegate()), by, refused: reason },
  });
  return [
    {
      ...{ name: 'a step rests on a word that is dated before the rejection of who named them', ...word },
      ...{ before, after: toSchedule(before, 'rita', 13, 'device-1'), by: 'rita' },
      refused: 'approval.rejected',
    },
    {
      ...{ name: 'so it does from a console that says that it had not heard of it', ...word },
      ...{ before, after: toSchedule(before, 'rita', 13, 'elsewhere'), by: 'rita' },
      refused: 'approval.rejected',
    },
    {
      ...{ name: 'the approver says otherwise than a delegate did', ...word },
      ...{ before: forged, after: cast(forged, 'anna', 13, 'approve'), by: 'anna', refused: null },
    },
    name('anna', null),
    name('ada', null),
    name('rita', 'delegate.foreign'),
    name('leo', 'delegate.foreign'),
    name('eve', 'delegate.foreign'),
    name('root', 'delegate.foreign', askedBy('root', [])),
    {
      ...{ name: 'who is no board member says that a vote was given in a meeting', ...word },
      ...{ before: asked, by: 'anna', refused: 'meeting.not_leading' },
      after: unwrap(
        castVote(
          CHANGE,
          asked,
          { decision: 'approve', meeting: { id: 'm1', title: 'Board', presentIds: ['anna'] } },
          ctx('anna', 11),
        ),
      ),
    },
  ];
};

const absences = (): readonly Attack[] => {
  const anna = newPerson({ id: 'anna', name: 'anna', externalId: null }, envOf(['worker'], T(8)));
  const input = { id: 'a1', startsAt: T(10), endsAt: T(16), delegateId: 'yuri' };
  const old = { startsAt: '2024-01-01T00:00:00.000Z', endsAt: '2024-02-01T00:00:00.000Z' };
  const away = stored({ ...anna, absences: [{ ...input, roles: [] }] });
  const past: Person = stored({ ...anna, absences: [{ ...input, ...old, id: 'old', roles: [] }] });
  const save = (by: Who, refused: string | null, delegateId: string | null): Attack => ({
    ...{ name: `anna is away with ${delegateId ?? 'nobody'} in her place, says ${by}`, by, refused },
    ...{ collection: 'directory', before: stored(anna) },
    // As an administrator's console writes it.
    after: applyChanges<Person>(
      stored(anna),
      { absences: [{ ...input, delegateId, roles: [] }] },
      env(by, 9),
    ),
  });
  return [
    save('anna', null, 'yuri'),
    save('ada', null, 'yuri'),
    save('leo', 'absence.naming', 'yuri'),
    save('carl', 'absence.naming', 'yuri'),
    save('leo', null, null),
    {
      ...{ name: 'a lead lets the delegate decide longer', collection: 'directory', before: away, by: 'leo' },
      after: applyChanges<Person>(
        away,
        { absences: [{ ...input, endsAt: T(20), roles: [] }] },
        env('leo', 11),
      ),
      refused: 'absence.naming',
    },
    {
      ...{ name: 'a lead says that she is back', collection: 'directory', before: away, by: 'leo' },
      ...{ after: unwrap(endAbsence(away, 'a1', env('leo', 12))), refused: null },
    },
    {
      ...{
        name: 'what is over for years goes with the next',
        collection: 'directory',
        before: past,
        by: 'leo',
      },
      ...{ after: unwrap(saveAbsence(past, { ...input, delegateId: null }, env('leo', 9))), refused: null },
    },
  ];
};

const meetings = (): readonly Attack[] => {
  const planned = stored(
    unwrap(
      createMeeting(
        {
          ...{ id: 'm1', title: 'Board', startsAt: T(10), endsAt: T(11), zone: 'Europe/Berlin' },
          ...{ chairId: 'carl', minuteTakerId: 'leo' },
        },
        env('carl', 8),
      ),
    ),
  );
  const open = stored(
    unwrap(beginMeeting(planned, { ticketIds: ['a', 'b'], presentIds: [] }, env('carl', 10))),
  );
  const say = (meeting: CabMeeting, by: Who, hour: number, decision: 'approved' | 'rejected'): CabMeeting =>
    unwrap(decideItem(meeting, { ticketId: 'a', number: 'CHG-1', decision, reason: 'so' }, env(by, hour)));
  const decided = stored(say(open, 'carl', 10, 'approved'));
  const closed = stored(unwrap(closeMeeting(decided, env('carl', 11))));
  const edit = (meeting: CabMeeting, by: Who, patch: object, hour = 12): CabMeeting =>
    applyChanges<CabMeeting>(meeting, patch, env(by, hour));
  /** As it would be decided, were it under way. */
  const late = (meeting: CabMeeting, by: Who): CabMeeting =>
    edit(meeting, by, { agendaItems: say({ ...meeting, stage: 'open' }, by, 12, 'rejected').agendaItems });
  const of = (
    name: string,
    by: Who,
    before: CabMeeting,
    after: CabMeeting,
    refused: string | null,
  ): Attack => ({
    ...{ name, collection: 'events', before, after, by, refused },
  });
  const again = unwrap(beginMeeting(closed, { ticketIds: ['a'], presentIds: [] }, env('carl', 12)));
  return [
    of('a decision of the chair', 'carl', open, say(open, 'carl', 10, 'approved'), null),
    of(
      'a planner makes herself chair and decides',
      'eve',
      open,
      say(edit(open, 'eve', { chairId: 'eve' }, 10), 'eve', 10, 'approved'),
      'meeting.not_leading',
    ),
    of(
      'a planner makes herself chair',
      'eve',
      open,
      edit(open, 'eve', { chairId: 'eve' }),
      'meeting.not_leading',
    ),
    of(
      'an administrator names another chair',
      'ada',
      planned,
      edit(planned, 'ada', { chairId: 'eve' }),
      null,
    ),
    of('the chair hands over', 'carl', open, edit(open, 'carl', { chairId: 'eve' }), null),
    of('the chair decides otherwise after its end', 'carl', closed, late(closed, 'carl'), 'meeting.stage'),
    of(
      'the minute taker decides after its end',
      'leo',
      closed,
      edit(closed, 'leo', {
        agendaItems: decideB({ ...closed, stage: 'open' }, env('leo', 12)),
      }),
      'meeting.stage',
    ),
    of(
      'it is taken up again, decided in and closed',
      'carl',
      closed,
      closedAgain(say(again, 'carl', 12, 'rejected'), env('carl', 13)),
      null,
    ),
    of(
      'a planner writes who was there',
      'eve',
      open,
      edit(open, 'eve', { presentIds: ['eve'] }),
      'meeting.not_leading',
    ),
    of(
      'a planner writes the remarks',
      'eve',
      closed,
      edit(closed, 'eve', { remarks: 'No.' }),
      'meeting.not_leading',
    ),
    of(
      'a planner writes what is to be done',
      'eve',
      open,
      unwrap(noteItem(open, { ticketId: 'a', number: '', text: 'Mine.' }, env('eve', 12))),
      'meeting.not_leading',
    ),
    of(
      'the minute taker does',
      'leo',
      open,
      edit(open, 'leo', { presentIds: ['leo'], remarks: 'So.' }),
      null,
    ),
    of(
      'a planner moves it',
      'eve',
      planned,
      unwrap(updateMeeting(planned, { venue: 'Room 4' }, env('eve', 9))),
      null,
    ),
  ];
};
const decideB = (meeting: CabMeeting, by: Env): CabMeeting['agendaItems'] =>
  unwrap(decideItem(meeting, { ticketId: 'b', number: 'CHG-2', decision: 'approved', reason: null }, by))
    .agendaItems;
const closedAgain = (meeting: CabMeeting, by: Env): CabMeeting => unwrap(closeMeeting(meeting, by));

const prepared = (): readonly Attack[] => {
  const host = anItem('h1', { status: 'in_operation', placeId: 'room-1' });
  const find = () => host;
  const put = [
    { collection: 'configItems', targetId: 'h1', field: 'placeId', from: 'room-1', to: 'room-2' } as const,
  ];
  const planned = recordIn(CHANGE, 'authorize') as Begun;
  const agreed = approved(
    CHANGE,
    unwrap(prepareEdits(planned, { put, removed: [] }, ctx('rita', 8))),
  ) as Begun;
  const step = (record: Begun, to: string, hour: number, more: object = {}): Begun =>
    unwrap(takeStep(CHANGE, record, { to, ...more } as never, ctx('rita', hour)));
  const begun = stored(step(step(agreed, 'scheduled', 9), 'implement', 10));
  const NOTE = { outcome: 'successful', reviewNotes: 'Fine.' };
  const applied = stored(unwrap(applyPreparations(begun, find, new Map(), ctx('rita', 11))));
  const review = (record: Begun): Begun => stored(step({ ...record, tasks: [] }, 'review', 12, NOTE));
  const close = (record: Begun): Begun => stored(step(review(record), 'closed', 13, {}));
  /** As it would be done while it is carried out. */
  const done = (record: Begun, turn: 'apply' | 'revert', hour: number): Begun => {
    const act = turn === 'apply' ? applyPreparations : revertApplied;
    const made = unwrap(act({ ...record, state: 'implement' } as Begun, find, new Map(), ctx('rita', hour)));
    return { ...made, state: record.state } as Begun;
  };
  const of = (name: string, before: Begun, after: Begun, refused: string | null): Attack => ({
    ...{ name, collection: 'tickets', before, after, by: 'rita', refused },
  });
  const [reviewed, over] = [review(begun), close(begun)];
  const [reviewedAfter, overAfter] = [review(applied), close(applied)];
  const both = step({ ...done(begun, 'apply', 11), tasks: [] }, 'review', 12, NOTE);
  return [
    of('prepared edits are applied while it is carried out', begun, done(begun, 'apply', 11), null),
    of('and with that it is brought to its review', { ...begun, tasks: [] }, both, null),
    of('they are applied in its review', reviewed, done(reviewed, 'apply', 14), 'rehearsal.not_now'),
    of('they are applied once it is closed', over, done(over, 'apply', 14), 'rehearsal.not_now'),
    of('they are taken back in its review', reviewedAfter, done(reviewedAfter, 'revert', 14), null),
    of(
      'they are taken back once it is closed',
      overAfter,
      done(overAfter, 'revert', 14),
      'rehearsal.not_now',
    ),
  ];
};

export const attacks = (): readonly Attack[] => [
  ...[
    delegates,
    absences,
    meetings,
    prepared,
    releaseAttacks,
    incidentAttacks,
    changeAttacks,
    eventAttacks,
  ].flatMap((one) => one()),
];
