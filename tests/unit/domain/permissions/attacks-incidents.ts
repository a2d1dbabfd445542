/** Ways round major incidents, escalations, diagnosis and checklists (attacks.ts). */
import { DIAGNOSIS, type DiagnosisRun } from '#domain/diagnosis/run.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Check, Incident } from '#domain/fields/tickets.ts';
import { diagnose } from '#domain/incidents/diagnose.ts';
import {
  endEscalation,
  escalateToLead,
  escalateToTeam,
  takeEscalation,
} from '#domain/incidents/escalation.ts';
import { acceptMajor, postUpdate, proposeMajor, rejectMajor } from '#domain/incidents/major.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { anIncident } from '../fixtures.ts';
import { type Attack, byEach, ctx, env, forging, stored, T, type Who } from './attack-world.ts';

const WHY = { reason: 'Half of the site is down.' };
const PLAN = { ...WHY, updateMinutes: 60, updateAudience: 'All of the site', informedIds: ['kim'] };
const SOLVED = { to: 'resolved', closureCode: 'assistance', closureNotes: 'Switched back.' };

const made = (more: object = {}): Incident =>
  stored({
    ...anIncident(env('dora', 8), { teamId: 'team-1', assigneeId: 'anna' } as never),
    ...{ id: 'inc-1', ...more },
  });
const edit = (record: Incident, who: Who, patch: Partial<Incident>, more: Partial<JournalEntry> = {}) =>
  changeRecord(INCIDENT, record, patch, forging(who, 12), more);
const of = (name: string, by: Who, before: Incident, after: Incident, refused: string | null): Attack => ({
  ...{ name, collection: 'tickets', before, after, by, refused },
});
const each = (
  name: string,
  before: Incident,
  after: (who: Who) => Incident,
  may: Parameters<typeof byEach>[0]['may'],
  refused: Parameters<typeof byEach>[0]['refused'],
): readonly Attack[] => byEach({ ...{ name, collection: 'tickets', before, after, may, refused } });

const DESK = ['dora', 'anna', 'leo', 'ada'] as const;
const LEAD = ['leo', 'ada'] as const;
const NO = { else: 'role.fields', nora: 'role.change' };
const NO_SUBSTATE = { ...NO, dora: 'substate.role', anna: 'substate.role', bot: 'substate.role' };

