/**
 * `import.ts KIND ROWS FOLDER [undo]`: imports so many rows into a new profile and with `undo` takes them back. Prints for each the processor time, the peak of
 * memory over the process at rest, and the longest time in which the process answered nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runImport } from '#main/host/import/run-import.ts';
import { undoRun } from '#main/host/import/undo-run.ts';
import { quantile } from '../figure.ts';
import { type ImportedKind, writeImportFiles } from '../import-files.ts';
import { openProfile } from '../profile.ts';
import { unwrap } from '../unwrap.ts';

export type Measured = {
  readonly records: number;
  readonly cpuMs: number;
  readonly elapsedMs: number;
  readonly restMb: number;
  readonly peakMb: number;
  /** Processor time of the longest stretch in which the process answered nothing, and what 99 of 100 stay below. */
  readonly longestMs: number;
  readonly usualMs: number;
};

const control = { signal: { aborted: false }, progress: () => {} };
const [kind = '', rows = '0', folder = '', undo = ''] = process.argv.slice(2);

/** Linux: the peak is counted anew from here. */
const forgetPeak = (): void => writeFileSync('/proc/self/clear_refs', '5');
const peakMb = (): number =>
  Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN) / 1024;

/** Milliseconds on a processor of the thread that answers; a busy machine does not count. */
const threadMs = (): number =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

const TICK_MS = 5;

/** What the thread works between two ticks, beyond which somebody who asks would wait. */
const watchTurns = (): { readonly stop: () => readonly number[] } => {
  const turns: number[] = [];
  let before = threadMs();
  const timer = setInterval(() => {
    const now = threadMs();
    turns.push(now - before);
    before = now;
  }, TICK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return turns;
    },
  };
};

const measured = async (work: () => Promise<number>): Promise<Measured> => {
  await delay(500);
  const restMb = process.memoryUsage.rss() / 1024 / 1024;
  forgetPeak();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const watched = watchTurns();
  const records = await work();
  const turns = watched.stop();
  const { user, system } = process.cpuUsage(cpu);
  return {
    records,
    cpuMs: (user + system) / 1000,
    elapsedMs: performance.now() - startedAt,
    ...{ restMb, peakMb: peakMb() },
    ...{ longestMs: quantile(turns, 1), usualMs: quantile(turns, 0.99) },
  };
};

const files = writeImportFiles(kind as ImportedKind, join(folder, 'files'), Number(rows));
const host = await openProfile(join(folder, 'profile'));
let run = '';
const imported = await measured(async () => {
  const { paths, format, map } = files;
  const report = await runImport(
    host.context,
    { files: paths, format, map, skipBadRows: false, dryRun: false },
    control,
  );
  if (report.run === null)
    throw new Error(`nothing was imported: ${JSON.stringify(report.errors.slice(0, 3))}`);
  run = report.run;
  return report.created;
});
const undone =
  undo === '' ? null : await measured(async () => unwrap(await undoRun(host.context, run, control)).undone);
await host.close();
console.log(`result ${JSON.stringify({ imported, undone })}`);
