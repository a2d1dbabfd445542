import { expect, it } from 'vitest';
import type { LocalValues } from '#main/host/local/values.ts';
import { type CouchClient, CouchError } from '#main/host/sync/couch-client.ts';
import { createLeafScan } from '#main/host/sync/leaf-scan.ts';
import { pullPage, rawPage, waitForChange } from '#main/host/sync/pull.ts';

/** Deletions, one a change, as CouchDB tells of them. */
const changeAt = (at: number) => ({
  ...{ id: `t-${at}`, seq: String(at), changes: [{ rev: '2-a' }], deleted: true },
  doc: { _id: `t-${at}`, _rev: '2-a', _deleted: true },
});

/** A server with `count` changes whose answers with more than `most` of them are too long for the client. */
const serverWith = (count: number, most: number) => {
  const limits: number[] = [];
  const answer = (path: string) => {
    const query = new URL(path, 'http://couch.example').searchParams;
    const [limit, since] = [Number(query.get('limit')), Number(query.get('since'))];
    limits.push(limit);
    const length = Math.min(limit, count - since);
    if (length > most) throw new CouchError('too_long', 200, 'too long');
    const results = Array.from({ length }, (_, at) => changeAt(since + at + 1));
    return { results, last_seq: String(since + length), pending: count - since - length };
  };
  const client: CouchClient = {
    request: async <T>(path: string) => answer(path) as T,
    bytes: async (path) => new Uint8Array(Buffer.from(JSON.stringify(answer(path)))),
    signIn: async () => [],
  };
  return { client, limits };
};
const signal = new AbortController().signal;
const request = { collection: 'tickets', checkpoint: undefined, limit: 1_000, selector: null } as const;

it('asks for less at once where a page is too long, and misses nothing', async () => {
  const { client, limits } = serverWith(700, 300);
  const page = await pullPage(client, 'db', request, signal);
  expect(page.documents.map(({ id }) => id)).toEqual(Array.from({ length: 700 }, (_, at) => `t-${at + 1}`));
  expect(page).toMatchObject({ checkpoint: { seq: '700' }, pending: 0, isLast: true });
  // A page that was too long is not tried at that length again.
  expect(limits).toEqual([1_000, 500, 250, 250, 250]);
});

it('does so for pages that are kept as they came, and knows that such a one is not the last', async () => {
  const { client } = serverWith(700, 300);
  const first = await rawPage(client, 'db', request, signal);
  expect(first).toMatchObject({ isLast: false, checkpoint: { seq: '250' }, pending: 450 });
});

it('says so when a single document is too long', async () => {
  const { client, limits } = serverWith(1, 0);
  await expect(pullPage(client, 'db', { ...request, limit: 4 }, signal)).rejects.toMatchObject({
    kind: 'too_long',
  });
  expect(limits).toEqual([4, 2, 1]);
});

it('hears of a change, or after a while that there was none', async () => {
  const answering = (answer: unknown): CouchClient => ({
    request: async <T>() => answer as T,
    bytes: async () => new Uint8Array(),
    signIn: async () => [],
  });
  expect(await waitForChange(answering(null), 'db', '0', signal)).toBe(false);
  expect(await waitForChange(answering({ results: [], last_seq: '1' }), 'db', '0', signal)).toBe(false);
  expect(await waitForChange(answering({ results: [changeAt(1)], last_seq: '1' }), 'db', '0', signal)).toBe(
    true,
  );
});

it('takes no page of changes that leads back to where it began', async () => {
  // Design documents and deletions of nobody: no records, so a page is made up for by the next one.
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: `_design/d-${at}`,
      seq: '7',
      changes: [{ rev: '1-a' }],
    }));
  const circling = (...places: readonly string[]): CouchClient => {
    let asked = 0;
    const answer = (path: string) => {
      const limit = Number(new URL(path, 'http://couch.example').searchParams.get('limit'));
      const last_seq = places[asked % places.length];
      asked += 1;
      return { results: rows(limit), last_seq, pending: 5 };
    };
    return {
      request: async <T>(path: string) => answer(path) as T,
      bytes: async (path) => new Uint8Array(Buffer.from(JSON.stringify(answer(path)))),
      signIn: async () => [],
    };
  };
  const refused = { kind: 'offline', status: 200 };
  const from = { ...request, limit: 10, checkpoint: { seq: '7' } };
  for (const places of [['7'], ['8', '9', '8'], ['8', '7']])
    await expect(pullPage(circling(...places), 'db', from, signal)).rejects.toMatchObject(refused);
  await expect(rawPage(circling('7'), 'db', from, signal)).rejects.toMatchObject(refused);
  const values = new Map<string, string>([['scan', '7']]);
  const scan = createLeafScan({
    ...{ client: circling('7'), databaseName: 'db', key: 'scan', found: () => {} },
    connection: { run: (work) => work(signal) },
    values: {
      get: (key) => values.get(key) ?? null,
      set: (key, value) => void values.set(key, value),
    } as LocalValues,
  });
  await expect(scan.run()).rejects.toMatchObject(refused);
});
