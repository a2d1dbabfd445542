/**
 * `import.ts KIND ROWS FOLDER [undo]`: imports so many rows into a new profile and with `undo` takes them back. Prints for each the processor time, the peak of
 * memory over the process at rest, and the longest time in which the process answered nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { runImport } from '#main/host/import/run-import.ts';
import { undoRun } from '#main/host/import/undo-run.ts';
import { type ImportedKind, writeImportFiles } from '../import-files.ts';
import { openProfile } from '../profile.ts';
import { unwrap } from '../unwrap.ts';

export type Measured = {
  readonly records: number;
  readonly cpuMs: number;
  readonly elapsedMs: number;
  readonly restMb: number;
  readonly peakMb: number;
  /** Longest time, and the time that 99 of 100 waits stay below. */
  readonly longestMs: number;
  readonly usualMs: number;
};

const control = { signal: { aborted: false }, progress: () => {} };
const [kind = '', rows = '0', folder = '', undo = ''] = process.argv.slice(2);

/** Linux: the peak is counted anew from here. */
const forgetPeak = (): void => writeFileSync('/proc/self/clear_refs', '5');
const peakMb = (): number =>
  Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN) / 1024;

const measured = async (work: () => Promise<number>): Promise<Measured> => {
  await delay(500);
  const restMb = process.memoryUsage.rss() / 1024 / 1024;
  forgetPeak();
  const waits = monitorEventLoopDelay({ resolution: 5 });
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  waits.enable();
  const records = await work();
  waits.disable();
  const { user, system } = process.cpuUsage(cpu);
  return {
    records,
    cpuMs: (user + system) / 1000,
    elapsedMs: performance.now() - startedAt,
    ...{ restMb, peakMb: peakMb() },
    ...{ longestMs: waits.max / 1e6, usualMs: waits.percentile(99) / 1e6 },
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
  if (report.run === null) throw new Error(`nothing was imported: ${JSON.stringify(report.errors.slice(0, 3))}`);
  run = report.run;
  return report.created;
});
const undone =
  undo === ''
    ? null
    : await measured(async () => unwrap(await undoRun(host.context, run, control)).undone);
await host.close();
console.log(`result ${JSON.stringify({ imported, undone })}`);
