import { createConfigItem } from '#domain/config-items/config-item.commands.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { LicenceSeat } from '#domain/fields/licences.ts';
import type { Order } from '#domain/fields/orders.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './host-for-all.ts';
import { actAs, addDirectory, command, data, query } from './test-host.ts';

/** The host that is open now. Importing this file opens it before the first test and closes it after the last. */
export let host: Host;

const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
  await signIn();
  await addDirectory(host, {
    people: ['user-2', 'user-3', 'person-b'],
    left: ['gone'],
    teams: ['team-b'],
    places: ['place-2', 'place-3', 'place-9', 'store-2'],
  });
});

export const signIn = () => actAs(host, { roles: ['service-desk', 'field'], personId: 'field-1' });
export const reopen = async (): Promise<void> => {
  host = await reopenHost();
  await signIn();
};

let made = 0;
/** A notebook in the local data, by default in operation. */
export const device = async (more: Partial<ConfigItem> = {}): Promise<ConfigItem> => {
  made += 1;
  const created = createConfigItem(
    null,
    {
      id: `ci-${made}`,
      ciClass: 'notebook',
      name: `NB-${made}`,
      serial: `SER-${made}`,
      assetTag: `TAG-${made}`,
    },
    { env: host.context.env() },
  );
  if (!created.ok) throw new Error(created.error.reason);
  const item = { ...created.value, status: 'in_operation' as const, ...more };
  await host.context.records.putAll('configItems', [item]);
  return item;
};
/** Ids of what is put there: a seat bound to a device, a relation between two. */
export const seatOn = async (ciId: string): Promise<string> => {
  made += 1;
  const seat: LicenceSeat = {
    ...newRecordBase(host.context.env(), { id: `seat-${made}` }),
    type: 'seat',
    poolId: 'pool',
    productName: 'Office',
    state: 'bound',
    ciId,
    userId: 'user-1',
    active: true,
  };
  await host.context.records.putAll('licences', [seat]);
  return seat.id;
};
export const relate = async (kind: Relation['kind'], fromId: string, toId: string): Promise<string> => {
  made += 1;
  const relation: Relation = {
    ...newRecordBase(host.context.env(), { id: `relation-${made}` }),
    kind,
    fromId,
    toId,
    group: null,
    minUp: null,
    label: null,
    active: true,
    source: 'manual',
  };
  await host.context.records.putAll('relations', [relation]);
  return relation.id;
};
export const item = async (id: string): Promise<ConfigItem> => {
  const found = await host.context.records.get('configItems', id);
  if (found === null) throw new Error(`${id} is not there`);
  return found;
};
export const orderOf = async (id: string) => data(query(host, 'orders.detail', { id }));

/** Starts an order, confirms every device and does every step. */
export const workDown = async ({ id }: Order): Promise<Order> => {
  await data(command(host, 'orders.start', { id }));
  const { order } = await orderOf(id);
  for (const { ciId } of order.devices) {
    await data(command(host, 'orders.confirmDevice', { id, code: (await item(ciId)).serial ?? '' }));
  }
  for (const task of order.tasks.filter((one) => one.kind !== 'scan')) {
    const value = ['reading', 'erase', 'handover'].includes(task.kind) ? 'as noted' : null;
    await data(command(host, 'orders.completeTask', { id, taskId: task.id, value }));
  }
  return (await orderOf(id)).order;
};
export const complete = (id: string) => command(host, 'orders.complete', { id, notes: 'Done.', minutes: 40 });

export const aMove = async (ciId: string, more: object = {}): Promise<Order> =>
  data(
    command(host, 'orders.create', {
      type: 'move',
      title: 'Move',
      devices: [{ role: 'subject', ciId }],
      targetPlaceId: 'place-9',
      ...more,
    }),
  );