const majors = (): readonly Attack[] => {
  const plain = made();
  const proposed = stored(unwrap(proposeMajor(plain, WHY, ctx('dora', 9))));
  const major = stored(unwrap(acceptMajor(proposed, PLAN, ctx('leo', 10))));
  const solved = stored(unwrap(takeStep(INCIDENT, major, { ...SOLVED, note: null }, forging('dora', 11))));
  const review = { reviewWentWell: 'Calls.', reviewToImprove: 'Spares.' };
  const reviewed = stored(edit(solved, 'leo', review));
  const close = (record: Incident, who: Who): Incident =>
    edit(record, who, { state: 'closed' }, { kind: 'state' });
  const update = (record: Incident, who: Who): Incident =>
    unwrap(postUpdate(record, { text: 'We are on it.' }, forging(who, 11)));
  return [
    ...each(
      'an incident is proposed as a major one',
      plain,
      (who) => unwrap(proposeMajor(plain, WHY, forging(who, 9))),
      [...DESK, 'pia'],
      { ...NO, bot: 'substate.role' },
    ),
    ...each(
      'it is accepted as one',
      proposed,
      (who) => unwrap(acceptMajor(proposed, PLAN, forging(who, 10))),
      LEAD,
      NO_SUBSTATE,
    ),
    ...each('it is rejected', proposed, (who) => unwrap(rejectMajor(proposed, WHY, forging(who, 10))), LEAD, {
      ...NO_SUBSTATE,
      pia: 'substate.role',
    }),
    ...each('its audience is told', major, (who) => update(major, who), [...DESK, 'bot'], NO),
    ...each(
      'who is told is changed',
      major,
      (who) => edit(major, who, { informedIds: ['yuri'] }),
      [...DESK, 'bot'],
      NO,
    ),
    ...each('its review is written', solved, (who) => edit(solved, who, review), [...DESK, 'bot'], NO),
    ...each(
      'it is closed after its review',
      reviewed,
      (who) => close(reviewed, who),
      ['dora', 'leo', 'ada', 'bot'],
      { ...NO, anna: 'state.role' },
    ),
    of(
      'it is accepted without a reason',
      'leo',
      proposed,
      edit(proposed, 'leo', { majorState: 'accepted', updateMinutes: 60 }),
      'substate.reason',
    ),
    of(
      'it is accepted without a plan',
      'leo',
      proposed,
      edit(proposed, 'leo', { majorState: 'accepted' }, { text: 'So.' }),
      'minutes.range',
    ),
    of('it is closed without its review', 'leo', solved, close(solved, 'leo'), 'major.review_first'),
    of(
      'it is called off',
      'leo',
      major,
      edit(major, 'leo', { state: 'cancelled' }, { kind: 'state', text: 'So.' }),
      'major.not_ended',
    ),
    of(
      'the next update is put off without a word',
      'dora',
      major,
      edit(major, 'dora', { updatedLastAt: T(12) }),
      'history.untold',
    ),
    of(
      'the next update is put off by empty words',
      'dora',
      major,
      edit(major, 'dora', { updatedLastAt: T(12) }, { kind: 'comment', text: ' ' }),
      'history.untold',
    ),
    of(
      'an update is said to be of another time',
      'dora',
      major,
      edit(major, 'dora', { updatedLastAt: T(13) }, { kind: 'comment', text: 'So.' }),
      'history.untold',
    ),
    of(
      'an update is told of what is no major incident',
      'dora',
      plain,
      edit(plain, 'dora', { updatedLastAt: T(12) }, { kind: 'comment', text: 'So.' }),
      'major.not_major',
    ),
    of(
      'whom it tells is written on what is none',
      'dora',
      plain,
      edit(plain, 'dora', { informedIds: ['kim'] }),
      'major.not_major',
    ),
    of('an update is told in the name of a lead', 'dora', major, update(major, 'leo'), 'history.author'),
  ];
};

const escalations = (): readonly Attack[] => {
  const plain = made();
  const called = stored(
    unwrap(escalateToLead(plain, { ...WHY, level: 'team_lead', toId: 'leo' }, ctx('dora', 9))),
  );
  const higher = stored(
    unwrap(escalateToLead(called, { ...WHY, level: 'management', toId: 'ada' }, ctx('dora', 10))),
  );
  const taken = stored(unwrap(takeEscalation(called, WHY, ctx('leo', 10))));
  const set = (record: Incident, by: Who, patch: Partial<Incident>): Incident =>
    edit(record, by, patch, { text: 'So.' });
  return [
    ...each(
      'a lead is called',
      plain,
      (who) => unwrap(escalateToLead(plain, { ...WHY, level: 'team_lead', toId: 'leo' }, forging(who, 9))),
      DESK,
      { ...NO, bot: 'substate.role' },
    ),
    ...each(
      'a call goes higher',
      called,
      (who) => unwrap(escalateToLead(called, { ...WHY, level: 'management', toId: 'ada' }, forging(who, 10))),
      [...DESK, 'bot'],
      NO,
    ),
    ...each(
      'a call is taken on',
      called,
      (who) => unwrap(takeEscalation(called, WHY, forging(who, 10))),
      LEAD,
      NO_SUBSTATE,
    ),
    ...each(
      'a call is ended',
      taken,
      (who) => unwrap(endEscalation(taken, WHY, forging(who, 11))),
      LEAD,
      NO_SUBSTATE,
    ),
    ...each(
      'another team gets it',
      plain,
      (who) => unwrap(escalateToTeam(plain, { ...WHY, teamId: 'team-2' }, forging(who, 9))),
      [...DESK, 'bot'],
      NO,
    ),
    of(
      'another lead is said to have taken it on',
      'leo',
      called,
      set(called, 'leo', { escalation: 'taken_on', escalatedToId: 'ada' }),
      'history.author',
    ),
    of(
      'a lead who took it on is another one',
      'dora',
      taken,
      set(taken, 'dora', { escalatedToId: 'ada' }),
      'escalation.not_higher',
    ),
    of(
      'a call goes to somebody else',
      'dora',
      called,
      set(called, 'dora', { escalatedToId: 'yuri' }),
      'escalation.not_higher',
    ),
    of(
      'a call goes back to a lower level',
      'dora',
      higher,
      set(higher, 'dora', { escalationLevel: 'team_lead', escalatedToId: 'leo' }),
      'escalation.not_higher',
    ),
    of(
      'a call goes higher without a reason',
      'dora',
      called,
      edit(called, 'dora', { escalationLevel: 'management', escalatedToId: 'ada' }),
      'substate.reason',
    ),
    of(
      'one that was taken on goes to the same level again',
      'dora',
      taken,
      set(taken, 'dora', { escalation: 'open', escalatedToId: 'leo' }),
      'escalation.not_higher',
    ),
    of(
      'another team gets it without a reason',
      'dora',
      plain,
      edit(
        plain,
        'dora',
        { teamId: 'team-2', assigneeId: null, escalatedFromTeamId: 'team-1' },
        { kind: 'assigned' },
      ),
      'substate.reason',
    ),
    of(
      'it is said to have come from another team',
      'dora',
      plain,
      edit(
        plain,
        'dora',
        { teamId: 'team-2', assigneeId: null, escalatedFromTeamId: 'team-9' },
        { kind: 'assigned', text: 'So.' },
      ),
      'history.untold',
    ),
    of(
      'it is said to have come from a team and went nowhere',
      'dora',
      plain,
      edit(plain, 'dora', { escalatedFromTeamId: 'team-9' }, { kind: 'assigned', text: 'So.' }),
      'history.untold',
    ),
  ];
};

