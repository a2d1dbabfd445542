/** Lists of a page show their first records. Each says how many more there are, and nothing where there are none. */
import { beforeAll, expect, it } from 'vitest';
import { MOST_LISTED } from '#contracts/announcements.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { ORDER_FIELDS, type Order } from '#domain/fields/orders.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query } from './support/test-host.ts';

const DAY = { from: '2030-01-08T00:00:00.000Z', to: '2030-01-09T00:00:00.000Z' };
const WINDOW = { plannedStartAt: '2030-01-08T10:00:00.000Z', plannedEndAt: '2030-01-08T12:00:00.000Z' };

let host: Host;
let incident: Incident;
let change: Change;
let item: ConfigItem;
let announcement: Announcement;
let rehearsing: string;
hostForAll((opened) => {
  host = opened;
});

beforeAll(async () => {
  await addDirectory(host, { people: ['mia', 'per'] });
  await actAs(host, { personId: 'mia', roles: ['change-manager', 'service-desk', 'team-lead'] });
  item = await data(
    command(host, 'configItems.create', { name: 'host', ciClass: 'server', status: 'in_operation' }),
  );
  incident = await data(command(host, 'incidents.create', { title: 'It is down' }));
  incident = await data(
    command(host, 'incidents.step', { id: incident.id, to: 'on_hold', holdReason: 'awaiting_vendor' }),
  );
  change = await data(
    command(host, 'changes.create', {
      ...{ title: 'Replace it', changeType: 'emergency', implementationPlan: 'Swap.', backoutPlan: 'Back.' },
      ...WINDOW,
    }),
  );
  const prepared = await data(
    command(host, 'changes.prepare', {
      id: (await data(command(host, 'changes.create', { title: 'Later' }))).id,
      edits: [{ collection: 'configItems', targetId: item.id, field: 'model', to: 'New' }],
    }),
  );
  rehearsing = prepared.id;
  announcement = await data(
    command(host, 'announcements.create', {
      ...{ title: 'Mail is down', startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2026-01-02T00:00:00.000Z' },
    }),
  );
});

/** Written again, those that are there stay what they are. */
const fill = async (
  collection: 'tickets' | 'orders' | 'configItems' | 'events',
  records: readonly object[],
) => {
  const { failed } = await host.context.records.putAll(collection, records as never);
  expect(failed).toEqual([]);
};
const many = <T extends object>(name: string, count: number, like: T, more: object): readonly object[] =>
  Array.from({ length: count }, (_, at) => ({
    ...like,
    ...{ id: `${name}-${at}`, number: `INC-${name}-${at}` },
    ...more,
  }));
const order = (): Order => ({
  ...(blankOf(ORDER_FIELDS) as Order),
  ...newRecordBase(host.context.env(), {}),
  ...{ type: 'move', title: 'Move', state: 'assigned', active: true },
});
const caller = () => data(query(host, 'directory.caller', { id: 'per' }));
const detail = () => data(query(host, 'configItems.detail', { id: item.id }));
const today = () => data(query(host, 'changes.today', DAY));
const rehearsal = (all: boolean) => data(query(host, 'changes.rehearsal', { id: rehearsing, all }));

type Counted = { readonly shown: number; readonly more: number };
type Row = readonly [
  name: string,
  most: number,
  fill: (count: number) => Promise<void>,
  ask: () => Promise<Counted>,
];

const ofCaller = (
  list: 'devices' | 'openTickets' | 'recentTickets' | 'openOrders' | 'recentOrders',
  most: number,
  put: (count: number) => Promise<void>,
): Row => [
  `a caller's ${list}`,
  most,
  put,
  async () => {
    const found = await caller();
    return { shown: found[list].length, more: found.more[list] };
  },
];

const LISTS: readonly Row[] = [
  ofCaller('openTickets', 50, (count) =>
    fill('tickets', many('open', count, incident, { requesterId: 'per' })),
  ),
  ofCaller('recentTickets', 10, (count) =>
    fill('tickets', many('ended', count, incident, { requesterId: 'per', state: 'closed', active: false })),
  ),
  ofCaller('openOrders', 50, (count) => fill('orders', many('o', count, order(), { personId: 'per' }))),
  ofCaller('recentOrders', 10, (count) =>
    fill('orders', many('oe', count, order(), { personId: 'per', state: 'closed', active: false })),
  ),
  ofCaller('devices', 100, (count) => fill('configItems', many('d', count, item, { userId: 'per' }))),
  [
    'tickets about an item',
    50,
    (count) =>
      fill('tickets', many('about', count, incident, { ciId: item.id, state: 'closed', active: false })),
    async () => {
      const { tickets, more } = await detail();
      return { shown: tickets.length, more: more.tickets };
    },
  ],
  [
    'orders about an item',
    50,
    (count) =>
      fill('orders', many('oa', count, order(), { devices: [{ id: 'x', role: 'existing', ciId: item.id }] })),
    async () => {
      const { orders, more } = await detail();
      return { shown: orders.length, more: more.orders };
    },
  ],
  [
    'open incidents that a rehearsal reaches',
    20,
    (count) => fill('tickets', many('reached', count, incident, { ciId: item.id })),
    async () => {
      const { incidents, more } = await rehearsal(false);
      return { shown: incidents.length, more: more.incidents };
    },
  ],
  [
    "changes of the day's work",
    100,
    // The one that they are like is of the day, too.
    (count) => fill('tickets', many('day', count - 1, change, { state: 'scheduled' })),
    async () => {
      const found = await today();
      return { shown: found.today.length, more: found.more.today };
    },
  ],
  [
    'changes to be reviewed',
    100,
    (count) => fill('tickets', many('review', count, change, { state: 'review', plannedStartAt: null })),
    async () => {
      const found = await today();
      return { shown: found.toReview.length, more: found.more.toReview };
    },
  ],
  [
    'announcements that are over',
    MOST_LISTED,
    (count) => fill('events', many('over', count - 1, announcement, {})),
    async () => {
      const { rows, more } = await data(query(host, 'announcements.list', { list: 'past' }));
      return { shown: rows.length, more };
    },
  ],
];

it.each(LISTS)('%s: %i are shown, and how many more there are is said', async (_, most, put, ask) => {
  await put(most);
  expect(await ask()).toEqual({ shown: most, more: 0 });
  await put(most + 3);
  expect(await ask()).toEqual({ shown: most, more: 3 });
});

it('a rehearsal shows all open incidents when it is asked for all', async () => {
  await fill('tickets', many('reached', 230, incident, { ciId: item.id }));
  expect(await rehearsal(false)).toMatchObject({ more: { incidents: 210 } });
  const { incidents, more } = await rehearsal(true);
  expect(incidents).toHaveLength(230);
  expect(more.incidents).toBe(0);
});

it('of changes to come, all that were not looked at for conflicts are said', async () => {
  await fill('tickets', many('day', 130, change, { state: 'scheduled' }));
  expect((await today()).unlooked).toBe(131 - 20);
});

it('held incidents: 500 are shown, and how many more there are is said', async () => {
  const asked = { days: 30, longMinutes: 1, times: 1, nearMinutes: 60, signs: [] };
  const before = await data(query(host, 'incidents.held', asked));
  const held = before.rows.length + before.more;
  await fill('tickets', many('held', 503, incident, {}));
  const { rows, more } = await data(query(host, 'incidents.held', asked));
  expect({ shown: rows.length, more }).toEqual({ shown: 500, more: held + 503 - 500 });
});
