import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankBase } from '#domain/journal/journal.ts';
import { getPath, setPath } from '#domain/merge/paths.ts';
import { resolveClash } from '#domain/merge/resolve-clash.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { Inventory } from '#domain/records/config-item.ts';
import type { Order } from '#domain/records/order.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import { slaOf } from '#domain/sla/sla-clock.ts';
import { calendarOf } from '../sla/calendars.ts';
import { at, moved, ticketOf } from '../sla/tickets.ts';
import { edited, envOf, noted, orderOf } from './records.ts';

const env = envOf('sync', '2026-11-18T12:00:00.000Z');
const mergeTickets = (base: Ticket | null, mine: Ticket, theirs: Ticket) =>
  mergeRecords('tickets', base, mine, theirs, env);
const mergeOrders = (base: Order | null, mine: Order, theirs: Order) =>
  mergeRecords('orders', base, mine, theirs, env);

describe('merging a ticket', () => {
  const base = ticketOf({ tags: ['old'], extra: { 'site.code': 'N1', floor: 2 } });

  it('takes disjoint fields silently and records what it took', () => {
    const mine = edited(base, { title: 'Scanner in dispatch is dead' }, 'a');
    const theirs = edited(base, { symptom: 'no light' }, 'b');
    const { merged, clashes, mergedFields } = mergeTickets(base, mine, theirs);
    expect(merged).toMatchObject({
      title: 'Scanner in dispatch is dead',
      symptom: 'no light',
      openClashes: 0,
    });
    expect(clashes).toEqual([]);
    expect(mergedFields).toEqual(['title']);
    expect(merged.journal.at(-1)).toMatchObject({
      kind: 'merged',
      origin: 'sync',
      changes: [{ field: 'title', from: base.title, to: mine.title }],
    });
  });

  it('keeps theirs on a double edit and puts mine aside with who and when', () => {
    const mine = edited(base, { title: 'Mine' }, 'a', at('17:00'));
    const theirs = edited(
      edited(base, { title: 'Theirs' }, 'b', at('17:05')),
      { symptom: 'x' },
      'c',
      at('17:30'),
    );
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged.title).toBe('Theirs');
    expect(clashes).toMatchObject([
      {
        field: 'title',
        base: base.title,
        mine: 'Mine',
        theirs: 'Theirs',
        mineBy: 'person-a',
        mineAt: at('17:00'),
        theirsBy: 'person-b',
        theirsAt: at('17:05'),
        resolvedAt: null,
      },
    ]);
    expect(merged.openClashes).toBe(1);
    expect(merged.journal.at(-1)).toMatchObject({
      kind: 'clash',
      changes: [{ field: 'title', from: 'Mine', to: 'Theirs' }],
    });
  });

  it('the same change twice is no clash', () => {
    const { merged, clashes } = mergeTickets(
      base,
      edited(base, { title: 'Same', impact: 1 }, 'a'),
      edited(base, { title: 'Same', urgency: 1 }, 'b'),
    );
    expect(clashes).toEqual([]);
    expect(merged).toMatchObject({ title: 'Same', impact: 1, urgency: 1 });
  });

  it('merges lists as sets and free fields key by key, dots in keys included', () => {
    const mine = edited(base, { tags: ['old', 'mine'], extra: { 'site.code': 'N2', floor: 2 } }, 'a');
    const theirs = edited(base, { tags: ['theirs'], extra: { 'site.code': 'N1', floor: 3, wing: 'B' } }, 'b');
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged.tags).toEqual(['theirs', 'mine']);
    expect(merged.extra).toEqual({ 'site.code': 'N2', floor: 3, wing: 'B' });
    expect(clashes).toEqual([]);
  });

  it('moves the state with everything that belongs to it', () => {
    const solved = {
      state: 'resolved',
      closureCode: 'other',
      closureNotes: 'Cable',
      resolvedAt: at('17:00'),
      resolvedBy: 'person-a',
      active: false,
    };
    const mine = edited(base, solved, 'a', at('17:00'));
    const theirs = edited(base, { state: 'on_hold', holdReason: 'awaiting_caller' }, 'b', at('16:30'));
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged).toMatchObject({
      state: 'on_hold',
      holdReason: 'awaiting_caller',
      closureCode: null,
      resolvedAt: null,
    });
    expect(clashes).toHaveLength(1);
    expect(clashes[0]).toMatchObject({
      field: 'state',
      mine: { state: 'resolved', closureCode: 'other', holdReason: null },
    });
    expect(merged.journal.at(-1)?.changes).toContainEqual({
      field: 'state',
      from: 'resolved',
      to: 'on_hold',
    });
    const decided = resolveClash(merged, clashes[0]?.id ?? '', { take: 'mine' }, env);
    expect(decided.ok && decided.value).toMatchObject({
      state: 'resolved',
      closureCode: 'other',
      closureNotes: 'Cable',
      holdReason: null,
      resolvedAt: at('17:00'),
      openClashes: 0,
    });
  });

  it('the SLA clock follows the state that the record kept, although my resolution is the later entry', () => {
    const mine = edited(
      base,
      { state: 'resolved', closureCode: 'other', closureNotes: 'x' },
      'a',
      at('17:00'),
    );
    const theirs = edited(base, { state: 'on_hold', holdReason: 'awaiting_vendor' }, 'b', at('16:30'));
    const { merged } = mergeTickets(base, mine, theirs);
    const targets = { responseMinutes: 60, resolutionMinutes: 240 };
    const report = slaOf(merged, calendarOf({}), targets, at('17:30'));
    expect(report.resolution.state).toBe('paused');
    expect(report.explanation.at(-1)).toMatchObject({ counted: false, why: 'awaiting_vendor' });
  });

  it('two who resolved it alike at different minutes do not quarrel', () => {
    const solved = { state: 'resolved', closureCode: 'other', closureNotes: 'Cable' };
    const { clashes } = mergeTickets(
      base,
      edited(base, { ...solved, resolvedAt: at('17:00'), resolvedBy: 'person-a' }, 'a'),
      edited(base, { ...solved, resolvedAt: at('17:10'), resolvedBy: 'person-b' }, 'b'),
    );
    expect(clashes).toEqual([]);
  });

  it('team and person come from the same hand-over', () => {
    const given = ticketOf({ teamId: 'team-desk', assigneeId: 'person-desk' });
    const mine = edited(given, { assigneeId: 'person-other' }, 'a');
    const theirs = edited(given, { teamId: 'team-net', assigneeId: null }, 'b');
    const { merged, clashes } = mergeTickets(given, mine, theirs);
    expect(merged).toMatchObject({ teamId: 'team-net', assigneeId: null });
    expect(clashes).toMatchObject([
      { field: 'assignment', mine: { teamId: 'team-desk', assigneeId: 'person-other' } },
    ]);
  });

  it('repeating the merge, with another clock, gives the same ids and the same record', () => {
    const mine = edited(base, { title: 'Mine', impact: 1 }, 'a');
    const theirs = edited(base, { title: 'Theirs', urgency: 1 }, 'b');
    const first = mergeTickets(base, mine, theirs);
    const again = mergeRecords('tickets', base, mine, theirs, envOf('sync', '2027-01-01T00:00:00.000Z'));
    expect(again).toEqual(first);
    // The merged record meets the same server version once more, as after a crash between merge and push.
    expect(mergeTickets(theirs, first.merged, theirs).merged).toEqual(first.merged);
  });

  it('two devices that made the same id: equal fields agree, others clash, nothing is lost', () => {
    const left = noted(
      ticketOf({ title: 'Left', tags: ['l'], extra: { a: 1 } }),
      moved(at('16:01'), 'new', 'new'),
    );
    const right = noted(
      ticketOf({ title: 'Right', tags: ['r'], extra: { b: 2 } }),
      moved(at('16:02'), 'new', 'new'),
    );
    const { merged, clashes } = mergeTickets(null, left, right);
    expect(clashes.map(({ field, base: from }) => [field, from])).toEqual([['title', null]]);
    expect(merged).toMatchObject({ title: 'Right', tags: ['r', 'l'], extra: { a: 1, b: 2 } });
    expect(merged.journal).toHaveLength(4);
  });
});

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
    const decided = resolveClash(merged, clashes[0]?.id ?? '', { take: 'edited', value: 'port 9' }, env);
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
        set: { placeId: 'p2' },
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
    const decide = (order: Order, choice: Parameters<typeof resolveClash>[2]) =>
      resolveClash(order, order.clashes[0]?.id ?? '', choice, env);

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
        expect(!refused.ok && refused.error.message).toContain('a new order reverses the work');
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

