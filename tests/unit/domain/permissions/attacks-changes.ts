/** Ways round how a change went, its risk, what it caused and exceptions from lockdowns (attacks.ts). */
import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import { linkIncidentChange, linkTicket } from '#domain/changes/links.ts';
import { prepareEdits } from '#domain/changes/rehearsal-acts.ts';
import type { Approval } from '#domain/fields/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Change, ChangeTask } from '#domain/fields/changes.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { unwrap } from '../env.ts';
import { anIncident } from '../fixtures.ts';
import { approved, recordIn } from '../processes/world.ts';
import { type Attack, byEach, env, forging, stored, T, type Who } from './attack-world.ts';

type Planned = ApprovedRecord & ProcessRecord & Change;

const changeIn = (state: string, more: object = {}): Planned =>
  stored({ ...recordIn(CHANGE, state), id: 'chg-1', tasks: [], ...more } as unknown as Planned);
const RISK = { riskLevel: 'high', riskScore: 70 } as const;
/** As it was assessed when approval was requested. */
const risky = (state: string, more: object = {}): Planned => {
  const record = changeIn(state, { ...RISK, ...more });
  const told = Object.entries(RISK).map(([field, to]) => ({ field, from: null, to }));
  const isRequest = ({ changes }: JournalEntry): boolean => changes.some(({ to }) => to === 'authorize');
  const journal = record.journal.map((one) =>
    isRequest(one) ? { ...one, changes: [...one.changes, ...told] } : one,
  );
  return { ...record, journal };
};
const edit = (record: Planned, who: Who, patch: Partial<Change>, more: Partial<JournalEntry> = {}) =>
  changeRecord(CHANGE, record, patch, forging(who, 12), more);
const step = (record: Planned, who: Who, state: Change['state'], more: Partial<Change> = {}): Planned =>
  edit(record, who, { state, ...more }, { kind: 'state', text: 'So.' });
const of = (name: string, by: Who, before: object, after: object, refused: string | null): Attack => ({
  ...{ name, collection: 'tickets', before, after, by, refused },
});
const each = (
  name: string,
  before: object,
  after: (who: Who) => object,
  may: Parameters<typeof byEach>[0]['may'],
  refused: Parameters<typeof byEach>[0]['refused'],
): readonly Attack[] => byEach({ ...{ name, collection: 'tickets', before, after, may, refused } });

const NO = { else: 'role.fields', nora: 'role.change' };
const CLOSING = { ...NO, dora: 'state.role', leo: 'state.role', pia: 'state.role', bot: 'state.role' };
const WORKERS = ['dora', 'leo', 'pia', 'carl', 'ada'] as const;

const outcomes = (): readonly Attack[] => {
  const reviewed = changeIn('review', { outcome: 'unsuccessful', reviewNotes: 'It broke.' });
  const closed = changeIn('closed', { outcome: 'unsuccessful', reviewNotes: 'It broke.' });
  const good = { outcome: 'successful' } as const;
  return [
    ...each(
      'how it went is changed in its review',
      reviewed,
      (who) => edit(reviewed, who, good),
      [...WORKERS, 'bot'],
      NO,
    ),
    ...each('a change is closed', reviewed, (who) => step(reviewed, who, 'closed'), ['carl', 'ada'], CLOSING),
    ...each(
      'a closed one is reviewed again',
      closed,
      (who) => step(closed, who, 'review'),
      ['carl', 'ada'],
      CLOSING,
    ),
    of('how a closed one went is changed', 'dora', closed, edit(closed, 'dora', good), 'field.phase'),
    of(
      'what was learned from a closed one is taken away',
      'carl',
      closed,
      edit(closed, 'carl', { reviewNotes: null }),
      'field.phase',
    ),
    of(
      'what broke something is closed without words',
      'carl',
      { ...reviewed, reviewNotes: null },
      step({ ...reviewed, reviewNotes: null }, 'carl', 'closed'),
      'field.missing',
    ),
  ];
};

