import { describe, expect, it } from 'vitest';
import { createConfigItem } from '#domain/cmdb/config-item.commands.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { completeOrder } from '#domain/orders/order.commands.ts';
import type { ConfigItem, Relation } from '#domain/records/config-item.ts';
import type { LicenceSeat } from '#domain/records/licence.ts';
import type { Order } from '#domain/records/order.ts';
import { pendingEffects } from '#main/host/features/orders/apply-effects.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;

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

const signIn = () => actAs(host, { roles: ['service-desk', 'field'], personId: 'field-1' });
const reopen = async (between?: () => void): Promise<void> => {
  host = await reopenHost(between);
  await signIn();
};

let made = 0;
const device = async (more: Partial<ConfigItem> = {}): Promise<ConfigItem> => {
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
  if (!created.ok) throw new Error(created.error.message);
  const item = { ...created.value, status: 'in_operation' as const, ...more };
  await host.context.records.putAll('configItems', [item]);
  return item;
};
const seatOn = async (ciId: string): Promise<string> => {
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
const relate = async (kind: Relation['kind'], fromId: string, toId: string): Promise<string> => {
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
const item = async (id: string): Promise<ConfigItem> => {
  const found = await host.context.records.get('configItems', id);
  if (found === null) throw new Error(`${id} is not there`);
  return found;
};
const orderOf = async (id: string) => data(query(host, 'orders.detail', { id }));

/** Starts an order, confirms every device and does every step. */
const workDown = async ({ id }: Order): Promise<Order> => {
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
const complete = (id: string) => command(host, 'orders.complete', { id, notes: 'Done.', minutes: 40 });

describe('an order worked to its end', () => {
  it('moves a device with what is attached to it', async () => {
    const notebook = await device({ placeId: 'place-1', userId: 'user-1' });
    const dock = await device({ placeId: 'place-1' });
    const monitor = await device({ placeId: 'place-1' });
    const elsewhere = await device({ placeId: 'place-1' });
    await relate('attached_to', dock.id, notebook.id);
    await relate('attached_to', monitor.id, dock.id);
    const order = await data(
      command(host, 'orders.create', {
        type: 'move',
        title: 'To 2.14',
        devices: [{ role: 'subject', ciId: notebook.id }],
        targetPlaceId: 'place-2',
        targetUserId: 'user-2',
        moveAttached: true,
      }),
    );
    expect(order.number).toMatch(/^MOV-/);
    await workDown(order);
    const done = await data(complete(order.id));
    expect(done).toMatchObject({ state: 'closed_complete', active: false, timeSpentMinutes: 40 });
    for (const { id } of [notebook, dock, monitor]) {
      expect(await item(id)).toMatchObject({ placeId: 'place-2', userId: 'user-2' });
    }
    expect((await item(elsewhere.id)).placeId).toBe('place-1');
    const detail = await data(query(host, 'configItems.detail', { id: monitor.id }));
    expect(detail.ci.journal.at(-1)).toMatchObject({ kind: 'effect', origin: 'order' });
    expect((await data(query(host, 'configItems.detail', { id: notebook.id }))).orders[0]?.id).toBe(order.id);
  });

  it('adds a device from stock', async () => {
    const fresh = await device({ status: 'stored', placeId: 'store-1' });
    const order = await data(
      command(host, 'orders.create', {
        type: 'add',
        title: 'A new one',
        devices: [{ role: 'new', ciId: fresh.id }],
        targetPlaceId: 'place-3',
        personId: 'user-3',
      }),
    );
    await workDown(order);
    await data(complete(order.id));
    const added = await item(fresh.id);
    expect(added).toMatchObject({
      status: 'in_operation',
      placeId: 'place-3',
      userId: 'user-3',
      active: true,
    });
    expect(added.installedAt).not.toBeNull();
  });

  it('swaps two devices and carries over what was chosen', async () => {
    const old = await device({
      placeId: 'place-1',
      userId: 'user-1',
      agreementIds: ['sla-1'],
      ips: ['10.0.0.1'],
    });
    const fresh = await device({ status: 'stored', placeId: 'store-1' });
    const seat = await seatOn(old.id);
    const relation = await relate('depends_on', 'service-1', old.id);
    const order = await data(
      command(host, 'orders.create', {
        type: 'change',
        title: 'Swap',
        devices: [
          { role: 'old', ciId: old.id },
          { role: 'new', ciId: fresh.id },
        ],
        targetPlaceId: 'store-2',
        carryOver: ['user', 'place', 'agreements', 'relations', 'licences'],
        oldDeviceStatus: 'defective',
      }),
    );
    await workDown(order);
    await data(complete(order.id));
    expect(await item(fresh.id)).toMatchObject({
      status: 'in_operation',
      placeId: 'place-1',
      userId: 'user-1',
      agreementIds: ['sla-1'],
      ips: [],
    });
    expect(await item(old.id)).toMatchObject({ status: 'defective', placeId: 'store-2', userId: null });
    expect(await host.context.records.get('licences', seat)).toMatchObject({
      ciId: fresh.id,
      state: 'bound',
    });
    expect(await host.context.records.get('relations', relation)).toMatchObject({ toId: fresh.id });
  });

  it('disposes of devices: retired, licences free, relations ended', async () => {
    const old = await device({ placeId: 'place-1', userId: 'user-1' });
    const seats = [await seatOn(old.id), await seatOn(old.id)];
    const relation = await relate('uses', old.id, 'service-1');
    const order = await data(
      command(host, 'orders.create', {
        type: 'disposal',
        title: 'Scrap',
        devices: [{ role: 'subject', ciId: old.id }],
      }),
    );
    await workDown(order);
    await data(complete(order.id));
    expect(await item(old.id)).toMatchObject({
      status: 'scrapped',
      active: false,
      userId: null,
      placeId: null,
    });
    for (const seat of seats) {
      expect(await host.context.records.get('licences', seat)).toMatchObject({
        state: 'free',
        ciId: null,
        userId: null,
      });
    }
    expect((await host.context.records.get('relations', relation))?.active).toBe(false);
    const detail = await data(query(host, 'configItems.detail', { id: old.id }));
    expect(detail.seats).toEqual([]);
    expect(detail.needs).toEqual([]);
  });
});

const aMove = async (ciId: string, more: object = {}): Promise<Order> =>
  data(
    command(host, 'orders.create', {
      type: 'move',
      title: 'Move',
      devices: [{ role: 'subject', ciId }],
      targetPlaceId: 'place-9',
      ...more,
    }),
  );

describe('what an order names', () => {
  it('is looked up: devices, people, places, ticket and who shall do it', async () => {
    const { id: ciId } = await device();
    const make = (more: object) =>
      command(host, 'orders.create', {
        type: 'move',
        title: 'Move',
        devices: [{ role: 'subject', ciId }],
        targetPlaceId: 'place-9',
        ...more,
      } as never);
    for (const [field, value] of [
      ['devices', [{ role: 'subject', ciId: 'nothing' }]],
      ['requesterId', 'nobody'],
      ['personId', 'nobody'],
      ['personId', 'place-9'],
      ['targetUserId', 'nobody'],
      ['placeId', 'nowhere'],
      ['targetPlaceId', 'nowhere'],
      ['ticketId', 'none'],
      ['teamId', 'nobody'],
      ['assigneeId', 'nobody'],
    ] as const) {
      const reply = await make({ [field]: value });
      expect(reply).toMatchObject({ ok: false, error: { code: 'not_found', details: { field } } });
    }
    expect(await make({ assigneeId: 'gone' })).toMatchObject({
      error: { code: 'invalid', details: { field: 'assigneeId' } },
    });
    // Whoever is signed in may take it, although nobody has entered them into this directory.
    expect((await data(make({ assigneeId: 'field-1', teamId: 'team-b' }))).state).toBe('assigned');
  });

  it.each([
    ['move', 'subject'],
    ['disposal', 'subject'],
    ['change', 'old'],
  ] as const)('refuses a %s of a device that is scrapped already', async (type, role) => {
    const [scrapped, fresh] = [await device({ status: 'scrapped', active: false }), await device()];
    const more = role === 'old' ? [{ role: 'new' as const, ciId: fresh.id }] : [];
    const reply = await command(host, 'orders.create', {
      type,
      title: 'Too late',
      targetPlaceId: 'place-9',
      devices: [{ role, ciId: scrapped.id }, ...more],
    });
    expect(reply).toMatchObject({ error: { code: 'invalid', details: { field: 'devices' } } });
    expect(!reply.ok && reply.error.message).toContain(scrapped.name);
  });

  it('is looked up again when it is edited or handed over, but only what changes', async () => {
    const { id: ciId } = await device();
    const { id } = await aMove(ciId);
    const update = (changes: object) => command(host, 'orders.update', { id, changes });
    expect((await refusal(update({ targetPlaceId: 'nowhere' }))).code).toBe('not_found');
    const assign = (teamId: string | null, assigneeId: string | null) =>
      command(host, 'orders.assign', { id, teamId, assigneeId });
    expect((await refusal(assign('nobody', null))).code).toBe('not_found');
    expect((await refusal(assign(null, 'gone'))).code).toBe('invalid');
    expect((await data(assign('team-b', 'person-b'))).assigneeId).toBe('person-b');
    // As an import may leave it: a place that nobody knows any more.
    await host.context.records.change('orders', id, (order) => ({
      ok: true,
      value: { ...order, placeId: 'demolished' },
    }));
    expect((await data(update({ placeId: 'demolished', title: 'Other' }))).title).toBe('Other');
  });
});

describe('an order under way', () => {
  it('is made once for one id, also when it is sent twice at the same time', async () => {
    const { id: ciId } = await device();
    const both = await Promise.all([aMove(ciId, { id: 'order-once' }), aMove(ciId, { id: 'order-once' })]);
    expect(both[0].number).toBe(both[1].number);
  });

  it('says what is missing until nothing is', async () => {
    const { id: ciId, name } = await device();
    const { id } = await aMove(ciId);
    expect((await refusal(complete(id))).code).toBe('not_started');
    await data(command(host, 'orders.start', { id }));
    const { missing, order } = await orderOf(id);
    expect(missing[0]).toMatchObject({ code: 'device', text: expect.stringContaining(name) });
    expect(missing.slice(1).map((one) => one.id)).toEqual(
      order.tasks.filter((task) => task.required && task.kind !== 'scan').map((task) => task.id),
    );
    const refused = await refusal(complete(id));
    expect(refused.code).toBe('incomplete');
    expect((await item(ciId)).placeId).toBeNull();
    await workDown(order);
    expect((await orderOf(id)).missing).toEqual([]);
    await data(complete(id));
    expect((await orderOf(id)).missing).toEqual([]);
    expect((await item(ciId)).placeId).toBe('place-9');
  });

  it('names the wrong device', async () => {
    const [right, wrong] = [await device(), await device()];
    const { id } = await aMove(right.id);
    await data(command(host, 'orders.start', { id }));
    const scan = (code: string) => command(host, 'orders.confirmDevice', { id, code });
    const known = await refusal(scan(wrong.assetTag ?? ''));
    expect(known.code).toBe('wrong_device');
    expect(known.message).toContain(wrong.name);
    expect(known.message).toContain(right.assetTag);
    expect((await refusal(scan('NEVER-SEEN'))).code).toBe('wrong_device');
    const { deviceId } = await data(scan(` ${right.serial?.toLowerCase()}\r`));
    expect(deviceId).toBe((await orderOf(id)).order.devices[0]?.id);
  });

  it('answers a repeated scan with the device that was scanned', async () => {
    const [one, two] = [await device(), await device()];
    const order = await data(
      command(host, 'orders.create', {
        type: 'move',
        title: 'Two',
        devices: [
          { role: 'subject', ciId: one.id },
          { role: 'subject', ciId: two.id },
        ],
        targetPlaceId: 'place-9',
      }),
    );
    await data(command(host, 'orders.start', { id: order.id }));
    const scan = (code: string) => data(command(host, 'orders.confirmDevice', { id: order.id, code }));
    const idOf = (ciId: string) => order.devices.find((row) => row.ciId === ciId)?.id;
    expect((await scan(one.serial ?? '')).deviceId).toBe(idOf(one.id));
    expect((await scan(two.serial ?? '')).deviceId).toBe(idOf(two.id));
    expect((await scan(two.assetTag ?? '')).deviceId).toBe(idOf(two.id));
  });

  it('is completed once, however often it is sent', async () => {
    const { id: ciId } = await device();
    const order = await aMove(ciId);
    await workDown(order);
    const both = await Promise.all([data(complete(order.id)), data(complete(order.id))]);
    await data(complete(order.id));
    expect(both[0].effects).toEqual(both[1].effects);
    expect((await item(ciId)).journal.filter((entry) => entry.kind === 'effect')).toHaveLength(1);
    expect((await orderOf(order.id)).order.timeSpentMinutes).toBe(40);
  });

  it('is ended without effects when it is cancelled', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const { id } = await aMove(ciId);
    expect((await data(command(host, 'orders.cancel', { id, note: 'Not needed' }))).state).toBe('cancelled');
    expect((await refusal(complete(id))).code).toBe('not_editable');
    expect((await item(ciId)).placeId).toBe('place-1');
  });

  it("is not a field technician's to work on when it is another team's", async () => {
    const { id: ciId } = await device();
    const { id } = await aMove(ciId, { teamId: 'team-b', assigneeId: 'person-b' });
    await actAs(host, { roles: ['field'], personId: 'field-2', teamIds: ['team-a'] });
    expect((await refusal(command(host, 'orders.start', { id }))).code).toBe('forbidden');
    await actAs(host, { roles: ['field'], personId: 'field-2', teamIds: ['team-b'] });
    expect((await data(command(host, 'orders.start', { id }))).state).toBe('work_in_progress');
    await signIn();
  });
});

describe('effects that were interrupted', () => {
  /** The completed order as the domain makes it, not yet written. */
  const completed = async (order: Order): Promise<Order> => {
    const { context } = host;
    const cis = await context.records.getMany(
      'configItems',
      order.devices.map((row) => row.ciId),
    );
    const result = completeOrder(order, {}, { env: context.env(), cis, relations: [], seats: [] });
    if (!result.ok) throw new Error(result.error.message);
    return result.value.order;
  };

  it('are finished at the next start', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await completed(await workDown(await aMove(ciId)));
    pendingEffects.note(host.context, order.id);
    await host.context.records.change('orders', order.id, () => ({ ok: true, value: order }));
    expect((await item(ciId)).placeId).toBe('place-1');
    await reopen();
    expect((await item(ciId)).placeId).toBe('place-9');
    const before = (await item(ciId)).journal;
    await reopen();
    expect((await item(ciId)).journal).toEqual(before);
  });

  it('are forgotten when the order was not completed after all', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await workDown(await aMove(ciId));
    pendingEffects.note(host.context, order.id);
    await reopen();
    expect((await item(ciId)).placeId).toBe('place-1');
    expect(host.context.values.get('effects.pending')).toBe('[]');
  });

  it('are applied at start when another device completed the order', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await completed(await workDown(await aMove(ciId)));
    // As the sync writes it, without a word in this device's list of pending effects.
    await host.context.database.collections.orders.bulkUpsert([order as never]);
    await reopen();
    expect((await item(ciId)).placeId).toBe('place-9');
    expect((await item(ciId)).journal.at(-1)?.by).toBe(order.completedBy);
  });

  it('wait for a target that is not on this device yet', async () => {
    const target = await device({ placeId: 'place-1' });
    const order = await completed(await workDown(await aMove(target.id)));
    await (await host.context.database.collections.configItems.findOne(target.id).exec())?.remove();
    await host.context.database.collections.orders.bulkUpsert([order as never]);
    await reopen();
    expect(await host.context.records.get('configItems', target.id)).toBeNull();
    await host.context.records.putAll('configItems', [target]);
    await reopen();
    expect((await item(target.id)).placeId).toBe('place-9');
  });
});