const run = (more: Partial<DiagnosisRun> = {}): DiagnosisRun => ({
  ...{ scriptId: 'diagnosis-script-vpn', version: 1, title: 'VPN', outcome: null },
  answers: [{ stepId: 'a', wayId: 'yes', question: 'Do other sites open?', answer: 'yes_no', text: '' }],
  ...more,
});
const told = (record: Incident, by: Who, to: unknown, more: Partial<JournalEntry> = {}): Incident => ({
  ...append(record, {
    ...entry(env(by, 12), 'work_note', { changes: [{ field: DIAGNOSIS, from: null, to }] }),
    ...more,
  }),
});

const diagnosis = (): readonly Attack[] => {
  const plain = made();
  return [
    ...each(
      'a script is asked',
      plain,
      (who) => unwrap(diagnose(plain, run(), forging(who, 12))),
      ['dora', 'anna', 'leo', 'pia', 'kim', 'carl', 'ada', 'bot'],
      { else: 'role.change' },
    ),
    of(
      'the answers are those of a colleague',
      'kim',
      plain,
      told(plain, 'kim', run(), { by: 'dora' }),
      'history.author',
    ),
    of('nothing was answered', 'kim', plain, told(plain, 'kim', run({ answers: [] })), 'history.no_run'),
    of(
      'the run is told as an edit',
      'kim',
      plain,
      told(plain, 'kim', run(), { kind: 'changed' }),
      'history.no_run',
    ),
  ];
};

const checklists = (): readonly Attack[] => {
  const item = (state: Check['state'], doneBy: string | null): Check => ({
    ...{ id: 'c1', title: 'Ask for the serial number', state, doneBy },
    doneAt: doneBy === null ? null : T(12),
  });
  const listed = made({ checklist: [item('open', null)] });
  const skipped = stored(edit(listed, 'anna', { checklist: [item('skipped', 'anna')] }));
  return [
    ...each(
      'an item of the checklist is done',
      listed,
      (who) => edit(listed, who, { checklist: [item('done', who)] }),
      [...DESK, 'bot'],
      NO,
    ),
    of(
      'an item is done in the name of a colleague',
      'dora',
      listed,
      edit(listed, 'dora', { checklist: [item('done', 'kim')] }),
      'history.author',
    ),
    of(
      'what a colleague left out is done in their name',
      'dora',
      skipped,
      edit(skipped, 'dora', { checklist: [item('done', 'anna')] }),
      'history.author',
    ),
    of(
      'what a colleague left out is open again',
      'dora',
      skipped,
      edit(skipped, 'dora', { checklist: [item('open', null)] }),
      null,
    ),
  ];
};

export const incidentAttacks = (): readonly Attack[] => [
  ...[majors, escalations, diagnosis, checklists].flatMap((one) => one()),
];
