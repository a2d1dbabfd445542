/**
 * `insert.ts STORE DIR TICKETS`: inserts sample tickets in batches of 1,000 into a new store and prints how long the inserts took.
 * Making the tickets is not counted.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import PouchDB from 'pouchdb-node';
import { openConnection } from '#main/host/storage/driver.ts';
import { BENCH_KEY, companyOf, openProfile } from '../profile.ts';

type Insert = (docs: readonly object[]) => unknown;
type Store = { readonly insert: Insert; readonly close: () => Promise<void> };

const [store = '', dir = '', tickets = '0'] = process.argv.slice(2);

/** RxDB with Deskhand's storage and all its indexes; the search index is filled afterwards, which is counted on its own. */
async function deskhand(): Promise<Store> {
  const host = await openProfile(dir);
  const { collections } = host.context.database;
  return {
    insert: (docs) => collections.tickets.bulkInsert(docs as never[]),
    close: async () => {
      const startedAt = performance.now();
      await host.store.backlog.drain();
      extra.searchIndexMs = performance.now() - startedAt;
      await host.close();
    },
  };
}

/** The same JSON into one table of an encrypted file, with the same settings and nothing else. */
async function plain(): Promise<Store> {
  mkdirSync(dir, { recursive: true });
  const connection = openConnection(join(dir, 'plain.db'), { key: BENCH_KEY });
  connection.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;
    CREATE TABLE tickets (id TEXT PRIMARY KEY, data TEXT NOT NULL)`);
  const insert = connection.prepare('INSERT INTO tickets VALUES (?, ?)');
  return {
    insert: (docs) =>
      connection.transaction(() => {
        for (const doc of docs) insert.run([(doc as { id: string }).id, JSON.stringify(doc)]);
      }),
    close: () => connection.close(),
  };
}

async function pouch(): Promise<Store> {
  mkdirSync(dir, { recursive: true });
  const database = new PouchDB(join(dir, 'tickets'));
  return {
    insert: (docs) => database.bulkDocs(docs.map((doc) => ({ ...doc, _id: (doc as { id: string }).id }))),
    close: () => database.close(),
  };
}

const extra: { searchIndexMs?: number } = {};
const opened = await { deskhand, plain, pouch }[store as 'deskhand' | 'plain' | 'pouch']();
let elapsedMs = 0;
for (const { collection, docs } of companyOf(Number(tickets))) {
  if (collection !== 'tickets') continue;
  const startedAt = performance.now();
  await opened.insert(docs);
  elapsedMs += performance.now() - startedAt;
}
await opened.close();
console.log(`result ${JSON.stringify({ elapsedMs, ...extra })}`);
