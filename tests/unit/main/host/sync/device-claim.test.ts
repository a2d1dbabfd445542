import { expect, test } from 'vitest';
import type { Env } from '#domain/records/common.ts';
import type { Device } from '#main/host/kernel/numbers.ts';
import type { LocalValues } from '#main/host/local/values.ts';
import { type CouchClient, CouchError, type CouchRequest } from '#main/host/sync/couch-client.ts';
import { claimDeviceCode } from '#main/host/sync/device-claim.ts';

type Claims = Map<string, string>;

/** A node that stores what it is sent unless it has something; `show` is what it answers with, which may come from another node by then. */
const nodeOf = (stored: Claims, show: Claims = stored, fails: () => boolean = () => false): CouchClient => {
  const request = async (path: string, { method = 'GET', body }: CouchRequest = {}): Promise<unknown> => {
    if (fails()) throw new CouchError('offline', 0, 'no line');
    if (method === 'GET') {
      const deviceId = show.get(path);
      if (deviceId === undefined) throw new CouchError('missing', 404, 'missing');
      return { _id: path, value: { key: 'device', deviceId } };
    }
    if (stored.has(path)) throw new CouchError('rejected', 409, 'conflict');
    stored.set(path, (body as { value: { deviceId: string } }).value.deviceId);
    return { ok: true };
  };
  // Only requests are made here.
  return { request } as unknown as CouchClient;
};

const consoleOf = (id: string) => {
  let attempt = 0;
  const device: Device = {
    id,
    code: () => ['AAA', 'BBB', 'CCC'][attempt] ?? '',
    takeNextCode: () => {
      attempt += 1;
      return device.code();
    },
    nextNumber: () => '',
  };
  const kept = new Map<string, string>();
  // As much of it as a claim uses.
  const values = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
  } as unknown as LocalValues;
  const actor = { personId: id, roles: [], teamIds: [], deviceId: id };
  const env: Env = { now: '2026-01-01T00:00:00.000Z', newId: () => 'x', actor, origin: 'console' };
  const claim = (client: CouchClient) =>
    claimDeviceCode(client, 'deskhand', 'server', device, values, env, new AbortController().signal);
  return { device, kept, claim };
};

test('two consoles that claim one code at once: one has it, the other takes the next', async () => {
  const claims: Claims = new Map();
  const [one, two] = [consoleOf('one'), consoleOf('two')];
  await Promise.all([one.claim(nodeOf(claims)), two.claim(nodeOf(claims))]);
  expect([one.device.code(), two.device.code()].sort()).toEqual(['AAA', 'BBB']);
  expect([...claims.values()].sort()).toEqual(['one', 'two']);
});

test('two nodes that take two claims at once show one of them: the other console moves on', async () => {
  const [left, right]: Claims[] = [new Map(), new Map()];
  const [one, two] = [consoleOf('one'), consoleOf('two')];
  if (left === undefined || right === undefined) throw new Error('two nodes');
  // The right node stores what it is sent, and shows what the left one has, as both do once they have met.
  await one.claim(nodeOf(left));
  await two.claim(nodeOf(right, left));
  expect([one.device.code(), two.device.code()]).toEqual(['AAA', 'BBB']);
});

test('what the nodes had not told each other by then is seen at the next start', async () => {
  const [left, right]: Claims[] = [new Map(), new Map()];
  if (left === undefined || right === undefined) throw new Error('two nodes');
  const [one, two] = [consoleOf('one'), consoleOf('two')];
  await one.claim(nodeOf(left));
  await two.claim(nodeOf(right));
  expect([one.device.code(), two.device.code()]).toEqual(['AAA', 'AAA']);
  await one.claim(nodeOf(left));
  await two.claim(nodeOf(left));
  expect([one.device.code(), two.device.code()]).toEqual(['AAA', 'BBB']);
  expect([...left.values()]).toEqual(['one', 'two']);
});

test('a device that has its code starts also where that can not be looked at; one that has none does not', async () => {
  let isDown = false;
  const claims: Claims = new Map();
  const client = nodeOf(claims, claims, () => isDown);
  const one = consoleOf('one');
  await one.claim(client);
  isDown = true;
  await expect(one.claim(client)).resolves.toBeUndefined();
  await expect(consoleOf('two').claim(client)).rejects.toThrow('no line');
});

test('a server that shows no claim is not asked without an end', async () => {
  const one = consoleOf('one');
  await one.claim(nodeOf(new Map(), new Map()));
  expect(one.kept.size).toBe(0);
});
