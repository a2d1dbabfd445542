/** Meetings of the change advisory board: what is on their agendas, what is decided in them, and what the server takes of it. */
import { describe, expect, it } from 'vitest';
import { type ApprovedRecord, approvalOf, isWaitingFor } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { Approval } from '#domain/fields/approvals.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { CabMeeting, MeetingDecision } from '#domain/fields/events.ts';
import { agendaOf, leftFor, nextMeeting, type Waiting } from '#domain/meetings/agenda.ts';
import {
  arrangeAgenda,
  beginMeeting,
  closeMeeting,
  contradiction,
  createMeeting,
  decideItem,
  noteItem,
  noteMeeting,
  updateMeeting,
} from '#domain/meetings/meetings.ts';
import { itemsOf, mayLead } from '#domain/meetings/stages.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { CHANGE } from '#domain/processes/change.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';
import { recordIn } from '../processes/world.ts';

const at = (day: number, hour = 9): string => `2026-12-${String(day).padStart(2, '0')}T0${hour}:00:00.000Z`;
const by = (personId: string, hour = 9, roles: readonly Role[] = ['change-manager']) => ({
  ...envOf(roles, at(1, hour)),
  actor: actorWith(roles, personId),
});
const meeting = (id: string, day: number, more: object = {}): CabMeeting =>
  unwrap(
    createMeeting(
      {
        ...{ id, title: 'Board', startsAt: at(day, 5), endsAt: at(day, 6), zone: 'Europe/Berlin' },
        ...{ chairId: 'carl', minuteTakerId: 'mia', ...more },
      },
      by('carl'),
    ),
  );
const waits = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, kind: 'normal', riskLevel: 'low', teamId: 'net', plannedStartAt: at(20) },
  ...more,
});
const FILTER = { changeTypes: [], leastRisk: null, teamIds: [], untilNext: false };
const held = (
  id: string,
  day: number,
  decisions: Readonly<Record<string, MeetingDecision | null>>,
): CabMeeting => {
  const begun = unwrap(
    beginMeeting(meeting(id, day), { ticketIds: Object.keys(decisions), presentIds: ['carl'] }, by('carl')),
  );
  const decided = Object.entries(decisions).reduce(
    (now, [ticketId, decision]) =>
      decision === null
        ? now
        : unwrap(decideItem(now, { ticketId, number: ticketId, decision, reason: 'so' }, by('carl'))),
    begun,
  );
  return unwrap(closeMeeting(decided, by('carl')));
};
const idsOf = (one: CabMeeting, all: readonly CabMeeting[], waiting: readonly Waiting[]): readonly string[] =>
  agendaOf(one, all, waiting, () => true).map(({ id, source }) => `${id} ${source}`);

describe('the agenda', () => {
  const next = meeting('m2', 12);
  it.each<readonly [string, object, readonly Waiting[], readonly string[]]>([
    [
      'everything, the earliest planned first',
      {},
      [waits('a'), waits('b', { plannedStartAt: at(11) })],
      ['b', 'a'],
    ],
    ['a type', { changeTypes: ['emergency'] }, [waits('a'), waits('b', { kind: 'emergency' })], ['b']],
    ['releases', { changeTypes: ['release'] }, [waits('a'), waits('b', { kind: 'release' })], ['b']],
    ['from a risk on', { leastRisk: 'high' }, [waits('a'), waits('b', { riskLevel: 'very_high' })], ['b']],
    ['a risk that nobody knows', { leastRisk: 'high' }, [waits('a', { riskLevel: null })], ['a']],
    ['a team', { teamIds: ['net'] }, [waits('a'), waits('b', { teamId: null })], ['a']],
    [
      'what begins before the next meeting',
      { untilNext: true },
      [waits('a'), waits('b', { plannedStartAt: at(11) })],
      ['b'],
    ],
  ])('has what its filter asks for: %s', (_name, filter, waiting, expected) => {
    const one = meeting('m1', 5, { agenda: { ...FILTER, ...filter } });
    expect(idsOf(one, [one, next], waiting)).toEqual(expected.map((id) => `${id} filter`));
  });

  it('has what was put on by hand first, in its order, and not what was taken off', () => {
    const one = unwrap(arrangeAgenda(meeting('m1', 5), { ticketIds: ['c', 'b'], offIds: ['a'] }, by('carl')));
    const waiting = [waits('a'), waits('b'), waits('d')];
    expect(idsOf(one, [one], waiting)).toEqual(['c hand', 'b hand', 'd filter']);
    const moved = unwrap(arrangeAgenda(one, { ticketIds: ['b', 'c', 'a'], offIds: [] }, by('carl')));
    expect(idsOf(moved, [moved], waiting)).toEqual(['b hand', 'c hand', 'a hand', 'd filter']);
  });

  it('takes on what the last meeting deferred or did not come to, once', () => {
    const first = held('m0', 2, { a: 'approved', b: 'deferred', c: null, d: 'rejected' });
    const [one, two] = [meeting('m1', 5), meeting('m2', 12)];
    expect(leftFor(one, [first, one, two])).toEqual(['b', 'c']);
    expect(leftFor(two, [first, one, two])).toEqual([]);
    expect(idsOf(one, [first, one, two], [waits('b'), waits('x')])).toEqual([
      'b deferred',
      'c deferred',
      'x filter',
    ]);
    const second = held('m1', 5, { b: 'approved', c: 'deferred' });
    expect(leftFor(two, [first, second, two])).toEqual(['c']);
    expect(agendaOf(two, [first, second, two], [], () => false)).toEqual([]);
  });

  it('is the same in whatever order two meetings of one time are known', () => {
    const [one, other] = [held('m0', 2, { b: 'deferred' }), held('m1', 2, { b: 'approved' })];
    for (const both of [
      [one, other],
      [other, one],
    ])
      expect(leftFor(next, [...both, next])).toEqual([]);
  });

  it('goes to the next meeting that is held', () => {
    const off = unwrap(updateMeeting(meeting('m1', 5), { active: false }, by('carl')));
    expect(nextMeeting([off, next], at(2))?.id).toBe('m2');
    expect(leftFor(next, [held('m0', 2, { b: 'deferred' }), off, next])).toEqual(['b']);
  });

  it('is what it began with once the meeting is under way', () => {
    const begun = unwrap(
      beginMeeting(meeting('m1', 5), { ticketIds: ['b', 'a'], presentIds: [] }, by('carl')),
    );
    expect(idsOf(begun, [begun], [waits('z')])).toEqual(['b hand', 'a hand']);
  });
});

