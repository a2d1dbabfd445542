import { setByEffect } from '#domain/effects/effect.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { Person, Place } from '#domain/fields/directory.ts';
import type { Order } from '#domain/fields/orders.ts';
import { nextNumber, ORDER_NUMBERS } from '#domain/numbering/number-block.ts';
import {
  assignOrder,
  type CreateOrderInput,
  completeOrder,
  completeTask,
  confirmDevice,
  createOrder,
  type OrderContext,
  startOrder,
} from '#domain/orders/order.commands.ts';
import type { Env, Instant } from '#domain/records/common.ts';
import type { Result } from '#domain/records/result.ts';
import { TEAM_IDS } from './accounts.ts';
import type { Assets } from './assets.ts';
import { padded, SAMPLE_BLOCK } from './base.ts';
import type { Organisation } from './organisation.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const TECHNICIAN = 'person-field-1';
const CARE = 'person-lead-1';

/** How far an order of the sample has come. */
type Progress = 'draft' | 'assigned' | 'started' | 'complete';
type Plan = {
  readonly type: Order['type'];
  readonly progress: Progress;
  /** Days from today and the hour (UTC) at which the work is planned. */
  readonly day: number;
  readonly hour: number;
};

const PLANS: readonly Plan[] = [
  { type: 'move', progress: 'complete', day: -1, hour: 8 },
  { type: 'add', progress: 'complete', day: -1, hour: 12 },
  { type: 'move', progress: 'started', day: 0, hour: 7 },
  { type: 'swap', progress: 'assigned', day: 0, hour: 9 },
  { type: 'move', progress: 'assigned', day: 0, hour: 11 },
  { type: 'add', progress: 'assigned', day: 0, hour: 13 },
  { type: 'disposal', progress: 'assigned', day: 0, hour: 15 },
  { type: 'move', progress: 'assigned', day: 1, hour: 8 },
  { type: 'swap', progress: 'assigned', day: 2, hour: 9 },
  { type: 'add', progress: 'assigned', day: 3, hour: 10 },
  { type: 'move', progress: 'draft', day: 4, hour: 8 },
  { type: 'swap', progress: 'draft', day: 5, hour: 13 },
];

const must = <T>(result: Result<T>): T => {
  if (!result.ok) {
    throw new Error(`The sample order breaks a rule: ${result.error.code}: ${result.error.reason}`);
  }
  return result.value;
};

const envAt = (atMs: number, personId: string, newId: () => string): Env => ({
  now: new Date(atMs).toISOString(),
  newId,
  actor: {
    personId,
    roles: personId === TECHNICIAN ? ['field'] : ['team-lead'],
    teamIds: [TEAM_IDS.field],
    deviceId: 'sample-company',
  },
});

type Supplies = {
  readonly inUse: readonly ConfigItem[];
  readonly inStock: readonly ConfigItem[];
  readonly broken: readonly ConfigItem[];
};

/** Takes the next device of a list; the same one again when a tiny company runs out. */
const takerOf = (items: readonly ConfigItem[]): (() => ConfigItem) => {
  let taken = 0;
  return () => {
    const item = items[taken % items.length];
    taken += 1;
    if (item === undefined) {
      throw new Error('The sample company has no device for its orders');
    }
    return item;
  };
};

type Takers = { readonly [K in keyof Supplies]: () => ConfigItem };

/** Whom and what an order of a plan is about. */
type Subject = {
  /** The device in use, with those orders that are about one. */
  readonly used: ConfigItem | null;
  readonly owner: Person;
  readonly room: Place;
  readonly takers: Takers;
};

type Details = Partial<CreateOrderInput> & Pick<CreateOrderInput, 'title' | 'devices'>;

const DETAILS: Readonly<Record<Order['type'], (subject: Subject) => Details>> = {
  move: ({ used, owner, room }) => ({
    title: `Move the workplace of ${owner.name} to ${room.path}`,
    placeId: used?.placeId,
    targetPlaceId: room.id,
    devices: used === null ? [] : [{ role: 'subject', ciId: used.id }],
    description: 'The desk moves with its owner. The network socket at the new place is patched.',
  }),
  add: ({ owner, room, takers }) => {
    const fresh = takers.inStock();
    return {
      title: `Hand out ${fresh.model ?? fresh.name} to ${owner.name}`,
      placeId: fresh.placeId,
      targetPlaceId: owner.placeId ?? room.id,
      devices: [{ role: 'new', ciId: fresh.id }],
      description: 'From stock. Set up at the desk and let the user sign in once.',
    };
  },
  swap: ({ used, owner, takers }) => {
    const fresh = takers.inStock();
    return {
      title: `Swap ${used?.name ?? 'the device'} of ${owner.name}`,
      placeId: used?.placeId,
      devices: [
        ...(used === null ? [] : [{ role: 'old' as const, ciId: used.id }]),
        { role: 'new', ciId: fresh.id },
      ],
      description: 'The old device is out of warranty. User, place and licences go to the new one.',
    };
  },
  disposal: ({ takers }) => {
    const broken = takers.broken();
    return {
      title: `Dispose of ${broken.name}`,
      placeId: broken.placeId,
      devices: [{ role: 'subject', ciId: broken.id }],
      description: 'Defective and out of warranty. Erase the disk and note the number of the record.',
    };
  },
};

