/**
 * Two or three consoles work on one record without a line and sync now and then, in whatever order: each merged version is taken by the rules and legal, no note is
 * lost, and of acts that exclude each other the one that does not stand waits to be decided.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Order } from '#domain/fields/orders.ts';
import type { Release } from '#domain/fields/releases.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import {
  assignOrder,
  cancelOrder,
  completeOrder,
  completeTask,
  confirmDevice,
  startOrder,
  stepOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { type ProcessResult, recompute } from '#domain/processes/engine.ts';
import {
  isActiveState,
  isEmpty,
  type Process,
  type ProcessContext,
  type ProcessRecord,
  phaseOf,
  type Values,
} from '#domain/processes/process.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { RECORD_SCHEMAS, type RecordOf } from '#domain/records/registry.ts';
import { ok, type Result } from '#domain/records/result.ts';
import { strayWaves } from '#domain/releases/waves.ts';
import { envOf } from '../env.ts';
import { anOrder } from '../fixtures.ts';
import { workedDown, worldOf } from '../orders/world.ts';
import { json, write } from '../permissions/writes.ts';
import { personOn, type RandomAct, walked } from './random-acts.ts';
import { asEverybody } from './world.ts';

type Collection = 'tickets' | 'knowledge' | 'orders';
const valuesOf = (record: ProcessRecord): Values => ({ ...record });

/** Their version, with what is mine in it. */
const mergedOf = (process: Process, base: ProcessRecord, mine: ProcessRecord, theirs: ProcessRecord) => {
  const of = (record: ProcessRecord) => record as unknown as RecordOf[Collection];
  const { merged } = mergeRecords(
    process.collection as Collection,
    ...([of(base), of(mine), of(theirs)] as const),
    envOf(['worker']),
  );
  return recompute(process, merged as unknown as ProcessRecord, asEverybody, theirs);
};

const expectLegal = (process: Process, record: ProcessRecord, how: string): void => {
  const values = valuesOf(record);
  expect(RECORD_SCHEMAS[process.collection].safeParse(record).error).toBeUndefined();
  expect(phaseOf(process, record.state)).not.toBeNull();
  expect(record.active).toBe(isActiveState(process, record.state));
  const missing = (process.needs[record.state] ?? []).filter((field) => isEmpty(values[field]));
  expect(missing, `what ${record.state} needs`).toEqual([]);
  for (const [field, states] of Object.entries(process.stateFields)) {
    if (!states.includes(record.state)) expect(isEmpty(values[field]), field).toBe(true);
  }
  if (process.type === 'release') expect(strayWaves(record as ProcessRecord & Release), how).toEqual([]);
  if (values.majorState === 'accepted') {
    expect(values.updateMinutes, how).toEqual(expect.any(Number));
    expect(record.state, how).not.toBe('cancelled');
  }
};

/** Where both went somewhere else, one of both stands as that console had it, and the other waits. */
const expectDecided = (
  base: ProcessRecord,
  mine: ProcessRecord,
  theirs: ProcessRecord,
  both: ProcessRecord,
) => {
  const states = [mine.state, theirs.state];
  expect([base.state, ...states]).toContain(both.state);
  const areApart = new Set([base.state, ...states]).size === 3;
  const open = both.clashes.filter(({ resolvedAt }) => resolvedAt === null);
  if (areApart) expect(open.some(({ field }) => field === 'state')).toBe(true);
  const substates = ['majorState', 'escalation'] as const;
  for (const field of substates) {
    const [from, one, other] = [base, mine, theirs].map((record) => valuesOf(record)[field] ?? null);
    if (from === one || from === other || one === other) continue;
    expect(
      open.some((clash) => clash.field === field),
      field,
    ).toBe(true);
  }
};

/** What came to it, for who reads a failure. */
const told = (before: ProcessRecord, after: ProcessRecord): string => {
  const known = new Set(before.journal.map(({ id }) => id));
  const of = ({ by, kind, changes }: ProcessRecord['journal'][number]) =>
    `${by} ${kind} ${JSON.stringify(changes)}`;
  const all = [
    ...before.journal.map((one) => `  ${of(one)}`),
    ...after.journal.filter(({ id }) => !known.has(id)).map((one) => `+ ${of(one)}`),
  ];
  return [`from ${before.state}`, ...all].join('\n');
};

type Console = {
  readonly name: string;
  readonly role: Role;
  readonly next: ReturnType<typeof personOn>;
  base: ProcessRecord;
  mine: ProcessRecord;
};
type Event = { readonly at: number; readonly act: RandomAct | 'sync' };

const ownerOf = (record: ProcessRecord): unknown => [valuesOf(record).teamId, valuesOf(record).assigneeId];

/**
 * Acts that wait on their console, refused: what a word was withdrawn for meanwhile (ARCHITECTURE, "Approvals"), and what somebody who works within their team did after the
 * record had been given away ("Trust"). Nothing else is.
 */
const mayWait = (
  verdict: { readonly code: string; readonly reason: string },
  base: ProcessRecord,
  stored: ProcessRecord,
): boolean =>
  verdict.reason === 'approval.rejected' ||
  (verdict.code === 'forbidden' && JSON.stringify(ownerOf(base)) !== JSON.stringify(ownerOf(stored)));

