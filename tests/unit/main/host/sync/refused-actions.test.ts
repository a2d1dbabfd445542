import { expect, test } from 'vitest';
import type { RefusedDocument } from '#contracts/sync.ts';
import { type CouchClient, CouchError, type CouchRequest } from '#main/host/sync/couch-client.ts';
import { type RefusedWorld, retryRefused } from '#main/host/sync/refused-actions.ts';

const waiting = (title: string): RefusedDocument => ({
  ...{ id: 'tickets:t', collection: 'tickets', recordId: 't', label: title },
  ...{ code: 'forbidden', reason: 'no', refusedAt: '2026-01-01T00:00:00.000Z' },
  document: { id: 't', title, journal: [] },
});

/** A server that has no such record, and takes or refuses what is sent; `meanwhile` happens while the first is on its way. */
const worldOf = (takes: boolean, meanwhile: (refused: Map<string, RefusedDocument>) => void) => {
  const refused = new Map([['t', waiting('looked at')]]);
  const sent: string[] = [];
  const client = {
    request: async (_path: string, { method = 'GET', body, signal }: CouchRequest = {}) => {
      if (signal?.aborted === true) throw new CouchError('aborted', 0, 'given up');
      if (method === 'GET') throw new CouchError('missing', 404, 'missing');
      if (sent.length === 0) meanwhile(refused);
      sent.push((body as { title: string }).title);
      if (!takes) throw new CouchError('rejected', 403, 'forbidden: still not');
      return { ok: true };
    },
  } as unknown as CouchClient;
  // As much of it as a record takes that the server does not have.
  const session = new AbortController();
  const world = {
    client,
    ending: session.signal,
    databaseName: (name: string) => name,
    handOver: (_collection: unknown, mine: unknown) => mine,
    env: () => ({ now: '2026-01-02T00:00:00.000Z' }),
    bases: { find: () => undefined, remove: () => {} },
    refused: {
      find: () => refused.get('t') ?? null,
      save: (one: RefusedDocument) => void refused.set('t', one),
      remove: () => void refused.delete('t'),
    },
  } as unknown as RefusedWorld;
  return { world, sent, signOut: () => session.abort(), now: () => refused.get('t')?.label ?? null };
};

const newerWaits = (refused: Map<string, RefusedDocument>): void => void refused.set('t', waiting('newer'));

test('what the push sets aside while an older version is offered again is offered, too', async () => {
  const { world, sent, now } = worldOf(true, newerWaits);
  expect(await retryRefused(world, 'tickets', 't')).toEqual({ ok: true, data: null });
  expect(sent).toEqual(['looked at', 'newer']);
  expect(now()).toBeNull();
});

test('or waits on, when the older one is refused again', async () => {
  const { world, now } = worldOf(false, newerWaits);
  expect(await retryRefused(world, 'tickets', 't')).toMatchObject({ ok: false });
  expect(now()).toBe('newer');
});

test('what the push has got through meanwhile is done', async () => {
  const { world, sent, now } = worldOf(true, (refused) => void refused.delete('t'));
  expect(await retryRefused(world, 'tickets', 't')).toEqual({ ok: true, data: null });
  expect([sent, now()]).toEqual([['looked at'], null]);
});

test('nothing is sent in a session that has ended, and it waits on', async () => {
  const { world, sent, now, signOut } = worldOf(true, () => {});
  signOut();
  expect(await retryRefused(world, 'tickets', 't')).toMatchObject({ ok: false });
  expect([sent, now()]).toEqual([[], 'looked at']);
});
