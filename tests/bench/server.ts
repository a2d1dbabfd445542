import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOf, startBackend } from '../../scripts/backend-process.ts';
import { projectRoot } from '../../scripts/paths.ts';
import type { Bench } from './bench.ts';

export type BenchServer = {
  readonly url: string;
  readonly admin: { readonly user: string; readonly password: string };
};

/** The embedded server as a process of its own, with a sample company of so many tickets. */
export async function seededServer(bench: Bench, tickets: number): Promise<BenchServer> {
  const dataDir = bench.folder(`server-${tickets}`);
  const backend = await startBackend(dataDir, 0);
  bench.onEnd(backend.stop);
  const admin: { user: string; password: string } = JSON.parse(
    readFileSync(join(dataDir, 'admin.json'), 'utf8'),
  );
  const server = new URL(backend.url);
  server.username = admin.user;
  server.password = admin.password;
  const cli = join(projectRoot, 'dist', 'cli', 'deskhand.mjs');
  const given = ['seed', '--server', server.href, '--tickets', String(tickets), '--seed', '7'];
  const seeding = spawn(process.execPath, [cli, ...given], { stdio: ['ignore', 'ignore', 'inherit'] });
  bench.onEnd(() => void seeding.kill());
  const code = await endOf(seeding);
  if (code !== 0) throw new Error(`seeding the server ended with ${code}`);
  return { url: backend.url, admin };
}
