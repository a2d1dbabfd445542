/** The server takes back nothing for anybody but who did it, and nothing that was not done. */
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { TAKES_BACK } from '#domain/journal/taken-back.ts';
import { completeOrder, recomputeOrder, startOrder } from '#domain/orders/order.commands.ts';
import { recompute, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { anOrder } from '../fixtures.ts';
import { takeBackIn } from '../processes/random-acts.ts';
import { aRecord, as, recordIn } from '../processes/world.ts';
import { json, site, solution, write } from './writes.ts';

const desk = as('service-desk');
const start = aRecord(INCIDENT, { category: 'Hardware', assigneeId: 'person-1' });
const edited = unwrap(updateRecord(INCIDENT, start, { urgency: 1, title: 'Edited' }, desk));
const editId = edited.journal.at(-1)?.id ?? '';
const back = unwrap(takeBackIn(INCIDENT, edited, editId, desk));

/** The record with its last entry as `change` makes it, and fields beside. */
const forged = (
  record: ProcessRecord,
  change: (entry: JournalEntry) => Partial<JournalEntry>,
  fields: object = {},
): ProcessRecord => {
  const last = record.journal.at(-1) as JournalEntry;
  const journal = [...record.journal.slice(0, -1), { ...last, ...change(last) }];
  return recompute(INCIDENT, { ...record, ...fields, journal } as ProcessRecord, desk);
};
const sent = (before: ProcessRecord, after: ProcessRecord, personId?: string) =>
  write('tickets', json(before), json(after), ['service-desk'], personId);

const taken = (id: string) => ({ field: TAKES_BACK, from: null, to: id });

describe('an act taken back', () => {
  it('is taken by the server', () => {
    expect(sent(edited, back)).toEqual({ ok: true });
    const solved = unwrap(takeStep(INCIDENT, start, { to: 'resolved', ...solution }, desk));
    const open = unwrap(takeBackIn(INCIDENT, solved, solved.journal.at(-1)?.id ?? '', desk));
    expect(open.state).toBe('new');
    // No step leads from resolved to new.
    expect(sent(solved, open)).toEqual({ ok: true });
  });

  const untrue: readonly [string, ProcessRecord, ProcessRecord][] = [
    [
      'names no entry',
      edited,
      forged(back, ({ changes }) => ({
        changes: changes.map((one) => (one.field === TAKES_BACK ? { ...one, to: 'nobody' } : one)),
      })),
    ],
    [
      'names itself',
      edited,
      forged(back, ({ id, changes }) => ({ changes: [...changes.slice(0, -1), taken(id)] })),
    ],
    [
      'changes more than the act did',
      edited,
      forged(
        back,
        ({ changes }) => ({ changes: [...changes, { field: 'description', from: '', to: 'Beside' }] }),
        { description: 'Beside' },
      ),
    ],
    ['is of another kind', edited, forged(back, () => ({ kind: 'assigned' }))],
    [
      'comes a day later',
      edited,
      forged(back, () => ({ at: '2026-11-23T09:00:00.000Z' }), { updatedAt: '2026-11-23T09:00:00.000Z' }),
    ],
    [
      'takes back that the record was made',
      start,
      forged(edited, ({ changes }) => ({ changes: [...changes, taken(start.journal[0]?.id ?? '')] })),
    ],
  ];
  it.each(untrue)('is refused where it %s', (_how, before, after) => {
    expect(sent(before, after)).toMatchObject({ ok: false, reason: 'act.untrue' });
  });

  it('is refused where the server had the act and hears of the way back after a month, whatever time the entry is of', () => {
    const later = '2026-12-24T00:00:00.000Z';
    const send = (before: unknown, now?: string) =>
      write('tickets', before, json(back), ['service-desk'], 'person-1', now);
    expect(send(json(edited))).toEqual({ ok: true });
    expect(send(json(edited), later)).toMatchObject({ ok: false, reason: 'history.heard_late' });
    // Both done without a network: nobody has seen the act.
    expect(send(json(start), later)).toEqual({ ok: true });
  });

  it('of somebody else is refused', () => {
    const other = forged(back, () => ({ by: 'person-2' }), { updatedBy: 'person-2' });
    expect(sent(edited, other, 'person-2')).toMatchObject({ ok: false, reason: 'act.untrue' });
  });

  it('leads nowhere but where the act came from', () => {
    const solved = recordIn(INCIDENT, 'resolved');
    const id = solved.journal.find(({ changes }) => changes.some(({ to }) => to === 'resolved'))?.id ?? '';
    const gone = unwrap(takeBackIn(INCIDENT, solved, id, as('administrator')));
    const elsewhere = forged(
      gone,
      ({ changes }) => ({
        changes: changes.map((one) => (one.field === 'state' ? { ...one, to: 'cancelled' } : one)),
      }),
      { state: 'cancelled' },
    );
    expect(sent(solved, elsewhere).ok).toBe(false);
  });
});

/** The record with one more step in its history, whatever the tables say of it. */
const stepped = (
  process: Process,
  record: ProcessRecord,
  changes: JournalEntry['changes'],
  fields: object = {},
): ProcessRecord => {
  const added = entry(desk.env, 'state', { changes, text: 'so' });
  return recompute(process, append({ ...record, ...fields } as ProcessRecord, added), desk, record);
};
const lastId = ({ journal }: Pick<ProcessRecord, 'journal'>): string => journal.at(-1)?.id ?? '';

it('what no table names goes nowhere', () => {
  const told = ['constructor', '__proto__', 'hasOwnProperty.x'].map((field) => ({
    field,
    from: 'a',
    to: null,
  }));
  const odd = append(start, entry(desk.env, 'changed', { changes: told }));
  expect(takeBackIn(INCIDENT, odd, lastId(odd), desk)).toMatchObject({ error: { code: 'nothing_to_do' } });
});

describe('an act taken back in name only', () => {
  const solved = unwrap(takeStep(INCIDENT, start, { to: 'resolved', ...solution }, desk));
  const open = unwrap(takeStep(INCIDENT, solved, { to: 'in_progress', note: 'again' }, desk));

  it('is refused: counts and clocks would go on as if it had not been done', () => {
    const uncounted = stepped(INCIDENT, open, [taken(lastId(open))]);
    expect(uncounted).toMatchObject({ state: 'in_progress', reopenCount: 0 });
    expect(sent(open, uncounted)).toMatchObject({ ok: false, reason: 'act.untrue' });
  });

  it('is taken where the value was put back since', () => {
    const given = unwrap(takeStep(INCIDENT, open, { to: 'resolved', ...solution }, desk));
    const rest = stepped(INCIDENT, given, [taken(lastId(open))]);
    expect(sent(given, rest)).toEqual({ ok: true });
  });
});

describe('a step that was never taken', () => {
  // Accepting a risk is its owner's; taking the problem up again is not.
  const problem = recordIn(PROBLEM, 'root_cause_analysis');
  const told = [
    { field: 'state', from: 'risk_accepted', to: 'root_cause_analysis' },
    { field: 'riskReason', from: 'Too dear', to: null },
  ];
  const pretended = stepped(PROBLEM, problem, told);
  const accepted = stepped(
    PROBLEM,
    pretended,
    [...told.map(({ field, from, to }) => ({ field, from: to, to: from })), taken(lastId(pretended))],
    { state: 'risk_accepted', riskReason: 'Too dear' },
  );

  it.each([
    ['at once', problem],
    ['later', pretended],
  ])('is not taken back %s', (_when, before) => {
    expect(sent(before, accepted)).toMatchObject({ ok: false, reason: 'state.role' });
  });

  it('is not told to have come before all others either', () => {
    const early = { ...(pretended.journal.at(-1) as JournalEntry), id: '!', at: problem.createdAt };
    const journal = [early, ...problem.journal, accepted.journal.at(-1) as JournalEntry].map((one) =>
      one === accepted.journal.at(-1)
        ? { ...one, at: problem.updatedAt, changes: [...one.changes.slice(0, -1), taken('!')] }
        : one,
    );
    const forgedOne = { ...accepted, journal, updatedAt: problem.updatedAt };
    expect(sent(problem, forgedOne as ProcessRecord).ok).toBe(false);
  });
});

it('a colleague who brings it must have the right to the step itself', () => {
  const lead = as('problem-manager');
  const risky = unwrap(
    takeStep(
      PROBLEM,
      recordIn(PROBLEM, 'root_cause_analysis'),
      { to: 'risk_accepted', riskReason: 'Too dear', riskReviewOn: '2027-01-31' },
      lead,
    ),
  );
  const back = unwrap(takeBackIn(PROBLEM, risky, lastId(risky), lead));
  const brought = withBringer(back, risky, { personId: 'person-9', deviceId: 'd' });
  const bring = (role: string) =>
    write('tickets', json(risky), json({ ...brought, updatedBy: 'person-1' }), [role], 'person-9');
  // They might take the step with a reason; the one that is brought has none.
  expect(bring('service-desk').ok).toBe(false);
  expect(bring('team-lead')).toEqual({ ok: true });
});

it('an order that was completed stays so: its devices have moved', () => {
  const ctx = site('field');
  const begun = unwrap(startOrder(anOrder('move'), {}, ctx));
  const worked = {
    ...begun,
    devices: begun.devices.map((one) => ({ ...one, confirmedAt: begun.updatedAt, confirmedBy: 'person-1' })),
    tasks: begun.tasks.map((one) => ({
      ...one,
      state: 'done' as const,
      doneAt: begun.updatedAt,
      doneBy: 'person-1',
    })),
  };
  // A clock behind: its effects are of the time of the entry all the same.
  const late = { ...ctx, env: { ...ctx.env, now: '2020-01-01T00:00:00.000Z' } };
  const done = unwrap(completeOrder(worked, {}, late)).order;
  const last = done.journal.at(-1) as JournalEntry;
  expect(done.effects.map(({ at }) => at)).toEqual(done.effects.map(() => last.at));
  const changes = last.changes
    .filter(({ field }) => field !== 'effects')
    .map(({ field, from, to }) => ({ field, from: to, to: from }));
  const values = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  const added = entry(ctx.env, 'state', { changes, takesBack: last.id });
  const undone = recomputeOrder(append({ ...done, ...values }, added));
  expect(undone.state).toBe('work_in_progress');
  expect(write('orders', json(done), json(undone), ['field'])).toMatchObject({
    ok: false,
    reason: 'act.has_effects',
  });
});

it('thousands of them are looked at in one walk', () => {
  // Each searched for in the history, as many hold the server for half a minute.
  const PAIRS = 16_000;
  const first = start.journal[0] as JournalEntry;
  const journal: JournalEntry[] = [first];
  const add = (id: string, changes: JournalEntry['changes']): void => {
    const at = new Date(Date.parse(first.at) + journal.length).toISOString();
    journal.push({ ...first, id, at, kind: 'state', text: 'so', changes });
  };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    add(`a${pair}`, [{ field: 'state', from: 'new', to: 'in_progress' }]);
    add(`b${pair}`, [{ field: 'state', from: 'in_progress', to: 'new' }, taken(`a${pair}`)]);
  }
  expect(sent(start, { ...start, journal, updatedAt: journal.at(-1)?.at ?? '' })).toEqual({ ok: true });
});
