import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChangeToPlan,
  type Conflict,
  type ConflictInput,
  conflictCount,
  conflictsOf,
  type NeighbourLookup,
  relatedItems,
} from '#domain/changes/conflicts.ts';
import { overlaps, type Span } from '#domain/events/event-spans.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import { aBlackout, aLockdown, aWindow, weekly } from '../events/planning-events.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.parse('2026-06-01T00:00:00.000Z');
const at = (hours: number): number => start + hours * HOUR;
const span = (from: number, to: number): Span => ({ from: at(from), to: at(to) });
const instant = (ms: number): string => new Date(ms).toISOString();

const change = (id: string, window: Span, fields: Partial<ChangeToPlan> = {}): ChangeToPlan => ({
  ...{ id, window, ciIds: [], assigneeId: null, serviceIds: [], placeIds: [] },
  ...fields,
});

type Pairs = readonly (readonly [string, string])[];
const lookup =
  (pairs: Pairs): NeighbourLookup =>
  (ids) =>
    pairs.filter((pair) => pair.some((id) => ids.includes(id)));

const ask = (
  asked: ChangeToPlan,
  {
    others = [],
    events = [],
    pairs = [],
    now = at(-1),
    excepted = new Set(),
  }: Partial<ConflictInput> & { readonly pairs?: Pairs },
) => {
  const related = relatedItems(asked.ciIds, lookup(pairs));
  return conflictsOf({ change: asked, others, events, excepted, related, now });
};
const kinds = (answer: ReturnType<typeof conflictsOf>): readonly Conflict[] =>
  answer.found.map(({ conflict }) => conflict);

