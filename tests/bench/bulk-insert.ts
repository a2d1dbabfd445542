import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Measurement } from './bench.ts';
import { runWorker, startElectron, stop } from './child.ts';
import { type Figure, median, speedAgainst } from './figure.ts';
import { buildPages } from './pages/build-pages.ts';

type Timed = { readonly elapsedMs: number; readonly searchIndexMs?: number };

async function dexie(bench: Bench, app: string, tickets: number, run: number): Promise<Timed> {
  const userData = join(bench.folder('dexie'), String(run));
  const started = startElectron(bench, app, [`dexie.html?tickets=${tickets}`, userData, 'hidden'], {});
  const answer = JSON.parse(await started.line('bench ')) as Timed & { readonly error?: string };
  await stop(started.child);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** Each store gets the same tickets, in turns. */
async function measure(bench: Bench): Promise<readonly Figure[]> {
  const tickets = Math.min(bench.tickets, 100_000);
  const runs = bench.quick ? 1 : 3;
  const app = bench.folder('insert-app');
  await buildPages(app);
  const cost = {
    deskhand: [] as number[],
    plain: [] as number[],
    pouch: [] as number[],
    dexie: [] as number[],
  };
  const index: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const store of ['plain', 'deskhand', 'pouch'] as const) {
      bench.progress(`${store}, ${tickets} tickets, run ${run + 1} of ${runs}`);
      const dir = join(bench.folder('insert'), `${store}-${run}`);
      const timed = await runWorker<Timed>(bench, 'insert.ts', [store, dir, String(tickets)]);
      cost[store].push(timed.elapsedMs / tickets);
      if (timed.searchIndexMs !== undefined) index.push(timed.searchIndexMs / tickets);
    }
    bench.progress(`dexie, ${tickets} tickets, run ${run + 1} of ${runs}`);
    cost.dexie.push((await dexie(bench, app, tickets, run)).elapsedMs / tickets);
    await delay(200);
  }
  const ours = median(cost.deskhand);
  const against = (
    rival: 'plain' | 'pouch' | 'dexie',
    name: string,
    least: number,
    note: string,
  ): Figure => ({
    figure: `bulk insert against ${name}`,
    at: `${tickets} tickets`,
    ...speedAgainst({ ours, rival: median(cost[rival]) }, least),
    note,
  });
  return [
    against(
      'plain',
      'plain libsql',
      1 / 3,
      `encrypted both, in Electron's Node; ours with all indexes of the collection. The search index follows in the background and takes ${median(index).toFixed(2)} ms a ticket more`,
    ),
    against(
      'dexie',
      'RxDB on Dexie',
      5,
      `Dexie in a window of the same Electron, not encrypted, with the indexes it can keep`,
    ),
    against('pouch', 'PouchDB (leveldb)', 1, 'not encrypted, no indexes; no target was set'),
  ];
}

export const bulkInsert: Measurement = { name: 'insert', measure };
