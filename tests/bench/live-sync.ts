import { join } from 'node:path';
import type { Ticket } from '#domain/records/ticket.ts';
import { type Host, openHost } from '#main/host/host.ts';
import type { Bench, Measurement } from './bench.ts';
import { type Figure, ms, quantile } from './figure.ts';
import { BENCH_ACCOUNT, BENCH_KEY } from './profile.ts';
import { seededServer } from './server.ts';
import { unwrap } from './unwrap.ts';

const TICKETS = 2_000;
const control = { signal: { aborted: false }, progress: () => {} };

async function openConsole(bench: Bench, name: string, url: string): Promise<Host> {
  const profileDir = join(bench.folder('live'), name);
  const host = unwrap(await openHost({ profileDir, key: BENCH_KEY, serverUrl: url }));
  bench.onEnd(host.close);
  const signedIn = await host.context.session.signIn(BENCH_ACCOUNT.login, BENCH_ACCOUNT.password);
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  await host.context.sync.settled();
  await host.store.backlog.drain();
  return host;
}

/** Resolves once the host's store has the note, seen as a live query sees it: asked anew when tickets change. */
function noteArrives(host: Host, id: string, text: string): Promise<void> {
  return new Promise((resolve) => {
    const look = async (): Promise<void> => {
      const ticket: Ticket | null = await host.context.records.get('tickets', id);
      if (!(ticket?.journal.some((entry) => JSON.stringify(entry).includes(text)) ?? false)) return;
      stopListening();
      resolve();
    };
    const stopListening = host.bus.listen((area) => {
      if (area === 'tickets') void look();
    });
  });
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  bench.progress('a server and two consoles');
  const server = await seededServer(bench, TICKETS);
  const here = await openConsole(bench, 'here', server.url);
  const there = await openConsole(bench, 'there', server.url);
  const { rows } = here.context.read.ticketPage(
    { activeOnly: true },
    { field: 'dueAt', direction: 'asc' },
    { offset: 0, limit: 50 },
  );
  const durable: number[] = [];
  const visible: number[] = [];
  const edits = bench.quick ? 15 : 100;
  for (let edit = 0; edit < edits; edit += 1) {
    bench.progress(`edit ${edit + 1} of ${edits}`);
    const id = rows[edit % rows.length]?.id ?? '';
    const text = `Edit number ${edit} of the benchmark.`;
    const arrived = noteArrives(there, id, text);
    const startedAt = performance.now();
    const reply = await here.dispatcher.run('incidents.addNote', { id, text }, control);
    durable.push(performance.now() - startedAt);
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    await arrived;
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
      note: `through the embedded server in its own process, both data hosts in one Node process; p50 ${ms(quantile(visible, 0.5))}`,
    },
  ];
}

export const liveSync: Measurement = { name: 'live', measure };
