/** Who else has a record open, between two consoles by way of a real server. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isInPlace, openRecordsId } from '#domain/presence/open-records.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { type Central, type Console, newCentral, openSynced, type Stored } from './world.ts';

let server: ServerProcess;
let central: Central;
let line: TcpProxy;
let lea: Console;
let pia: Console;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(3);
  line = await startTcpProxy(server.url);
  lea = await openSynced(central, 'lea.lead', { url: line.url });
  pia = await openSynced(central, 'pia.problem');
});
afterAll(async () => {
  await lea.close();
  await pia.close();
  await line.close();
  await server.stop();
});

const record = { collection: 'tickets', id: 'ticket-1' } as const;
const show = (one: Console, typing: boolean | null) =>
  one.run('presence.tell', { window: 'window-1', record: typing === null ? null : { ...record, typing } });
const others = async (one: Console): Promise<readonly Stored[]> =>
  (await one.run('presence.others', record)).rows;
const sees = (one: Console, wanted: readonly object[]) =>
  expect.poll(() => others(one), { interval: 100 }).toMatchObject(wanted);
const said = async (): Promise<readonly Stored[]> =>
  [...(await central.records('settings')).values()].filter(({ id }) => String(id).startsWith('open-'));

test('somebody who has a record open is seen by the others, reading or typing, until they leave it', async () => {
  await show(lea, false);
  await sees(pia, [{ typing: false }]);
  const [first] = await others(pia);
  expect(first?.name).not.toBeNull();
  expect(await others(lea), 'nobody is told of oneself').toEqual([]);
  await show(lea, true);
  await sees(pia, [{ typing: true, since: first?.since }]);
  await show(pia, false);
  await sees(lea, [{ typing: false }]);
  await show(lea, null);
  await sees(pia, []);
  await show(pia, null);
  await sees(lea, []);
});

test('it leaves one small document a console in the places of its person, without a history, and nothing that waits', async () => {
  const documents = await said();
  expect(documents).toHaveLength(2);
  for (const { id, journal, value } of documents) {
    expect(journal).toEqual([]);
    expect(isInPlace(id, value.personId)).toBe(true);
  }
  expect(await lea.status()).toMatchObject({ pending: 0, refused: 0, unreadable: 0 });
  expect(await pia.status()).toMatchObject({ pending: 0, refused: 0, unreadable: 0 });
});

test('without a line nobody is said to be there; who leaves or locks meanwhile is gone when it is back', async () => {
  await show(pia, false);
  await sees(lea, [{}]);
  await line.set('down');
  await lea.until(({ phase }) => phase === 'offline');
  expect(await others(lea)).toEqual([]);
  await pia.run('session.lock', {});
  await line.set('up');
  await lea.until(({ phase }) => phase === 'online');
  await sees(lea, []);
  await pia.run('session.unlock', { password: 'pia-deskhand' });
});

test('what somebody left long ago is taken away by their next console, and nobody else’s', async () => {
  const path = (id: string): string => `/${central.nameOf('settings')}/${id}`;
  const [made] = await said();
  const leave = async (personId: string): Promise<string> => {
    const at = '2026-01-01T09:00:00.000Z';
    const id = openRecordsId(personId, 7);
    const value = {
      ...made?.value,
      personId,
      deviceId: 'left',
      at,
      open: [{ ...record, since: at, typing: true }],
    };
    const document = {
      ...made,
      _id: id,
      id,
      key: id,
      value,
      updatedAt: at,
      updatedBy: personId,
      createdBy: personId,
    };
    await central.admin('PUT', path(id), document);
    return id;
  };
  const [own, foreign] = [await leave('person-knowledge-1'), await leave('person-change-1')];
  const kim = await openSynced(central, 'kim.knowledge');
  expect((await others(kim)).map(({ personId }) => personId)).not.toContain('person-change-1');
  await show(kim, false);
  await vi.waitFor(async () => expect((await said()).map(({ id }) => id)).not.toContain(own), {
    timeout: 30_000,
    interval: 100,
  });
  expect((await said()).map(({ id }) => id)).toContain(foreign);
  await sees(pia, [{ typing: false }]);
  await kim.close();
});

test('a place that another console of the same person took meanwhile is left to it', async () => {
  const path = (id: string): string => `/${central.nameOf('settings')}/${id}`;
  const of = async (deviceId: string): Promise<Stored | undefined> =>
    (await said()).find(({ value }) => value.personId === 'person-field-1' && value.deviceId === deviceId);
  const one = await openSynced(central, 'finn.field');
  await show(one, false);
  await sees(pia, [{ personId: 'person-field-1' }]);
  const mine = (await said()).find(({ value }) => value.personId === 'person-field-1');
  const { body } = await central.admin('GET', path(mine?.id));
  const value = { ...body.value, deviceId: 'second', at: await one.now() };
  await central.admin('PUT', path(mine?.id), { ...body, value });
  await show(one, true);
  await vi.waitFor(
    async () => expect(await of(mine?.value.deviceId)).toMatchObject({ value: { open: [{ typing: true }] } }),
    {
      timeout: 30_000,
      interval: 100,
    },
  );
  expect(await of('second')).toMatchObject({ id: mine?.id, value: { open: [{ typing: false }] } });
  await one.close();
  expect(await of('second'), 'who leaves says so in their own place').toMatchObject({
    value: { open: [{}] },
  });
  const left = (await central.admin('GET', path(mine?.id))).body;
  await central.admin('PUT', path(mine?.id), { ...left, value: { ...left.value, open: [] } });
  await sees(pia, []);
});

test('who does not want it told is not', async () => {
  await show(pia, false);
  await sees(lea, [{}]);
  await pia.run('presence.choose', { told: false });
  await sees(lea, []);
  expect(await pia.run('presence.choice', {})).toEqual({ told: false });
});

test('what somebody watches is theirs on all of their devices, also what two of them chose apart', async () => {
  const second = await openSynced(central, 'lea.lead');
  const watches = async (one: Console, ticketId: string): Promise<boolean> =>
    (await one.run('notices.watching', { ticketId })).on;
  const until = (one: Console, ticketId: string, on: boolean) =>
    expect.poll(() => watches(one, ticketId), { interval: 100 }).toBe(on);
  await lea.run('notices.watch', { ticketId: 'first', on: true });
  await until(second, 'first', true);
  await line.set('down');
  await lea.until(({ phase }) => phase === 'offline');
  await lea.run('notices.watch', { ticketId: 'first', on: false });
  await lea.run('notices.watch', { ticketId: 'here', on: true });
  await second.run('notices.watch', { ticketId: 'there', on: true });
  await second.run('notices.choose', { kind: { name: 'due', muted: true } });
  await second.settled();
  await line.set('up');
  await lea.until(({ phase, pending }) => phase === 'online' && pending === 0);
  for (const one of [lea, second]) {
    await until(one, 'first', false);
    await until(one, 'here', true);
    await until(one, 'there', true);
    expect((await one.run('notices.choices', {})).muted).toContain('due');
    expect(await one.status()).toMatchObject({ refused: 0, conflicts: 0, unreadable: 0 });
  }
  expect(await watches(pia, 'here')).toBe(false);
  await second.close();
});
