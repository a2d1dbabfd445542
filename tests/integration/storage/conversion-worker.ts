import { nextTurn } from '#main/host/kernel/next-turn.ts';
import { convertLayout } from '#main/host/storage/layout-conversion.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';

/** The process that layout-conversion.test.ts kills: converts a store, says how many rows of which step are left to do, and waits for its end. */
const [path = '', key = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  process.stdout.write('opening\n');
  const opened = openStoreFile(path, key);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
  await convertLayout(opened.value, nextTurn, (step, done, total) =>
    process.stdout.write(`left ${step} ${total - done}\n`),
  );
  process.stdout.write('done\n');
  setInterval(() => {}, 1_000);
}

await main();
