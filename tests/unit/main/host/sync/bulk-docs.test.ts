import { describe, expect, it } from 'vitest';
import { sendDocuments } from '#main/host/sync/bulk-docs.ts';
import { type CouchClient, CouchError } from '#main/host/sync/couch-client.ts';
import type { CouchDocument } from '#main/host/sync/couch-documents.ts';

const docsOf = (count: number): readonly CouchDocument[] =>
  Array.from({ length: count }, (_, n) => ({ _id: `d${String(n).padStart(3, '0')}` }));

/** A server that refuses a whole batch for what `refuses` answers. */
const serverThat = (refuses: (docs: readonly CouchDocument[]) => CouchError | null) => {
  const stored = new Set<string>();
  let requests = 0;
  const request = async (_path: string, { body }: { body?: unknown } = {}): Promise<unknown> => {
    requests += 1;
    const { docs } = body as { docs: readonly CouchDocument[] };
    const error = refuses(docs);
    if (error !== null) throw error;
    for (const { _id } of docs) stored.add(_id);
    return docs.map(({ _id }) => ({ id: _id, ok: true }));
  };
  // Only `request` is asked for.
  const client = { request } as unknown as CouchClient;
  const send = (docs: readonly CouchDocument[]) =>
    sendDocuments(client, 'db', docs, new AbortController().signal);
  return { send, stored, requests: () => requests };
};
const badRequest = () => new CouchError('rejected', 400, 'bad_request: invalid UTF-8 JSON');
const refusing = (...bad: readonly string[]) =>
  serverThat((docs) => (docs.some(({ _id }) => bad.includes(_id)) ? badRequest() : null));

describe('a batch that is refused as a whole', () => {
  it.each([
    ['the first', 100, ['d000']],
    ['the last', 100, ['d099']],
    ['one between', 100, ['d061']],
    ['neighbours', 100, ['d010', 'd011']],
    ['some apart', 100, ['d003', 'd050', 'd077', 'd099']],
    ['one of two', 2, ['d001']],
    ['the only one', 1, ['d000']],
    ['two of two', 2, ['d000', 'd001']],
  ])('is sent but for %s', async (_what, count, bad) => {
    const server = refusing(...bad);
    const answers = await server.send(docsOf(count));
    expect(answers.filter(({ error }) => error !== undefined).map(({ id }) => id)).toEqual(bad);
    expect(server.stored.size).toBe(count - bad.length);
    expect(answers).toHaveLength(count);
    // One for the whole, one that asks whether the server takes any, and for each culprit a way down the halves.
    expect(server.requests()).toBeLessThanOrEqual(2 + bad.length * (2 * Math.ceil(Math.log2(count)) + 1));
  });

  it('costs about log2 n requests a culprit', async () => {
    for (let at = 0; at < 100; at += 1) {
      const server = refusing(`d${String(at).padStart(3, '0')}`);
      await server.send(docsOf(100));
      expect(server.requests()).toBeLessThanOrEqual(2 + 2 * 7);
    }
  });

  it('by a server that takes nothing is no document’s fault', async () => {
    const server = serverThat(badRequest);
    await expect(server.send(docsOf(100))).rejects.toMatchObject({ status: 400 });
    // Down to the first one, and the question whether it takes any.
    expect(server.requests()).toBeLessThanOrEqual(10);
  });

  it('by a server that takes no document is no document’s fault either', async () => {
    const server = serverThat((docs) => (docs.length > 0 ? badRequest() : null));
    await expect(server.send(docsOf(100))).rejects.toMatchObject({ status: 400 });
    expect(server.requests()).toBeLessThanOrEqual(20);
  });

  it('for its size is sent in pieces, and what is too large alone is told so', async () => {
    const server = serverThat((docs) =>
      docs.length > 10 || docs.some(({ _id }) => _id === 'd042')
        ? new CouchError('rejected', 413, 'too_large')
        : null,
    );
    const answers = await server.send(docsOf(100));
    expect(answers.filter(({ error }) => error !== undefined)).toMatchObject([
      { id: 'd042', error: 'too_large' },
    ]);
    expect(server.stored.size).toBe(99);
  });

  it('by a crash is halved only where the crash names one of the documents', async () => {
    const crash = (about: string) => new CouchError('offline', 500, `internal_server_error: ${about}`);
    const named = serverThat((docs) => (docs.some(({ _id }) => _id === 'd007') ? crash('at d007') : null));
    const answers = await named.send(docsOf(20));
    expect(answers.filter(({ error }) => error !== undefined)).toMatchObject([
      { id: 'd007', error: 'not_taken' },
    ]);
    const nameless = serverThat(() => crash('out of file descriptors'));
    await expect(nameless.send(docsOf(20))).rejects.toMatchObject({ status: 500 });
    expect(nameless.requests()).toBe(1);
  });

  it.each([401, 403, 404, 412])('with %i is the database’s answer', async (status) => {
    const server = serverThat(() => new CouchError('rejected', status, 'no'));
    await expect(server.send(docsOf(20))).rejects.toMatchObject({ status });
    expect(server.requests()).toBe(1);
  });
});

