import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/paths.ts';
import type { Bench, Measurement } from './bench.ts';
import { bulkInsert } from './bulk-insert.ts';
import { type Figure, tableOf } from './figure.ts';
import { firstSync } from './first-sync.ts';
import { imports } from './imports.ts';
import { liveSync } from './live-sync.ts';
import { makeProfile } from './profile.ts';
import { start } from './start.ts';
import { windowFelt } from './window-felt.ts';
import { windowQueries } from './window-queries.ts';

export type BenchOptions = {
  readonly tickets: number;
  readonly quick: boolean;
  /** Names of the measurements to run; all when empty. */
  readonly only: readonly string[];
  /** A folder where filled profiles are kept for the next run; null: they are made anew. */
  readonly keep: string | null;
  readonly electron: { readonly executablePath: string; readonly version: string };
};

export const MEASUREMENTS: readonly Measurement[] = [
  windowQueries,
  windowFelt,
  start,
  bulkInsert,
  firstSync,
  liveSync,
  imports,
];

type Cleanup = () => void | Promise<void>;

/** One line that is written over while something long runs; a line for each text where nobody looks on. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else process.stderr.write(`${text}\n`);
}

export type BenchRun = {
  /** Measures, prints the table and answers the file it was also written to. */
  readonly run: () => Promise<string>;
  /** Ends what was started and removes what was written. */
  readonly stop: () => Promise<void>;
};

export function prepare(options: BenchOptions): BenchRun {
  const scratch = mkdtempSync(join(tmpdir(), 'deskhand-bench-'));
  const cleanups: Cleanup[] = [];
  const profiles = new Map<number, Promise<string>>();

  const clean = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };

  const benchFor = (name: string): Bench => {
    const progress = (text: string): void => showProgress(`${name}: ${text}`);
    return {
      folder: (part) => {
        const folder = join(scratch, name, part);
        mkdirSync(folder, { recursive: true });
        return folder;
      },
      electron: options.electron.executablePath,
      tickets: options.tickets,
      quick: options.quick,
      profile: (tickets) => {
        const made =
          profiles.get(tickets) ??
          makeProfile(options.keep ?? scratch, tickets, (done) => {
            if (done % 10_000 === 0) progress(`filling a profile, ${done} of ${tickets} tickets`);
          });
        profiles.set(tickets, made);
        return made;
      },
      progress,
      onEnd: (work) => void cleanups.push(work),
    };
  };

  const measureAll = async (): Promise<readonly Figure[]> => {
    const figures: Figure[] = [];
    for (const { name, measure } of MEASUREMENTS) {
      if (options.only.length > 0 && !options.only.includes(name)) continue;
      try {
        figures.push(...(await measure(benchFor(name))));
      } finally {
        await clean();
        rmSync(join(scratch, name), { recursive: true, force: true });
      }
    }
    return figures;
  };

  return {
    run: async () => {
      const loadBefore = loadavg()[0] ?? 0;
      const figures = await measureAll();
      const at = new Date().toISOString();
      const machine = {
        cpus: cpus().length,
        cpu: cpus()[0]?.model ?? '',
        loadBefore,
        loadAfter: loadavg()[0] ?? 0,
        node: process.versions.node,
        electron: options.electron.version,
      };
      const folder = join(projectRoot, 'bench-results');
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${at.replace(/[:.]/g, '-')}.json`);
      writeFileSync(
        file,
        `${JSON.stringify({ at, tickets: options.tickets, quick: options.quick, machine, figures }, null, 2)}\n`,
      );
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      console.log(tableOf(figures));
      console.log(
        `\n${machine.cpus} x ${machine.cpu}, load ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after, Electron ${machine.electron}`,
      );
      return file;
    },
    stop: async () => {
      await clean();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
