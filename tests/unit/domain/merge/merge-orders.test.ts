import { describe, expect, it } from 'vitest';
import type { Order } from '#domain/fields/orders.ts';
import { getPath, setPath } from '#domain/merge/paths.ts';
import { resolveClash } from '#domain/merge/resolve-clash.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { at } from '../sla/tickets.ts';
import { edited, env, mergeOrders, orderOf } from './records.ts';

describe('merging an order', () => {
  const base = orderOf();
  const done = (order: Order, key: string, device: string): Order =>
    edited(
      order,
      {
        tasks: order.tasks.map((task) =>
          task.id === `task-${key}`
            ? { ...task, state: 'done', doneAt: '2026-11-18T10:00:00.000Z', doneBy: `person-${device}` }
            : task,
        ),
      },
      device,
    );

  it('unites the tasks that two technicians worked down', () => {
    const { merged, clashes } = mergeOrders(base, done(base, 'scan', 'a'), done(base, 'unplug', 'b'));
    expect(merged.tasks.map(({ state, doneBy }) => [state, doneBy])).toEqual([
      ['done', 'person-a'],
      ['done', 'person-b'],
      ['open', null],
    ]);
    expect(clashes).toEqual([]);
  });

  it('files a clash inside a task under its path and writes the decision there', () => {
    const value = (order: Order, text: string, device: string) =>
      edited(order, setPath(order, 'tasks.task-scan.value', text), device);
    const { merged, clashes } = mergeOrders(base, value(base, 'port 7', 'a'), value(base, 'port 8', 'b'));
    expect(clashes.map(({ field }) => field)).toEqual(['tasks.task-scan.value']);
    const decided = resolveClash(
      'orders',
      merged,
      clashes[0]?.id ?? '',
      { take: 'edited', value: 'port 9' },
      env,
    );
    expect(decided.ok && getPath(decided.value, 'tasks.task-scan.value')).toBe('port 9');
  });

  it('an element taken off here and untouched there goes, one that was worked on stays', () => {
    const without = edited(base, { tasks: base.tasks.filter(({ key }) => key !== 'scan') }, 'a');
    const other = done(base, 'unplug', 'b');
    expect(mergeOrders(base, without, other).merged.tasks.map(({ key }) => key)).toEqual([
      'unplug',
      'handover',
    ]);
    expect(mergeOrders(base, without, done(base, 'scan', 'b')).merged.tasks).toHaveLength(3);
  });

  describe('ended by two consoles', () => {
    const effects = [
      {
        id: 'effect-1',
        collection: 'configItems' as const,
        targetId: 'ci-1',
        act: 'set' as const,
        at: at('17:00'),
        by: 'person-a',
        set: { placeId: 'p2' },
        text: null,
        reason: 'move',
      },
    ];
    const work = {
      state: 'closed_complete',
      completedBy: 'person-a',
      completedAt: at('17:00'),
      effects,
    } as const;
    const completed = edited<Order>(base, work, 'a');
    const undone = (state: 'cancelled' | 'closed_incomplete'): Order =>
      edited<Order>(base, { state, completionNotes: 'Not needed' }, 'b', at('16:00'));
    const decide = (order: Order, choice: Parameters<typeof resolveClash>[3]) =>
      resolveClash('orders', order, order.clashes[0]?.id ?? '', choice, env);

    it.each([
      ['cancelled', true],
      ['cancelled', false],
      ['closed_incomplete', true],
      ['closed_incomplete', false],
    ] as const)('the work that was done stands against %s (my work: %s)', (state, isMine) => {
      const other = undone(state);
      const { merged, clashes } = isMine
        ? mergeOrders(base, completed, other)
        : mergeOrders(base, other, completed);
      expect(merged).toMatchObject({ ...work, completionNotes: null, openClashes: 1 });
      expect(clashes).toMatchObject([
        {
          field: 'state',
          mine: { state, effects: [] },
          mineBy: 'person-b',
          theirs: work,
          theirsBy: 'person-a',
        },
      ]);
      expect(clashes[0]).not.toHaveProperty('turned');
      expect(RECORD_SCHEMAS.orders.safeParse(merged).error).toBeUndefined();
      expect(merged.journal.at(-1)).toMatchObject({ kind: 'clash' });
      expect(merged.journal.at(-1)?.changes).toContainEqual({
        field: 'state',
        from: state,
        to: 'closed_complete',
      });
    });

    it('the completion can be kept, and not be taken back by a decision', () => {
      const { merged } = mergeOrders(base, completed, undone('cancelled'));
      for (const choice of [
        { take: 'mine' },
        { take: 'edited', value: { effects: [] } },
        { take: 'edited', value: { state: 'work_in_progress' } },
      ] as const) {
        const refused = decide(merged, choice);
        expect(refused).toMatchObject({ ok: false, error: { code: 'transition_not_allowed' } });
        expect(!refused.ok && refused.error.reason).toBe('clash.work_done');
      }
      const kept = decide(merged, { take: 'theirs' });
      expect(kept.ok && kept.value).toMatchObject({ ...work, openClashes: 0 });
      const notes = { take: 'edited', value: { completionNotes: 'Done, then cancelled' } } as const;
      expect(decide(merged, notes)).toMatchObject({ value: { completionNotes: 'Done, then cancelled' } });
    });

    it('work under way still yields to a cancellation', () => {
      const started = edited<Order>(base, { completionNotes: 'half way' }, 'a');
      expect(mergeOrders(base, started, undone('cancelled')).merged.state).toBe('cancelled');
    });
  });
});
