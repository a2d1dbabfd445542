import { nextTurn } from '#main/host/kernel/next-turn.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { addSums } from '#main/host/storage/sum-conversion.ts';

/** The process that sum-conversion.test.ts kills: converts a store, says how many rows are left to do, and waits for its end. */
const [path = '', key = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  process.stdout.write('opening\n');
  const opened = openStoreFile(path, key);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
  await addSums(opened.value, nextTurn, (done, total) => process.stdout.write(`left ${total - done}\n`));
  process.stdout.write('done\n');
  setInterval(() => {}, 1_000);
}

await main();
