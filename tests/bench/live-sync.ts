import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type Host, openHost } from '#main/host/host.ts';
import { projectRoot } from '../../scripts/paths.ts';
import type { Bench, Measurement } from './bench.ts';
import { loader, stop } from './child.ts';
import { type Figure, ms, quantile } from './figure.ts';
import { BENCH_ACCOUNT, BENCH_KEY } from './profile.ts';
import { seededServer } from './server.ts';
import { unwrap } from './unwrap.ts';

const TICKETS = 2_000;
const WARM_UP = 10;
const control = { signal: { aborted: false }, progress: () => {} };

async function openConsole(bench: Bench, url: string): Promise<Host> {
  const profileDir = join(bench.folder('live'), 'here');
  const host = unwrap(await openHost({ profileDir, key: BENCH_KEY, serverUrl: url }));
  bench.onEnd(host.close);
  const signedIn = await host.context.session.signIn(BENCH_ACCOUNT.login, BENCH_ACCOUNT.password);
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  await host.context.sync.settled();
  await host.store.backlog.drain();
  return host;
}

type OtherConsole = {
  readonly tell: (wanted: { readonly id: string; readonly text: string }) => void;
  readonly says: (word: 'ready' | 'seen') => Promise<void>;
};

/** A console in a process of its own: RxDB opens a database once a process. */
function forkConsole(bench: Bench, url: string): OtherConsole {
  const file = join(projectRoot, 'tests', 'bench', 'workers', 'live.ts');
  const child = fork(file, [join(bench.folder('live'), 'there'), url], { execArgv: ['--import', loader] });
  bench.onEnd(() => stop(child));
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the other console ended with ${code}`)));
  });
  ended.catch(() => undefined);
  const heard = (word: string): Promise<void> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => {
        if (message === word) resolve();
        else reject(new Error(`the other console said ${String(message)} instead of ${word}`));
      });
    });
  return {
    tell: (wanted) => child.send(wanted),
    says: (word) => Promise.race([heard(word), ended]),
  };
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  bench.progress('a server and two consoles');
  const server = await seededServer(bench, TICKETS);
  const here = await openConsole(bench, server.url);
  const there = forkConsole(bench, server.url);
  await there.says('ready');
  const { rows } = await here.context.read.ticketPage(
    { activeOnly: true },
    { field: 'dueAt', direction: 'asc' },
    { offset: 0, limit: 50 },
  );
  const durable: number[] = [];
  const visible: number[] = [];
  const edits = bench.quick ? 40 : 200;
  for (let edit = -WARM_UP; edit < edits; edit += 1) {
    if (edit % 10 === 0) bench.progress(`edit ${edit} of ${edits}`);
    const id = rows[(edit + WARM_UP) % rows.length]?.id ?? '';
    const text = `Edit number ${edit} of the benchmark.`;
    const arrived = there.says('seen');
    there.tell({ id, text });
    const startedAt = performance.now();
    const reply = await here.dispatcher.run('incidents.addNote', { id, text }, control);
    const durableMs = performance.now() - startedAt;
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    await arrived;
    if (edit < 0) continue;
    durable.push(durableMs);
    visible.push(performance.now() - startedAt);
  }
  const durableP95 = quantile(durable, 0.95);
  const visibleP95 = quantile(visible, 0.95);
  const at = `live sync, ${TICKETS} tickets`;
  return [
    {
      figure: 'edit durable, p95',
      at,
      ours: ms(durableP95),
      rival: '',
      ratio: null,
      target: '<= 50 ms',
      reached: durableP95 <= 50,
      note: `command to acknowledgement, on the medium; p50 ${ms(quantile(durable, 0.5))}`,
    },
    {
      figure: 'edit on another console, p95',
      at,
      ours: ms(visibleP95),
      rival: '',
      ratio: null,
      target: '<= 1000 ms',
      reached: visibleP95 <= 1_000,
      note: `through the embedded server in its own process, each data host in a Node process of its own; p50 ${ms(quantile(visible, 0.5))}`,
    },
  ];
}

export const liveSync: Measurement = { name: 'live', measure };