const inputOf = (
  { type, day, hour }: Plan,
  number: string,
  id: string,
  takers: Takers,
  organisation: Organisation,
  random: Random,
  todayMs: number,
): CreateOrderInput => {
  const start = todayMs + day * DAY_MS + hour * HOUR_MS;
  const used = type === 'disposal' || type === 'add' ? null : takers.inUse();
  const owner =
    organisation.people.find(({ id: personId }) => personId === used?.userId) ??
    random.pick(organisation.people);
  const room = random.pick(organisation.rooms);
  return {
    ...{ type, number, id, draft: true, requesterId: CARE },
    plannedStart: new Date(start).toISOString(),
    plannedEnd: new Date(start + HOUR_MS).toISOString(),
    ...(type === 'disposal' ? {} : { personId: owner.id, contactPhone: owner.phones[0] ?? null }),
    ...DETAILS[type]({ used, owner, room, takers }),
  };
};

/** Scans every device and works down every step, as the technician would. */
const workDown = (order: Order, items: readonly ConfigItem[], ctx: OrderContext): Order => {
  let current = order;
  for (const device of order.devices) {
    const item = items.find(({ id }) => id === device.ciId);
    const code = item?.assetTag ?? item?.name ?? '';
    current = must(confirmDevice(current, { code, deviceId: device.id }, { ...ctx, cis: items }));
  }
  for (const task of current.tasks.filter(({ state }) => state === 'open')) {
    current = must(
      completeTask(
        current,
        { taskId: task.id, value: task.kind === 'reading' ? 'Port 2.14-B' : 'ok', minutes: 5 },
        ctx,
      ),
    );
  }
  return current;
};

/** As far as its plan says, by who does each step and when; effects of a completed one are done on `items`. */
const madeOrder = (
  input: CreateOrderInput,
  progress: Progress,
  nowMs: number,
  items: Map<string, ConfigItem>,
  relations: Assets['relations'],
): Order => {
  let made = 0;
  const newId = () => {
    made += 1;
    return `${input.id}-${padded(made, 3)}`;
  };
  const at = (hoursAgo: number, person: string): OrderContext => ({
    env: envAt(nowMs - hoursAgo * HOUR_MS, person, newId),
  });
  const draft = must(createOrder(null, input, at(60, CARE)));
  if (progress === 'draft') return draft;
  const assigned = must(assignOrder(draft, { teamId: TEAM_IDS.field, assigneeId: TECHNICIAN }, at(50, CARE)));
  if (progress === 'assigned') return assigned;
  const started = must(startOrder(assigned, {}, at(progress === 'started' ? 0.5 : 22, TECHNICIAN)));
  if (progress === 'started') return started;
  const done = at(21, TECHNICIAN);
  const devices = [...items.values()];
  const completed = must(
    completeOrder(
      workDown(started, devices, done),
      { notes: 'Done, user is content.', minutes: 10 },
      { ...done, cis: devices, relations, seats: [] },
    ),
  );
  for (const effect of completed.effects) {
    const target = items.get(effect.targetId);
    if (target !== undefined) items.set(target.id, setByEffect(target, effect, done.env));
  }
  return completed.order;
};

export type OrdersAndItems = { readonly orders: readonly Order[]; readonly items: readonly ConfigItem[] };

/**
 * Orders of the field technician for yesterday, today and the days after, made with the console's own commands; the completed ones
 * have changed their devices. `items` are all devices as they are afterwards.
 */
export const ordersOf = (
  random: Random,
  assets: Assets,
  organisation: Organisation,
  now: Instant,
): OrdersAndItems => {
  const nowMs = Date.parse(now);
  const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const computers = assets.items.filter(({ ciClass }) => ['notebook', 'desktop'].includes(ciClass));
  const takers: Takers = {
    inUse: takerOf(computers.filter(({ userId }) => /^person-\d/.test(userId ?? ''))),
    inStock: takerOf(computers.filter(({ status }) => status === 'stored')),
    broken: takerOf(assets.items.filter(({ status }) => status === 'defective')),
  };
  const items = new Map(assets.items.map((item) => [item.id, item] as const));
  const orders = PLANS.map((plan, index) => {
    const id = `order-${padded(index + 1, 4)}`;
    const number = nextNumber(ORDER_NUMBERS[plan.type], SAMPLE_BLOCK, index + 1);
    const input = inputOf(plan, number, id, takers, organisation, random, todayMs);
    return madeOrder(input, plan.progress, nowMs, items, assets.relations);
  });
  return { orders, items: [...items.values()] };
};
