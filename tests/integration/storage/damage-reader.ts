/**
 * The process that damage.test.ts gives damaged copies of a store: `damage-reader FILE KEY FOLDER FIRST COUNT`. Flips one bit in each copy, reads
 * everything in every way and says what it saw, a line a copy. Should a read abort it, the lines stop.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { repairStore } from '#main/host/storage/check.ts';
import { checkedColumns } from '#main/host/storage/checked-rows.ts';
import { StoreFailure, storeErrorFrom } from '#main/host/storage/errors.ts';
import { columnsFor, openReader } from '#main/host/storage/reader.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { searchText } from '#main/host/storage/search-query.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { collectionName, fullText, recordSchema } from './durability-schema.ts';

const [file = '', key = '', folder = '', first = '0', count = '0'] = process.argv.slice(2);

/** What was seen: digests of documents by id, and the errors by name. */
type Seen = { readonly documents: Map<string, Set<string>>; readonly errors: string[] };

const flipBit = (path: string, seed: number): void => {
  const digest = createHash('sha256').update(`bit ${seed}`).digest();
  const at = digest.readUInt32LE(0) % statSync(path).size;
  const handle = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << ((digest[8] ?? 0) % 8));
  writeSync(handle, byte, 0, 1, at);
};

const nameOf = (error: unknown): string => {
  const named = storeErrorFrom(error, file);
  if (named !== undefined) return named.code;
  if (error instanceof StoreFailure) return error.storeError.code;
  return `unnamed ${error instanceof Error ? `${error.message} ${error.stack}` : String(error)}`;
};

const attempt = async (seen: Seen, work: () => unknown): Promise<void> => {
  try {
    await work();
  } catch (error) {
    seen.errors.push(nameOf(error));
  }
};

const note = (seen: Seen, document: Readonly<Record<string, unknown>>): void => {
  const { id, count: number, text } = document;
  const known = seen.documents.get(String(id)) ?? new Set();
  seen.documents.set(
    String(id),
    known.add(
      createHash('sha256')
        .update(JSON.stringify([number, text]))
        .digest('hex'),
    ),
  );
};

const readAll = async (store: OpenStore, seen: Seen): Promise<void> => {
  const database = await createRxDatabase({
    name: 'durability',
    storage: getRxStorageSqlite({ file: store }),
    multiInstance: false,
  });
  const { records } = await database.addCollections({ [collectionName]: { schema: recordSchema } });
  if (records === undefined) throw new Error('the collection is missing');
  const reader = openReader(store);
  const columns = columnsFor(store, collectionName);
  const document = checkedColumns('document', columns.open);
  await attempt(seen, () => {
    for (const [json] of reader.all(`SELECT ${document} FROM ${columns.table} ORDER BY id`)) {
      note(seen, JSON.parse(String(json)));
    }
  });
  await attempt(seen, () => {
    const rows = reader.all(
      `SELECT json_extract(data, '$.id', '$.count', '$.text'), ${checkedColumns('checked', columns.open)} FROM ${columns.table}
       WHERE json_extract(data, '$.count') >= 0`,
    );
    for (const [json] of rows) {
      const [id, number, text] = JSON.parse(String(json)) as readonly unknown[];
      note(seen, { id, count: number, text });
    }
  });
  await attempt(seen, async () => {
    for (const one of await records.find().exec()) note(seen, one.toMutableJSON());
  });
  await attempt(seen, async () => {
    const found = await records.find({ selector: { text: { $regex: 'page' } } }).exec();
    for (const one of found) note(seen, one.toMutableJSON());
  });
  await attempt(seen, () => {
    for (const hit of searchText(store, reader, 'page', { limit: 1000 })) note(seen, hit.document);
  });
  await attempt(seen, async () => {
    const { problems } = await repairStore(store, () => Promise.resolve());
    if (problems.length > 0) seen.errors.push('damaged');
  });
  await attempt(seen, () => database.close());
};

const tryCopy = async (seed: number): Promise<void> => {
  const path = join(folder, String(seed), 'store.db');
  mkdirSync(join(folder, String(seed)));
  copyFileSync(file, path);
  copyFileSync(`${file}.json`, `${path}.json`);
  flipBit(path, seed);
  const seen: Seen = { documents: new Map(), errors: [] };
  let aside: readonly string[] = [];
  await attempt(seen, async () => {
    const opened = openStoreFile(path, key, { fullText });
    if (!opened.ok) {
      seen.errors.push(opened.error.code);
      return;
    }
    await attempt(seen, () => readAll(opened.value, seen));
    await attempt(seen, () => {
      aside = opened.value.damaged.list().map(({ id }) => id);
    });
    await attempt(seen, () => opened.value.close());
  });
  const documents = Object.fromEntries([...seen.documents].map(([id, digests]) => [id, [...digests]]));
  console.log(JSON.stringify({ seed, documents, aside, errors: seen.errors }));
  rmSync(join(folder, String(seed)), { recursive: true, force: true });
};

for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) await tryCopy(seed);
