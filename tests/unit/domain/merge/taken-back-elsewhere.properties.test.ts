/** Acts on orders and configuration items, taken back and done again on two consoles: merged in either order they are one, and the server takes them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { updateConfigItem } from '#domain/config-items/config-item.commands.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { Order } from '#domain/fields/orders.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { withBringer } from '#domain/journal/brought.ts';
import type { Journalled } from '#domain/journal/journal.ts';
import { takenBackIn } from '#domain/journal/taken-back.ts';
import { isTakeable, takeBack } from '#domain/merge/take-back.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import {
  assignOrder,
  cancelOrder,
  startOrder,
  stepOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { recompute } from '#domain/processes/engine.ts';
import type { ProcessContext, ProcessRecord } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { Env } from '#domain/records/common.ts';
import type { Result } from '#domain/records/result.ts';
import { envOf } from '../env.ts';
import { anItem, anOrder } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';
import { personOn } from '../processes/random-acts.ts';
import { asEverybody } from '../processes/world.ts';

const ROLE = 'administrator';
type Collection = 'orders' | 'configItems';
type Any = Journalled & { readonly type?: string };
type Act<R> = (record: R, env: Env) => Result<R>;

const few = fc.constantFrom('a', 'b');
const ORDER_ACTS: fc.Arbitrary<Act<Order>> = fc.oneof(
  few.map(
    (text): Act<Order> =>
      (order, env) =>
        updateOrder(order, { description: text }, { env }),
  ),
  fc.tuple(fc.option(few), fc.option(few)).map(
    ([teamId, assigneeId]): Act<Order> =>
      (order, env) =>
        assignOrder(order, { teamId, assigneeId }, { env }),
  ),
  fc.constantFrom('awaiting_qualification' as const, 'qualified' as const, 'accepted' as const).map(
    (to): Act<Order> =>
      (order, env) =>
        stepOrder(order, { to }, { env }),
  ),
  fc.constant<Act<Order>>((order, env) => startOrder(order, {}, { env })),
  fc.constant<Act<Order>>((order, env) => cancelOrder(order, { reason: 'so' }, { env })),
);
const ITEM_ACTS: fc.Arbitrary<Act<ConfigItem>> = fc
  .tuple(fc.constantFrom('name', 'assetTag', 'vendor', 'userId', 'placeId'), few)
  .map(
    ([field, value]): Act<ConfigItem> =>
      (item, env) =>
        updateConfigItem(item, { [field]: value } as never, { env } as never) as Result<ConfigItem>,
  );

const derived = <R extends Any>(collection: Collection, record: R, previous: R): R => {
  const process = processIn(collection, record.type);
  return process === null
    ? record
    : (recompute(
        process,
        record as unknown as ProcessRecord,
        asEverybody,
        previous as never,
      ) as unknown as R);
};

/** The last act that stands, or that was taken back: taking that back does it again. */
const backOf =
  <R extends Any>(collection: Collection): Act<R> =>
  (record, env) => {
    const out = takenBackIn(record.journal);
    const mine = record.journal.filter(
      (one) => one.by === env.actor.personId && isTakeable(one) && !out.has(one.id),
    );
    const back = takeBack(collection, record, mine.at(-1)?.id ?? '', env);
    return back.ok ? { ok: true, value: derived(collection, back.value, record) } : back;
  };

const walk = <R>(start: R, acts: readonly Act<R>[], next: () => ProcessContext): R =>
  acts.reduce((now, act) => {
    const done = act(now, next().env);
    return done.ok ? done.value : now;
  }, start);

describe.each([
  ['orders', anOrder('move') as Any, ORDER_ACTS as unknown as fc.Arbitrary<Act<Any>>],
  ['configItems', anItem('nb-1') as Any, ITEM_ACTS as unknown as fc.Arbitrary<Act<Any>>],
] as const)('acts on %s', (collection, start, some) => {
  const act = fc.oneof(
    { weight: 3, arbitrary: some },
    { weight: 2, arbitrary: fc.constant(backOf(collection)) },
  );
  const acts = fc.array(act, { maxLength: 8 });
  const merged = (base: Any, mine: Any, theirs: Any) => {
    const outcome = mergeRecords(
      collection as 'orders',
      base as Order,
      mine as Order,
      theirs as Order,
      envOf(['worker']),
    );
    return { record: derived(collection, outcome.merged as Any, theirs), clashes: outcome.clashes };
  };

  it('are taken by the server, one by one and as one', () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (mine, isOne) => {
        const next = personOn('desk', ROLE);
        const versions = [start];
        for (const one of mine) versions.push(walk(versions.at(-1) as Any, [one], next));
        const sent = isOne ? [start, versions.at(-1) as Any] : versions;
        for (const [index, after] of sent.slice(1).entries()) {
          const before = sent[index] as Any;
          if (before === after) continue;
          expect(write(collection, json(before), json(after), [ROLE], 'person-desk')).toEqual({ ok: true });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are one after the merge, in either order, and the server takes what the second one sends', () => {
    fc.assert(
      fc.property(acts, acts, acts, (before, left, right) => {
        const base = walk(start, before, personOn('desk', ROLE));
        const [mine, theirs] = [
          walk(base, left, personOn('a', ROLE)),
          walk(base, right, personOn('b', ROLE)),
        ];
        const [one, two] = [merged(base, mine, theirs), merged(base, theirs, mine)];
        if (mine !== base) {
          const sent = withBringer(one.record as never, theirs as never, {
            personId: 'person-a',
            deviceId: 'a',
          });
          expect(write(collection, json(theirs), json(sent), [ROLE], 'person-a')).toEqual({ ok: true });
        }
        if (one.clashes.length + two.clashes.length > 0) return;
        // Who was first at the server is named where both did the same; sets have no order.
        const values = (record: Any) =>
          Object.fromEntries(
            Object.entries(record)
              .filter(
                ([name]) =>
                  name !== 'journal' && fieldTableOf(collection, start.type)?.[name]?.follows === undefined,
              )
              .map(([name, value]) => [
                name,
                name === 'lockedFields' ? [...(value as unknown as string[])].sort() : value,
              ]),
          );
        expect(values(one.record)).toEqual(values(two.record));
      }),
      { numRuns: 200 },
    );
  });
});