describe('merging an inventory', () => {
  const inventory = (fields: Partial<Inventory>): Inventory => ({
    ...blankBase('ci-1', at('08:00'), 'import'),
    ciId: 'ci-1',
    source: 'agent',
    receivedAt: at('08:00'),
    sections: { softwares: ['a'], cpus: ['x'] },
    sectionTimes: { softwares: at('08:00'), cpus: at('08:00') },
    ...fields,
  });

  it('keeps of each section the later report and never asks a person', () => {
    const base = inventory({});
    const mine = inventory({
      sections: { softwares: ['a', 'mine'], cpus: ['y'] },
      sectionTimes: { softwares: at('09:00'), cpus: at('09:00') },
      receivedAt: at('09:00'),
    });
    const theirs = inventory({
      sections: { softwares: ['a', 'theirs'], cpus: ['x'], drives: ['c'] },
      sectionTimes: { softwares: at('10:00'), cpus: at('08:00'), drives: at('10:00') },
      receivedAt: at('10:00'),
    });
    const { merged, clashes } = mergeRecords('inventories', base, mine, theirs, env);
    expect(clashes).toEqual([]);
    expect(merged.sections).toEqual({ softwares: ['a', 'theirs'], cpus: ['y'], drives: ['c'] });
    expect(merged.sectionTimes).toEqual({ softwares: at('10:00'), cpus: at('09:00'), drives: at('10:00') });
    expect(merged.receivedAt).toBe(at('10:00'));
  });
});

