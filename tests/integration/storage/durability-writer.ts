import { createRxDatabase } from 'rxdb';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { collectionName, fullText, recordSchema } from './durability-schema.ts';

/**
 * The process that durability.test.ts kills. Writes without end through RxDB and says on stdout what was
 * acknowledged: `insert ID`, `update COUNT` (of the record "counter").
 */
const [path = '', key = '', run = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const opened = openStoreFile(path, key, { fullText });
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
  const database = await createRxDatabase({
    name: 'durability',
    storage: getRxStorageSqlite({ file: opened.value }),
    multiInstance: false,
  });
  const { records } = await database.addCollections({ [collectionName]: { schema: recordSchema } });
  if (records === undefined) throw new Error('the collection is missing');
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const text = 'some text that fills a page or two '.repeat(40);

  for (let i = 0; ; i++) {
    const id = `${run}-${String(i).padStart(6, '0')}`;
    await records.insert({ id, count: i, text });
    say(`insert ${id}`);
    const many = Array.from({ length: i % 150 }, (_, n) => ({ id: `${id}-${n}`, count: n, text }));
    const { success } = await records.bulkInsert(many);
    say(success.map((record) => `insert ${record.primary}`).join('\n'));
    const counter = await records.incrementalUpsert({ id: 'counter', count: i, text: run });
    say(`update ${run} ${counter.get('count')}`);
    // RxDB resolves many promises without the event loop's turn, and stdout is written in that turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

await main();
