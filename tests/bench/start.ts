import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '../../scripts/paths.ts';
import type { Bench, Measurement } from './bench.ts';
import { startElectron, stop } from './child.ts';
import { type Figure, median, ms } from './figure.ts';
import { memoryOfTree } from './memory.ts';
import { buildPages } from './pages/build-pages.ts';
import { BENCH_ACCOUNT, BENCH_KEY } from './profile.ts';

type Start = { readonly usableMs: number; readonly megabytes: number };

/** How long a window is left alone before its memory is read: what is only needed to start should be given back. */
const SETTLE_MS = 4_000;

async function started(
  bench: Bench,
  given: Parameters<typeof startElectron> extends [unknown, ...infer Rest] ? Rest : never,
  line: string,
): Promise<Start> {
  const startedAt = performance.now();
  const running = startElectron(bench, ...given);
  await running.line(line);
  const usableMs = performance.now() - startedAt;
  await delay(SETTLE_MS);
  const megabytes = memoryOfTree(running.child.pid ?? 0);
  await stop(running.child);
  return { usableMs, megabytes };
}

/** Starts the console on a full profile and the empty window in turns. The first pair only warms the machine's caches. */
async function measure(bench: Bench): Promise<readonly Figure[]> {
  const app = bench.folder('start-app');
  await buildPages(app);
  const profile = await bench.profile(bench.tickets);
  const runs = bench.quick ? 2 : 7;
  const signIn = `${BENCH_ACCOUNT.login}:${BENCH_ACCOUNT.password}`;
  const ours: Start[] = [];
  const empty: Start[] = [];
  for (let run = 0; run <= runs; run += 1) {
    bench.progress(run === 0 ? 'warming up' : `start ${run} of ${runs}`);
    const env = { DESKHAND_KEY: BENCH_KEY, DESKHAND_AUTOSIGNIN: signIn };
    const a = await started(bench, [projectRoot, [`--profile=${profile}`], env], 'deskhand usable ');
    const emptyArguments = ['empty.html', join(bench.folder('empty'), 'user-data'), 'shown'];
    const b = await started(bench, [app, emptyArguments, {}], 'bench ');
    if (run === 0) continue;
    ours.push(a);
    empty.push(b);
  }
  const oursMs = median(ours.map(({ usableMs }) => usableMs));
  const emptyMs = median(empty.map(({ usableMs }) => usableMs));
  const oursMb = median(ours.map(({ megabytes }) => megabytes));
  const emptyMb = median(empty.map(({ megabytes }) => megabytes));
  const at = `${bench.tickets} tickets`;
  return [
    {
      figure: 'cold start to a usable queue',
      at,
      ours: ms(oursMs),
      rival: ms(emptyMs),
      ratio: oursMs / emptyMs,
      target: '<= 1.50x',
      reached: oursMs / emptyMs <= 1.5,
      note: `process start to the painted queue, signed in by itself (password check included), against an empty Electron, React and MUI window; median of ${runs} in turns`,
    },
    {
      figure: 'memory of all processes',
      at,
      ours: `${oursMb.toFixed(0)} MB`,
      rival: `${emptyMb.toFixed(0)} MB`,
      ratio: oursMb / emptyMb,
      target: '<= +200 MB',
      reached: oursMb - emptyMb <= 200,
      note: `proportional set size of the process tree, ${SETTLE_MS / 1000} s after the start; ${(oursMb - emptyMb).toFixed(0)} MB above the empty window`,
    },
  ];
}

export const start: Measurement = { name: 'start', measure };