describe('deciding a clash', () => {
  const base = ticketOf();
  const clashed = mergeTickets(
    base,
    edited(base, { title: 'Mine' }, 'a'),
    edited(base, { title: 'Theirs' }, 'b'),
  ).merged;
  const id = clashed.clashes[0]?.id ?? '';

  it('writes the value, marks who decided and records it', () => {
    const decided = resolveClash(clashed, id, { take: 'mine' }, env);
    expect(decided.ok && decided.value).toMatchObject({
      title: 'Mine',
      openClashes: 0,
      updatedAt: env.now,
      clashes: [{ id, resolution: 'mine', resolvedBy: 'person-sync', resolvedAt: env.now }],
    });
    expect(decided.ok && decided.value.journal.at(-1)).toMatchObject({
      kind: 'clash_resolved',
      changes: [{ field: 'title', from: 'Theirs', to: 'Mine' }],
    });
  });

  it('refuses what is unknown, decided already, or does not fit', () => {
    const code = (result: ReturnType<typeof resolveClash<Ticket>>) => (result.ok ? 'ok' : result.error.code);
    expect(code(resolveClash(clashed, 'nope', { take: 'mine' }, env))).toBe('clash_not_found');
    const decided = resolveClash(clashed, id, { take: 'theirs' }, env);
    expect(decided.ok && code(resolveClash(decided.value, id, { take: 'mine' }, env))).toBe('clash_decided');
    const state = mergeTickets(
      base,
      edited(base, { state: 'resolved' }, 'a'),
      edited(base, { state: 'in_progress' }, 'b'),
    );
    const edit = { take: 'edited', value: { title: 'not of the group' } } as const;
    expect(code(resolveClash(state.merged, state.clashes[0]?.id ?? '', edit, env))).toBe('invalid');
  });

  it('decided on one replica, it is decided on all', () => {
    const decided = resolveClash(clashed, id, { take: 'mine' }, env);
    const other = edited(clashed, { symptom: 'x' }, 'b');
    expect(decided.ok && mergeTickets(clashed, other, decided.value).merged).toMatchObject({
      title: 'Mine',
      symptom: 'x',
      openClashes: 0,
    });
  });
});

const text = fc.constantFrom('a', 'b', 'c');
const tags = fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'w'));
const solution = { holdReason: null, closureCode: 'other', closureNotes: 'done' };
const arbPatch: fc.Arbitrary<Partial<Ticket>> = fc.oneof(
  text.map((title) => ({ title })),
  text.map((description) => ({ description })),
  fc.constantFrom(1 as const, 2 as const, 3 as const).map((impact) => ({ impact })),
  tags.map((list) => ({ tags: list })),
  fc
    .dictionary(fc.constantFrom('k', 'dotted.key'), fc.integer({ min: 0, max: 2 }))
    .map((extra) => ({ extra })),
  fc.constantFrom<Partial<Ticket>>(
    { state: 'in_progress', holdReason: null, closureCode: null, closureNotes: null },
    { state: 'on_hold', holdReason: 'awaiting_caller', closureCode: null, closureNotes: null },
    { state: 'resolved', ...solution },
    { state: 'closed', ...solution },
  ),
  fc.tuple(text, text).map(([team, person]) => ({ teamId: `team-${team}`, assigneeId: `person-${person}` })),
);
const arbEdits = fc.array(arbPatch, { minLength: 1, maxLength: 5 });
let minute = 0;
const apply = (ticket: Ticket, patches: readonly Partial<Ticket>[], device: string): Ticket =>
  patches.reduce<Ticket>((current, patch) => {
    minute += 1;
    return edited<Ticket>(
      current,
      patch,
      device,
      new Date(Date.UTC(2026, 10, 18, 9) + minute * 1_000).toISOString(),
    );
  }, ticket);
const ids = (ticket: Ticket) => ticket.journal.map(({ id }) => id);
const fields = ['title', 'description', 'impact'] as const;
const isWhole = (ticket: Ticket) =>
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