describe('a meeting', () => {
  const planned = meeting('m1', 5);
  const open = unwrap(
    beginMeeting(planned, { ticketIds: ['a', 'b'], presentIds: ['carl', 'mia'] }, by('carl')),
  );
  const say = (one: CabMeeting, decision: MeetingDecision, reason: string | null = null) =>
    decideItem(one, { ticketId: 'a', number: 'CHG-1', decision, reason }, by('carl', 9));

  it('keeps who decided what and why', () => {
    const decided = unwrap(
      noteItem(
        unwrap(say(open, 'deferred', 'No plan.')),
        { ticketId: 'a', number: '', text: 'Ask Bo.' },
        by('mia'),
      ),
    );
    expect(itemsOf(decided)[0]).toMatchObject({
      ...{ ticketId: 'a', decision: 'deferred', reason: 'No plan.', decidedBy: 'carl', actions: 'Ask Bo.' },
    });
    expect(decided.journal.map(({ by: who }) => who)).toEqual(['carl', 'carl', 'carl', 'mia']);
  });

  it('puts nobody’s words over those of the other one who writes, and drops nobody who came in meanwhile', () => {
    const item = { ticketId: 'a', number: 'CHG-1' };
    const noted = unwrap(noteItem(open, { ...item, text: 'Ask Bo.', seen: { text: '' } }, by('mia')));
    expect(noteItem(noted, { ...item, text: 'Ask Eve.', seen: { text: '' } }, by('carl'))).toMatchObject({
      error: { code: 'conflict', reason: 'meeting.words_changed' },
    });
    const seen = unwrap(noteItem(noted, { ...item, text: 'Both.', seen: { text: 'Ask Bo.' } }, by('carl')));
    expect(itemsOf(seen)[0]?.actions).toBe('Both.');
    const said = unwrap(noteMeeting(open, { text: 'Short.', presentIds: ['carl', 'mia', 'eve'] }, by('mia')));
    expect(noteMeeting(said, { text: 'Long.', seen: { text: '' } }, by('carl'))).toMatchObject({
      error: { reason: 'meeting.words_changed' },
    });
    const shown = { presentIds: ['carl', 'mia'] };
    const left = unwrap(noteMeeting(said, { presentIds: ['carl', 'bo'], seen: shown }, by('carl')));
    expect(left).toMatchObject({ remarks: 'Short.', presentIds: ['carl', 'eve', 'bo'] });
  });

  it.each([
    ['decides nothing before it began', () => say(planned, 'approved'), 'meeting.stage'],
    ['nor when it is closed', () => say(unwrap(closeMeeting(open, by('carl'))), 'approved'), 'meeting.stage'],
    ['nor without a reason where it rejects', () => say(open, 'rejected'), 'vote.reason'],
    [
      'nor about what is not on the agenda',
      () =>
        decideItem(open, { ticketId: 'z', number: 'CHG-9', decision: 'approved', reason: null }, by('carl')),
      'meeting.not_on_agenda',
    ],
    [
      'does not begin twice',
      () => beginMeeting(open, { ticketIds: [], presentIds: [] }, by('carl')),
      'meeting.begun',
    ],
    [
      'nor when it was called off',
      () => {
        const off = unwrap(updateMeeting(planned, { active: false }, by('carl')));
        return beginMeeting(off, { ticketIds: [], presentIds: [] }, by('carl'));
      },
      'meeting.called_off',
    ],
    [
      'does not end before it begins',
      () => updateMeeting(planned, { endsAt: at(4) }, by('carl')),
      'window.reversed',
    ],
    [
      'has a zone that there is',
      () => updateMeeting(planned, { zone: 'Moon/Base' }, by('carl')),
      'calendar.zone',
    ],
  ])('%s', (_name, act, reason) => {
    expect(act()).toMatchObject({ ok: false, error: { reason } });
  });

  it('goes on after it was closed, with what was decided', () => {
    const closed = unwrap(closeMeeting(unwrap(say(open, 'approved')), by('carl')));
    const again = unwrap(beginMeeting(closed, { ticketIds: ['a', 'b'], presentIds: ['carl'] }, by('carl')));
    expect(itemsOf(again)[0]).toMatchObject({ ticketId: 'a', decision: 'approved' });
    expect(again.stage).toBe('open');
  });

  it.each([
    ['carl', false, true],
    ['mia', false, true],
    ['eve', true, false],
  ])('is led by its chair and who writes the minutes: %s', (who, plans, expected) => {
    expect(mayLead(planned, who, plans)).toBe(expected);
    expect(mayLead({ ...planned, chairId: null, minuteTakerId: null }, who, plans)).toBe(plans);
  });

  it('merges the decisions of two notebooks item by item', () => {
    const one = unwrap(say(open, 'approved'));
    const other = unwrap(
      decideItem(open, { ticketId: 'b', number: 'CHG-2', decision: 'deferred', reason: 'so' }, by('mia')),
    );
    const { merged } = mergeRecords('events', open, one, other, envOf(['worker']));
    expect(itemsOf(merged as CabMeeting)).toMatchObject([
      { ticketId: 'a', decision: 'approved', decidedBy: 'carl' },
      { ticketId: 'b', decision: 'deferred', decidedBy: 'mia' },
    ]);
    expect((merged as CabMeeting).clashes).toEqual([]);
  });

  it('asks nobody about an order that two consoles arranged apart', () => {
    const put = (ticketIds: readonly string[], who: string) =>
      unwrap(arrangeAgenda(open, { ticketIds, offIds: [] }, by(who, 7)));
    const [one, other] = [put(['b', 'a', 'c'], 'carl'), put(['d', 'b', 'a'], 'mia')];
    const decided = unwrap(
      decideItem(one, { ticketId: 'a', number: 'CHG-1', decision: 'approved', reason: null }, by('carl', 8)),
    );
    const { merged } = mergeRecords('events', open, decided, other, envOf(['worker']));
    const items = itemsOf(merged as CabMeeting);
    expect(items.map(({ ticketId }) => ticketId).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(items.find(({ ticketId }) => ticketId === 'a')?.decision).toBe('approved');
    expect((merged as CabMeeting).clashes).toEqual([]);
  });

  describe('at the server', () => {
    const send = (
      before: unknown,
      after: unknown,
      who: string,
      roles: readonly Role[] = ['change-manager'],
    ) => write('events', before === null ? null : json(before), json(after), roles, who);
    const decided = unwrap(say(open, 'approved'));
    const OK = { ok: true };
    it.each<readonly [string, () => unknown, object]>([
      ['is planned by a change manager', () => send(null, planned, 'carl'), OK],
      ['not by the desk', () => send(null, planned, 'carl', ['service-desk']), { code: 'forbidden' }],
      ['begins', () => send(planned, open, 'carl'), OK],
      ['takes a decision of who decided', () => send(open, decided, 'carl'), OK],
      [
        'of whoever leads it, whatever else their role is',
        () => send(open, decided, 'carl', ['problem-manager']),
        OK,
      ],
      ['not in their name', () => send(open, decided, 'mia'), { code: 'forbidden' }],
      [
        'not of a change manager who does not lead it',
        () =>
          send(
            open,
            unwrap(
              decideItem(open, { ticketId: 'a', number: '', decision: 'approved', reason: null }, by('eve')),
            ),
            'eve',
          ),
        { reason: 'meeting.not_leading' },
      ],
      [
        'takes none away',
        () => send(decided, unwrap(updateMeeting(decided, { title: 'B' }, by('mia'))), 'mia'),
        OK,
      ],
    ])('%s', (_name, act, expected) => {
      expect(act()).toMatchObject(expected);
    });
    it('lets nobody take a decision away or put another in its place', () => {
      const agendaItems = itemsOf(open);
      for (const items of [agendaItems, [agendaItems[1]]]) {
        const after = { ...decided, agendaItems: items };
        expect(send(decided, after, 'mia')).toMatchObject({ code: 'forbidden' });
      }
    });
    it('tells what was decided of no other ticket', () => {
      const agendaItems = itemsOf(decided).map((item) =>
        item.decision === null ? item : { ...item, ticketId: 'another' },
      );
      const after = unwrap(updateMeeting(decided, { title: 'B' }, by('carl')));
      for (const who of ['carl', 'eve']) {
        expect(send(decided, { ...after, agendaItems }, who)).toMatchObject({ ok: false });
      }
      expect(send(decided, { ...after, agendaItems }, 'carl')).toMatchObject({ reason: 'record.other_id' });
    });
    it('is begun and closed by who leads it alone', () => {
      const begun = unwrap(beginMeeting(planned, { ticketIds: ['a'], presentIds: [] }, by('eve')));
      expect(send(planned, begun, 'eve')).toMatchObject({ reason: 'meeting.not_leading' });
      const closed = unwrap(closeMeeting(decided, by('eve')));
      expect(send(decided, closed, 'eve')).toMatchObject({ reason: 'meeting.not_leading' });
      expect(send(decided, unwrap(closeMeeting(decided, by('mia'))), 'mia')).toEqual(OK);
    });
    it('takes no decision before it began', () => {
      const early = { ...decided, stage: 'planned' };
      expect(send(planned, early, 'carl')).toMatchObject({ ok: false });
    });
  });
});

describe('a vote in a meeting', () => {
  type Asked = ApprovedRecord & Change;
  const approval: Approval = {
    ...{ id: 'cab', name: 'CAB', rule: 'meeting', share: 100, personIds: [], roles: ['change-manager'] },
  };
  const asked = { ...(recordIn(CHANGE, 'authorize') as Asked), approvals: [approval], votes: [] } as Asked;
  const ctx = (who: string, roles: readonly Role[] = ['change-manager']) =>
    contextOf({ ...envOf(roles, at(1)), actor: actorWith(roles, who) });
  const inMeeting = { id: 'm1', title: 'Board', presentIds: ['carl', 'mia'] };
  const cast = (who: string, more: object, roles?: readonly Role[]) =>
    castVote(CHANGE, asked, { decision: 'approve', ...more }, ctx(who, roles));
  const sent = (after: unknown, who: string) =>
    write('tickets', json(asked), json(after), ['change-manager'], who);

  it('is one vote by its writer that says who was there, and decides', () => {
    const decided = unwrap(cast('carl', { meeting: inMeeting })) as Asked;
    expect(decided.votes).toMatchObject([{ id: 'carl', meeting: inMeeting }]);
    expect(approvalOf(CHANGE, decided).status).toBe('approved');
    expect(sent(decided, 'carl')).toEqual({ ok: true });
    expect(sent(decided, 'mia')).toMatchObject({ reason: 'history.author' });
  });
  it('is not given outside of one, nor waited for in an inbox', () => {
    expect(cast('carl', {})).toMatchObject({ error: { reason: 'vote.in_meeting' } });
    expect(isWaitingFor(CHANGE, asked, { personId: 'carl', roles: ['change-manager'] })).toBe(false);
    const outside = {
      ...asked,
      votes: [{ ...unwrap(cast('carl', { meeting: inMeeting })).votes[0], meeting: null }],
    };
    expect(approvalOf(CHANGE, outside as Asked).status).toBe('pending');
  });
  it('is none of somebody who is not asked', () => {
    expect(cast('finn', { meeting: inMeeting }, ['field'])).toMatchObject({
      error: { reason: 'vote.not_asked' },
    });
  });
  it.each<readonly [string, MeetingDecision, string, string | null]>([
    ['approved again', 'approved', 'carl', null],
    ['approved by another one, too', 'approved', 'mia', null],
    ['otherwise by who decided', 'rejected', 'carl', null],
    ['otherwise by another one', 'rejected', 'mia', 'meeting.foreign'],
    ['deferred by who decided', 'deferred', 'carl', 'meeting.voted'],
    ['deferred by another one', 'deferred', 'mia', 'meeting.voted'],
  ])('is not contradicted by the minutes: %s', (_name, decision, who, reason) => {
    const { counting } = approvalOf(CHANGE, unwrap(cast('carl', { meeting: inMeeting })) as Asked);
    const against = contradiction('m1', { number: 'CHG-1', decision }, counting, who);
    expect(against?.error.reason ?? null).toBe(reason);
    expect(contradiction('m2', { number: 'CHG-1', decision }, counting, who)).toBeNull();
  });
});
