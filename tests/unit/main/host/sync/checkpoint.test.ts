import { beforeEach, expect, test } from 'vitest';
import type { LocalValues } from '#main/host/local/values.ts';
import { createCheckpoint } from '#main/host/sync/checkpoint.ts';
import { type CouchClient, CouchError } from '#main/host/sync/couch-client.ts';
import { DatabaseRecreated } from '#main/host/sync/generation.ts';

const { signal } = new AbortController();

/** The note on the server, as CouchDB keeps it (a new one takes its place whatever revision it names), and what this device notes beside it. */
let there: { readonly _rev: string; readonly token: string } | null = null;
let here = new Map<string, string>();
/** Done while an answer that tells the note is on its way. */
let meanwhile = async (): Promise<void> => {};
beforeEach(() => {
  there = null;
  meanwhile = async () => {};
  here = new Map();
});

const client = {
  request: async (_path: string, { method = 'GET', body }: { method?: string; body?: unknown }) => {
    if (method === 'GET') {
      if (there === null) throw new CouchError('missing', 404, 'no such note');
      const answer = there;
      await meanwhile();
      return answer;
    }
    const { _rev = '0-0', token } = body as { readonly _rev?: string; readonly token: string };
    there = { _rev: `0-${Number(_rev.slice(2)) + 1}`, token };
    return { rev: there._rev };
  },
} as unknown as CouchClient;

const values = {
  get: (key: string) => here.get(key) ?? null,
  set: (key: string, value: string) => void here.set(key, value),
  setting: (key: string, value: string) => ({ sql: '', params: [key, value] }),
} as unknown as LocalValues;

/** As a start of the program makes it. */
const start = () => createCheckpoint(client, 'db', values, 'note', 'device');
const noted = ({ params: [key, value] }: { readonly params: readonly unknown[] }): void =>
  void here.set(String(key), String(value));

test('a note counts as left once it is written there, whatever became of what was to be noted here', async () => {
  expect(await start().isWhereItWas(signal)).toBe(true);
  await start().exchangedMany(signal);
  const killed = start();
  // Two pages fetched and noted there; of the second one nothing was stored.
  noted(await killed.exchanging(signal));
  await killed.exchanging(signal);
  const next = start();
  expect(await next.isWhereItWas(signal)).toBe(true);
  await next.exchangedMany(signal);
  expect(await start().isWhereItWas(signal)).toBe(true);
});

test('an earlier note of this device is one of older files, as is none at all, or another device’s', async () => {
  const running = start();
  await running.exchangedMany(signal);
  const backup = there;
  await running.exchangedMany(signal);
  expect(await running.isWhereItWas(signal)).toBe(true);
  for (const older of [backup, null, { _rev: '0-9', token: 'another' }]) {
    there = older;
    expect(await running.isWhereItWas(signal)).toBe(false);
    expect(await start().isWhereItWas(signal)).toBe(false);
  }
});

test('no note takes the place of one that this device did not leave', async () => {
  const running = start();
  await running.exchangedMany(signal);
  const backup = there;
  await running.exchanged([['a', '1-a']], signal);
  await running.moved(signal);
  for (const older of [backup, null]) {
    there = older;
    await running.exchanged([['b', '1-b']], signal);
    await expect(running.moved(signal)).rejects.toThrow(DatabaseRecreated);
    await expect(running.exchangedMany(signal)).rejects.toThrow(DatabaseRecreated);
    expect(there).toBe(older);
  }
});

test('of two copies of one profile each finds that the other one went on', async () => {
  const first = start();
  await first.exchangedMany(signal);
  const copy = new Map(here);
  await first.exchangedMany(signal);
  const mine = here;
  here = copy;
  expect(await start().isWhereItWas(signal)).toBe(true);
  await start().exchangedMany(signal);
  here = mine;
  expect(await start().isWhereItWas(signal)).toBe(false);
});

test('what is sent while the server tells its note is listed all the same', async () => {
  const running = start();
  await running.exchangedMany(signal);
  // Written there, and not noted here.
  await running.exchanging(signal);
  meanwhile = () => running.exchanged([['an edit', '2-a']], signal);
  expect(await running.isWhereItWas(signal)).toBe(true);
  expect(JSON.parse(here.get('note') ?? '')).toMatchObject({
    isBehind: true,
    token: there?.token,
    since: { 'an edit': '2-a' },
  });
});