/** A server that has trouble of its own, row by row, so many times with each document that `troubles` names. */
const troubledServer = (troubles: Readonly<Record<string, number>>, error = 'os_process_error') => {
  const left = new Map(Object.entries(troubles));
  let requests = 0;
  const request = async (_path: string, { body }: { body?: unknown } = {}): Promise<unknown> => {
    requests += 1;
    return (body as { docs: readonly CouchDocument[] }).docs.map(({ _id: id }) => {
      const times = left.get(id) ?? left.get('*') ?? 0;
      left.set(id, times - 1);
      return times > 0 ? { id, error, reason: 'OS process timed out.' } : { id, ok: true };
    });
  };
  // Only `request` is asked for.
  const client = { request } as unknown as CouchClient;
  const send = (docs: readonly CouchDocument[]) =>
    sendDocuments(client, 'db', docs, new AbortController().signal);
  return { send, requests: () => requests };
};
const ALWAYS = Number.POSITIVE_INFINITY;

describe('trouble of the server’s own with single documents', () => {
  it.each(['os_process_error', 'timeout'])('%s is no refusal: they are sent again', async (error) => {
    const answers = await troubledServer({ d001: 1, d003: 3 }, error).send(docsOf(5));
    expect(answers.map(({ id, ok }) => [id, ok]).sort()).toEqual(docsOf(5).map(({ _id }) => [_id, true]));
  });

  it('that never ends is the document’s, where others are taken', async () => {
    const server = troubledServer({ d001: ALWAYS });
    const answers = await server.send(docsOf(5));
    expect(answers.filter(({ error }) => error !== undefined)).toEqual([
      { id: 'd001', error: 'not_taken', reason: 'os_process_error: OS process timed out.' },
    ]);
    expect(server.requests()).toBe(5);
  });

  it('ends for those behind one with which it never does', async () => {
    const server = troubledServer({ d000: ALWAYS, '*': 1 });
    const answers = await server.send(docsOf(3));
    expect(answers.map(({ id, error }) => [id, error])).toEqual([
      ['d001', undefined],
      ['d002', undefined],
      ['d000', 'not_taken'],
    ]);
  });

  it.each([1, 2, 50])('with every one of %i is nobody’s fault', async (count) => {
    const server = troubledServer({ '*': ALWAYS });
    await expect(server.send(docsOf(count))).rejects.toMatchObject({ kind: 'offline', status: 503 });
    // Asking for each of many takes the engine's time limit each time.
    expect(server.requests()).toBeLessThan(20);
  });

  // CouchDB 3.4.0 to 3.5.1 leave out a letter.
  it.each(['insufficient_storage', 'insufficent_storage'])(
    '%s is no refusal, and not asked about again, whatever was taken before',
    async (error) => {
      const server = troubledServer({ d003: ALWAYS }, error);
      await expect(server.send(docsOf(5))).rejects.toMatchObject({ kind: 'offline', status: 507 });
      expect(server.requests()).toBe(1);
    },
  );
});