const risks = (): readonly Attack[] => {
  const ANSWERS = [{ id: 'q', answer: 'a' }];
  const open = changeIn('assess');
  const waiting = risky('authorize');
  const begun = risky('implement');
  const ready = stored(approved(CHANGE, risky('scheduled', { votes: [] })) as Planned);
  const DONE = { outcome: 'successful' } as const;
  return [
    ...each(
      'the questionnaire on its risk is answered',
      open,
      (who) => edit(open, who, { riskAnswers: ANSWERS }),
      [...WORKERS, 'bot'],
      NO,
    ),
    of(
      'its risk is lower once it waits',
      'dora',
      waiting,
      edit(waiting, 'dora', { riskLevel: 'low', riskScore: 1 }),
      'state.no_step',
    ),
    of(
      'its risk is lower with the step to its review',
      'dora',
      begun,
      step(begun, 'dora', 'review', { ...DONE, riskLevel: 'low' }),
      'field.not_editable',
    ),
    of(
      'the percent of its risk is lower as it begins',
      'dora',
      ready,
      step(ready, 'dora', 'implement', { riskScore: 1 }),
      'field.not_editable',
    ),
    of('it begins', 'dora', ready, step(ready, 'dora', 'implement'), null),
    of('it goes on to its review', 'dora', begun, step(begun, 'dora', 'review', DONE), null),
    of(
      'and is planned anew',
      'dora',
      ready,
      step(ready, 'dora', 'assess', { riskLevel: null, riskScore: null, approvals: [] }),
      null,
    ),
  ];
};

const links = (): readonly Attack[] => {
  const change = changeIn('closed', { outcome: 'successful' });
  const incident = stored({ ...anIncident(env('dora', 8), { teamId: 'team-1' } as never), id: 'inc-1' });
  const link = { id: 'inc-1', linked: true };
  return [
    ...each(
      'a change is said to have caused an incident',
      change,
      (who) => unwrap(linkTicket(CHANGE, change, 'causedIncidentIds', link, forging(who, 12))),
      ['dora', 'anna', 'leo', 'pia', 'carl', 'ada', 'bot'],
      NO,
    ),
    ...each(
      'an incident is said to be caused by a change',
      incident,
      (who) => unwrap(linkIncidentChange(INCIDENT, incident as Incident, 'cause', 'chg-1', forging(who, 12))),
      ['dora', 'anna', 'leo', 'pia', 'carl', 'ada', 'bot'],
      NO,
    ),
  ];
};

const tasks = (): readonly Attack[] => {
  const task = (state: ChangeTask['state'], doneBy: string | null): ChangeTask => ({
    ...{ id: 't1', stage: 1, title: 'Swap it', state, teamId: null, assigneeId: null, note: null, doneBy },
    doneAt: doneBy === null ? null : T(12),
  });
  const begun = changeIn('implement', { tasks: [task('open', null)] });
  const prepared = changeIn('assess');
  const put = [
    { collection: 'configItems', targetId: 'h1', field: 'placeId', from: 'room-1', to: 'room-2' } as const,
  ];
  return [
    ...each(
      'a task of a change is done',
      begun,
      (who) => edit(begun, who, { tasks: [task('done', who)] }),
      [...WORKERS, 'bot'],
      NO,
    ),
    of(
      'a task is done in the name of a colleague',
      'dora',
      begun,
      edit(begun, 'dora', { tasks: [task('done', 'yuri')] }),
      'history.author',
    ),
    ...each(
      'edits of items are prepared',
      prepared,
      (who) => unwrap(prepareEdits(prepared, { put, removed: [] }, forging(who, 12))),
      [...WORKERS, 'bot'],
      NO,
    ),
  ];
};

const PLAN = {
  ...{ implementationPlan: 'Swap it.', backoutPlan: 'Swap back.' },
  ...{ plannedStartAt: '2026-12-01T20:00:00.000Z', plannedEndAt: '2026-12-01T22:00:00.000Z' },
};
const exceptions = (): readonly Attack[] => {
  const open = changeIn('assess');
  const cab: Approval = {
    ...{ id: 'cab', name: 'CAB', rule: 'first', share: 1, personIds: ['carl'], roles: [] },
  };
  const except = (more: Partial<Approval>): Approval => ({
    ...{ id: 'lockdown-l1', name: 'Year end', rule: 'first', share: 1, personIds: [] },
    ...{ roles: ['team-lead', 'administrator'], ...more },
  });
  const ask = (exception: Approval): Planned =>
    step(open, 'rita', 'authorize', { ...PLAN, approvals: [cab, exception] });
  return [
    of('an exception from a lockdown is asked of those who lock down', 'rita', open, ask(except({})), null),
    of(
      'it is asked of a friend',
      'rita',
      open,
      ask(except({ personIds: ['yuri'], roles: [] })),
      'approval.exception',
    ),
    of(
      'it is asked of a friend, too',
      'rita',
      open,
      ask(except({ personIds: ['yuri'] })),
      'approval.exception',
    ),
    of(
      'it is asked of every change manager',
      'rita',
      open,
      ask(except({ roles: ['change-manager'] })),
      'approval.exception',
    ),
  ];
};

export const changeAttacks = (): readonly Attack[] =>
  [outcomes, risks, links, tasks, exceptions].flatMap((one) => one());
