import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Host } from '#main/host/host.ts';
import {
  actAs,
  command,
  data,
  fillWithSamples,
  openProfile,
  type Profile,
  query,
  tempProfile,
} from './support/test-host.ts';

// What stands in a store of before may be anything.
// biome-ignore lint/suspicious/noExplicitAny: a JSON document under test
type Any = Readonly<Record<string, any>>;

let profile: Profile;
let host: Host;
const unheard: unknown[] = [];
const hear = (error: unknown): void => void unheard.push(error);

beforeEach(async () => {
  unheard.length = 0;
  process.on('uncaughtException', hear);
  profile = tempProfile();
  host = await openProfile(profile.dir);
  await fillWithSamples(host, { tickets: 20 });
});
afterEach(async () => {
  process.off('uncaughtException', hear);
  await host.close();
  profile.remove();
});

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

/** As the storage took it before anybody looked. */
const writeUnchecked = async (collection: CollectionName, documents: readonly Any[]): Promise<void> => {
  const instance = host.context.database.collections[collection].storageInstance.originalStorageInstance;
  const rows = documents.map((document) => ({
    document: {
      ...document,
      ...{ _deleted: false, _attachments: {}, _rev: '1-before', _meta: { lwt: Date.now() } },
    },
  }));
  // The documents are of no type, on purpose.
  const written = await instance.bulkWrite(rows as never, 'test');
  expect(written.error).toEqual([]);
};

const reopen = async (): Promise<void> => {
  await host.close();
  host = await openProfile(profile.dir);
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
};
/** The store was looked through once. */
const lookedOver = async (): Promise<void> => {
  while (host.context.values.get('store.read.settings') !== host.context.unreadable.reader()) await delay(10);
};

it('a store that holds what can’t be read starts, works, and sets it aside', async () => {
  const found = (await host.context.database.collections.tickets.find().exec()).map((one) =>
    one.toMutableJSON(),
  );
  const ticket = found[0] as Any;
  const garbage: readonly Any[] = [
    { title: { a: 1 } },
    { journal: [null, 'text', { text: { a: 1 } }, { text: 5 }] },
    { journal: [{ ...ticket.journal[0], changes: [{ field: 'a', from: nested(1_100), to: 1 }] }] },
    { effects: [null, 5] },
    { tags: null, clashes: [null], openClashes: 'many' },
    { title: [], description: { deep: nested(1_100) } },
    { updatedAt: 7, dueAt: null },
    { type: 'walkabout' },
  ].map((part, at) => ({ ...ticket, ...part, id: `spoiled-${at}` }));
  const setting = (await host.context.database.collections.settings.findOne().exec())?.toMutableJSON() as Any;
  await writeUnchecked('tickets', garbage);
  await writeUnchecked('settings', [
    { ...setting, id: 'no-value', value: null },
    { ...setting, id: 'no-matrix', value: { key: 'priority-matrix', matrix: 5 } },
  ]);
  for (const key of COLLECTIONS_LOOKED) host.context.values.remove(key);

  await reopen();
  await host.store.backlog.drain();
  await lookedOver();
  const rows = host.context.unreadable.list();
  expect(rows.map(({ recordId }) => recordId).sort()).toEqual(
    [...garbage.map(({ id }) => id), 'no-matrix', 'no-value'].sort(),
  );
  expect(rows.every(({ isKept }) => !isKept)).toBe(true);
  expect(unheard).toEqual([]);

  // Nothing that works with records meets them any more.
  const page = await data(
    query(host, 'tickets.page', { filter: {}, sort: { field: 'openedAt', direction: 'desc' }, limit: 200 }),
  );
  expect(page.rows).toHaveLength(found.length);
  await data(command(host, 'incidents.create', { title: 'after it' }));
  expect(host.context.sync.status()).toMatchObject({ unreadable: rows.length });
  const listed = await data(query(host, 'sync.unreadable', { offset: 0, limit: 50 }));
  expect(listed.total).toBe(rows.length);

  await reopen();
  expect(host.context.unreadable.count()).toBe(rows.length);
  expect(unheard).toEqual([]);
});

const COLLECTIONS_LOOKED = ['tickets', 'settings'].map((name) => `store.read.${name}`);

it('an edit that was never sent is kept whole when its record can’t be read', async () => {
  const ticket = (await host.context.database.collections.tickets.findOne().exec())?.toMutableJSON() as Any;
  const mine = { ...ticket, id: 'mine', tags: 'none', description: 'words that nobody else has' };
  await writeUnchecked('tickets', [mine]);
  host.store.connection
    .prepare('INSERT INTO local_pending (collection, record) VALUES (?, ?)')
    .run(['tickets', 'mine']);
  for (const key of COLLECTIONS_LOOKED) host.context.values.remove(key);
  await reopen();
  await lookedOver();
  expect(host.context.refused.find('tickets', 'mine')).toMatchObject({
    ...{ code: 'unreadable', reason: 'field.wrong_kind', document: { description: mine.description } },
  });
  expect(host.context.unreadable.list().map(({ recordId }) => recordId)).toEqual(['mine']);
});