/** A write as its console sent it, and whether the rules took it. */
export type Sent = {
  readonly before: ProcessRecord;
  readonly after: ProcessRecord;
  /** The last letter of the console's person. */
  readonly name: string;
  readonly role: Role;
  readonly isTaken: boolean;
};

/** Plays a story, expects what holds of every merged version, and answers all that was sent. */
export const play = (
  process: Process,
  start: ProcessRecord,
  roles: readonly Role[],
  events: readonly Event[],
): readonly Sent[] => {
  const writes: Sent[] = [];
  let stored = start;
  const consoles = roles.map((role, at): Console => {
    const name = 'abc'[at] ?? 'z';
    return { name, role, next: personOn(name, role), base: start, mine: start };
  });
  const sync = (one: Console): void => {
    if (one.mine === one.base) {
      one.base = stored;
      one.mine = stored;
      return;
    }
    const both = mergedOf(process, one.base, one.mine, stored);
    const actor = { personId: `person-${one.name}`, deviceId: one.name };
    const sent = withBringer(both, stored, actor);
    const verdict = write(process.collection, json(stored), json(sent), [one.role], actor.personId);
    const { name, role } = one;
    writes.push({ before: stored, after: sent, name, role, isTaken: verdict.ok });
    if (!verdict.ok && mayWait(verdict, one.base, stored)) {
      one.base = stored;
      one.mine = stored;
      return;
    }
    expect(verdict, told(stored, sent)).toEqual({ ok: true });
    expectLegal(process, sent, told(stored, sent));
    expectDecided(one.base, one.mine, stored, sent);
    const ids = new Set(sent.journal.map(({ id }) => id));
    for (const { id } of [...one.mine.journal, ...stored.journal]) expect(ids).toContain(id);
    stored = sent;
    one.base = stored;
    one.mine = stored;
  };
  for (const { at, act } of events) {
    const one = consoles[at % consoles.length] as Console;
    if (act === 'sync') sync(one);
    else one.mine = walked(one.mine, [act], one.next);
  }
  for (const one of [...consoles, ...consoles]) sync(one);
  for (const { mine } of consoles) expect(mine).toEqual(stored);
  return writes;
};

/** What each console does, and when it syncs. */
export const eventsOf = (acts: fc.Arbitrary<RandomAct>): fc.Arbitrary<readonly Event[]> =>
  fc.array(
    fc.record({
      at: fc.nat(2),
      act: fc.oneof(
        { weight: 4, arbitrary: acts as fc.Arbitrary<RandomAct | 'sync'> },
        { weight: 1, arbitrary: fc.constant('sync' as const) },
      ),
    }),
    { maxLength: 24 },
  );
/** Two or three of them. Whoever may most does most. */
export const rolesApart = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Role>('administrator', 'team-lead', 'change-manager') },
    { weight: 1, arbitrary: fc.constantFrom(...ROLES) },
  ),
  { minLength: 2, maxLength: 3 },
);
const world = worldOf();
type Run = (order: Order, ctx: ReturnType<typeof contextFor>) => Result<Order, string>;
const contextFor = ({ env }: ProcessContext) => ({ env, ...world });
const act = (command: string, run: Run): RandomAct => ({
  command,
  run: (record, ctx) => run(record as unknown as Order, contextFor(ctx)) as ProcessResult<ProcessRecord>,
});
const tagOf = (ciId: string | undefined) => world.cis.find(({ id }) => id === ciId)?.assetTag ?? '';
/** What is done with orders, whose engine is their own. */
export const ORDER_ACTS: readonly RandomAct[] = [
  act('orders.start', (order, ctx) => startOrder(order, {}, ctx)),
  act('orders.step', (order, ctx) => stepOrder(order, { to: 'accepted' }, ctx)),
  act('orders.assign', (order, ctx) => assignOrder(order, { teamId: 'team-2', assigneeId: null }, ctx)),
  act('orders.assign', (order, ctx) => assignOrder(order, { teamId: null, assigneeId: null }, ctx)),
  act('orders.update', (order, ctx) => updateOrder(order, { title: `Move ${ctx.env.now}` }, ctx)),
  act('orders.confirmDevice', (order, ctx) => {
    const device = order.devices.find(({ confirmedAt }) => confirmedAt === null);
    return confirmDevice(order, { code: tagOf(device?.ciId), deviceId: device?.id }, ctx);
  }),
  act('orders.completeTask', (order, ctx) => {
    const task = order.tasks.find(({ state }) => state === 'open');
    return completeTask(order, { taskId: task?.id ?? '', value: 'noted' }, ctx);
  }),
  act('orders.complete', (order, ctx) => {
    const done = completeOrder(order, { minutes: 5 }, ctx);
    return done.ok ? ok(done.value.order) : done;
  }),
  act('orders.cancel', (order, ctx) => cancelOrder(order, { reason: 'so' }, ctx)),
];
/** Orders to begin with: planned, and worked down. */
export const orderStarts = (): readonly ProcessRecord[] =>
  [
    anOrder('move'),
    workedDown(anOrder('move'), world),
    workedDown(anOrder('swap'), world),
  ] as unknown as readonly ProcessRecord[];
