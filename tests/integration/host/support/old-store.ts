import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRxDatabase, type RxJsonSchema } from 'rxdb';
import { COLLECTIONS, FORMER_NAMES } from '#domain/records/collections.ts';
import { createLocalTables } from '#main/host/local/local-tables.ts';
import type { Connection } from '#main/host/storage/driver.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { DATABASE_NAME } from '#main/host/store/migrations.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { asVersion2 } from '../../support/older-stores.ts';
import { KEY } from './test-host.ts';

/** Frozen schemas lie under today's names. */
const frozen = (collection: string): RxJsonSchema<object> => {
  const today = COLLECTIONS.find((name) => FORMER_NAMES[name] === collection) ?? collection;
  return JSON.parse(
    readFileSync(join(import.meta.dirname, `../../../fixtures/schemas/${today}.v0.json`), 'utf8'),
  );
};

/** A store as the first Deskhand wrote it: no checksums, the frozen schemas with these records. `more` adds what stands beside them. */
export const writeOldStore = async (
  profileDir: string,
  records: Readonly<Record<string, readonly object[]>>,
  more: (connection: Connection) => void = () => {},
): Promise<void> => {
  const opened = openStoreFile(storePathOf(profileDir), KEY);
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  createLocalTables(store.connection);
  const database = await createRxDatabase({
    name: DATABASE_NAME,
    storage: getRxStorageSqlite({ file: store }),
    multiInstance: false,
    eventReduce: false,
  });
  for (const [collection, docs] of Object.entries(records)) {
    const added = await database.addCollections({ [collection]: { schema: frozen(collection) } });
    const { error } = (await added[collection]?.bulkInsert([...docs])) ?? { error: ['no collection'] };
    if (error.length > 0) throw new Error(`${collection} was not written`);
  }
  more(store.connection);
  await database.close();
  asVersion2(store.connection);
  await store.close();
};
