import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import { type Central, type Console, newCentral, openSynced, type Stored, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(10);
});
afterAll(() => server.stop());

/** A swap of a broken notebook for one from stock, made by the desk for the field team. */
const makeSwap = async (desk: Console): Promise<Stored> => {
  const cis = [...(await desk.records('configItems')).values()].filter((ci) => ci.assetTag !== null);
  const inStock = cis.find((ci) => ci.status === 'stored' || ci.status === 'in_stock');
  const inUse = cis.find((ci) => ci.status === 'in_operation' && ci.userId !== null && ci.id !== inStock?.id);
  const devices = [
    { role: 'old', ciId: inUse?.id },
    { role: 'new', ciId: inStock?.id },
  ];
  return desk.run('orders.create', {
    ...{ type: 'swap', title: 'Swap', devices, oldDeviceStatus: 'defective', carryOver: ['user', 'place'] },
    ...{ teamId: 'team-field-service', assigneeId: 'person-field-1', placeId: inUse?.placeId },
  });
};

const workDown = async (field: Console, id: string): Promise<void> => {
  await field.run('orders.start', { id });
  const { devices, tasks } = (await field.get('orders', id)) as Stored;
  for (const { ciId } of devices) {
    const ci = await field.get('configItems', ciId);
    await field.run('orders.confirmDevice', { id, code: ci?.assetTag });
  }
  for (const task of tasks.filter(({ kind }: Stored) => kind !== 'scan'))
    await field.run('orders.completeTask', { id, taskId: task.id, value: 'done' });
  await field.run('orders.complete', { id, notes: 'swapped', minutes: 20 });
};

const pause = async (paused: boolean, ...consoles: readonly Console[]): Promise<void> => {
  for (const one of consoles) await one.run('sync.setPaused', { paused });
};

test('a swap completed on site without a network is seen at the desk afterwards', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const field = await openSynced(central, 'finn.field');
  const order = await makeSwap(desk);
  await settle(desk, field);
  const [old, next] = order.devices.map(({ ciId }: Stored) => ciId);
  const before = (await desk.get('configItems', old)) as Stored;
  await pause(true, field);
  await workDown(field, order.id);
  expect((await field.status()).pending).toBeGreaterThanOrEqual(3);
  expect((await desk.get('orders', order.id))?.state).toBe('assigned');
  await pause(false, field);
  await settle(field, desk);
  expect((await desk.get('orders', order.id))?.state).toBe('closed_complete');
  expect(await desk.get('configItems', old)).toMatchObject({ status: 'defective', userId: null });
  expect(await desk.get('configItems', next)).toMatchObject({
    status: 'in_operation',
    userId: before.userId,
    placeId: before.placeId,
  });
  expect(await field.status()).toMatchObject({ pending: 0, refused: 0 });
  await desk.close();
  await field.close();
});

test('an order completed on two consoles without a network changes its devices once', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const [one, two] = [await openSynced(central, 'finn.field'), await openSynced(central, 'lea.lead')];
  const order = await makeSwap(desk);
  await settle(desk, one, two);
  await pause(true, one, two);
  await workDown(one, order.id);
  await workDown(two, order.id);
  await pause(false, one);
  await settle(one);
  await pause(false, two);
  await settle(two, desk, one);
  const orders = await Promise.all([one, two, desk].map((open) => open.get('orders', order.id)));
  expect(orders[0]).toMatchObject({ state: 'closed_complete', clashes: [] });
  expect(orders[1]).toEqual(orders[0]);
  expect(orders[2]).toEqual(orders[0]);
  for (const effect of orders[0]?.effects ?? []) {
    const target = (await desk.get(effect.collection, effect.targetId)) as Stored;
    expect(target).toMatchObject({ ...effect.set, openClashes: 0 });
    expect(target.journal.filter((entry: Stored) => entry.effectId === effect.id)).toHaveLength(1);
  }
  expect(await one.status()).toMatchObject({ refused: 0, pending: 0 });
  for (const open of [desk, one, two]) await open.close();
});

test.each(['the desk', 'the technician'])(
  'work done on site stands against a cancellation at the desk when %s is online first',
  async (first) => {
    const desk = await openSynced(central, 'anna.sd');
    const field = await openSynced(central, 'finn.field');
    const order = await makeSwap(desk);
    await settle(desk, field);
    await pause(true, desk, field);
    await desk.run('orders.cancel', { id: order.id, note: 'not needed any more' });
    await workDown(field, order.id);
    const [early, late] = first === 'the desk' ? [desk, field] : [field, desk];
    await pause(false, early);
    await settle(early);
    await pause(false, late);
    await settle(late, early);
    const orders = await Promise.all([desk, field].map((open) => open.get('orders', order.id)));
    expect(orders[1]).toEqual(orders[0]);
    expect(orders[0]).toMatchObject({
      state: 'closed_complete',
      active: false,
      completedBy: 'person-field-1',
      openClashes: 1,
      clashes: [{ field: 'state', mine: { state: 'cancelled' }, theirs: { state: 'closed_complete' } }],
    });
    expect(orders[0]?.effects.length).toBeGreaterThan(0);
    for (const effect of orders[0]?.effects ?? [])
      expect(await desk.get(effect.collection, effect.targetId)).toMatchObject(effect.set);
    for (const open of [desk, field]) expect(await open.status()).toMatchObject({ refused: 0, pending: 0 });
    const clash = { collection: 'orders', recordId: order.id, clashId: orders[0]?.clashes[0].id };
    expect(await desk.tryRun('conflicts.resolve', { ...clash, take: 'mine' })).toMatchObject({
      error: {
        code: 'transition_not_allowed',
        reason: 'clash.work_done',
      },
    });
    await desk.run('conflicts.resolve', { ...clash, take: 'theirs' });
    await settle(desk, field);
    expect(await field.get('orders', order.id)).toMatchObject({ state: 'closed_complete', openClashes: 0 });
    expect(await desk.status()).toMatchObject({ refused: 0, conflicts: 0 });
    await desk.close();
    await field.close();
  },
);

