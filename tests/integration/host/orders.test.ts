import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import {
  aMove,
  complete,
  device,
  host,
  item,
  orderOf,
  relate,
  seatOn,
  signIn,
  workDown,
} from './support/orders-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

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
        type: 'swap',
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

describe('an order under way', () => {
  it('is made once for one id, also when it is sent twice at the same time', async () => {
    const { id: ciId } = await device();
    const both = await Promise.all([aMove(ciId, { id: 'order-once' }), aMove(ciId, { id: 'order-once' })]);
    expect(both[0].number).toBe(both[1].number);
  });

  it('is counted where it is open, as long as the list of the same question', async () => {
    const { id: ciId } = await device();
    const { id } = await aMove(ciId, { plannedStart: '2020-11-21T08:00:00.000Z' });
    const filters = [
      { activeOnly: true },
      { activeOnly: true, plannedTo: '2020-11-22T00:00:00.000Z' },
      { activeOnly: true, plannedTo: '2020-11-21T00:00:00.000Z' },
      {},
      { activeOnly: true, text: 'a' },
      { activeOnly: true, ciId },
    ];
    const counts = async () => (await data(query(host, 'orders.counts', { filters }))).counts;
    const { total } = await data(
      query(host, 'orders.page', {
        filter: { activeOnly: true },
        sort: { field: 'number', direction: 'asc' },
      }),
    );
    expect(await counts()).toEqual([total, 1, 0, null, null, null]);
    await data(command(host, 'orders.cancel', { id, note: 'Not needed' }));
    expect(await counts()).toEqual([total - 1, 0, 0, null, null, null]);
  });

  it('says what is missing until nothing is', async () => {
    const { id: ciId, name } = await device();
    const { id } = await aMove(ciId);
    expect((await refusal(complete(id))).code).toBe('not_started');
    await data(command(host, 'orders.start', { id }));
    const { missing, order } = await orderOf(id);
    expect(missing[0]).toMatchObject({ code: 'device', reason: 'missing.device', details: { name } });
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
    expect(sentence(known)).toContain(wrong.name);
    expect(sentence(known)).toContain(right.assetTag);
    expect((await refusal(scan('NEVER-SEEN'))).code).toBe('wrong_device');
    const { deviceId } = await data(scan(` ${right.serial?.toLowerCase()}\r`));
    expect(deviceId).toBe((await orderOf(id)).order.devices[0]?.id);
  });

  it('answers a repeated scan with the device that was scanned', async () => {
    const [one, two] = [await device(), await device()];
    const devices = [one, two].map(({ id: ciId }) => ({ role: 'subject', ciId }));
    const order = await aMove(one.id, { devices });
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
