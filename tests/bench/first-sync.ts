import { join } from 'node:path';
import type { Bench, Measurement } from './bench.ts';
import { runWorker } from './child.ts';
import { type Figure, median, speedAgainst } from './figure.ts';
import { BENCH_ACCOUNT } from './profile.ts';
import { seededServer } from './server.ts';

type Timed = { readonly elapsedMs: number; readonly documents: number };

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const tickets = Math.min(bench.tickets, 100_000);
  const runs = bench.quick ? 1 : 3;
  bench.progress(`filling a server with ${tickets} tickets`);
  const server = await seededServer(bench, tickets);
  const cost = { deskhand: [] as number[], download: [] as number[], pouch: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    for (const how of ['download', 'deskhand', 'pouch'] as const) {
      // PouchDB needs many times as long; twice tells enough.
      if (how === 'pouch' && run > 1) continue;
      bench.progress(`${how}, run ${run + 1} of ${runs}`);
      const dir = join(bench.folder('sync'), `${how}-${run}`);
      const who = [server.url, BENCH_ACCOUNT.login, BENCH_ACCOUNT.password];
      const { elapsedMs, documents } = await runWorker<Timed>(bench, 'first-sync.ts', [how, dir, ...who]);
      if (documents < tickets) throw new Error(`${how} brought only ${documents} documents`);
      cost[how].push(elapsedMs / documents);
    }
  }
  const ours = median(cost.deskhand);
  const against = (rival: 'download' | 'pouch', name: string, least: number, note: string): Figure => ({
    figure: `first sync against ${name}`,
    at: `${tickets} tickets`,
    ...speedAgainst({ ours, rival: median(cost[rival]) }, least),
    note,
  });
  return [
    against(
      'download',
      'downloading only',
      0.8,
      `all databases of the embedded server (its own process) into a new encrypted profile, sign-in included; the search index follows afterwards. Median of ${runs}`,
    ),
    against(
      'pouch',
      'PouchDB (leveldb)',
      3,
      'the same databases, one after another, batches of 1,000, not encrypted',
    ),
  ];
}

export const firstSync: Measurement = { name: 'sync', measure };
