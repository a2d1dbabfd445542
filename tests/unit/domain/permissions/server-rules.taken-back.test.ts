/** The server takes back nothing for anybody but who did it, and nothing that was not done. */
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import { TAKES_BACK } from '#domain/journal/taken-back.ts';
import { recompute, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { takeBackIn } from '../processes/random-acts.ts';
import { aRecord, as, recordIn } from '../processes/world.ts';
import { json, solution, write } from './writes.ts';

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