describe('a change conflicts', () => {
  it('with another of the same item, a related one or of the same person, and is told once of each', () => {
    const mine = change('a', span(1, 3), { ciIds: ['pc'], assigneeId: 'p' });
    const others = [
      change('same', span(2, 4), { ciIds: ['x', 'pc'], assigneeId: 'p' }),
      change('near', span(0, 2), { ciIds: ['server'], assigneeId: 'p' }),
      change('person', span(2, 3), { assigneeId: 'p' }),
      change('far', span(1, 3), { ciIds: ['rack'] }),
      change('later', span(3, 4), { ciIds: ['pc'] }),
    ];
    const pairs: Pairs = [
      ['pc', 'switch'],
      ['server', 'switch'],
      ['server', 'rack'],
    ];
    expect(kinds(ask(mine, { others, pairs }))).toEqual([
      { kind: 'related_item', changeId: 'near', ciIds: ['server'] },
      { kind: 'same_assignee', changeId: 'person' },
      { kind: 'same_item', changeId: 'same', ciIds: ['pc'] },
    ]);
  });

  it('with a blackout of everything, of its item, its service or its place', () => {
    const mine = change('a', span(1, 3), { ciIds: ['pc'], serviceIds: ['mail'], placeIds: ['room', 'site'] });
    const during = { startsAt: instant(at(2)), endsAt: instant(at(5)) };
    const events = [
      aBlackout('all', during),
      aBlackout('item', { ...during, ciIds: ['pc'] }),
      aBlackout('service', { ...during, serviceIds: ['mail'] }),
      aBlackout('place', { ...during, placeIds: ['site'] }),
      aBlackout('other', { ...during, placeIds: ['elsewhere'] }),
      aBlackout('later', { startsAt: instant(at(3)), endsAt: null }),
    ];
    expect(kinds(ask(mine, { events }))).toEqual(
      ['all', 'item', 'service', 'place'].map((eventId) => ({ kind: 'blackout', eventId })),
    );
    // The later one is until further notice.
    expect(ask(mine, { events }).nextFree).toBeNull();
    expect(ask(mine, { events: events.slice(0, 4) }).nextFree).toEqual(span(5, 7));
  });

  it('with no lockdown from which it is excepted, and is moved to no other time in that', () => {
    const mine = change('a', span(1, 3), { ciIds: ['pc'] });
    const lockdown = aLockdown('year-end', { startsAt: instant(at(0)), endsAt: instant(at(9)) });
    const excepted = new Set(['year-end']);
    expect(kinds(ask(mine, { events: [lockdown], excepted }))).toEqual([]);
    const others = [change('b', span(2, 4), { ciIds: ['pc'] })];
    const found = ask(mine, { events: [lockdown], excepted, others });
    expect(kinds(found)).toEqual([{ kind: 'same_item', changeId: 'b', ciIds: ['pc'] }]);
    expect(found.nextFree).toEqual(span(9, 11));
  });

  it('where it is outside the windows of its item; those of its service hold where the item has none', () => {
    const own = aWindow('own', { ciIds: ['pc'], startsAt: instant(at(10)), endsAt: instant(at(12)) });
    const service = aWindow('service', {
      ...{ serviceIds: ['mail'], startsAt: instant(at(20)), endsAt: instant(at(23)) },
    });
    const mine = change('a', span(9, 11), { ciIds: ['pc'], serviceIds: ['mail'] });
    expect(ask(mine, { events: [own, service] })).toEqual({
      found: [{ conflict: { kind: 'outside_window', ciId: 'pc', eventIds: ['own'] }, clears: span(10, 12) }],
      nextFree: span(10, 12),
    });
    expect(kinds(ask(mine, { events: [service] }))).toEqual([
      { kind: 'outside_window', ciId: null, eventIds: ['service'] },
    ]);
    expect(kinds(ask({ ...mine, window: span(10, 12) }, { events: [own, service] }))).toEqual([]);
    // Longer than any window: never.
    expect(ask({ ...mine, window: span(9, 12) }, { events: [own] }).nextFree).toBeNull();
    // What is over binds nobody any more.
    expect(kinds(ask({ ...mine, window: span(30, 31) }, { events: [own] }))).toEqual([]);
  });

  it('until the next window after the clock went forward that is long enough', () => {
    const sundays = aWindow('w', {
      ...{ ciIds: ['pc'], weekly: weekly(['sun'], '01:00', '05:00', 'Europe/Berlin') },
    });
    const four = (from: string): Span => ({ from: Date.parse(from), to: Date.parse(from) + 4 * HOUR });
    const asked = (from: string) =>
      ask(change('a', four(from), { ciIds: ['pc'] }), { events: [sundays], now: 0 });
    // On 29 March the window has three hours only.
    expect(asked('2026-03-27T10:00:00.000Z').nextFree).toEqual(four('2026-04-04T23:00:00.000Z'));
    // On 25 October it has five.
    expect(asked('2026-10-23T10:00:00.000Z').nextFree).toEqual(four('2026-10-24T23:00:00.000Z'));
    expect(asked('2026-10-25T00:00:00.000Z').found).toEqual([]);
  });

  it('and is not moved into the past', () => {
    const mine = change('a', span(1, 2), { ciIds: ['pc'] });
    const others = [change('b', span(0, 3), { ciIds: ['pc'] })];
    expect(ask(mine, { others, now: at(5) + MINUTE }).nextFree).toEqual(span(5.25, 6.25));
  });
});

it('items are related within two relations in either direction, loops and all', () => {
  const pairs: Pairs = [
    ['a', 'b'],
    ['c', 'b'],
    ['c', 'd'],
    ['b', 'a'],
    ['a', 'a'],
  ];
  expect([...relatedItems(['a'], lookup(pairs))].sort()).toEqual(['a', 'b', 'c']);
});

/** The same by trying every half hour, knowing nothing of how it is computed. */
const STEP = HOUR / 2;

const near = (one: string, other: string, pairs: Pairs): boolean => {
  const joins = (a: string, b: string): boolean => pairs.some((pair) => pair.includes(a) && pair.includes(b));
  return (
    one === other ||
    joins(one, other) ||
    pairs.flat().some((middle) => joins(one, middle) && joins(middle, other))
  );
};

const halves = ({ from, to }: Span): readonly number[] =>
  Array.from({ length: (to - from) / STEP }, (_, i) => from + i * STEP);

const holdsAt = ({ active, startsAt, endsAt }: PlanningEvent, ms: number): boolean =>
  active && Date.parse(startsAt) <= ms && (endsAt === null || ms < Date.parse(endsAt));

