/** Inserts sample tickets through RxDB on Dexie, in batches of 1,000, as RxDB is commonly used in an Electron window. Not encrypted. */
import { createRxDatabase } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { storeSchemaOf } from '#main/host/store/schemas.ts';

/** Dexie takes no index over a field that may be missing or null, so it has fewer to keep than Deskhand. */
const schema = () => {
  const { partialIndexes: _, ...whole } = storeSchemaOf('tickets') as unknown as Record<string, unknown>;
  const always = ['id', 'active', 'dueAt', 'priority', 'openedAt', 'updatedAt', 'number'];
  const indexes = [
    ['active', 'dueAt'],
    ['active', 'priority', 'dueAt'],
    ['openedAt'],
    ['updatedAt'],
    ['number'],
  ];
  // Another version than the first asks for a way of migrating, which there is nothing for here.
  return { ...whole, version: 0, required: always, indexes } as never;
};

const tickets = Number(new URLSearchParams(location.search).get('tickets'));

async function run(): Promise<number> {
  const database = await createRxDatabase({
    name: `bench-${Date.now()}`,
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: false,
  });
  await database.addCollections({ tickets: { schema: schema() } });
  const collection = database.collections.tickets;
  if (collection === undefined) throw new Error('no collection');
  let elapsedMs = 0;
  for (const batch of generateSampleCompany({ seed: 7, tickets, cis: 600, now: new Date().toISOString() })) {
    if (batch.collection !== 'tickets') continue;
    const startedAt = performance.now();
    const written = await collection.bulkInsert(batch.docs as never[]);
    elapsedMs += performance.now() - startedAt;
    if (written.error.length > 0) throw new Error(`${written.error.length} were not written`);
  }
  await database.remove();
  return elapsedMs;
}

run().then(
  (elapsedMs) => {
    document.title = `bench ${JSON.stringify({ elapsedMs })}`;
  },
  (error: unknown) => {
    document.title = `bench ${JSON.stringify({ error: String(error) })}`;
  },
);
