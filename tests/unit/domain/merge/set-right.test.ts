import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { commonBase } from '#domain/merge/base-from-history.ts';
import { withTimesOf, withTimesSetRight } from '#domain/merge/set-right.ts';
import { timesToCome } from '#domain/permissions/server-times.ts';
import { ticketOf } from '../sla/tickets.ts';
import { edited, mergeTickets } from './records.ts';

const NOW = '2026-12-18T12:00:00.000Z';
const HOUR_MS = 3_600_000;
const atMs = (offsetMs: number): string => new Date(Date.parse(NOW) + offsetMs).toISOString();
const setRight = (record: Incident, known: Incident | null): Incident =>
  withTimesSetRight('tickets', record, known, NOW);

const base = ticketOf();
const solved = { state: 'resolved', closureCode: 'other', closureNotes: 'done' } as const;
const resolvedAt = (when: string): Incident =>
  edited(base, { ...solved, resolvedAt: when, resolvedBy: 'person-a' }, 'a', when);

describe('times that a wrong clock told', () => {
  it('stay as they are where they are within what the server takes', () => {
    for (const when of [atMs(-24 * HOUR_MS), NOW, atMs(14 * 60_000)]) {
      const mine = edited(base, { title: 'In time' }, 'a', when);
      expect(setRight(mine, base)).toBe(mine);
    }
  });

  it('are set right wherever they stand: the entry, the field, what the entry tells of the field', () => {
    const right = setRight(resolvedAt(atMs(24 * HOUR_MS)), base);
    const last = right.journal.at(-1);
    expect(last && last.at <= NOW).toBe(true);
    expect(right).toMatchObject({ ...solved, resolvedAt: last?.at, updatedAt: last?.at });
    expect(last?.changes.find(({ field }) => field === 'resolvedAt')?.to).toBe(last?.at);
  });

  it('are set right in what is new to the server altogether', () => {
    const made = { ...ticketOf(), createdAt: atMs(HOUR_MS), updatedAt: atMs(HOUR_MS) };
    const mine = edited(made, { title: 'Made in an hour' }, 'a', atMs(2 * HOUR_MS));
    const right = setRight(mine, null);
    expect(right.createdAt <= NOW).toBe(true);
    expect(right.createdAt < right.updatedAt).toBe(true);
  });

  it('leave plans and promises alone', () => {
    const planned = { ...base, dueAt: atMs(72 * HOUR_MS) };
    const right = setRight(edited(planned, { title: 'Tomorrow' }, 'a', atMs(24 * HOUR_MS)), planned);
    expect(right.dueAt).toBe(planned.dueAt);
  });

  it('keep their order and end up where the server takes them, once and again', () => {
    const offsets = fc.array(fc.integer({ min: -2, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(offsets, (hours) => {
        const mine = hours.reduce<Incident>(
          (record, hour, index) => edited(record, { title: `edit ${index}` }, 'a', atMs(hour * HOUR_MS)),
          base,
        );
        const right = setRight(mine, base);
        expect(right.journal.map(({ id }) => id)).toEqual(mine.journal.map(({ id }) => id));
        const times = right.journal.map(({ at }) => at);
        expect(times).toEqual([...times].sort());
        const entries = right.journal.slice(base.journal.length);
        const write = { collection: 'tickets', before: { ...base }, after: { ...right }, entries } as const;
        expect(timesToCome({ ...write, now: NOW } as never)).toEqual([]);
        expect(setRight(right, base)).toBe(right);
      }),
    );
  });
});

describe('what was sent with times set right, and nobody heard that it arrived', () => {
  const mine = resolvedAt(atMs(24 * HOUR_MS));
  const there = setRight(mine, base);

  it('is no second edit', () => {
    expect(withTimesOf(mine, there)).toEqual(there);
    const { merged, clashes } = mergeTickets(base, mine, there);
    expect(merged).toEqual(there);
    expect(clashes).toEqual([]);
  });

  it('is no second edit where something was edited on top of it, or nobody knows from what it came', () => {
    const more = edited(mine, { symptom: 'no light' }, 'a', atMs(25 * HOUR_MS));
    for (const known of [base, undefined]) {
      const from = commonBase<Incident>(known, more, there);
      const { merged, clashes } = mergeTickets(from, more, there);
      expect(merged).toMatchObject({ symptom: 'no light', resolvedAt: there.resolvedAt });
      expect(clashes.map(({ field }) => field)).toEqual([]);
    }
  });

  it('is no clash with what the same person did next', () => {
    const open = {
      state: 'in_progress',
      closureCode: null,
      closureNotes: null,
      resolvedAt: null,
      resolvedBy: null,
    } as const;
    const reopened = edited(mine, open, 'a', atMs(25 * HOUR_MS));
    // As it was sent, as it was before, and as the histories tell where nobody knows.
    for (const known of [mine, base, undefined]) {
      const { merged, clashes } = mergeTickets(commonBase<Incident>(known, reopened, there), reopened, there);
      expect(clashes).toEqual([]);
      expect(merged).toMatchObject(open);
    }
  });
});