const isFreeAt = (asked: ChangeToPlan, window: Span, input: ConflictInput, pairs: Pairs): boolean => {
  const busy = halves(window).some(
    (ms) =>
      input.others.some(
        (other) =>
          other.id !== asked.id &&
          other.window.from <= ms &&
          ms < other.window.to &&
          ((other.assigneeId !== null && other.assigneeId === asked.assigneeId) ||
            other.ciIds.some((theirs) => asked.ciIds.some((mine) => near(mine, theirs, pairs)))),
      ) ||
      input.events.some(
        (event) =>
          event.type === 'blackout' &&
          holdsAt(event, ms) &&
          (event.ciIds.length === 0 || event.ciIds.some((id) => asked.ciIds.includes(id))),
      ),
  );
  const windows = input.events.filter(
    (event) =>
      event.type === 'maintenance_window' &&
      event.active &&
      (event.endsAt === null || Date.parse(event.endsAt) > asked.window.from),
  );
  const isOutside = asked.ciIds.some((id) => {
    const own = windows.filter(({ ciIds }) => ciIds.includes(id));
    return own.length > 0 && !halves(window).every((ms) => own.some((event) => holdsAt(event, ms)));
  });
  return !busy && !isOutside;
};

const ids = fc.subarray(['i1', 'i2', 'i3', 'i4', 'i5']);
const spans = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }))
  .map(([from, length]) => ({ from: start + from * STEP, to: start + (from + length) * STEP }));
const changes = fc
  .array(fc.tuple(spans, ids, fc.constantFrom(null, 'p1', 'p2')), { minLength: 2, maxLength: 7 })
  .map((all) => all.map(([window, ciIds, assigneeId], i) => change(`c${i}`, window, { ciIds, assigneeId })));
const events = fc
  .array(fc.tuple(spans, ids, fc.boolean(), fc.boolean()), { maxLength: 4 })
  .map((all): readonly PlanningEvent[] =>
    all.map(([{ from, to }, ciIds, isBlackout, active], i) => {
      const fields = { startsAt: instant(from), endsAt: instant(to), ciIds, active: active || i > 0 };
      return isBlackout ? aBlackout(`e${i}`, fields) : aWindow(`e${i}`, fields);
    }),
  );
const relations = fc.array(
  fc.tuple(fc.constantFrom('i1', 'i2', 'i3'), fc.constantFrom('i3', 'i4', 'i5', 'hub')),
  { maxLength: 5 },
);

describe('whatever is planned', () => {
  it('is found as by trying every half hour, and the free window is the first of them', () => {
    fc.assert(
      fc.property(changes, events, relations, (all, held, pairs) => {
        const [asked] = all as [ChangeToPlan, ...ChangeToPlan[]];
        const related = relatedItems(asked.ciIds, lookup(pairs));
        const input = { change: asked, others: all, events: held, related, now: at(-1) };
        const { found, nextFree } = conflictsOf(input);
        const length = asked.window.to - asked.window.from;
        const free = (from: number): boolean => isFreeAt(asked, { from, to: from + length }, input, pairs);
        expect(found.length === 0).toBe(free(asked.window.from));
        // Who only counts looks at what is planned meanwhile.
        const meanwhile = all.filter(({ window }) => overlaps(window, asked.window));
        expect(conflictCount({ ...input, others: meanwhile })).toBe(found.length);
        if (found.length === 0) {
          expect(nextFree).toBeNull();
          return;
        }
        let first: number | null = asked.window.from;
        // What is planned here is over after 34 hours.
        while (first !== null && !free(first)) first = first > at(40) ? null : first + STEP;
        expect(nextFree?.from ?? null).toBe(first);
        for (const { clears } of found) {
          if (clears !== null) expect(clears.from).toBeLessThanOrEqual(nextFree?.from ?? clears.from);
        }
      }),
    );
  });

  it("two changes are in each other's way for the same reason, in whichever order they came", () => {
    fc.assert(
      fc.property(changes, events, relations, (all, held, pairs) => {
        const seen = (asked: ChangeToPlan, others: readonly ChangeToPlan[]) =>
          ask(asked, { others, events: held, pairs });
        for (const one of all) {
          expect(seen(one, [...all].reverse())).toEqual(seen(one, all));
          for (const { conflict } of seen(one, all).found) {
            if (!('changeId' in conflict)) continue;
            const other = all.find(({ id }) => id === conflict.changeId) as ChangeToPlan;
            const back = kinds(seen(other, all)).find((two) => 'changeId' in two && two.changeId === one.id);
            expect(back?.kind).toBe(conflict.kind);
          }
        }
      }),
    );
  });
});
