import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clash } from '#domain/fields/base.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { baseFromHistory, commonBase } from '#domain/merge/base-from-history.ts';
import { uniteClashes } from '#domain/merge/merge-values.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { ticketOf } from '../sla/tickets.ts';
import { edited, mergeTickets } from './records.ts';

const text = fc.constantFrom('a', 'b', 'c');
const tags = fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'w'));
const solution = { holdReason: null, closureCode: 'other', closureNotes: 'done' };
const arbPatch: fc.Arbitrary<Partial<Incident>> = fc.oneof(
  text.map((title) => ({ title })),
  text.map((description) => ({ description })),
  fc.constantFrom(1 as const, 2 as const, 3 as const).map((impact) => ({ impact })),
  tags.map((list) => ({ tags: list })),
  fc
    .dictionary(fc.constantFrom('k', 'dotted.key'), fc.integer({ min: 0, max: 2 }))
    .map((extra) => ({ extra })),
  fc.constantFrom<Partial<Incident>>(
    { state: 'in_progress', holdReason: null, closureCode: null, closureNotes: null },
    { state: 'on_hold', holdReason: 'awaiting_caller', closureCode: null, closureNotes: null },
    { state: 'resolved', ...solution },
    { state: 'closed', ...solution },
  ),
  fc.tuple(text, text).map(([team, person]) => ({ teamId: `team-${team}`, assigneeId: `person-${person}` })),
);
const arbEdits = fc.array(arbPatch, { minLength: 1, maxLength: 5 });
let minute = 0;
const apply = (ticket: Incident, patches: readonly Partial<Incident>[], device: string): Incident =>
  patches.reduce<Incident>((current, patch) => {
    minute += 1;
    return edited<Incident>(
      current,
      patch,
      device,
      new Date(Date.UTC(2026, 10, 18, 9) + minute * 1_000).toISOString(),
    );
  }, ticket);
const ids = (ticket: Incident) => ticket.journal.map(({ id }) => id);
const fields = ['title', 'description', 'impact'] as const;
const isWhole = (ticket: Incident) =>
  ['resolved', 'closed'].includes(ticket.state) ? ticket.closureCode !== null : ticket.closureCode === null;

describe('properties of the merge', () => {
  const base = ticketOf();

  it('an untouched side gives the other one back', () => {
    fc.assert(
      fc.property(arbEdits, (patches) => {
        const changed = apply(base, patches, 'a');
        expect(mergeTickets(base, changed, base).merged).toEqual(changed);
        expect(mergeTickets(base, base, changed).merged).toEqual(changed);
      }),
    );
  });

  it('loses no journal entry, ends in a valid record, and files every double edit', () => {
    fc.assert(
      fc.property(arbEdits, arbEdits, (left, right) => {
        const mine = apply(base, left, 'a');
        const theirs = apply(base, right, 'b');
        const { merged, clashes } = mergeTickets(base, mine, theirs);
        expect(ids(merged)).toEqual(expect.arrayContaining([...ids(mine), ...ids(theirs)]));
        expect(RECORD_SCHEMAS.tickets.safeParse(merged).error).toBeUndefined();
        expect(isWhole(merged)).toBe(true);
        for (const field of fields) {
          const double =
            mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field];
          expect(clashes.some((clash) => clash.field === field)).toBe(double);
        }
      }),
    );
  });

  it('swapping the sides changes only who wins', () => {
    fc.assert(
      fc.property(arbEdits, arbEdits, (left, right) => {
        const mine = apply(base, left, 'a');
        const theirs = apply(base, right, 'b');
        const one = mergeTickets(base, mine, theirs);
        const two = mergeTickets(base, theirs, mine);
        const clashed = (outcome: typeof one) => outcome.clashes.map(({ field }) => field).sort();
        expect(clashed(one)).toEqual(clashed(two));
        for (const field of fields.filter((name) => !clashed(one).includes(name))) {
          expect(one.merged[field]).toEqual(two.merged[field]);
        }
        expect([...one.merged.tags].sort()).toEqual([...two.merged.tags].sort());
        expect(one.merged.updatedAt).toBe(two.merged.updatedAt);
      }),
    );
  });

  it('is done once: a side that did not hear of it brings nothing new', () => {
    fc.assert(
      fc.property(arbEdits, arbEdits, (left, right) => {
        const mine = apply(base, left, 'a');
        const theirs = apply(base, right, 'b');
        const { merged } = mergeTickets(base, mine, theirs);
        for (const side of [mine, theirs]) {
          const again = mergeTickets(commonBase(base, side, merged), side, merged);
          expect(again.merged).toEqual(merged);
          expect(again.clashes).toEqual([]);
        }
      }),
    );
  });

  it('needs nobody to have kept the base: the histories tell it', () => {
    const shared = apply(base, [{ title: 'begun' }], 'a');
    fc.assert(
      fc.property(arbEdits, arbEdits, (left, right) => {
        const mine = apply(shared, left, 'a');
        const theirs = apply(shared, right, 'b');
        const told = baseFromHistory(mine, theirs);
        const { updatedAt, updatedBy } = told ?? shared;
        expect(told).toEqual({ ...shared, updatedAt, updatedBy });
        expect(mergeTickets(told, mine, theirs)).toEqual(mergeTickets(shared, mine, theirs));
      }),
    );
  });

  it('of clashes keeps the decision that reached the server first, and of open ones what the server has', () => {
    const clash: Clash = {
      ...{ id: 'c', field: 'title', base: 'a', mine: 'b', theirs: 'c', mineBy: 'p-a', theirsBy: 'p-b' },
      ...{ mineAt: base.createdAt, theirsAt: base.createdAt },
      ...{ resolvedAt: null, resolvedBy: null, resolution: null },
    };
    const decidedBy = (resolvedBy: string): Clash => ({
      ...{ ...clash, resolvedBy, resolvedAt: base.createdAt, resolution: 'mine' },
    });
    const [one, two] = [decidedBy('p-1'), decidedBy('p-2')];
    const other = { ...clash, theirsBy: 'p-x' };
    expect(uniteClashes([one], [clash])).toEqual([one]);
    expect(uniteClashes([clash], [one])).toEqual([one]);
    expect(uniteClashes([one], [two])).toEqual([two]);
    expect(uniteClashes([other], [clash])).toEqual([clash]);
  });

  it('three replicas through one server lose nothing in any order', () => {
    fc.assert(
      fc.property(
        arbEdits,
        arbEdits,
        arbEdits,
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        (a, b, c, order) => {
          const replicas = [apply(base, a, 'a'), apply(base, b, 'b'), apply(base, c, 'c')];
          let server = base;
          for (const index of order) {
            const replica = replicas[index] ?? base;
            server = mergeTickets(base, replica, server).merged;
          }
          for (const replica of replicas) {
            expect(ids(server)).toEqual(expect.arrayContaining(ids(replica)));
            for (const field of fields) {
              const value = replica[field];
              const kept =
                value === base[field] ||
                server[field] === value ||
                server.clashes.some((clash) => clash.field === field && clash.mine === value);
              expect(kept).toBe(true);
            }
          }
          expect(isWhole(server)).toBe(true);
          expect(server.openClashes).toBe(server.clashes.length);
        },
      ),
    );
  });
});