const crosswiseOf = async (open: Console, id: string): Promise<readonly Stored[]> => {
  const { journal } = (await open.get('tickets', id)) as Stored;
  return journal.filter(({ text }: Stored) => text?.startsWith('duplicate.crosswise'));
};

test('of two tickets that two consoles ended as duplicates of each other one is worked on, and says why', async () => {
  const [anna, lea] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  const [one, two] = [
    await anna.run('incidents.create', { title: 'No network' }),
    await anna.run('incidents.create', { title: 'Network is gone' }),
  ];
  await settle(anna, lea);
  await pause(true, anna, lea);
  await anna.run('incidents.closeDuplicate', { id: one.id, ofId: two.id, note: null });
  await lea.run('incidents.closeDuplicate', { id: two.id, ofId: one.id, note: null });
  await pause(false, anna);
  await settle(anna);
  await pause(false, lea);
  // Whichever console meets the ring first says it: both have said or heard it before anything is looked at.
  for (const open of [lea, anna])
    await open.untilTrue(async () => (await crosswiseOf(open, one.id)).length > 0);
  await settle(lea, anna);
  for (const open of [anna, lea]) {
    expect(await open.get('tickets', one.id)).toMatchObject({ active: true, duplicateOfId: null });
    expect(await open.get('tickets', two.id)).toMatchObject({ state: 'cancelled', duplicateOfId: one.id });
    expect(await crosswiseOf(open, one.id)).toHaveLength(1);
    expect(await open.status()).toMatchObject({ refused: 0, pending: 0, conflicts: 0 });
    await open.close();
  }
});

test('two edits of one field wait for a decision on every console, and the decision travels', async () => {
  const [anna, lea] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  const made = await anna.run('incidents.create', { title: 'base' });
  await settle(anna, lea);
  await pause(true, anna, lea);
  await anna.run('incidents.update', { id: made.id, changes: { title: 'of anna' } });
  await lea.run('incidents.update', { id: made.id, changes: { title: 'of lea', urgency: 1 } });
  await pause(false, anna);
  await settle(anna);
  await pause(false, lea);
  await settle(lea, anna);
  for (const open of [anna, lea]) {
    expect(await open.get('tickets', made.id)).toMatchObject({
      title: 'of anna',
      urgency: 1,
      openClashes: 1,
      clashes: [{ field: 'title', base: 'base', mine: 'of lea', theirs: 'of anna', resolvedAt: null }],
    });
    expect((await open.status()).conflicts).toBe(1);
  }
  const [row] = (await anna.run('conflicts.list')).rows;
  await anna.run('conflicts.resolve', {
    ...{ collection: 'tickets', recordId: made.id, clashId: row.id, take: 'mine' },
  });
  await settle(anna, lea);
  expect(await lea.get('tickets', made.id)).toMatchObject({ title: 'of lea', openClashes: 0 });
  expect((await lea.status()).conflicts).toBe(0);
  await anna.close();
  await lea.close();
});

test('while paused nothing travels; afterwards everything does', async () => {
  const [anna, lea] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  await pause(true, anna);
  const mine = await anna.run('incidents.create', { title: 'made in the pause' });
  const theirs = await lea.run('incidents.create', { title: 'made elsewhere' });
  await settle(lea);
  await anna.run('sync.now');
  expect(await anna.status()).toMatchObject({ phase: 'paused', pending: 1 });
  expect(await anna.get('tickets', theirs.id)).toBeNull();
  expect((await central.records('tickets')).has(mine.id)).toBe(false);
  await pause(false, anna);
  await settle(anna, lea);
  expect(await anna.get('tickets', theirs.id)).not.toBeNull();
  expect(await lea.get('tickets', mine.id)).toEqual(await anna.get('tickets', mine.id));
  await anna.close();
  await lea.close();
});

test('when the server goes the consoles wait with growing pauses, and send when it comes back', async () => {
  const proxy = await startTcpProxy(server.url);
  const anna = await openSynced(central, 'anna.sd', { url: proxy.url });
  await proxy.set('down');
  await anna.until((status) => status.phase === 'offline' && status.nextRetryAt !== null);
  const made = await anna.run('incidents.create', { title: 'while the server was away' });
  await proxy.set('up');
  await anna.until((status) => status.phase === 'online' && status.pending === 0);
  expect((await central.records('tickets')).has(made.id)).toBe(true);
  // What others do arrives by itself again.
  const lea = await openSynced(central, 'lea.lead');
  const theirs = await lea.run('incidents.create', { title: 'after the outage' });
  await anna.untilTrue(async () => (await anna.get('tickets', theirs.id)) !== null);
  await anna.close();
  await lea.close();
  await proxy.close();
});
