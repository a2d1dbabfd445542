/** Runs the embedded backend for `npm start` through the built command line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from './paths.ts';

const FIRST_PORT = 17_984;
const cli = join(projectRoot, 'dist', 'cli', 'deskhand.mjs');

export type Backend = {
  readonly url: string;
  /** Ends it and resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** Resolves with its exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
};

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * The port of this backend: the one asked for, else the one it had last time (the console knows its server by the
 * address), else the first free one.
 * @throws when the one to use is taken.
 */
export async function choosePort(dataDir: string, asked: number | null): Promise<number> {
  const file = join(dataDir, 'port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => '')) || null;
  let port = asked ?? remembered;
  if (port === null) {
    port = FIRST_PORT;
    while (!(await isFree(port))) port += 1;
  } else if (!(await isFree(port))) {
    throw new Error(
      `Port ${port} is in use, perhaps by another start on this profile. Give another one: --port N`,
    );
  }
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, String(port));
  return port;
}

export function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
}

/** Asks a child to end, and ends it when it does not within ten seconds. */
export async function stopChild(child: ChildProcess): Promise<void> {
  const ended = endOf(child);
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(force);
}

/** Starts `serve` and resolves when it listens. @throws with its own words when it ends before. */
export async function startBackend(dataDir: string, port: number): Promise<Backend> {
  const child = spawn(process.execPath, [cli, 'serve', '--port', String(port), '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: on Ctrl-C the window closes first, while its server is still there for the last changes.
    detached: process.platform !== 'win32',
  });
  let messages = '';
  child.stderr.on('data', (chunk: Buffer) => {
    messages = (messages + chunk.toString()).slice(-4000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = /^listening (http\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The backend ended with ${code}:\n${messages}`)));
  });
  return { url, stop: () => stopChild(child), ended: endOf(child) };
}

async function adminUrl(dataDir: string): Promise<string> {
  const admin: { url: string; user: string; password: string } = JSON.parse(
    await readFile(join(dataDir, 'admin.json'), 'utf8'),
  );
  const url = new URL(admin.url);
  url.username = admin.user;
  url.password = admin.password;
  return url.href;
}

const runCli = (given: readonly string[]): Promise<number | null> =>
  endOf(spawn(process.execPath, [cli, ...given], { stdio: ['ignore', 'ignore', 'inherit'] }));

/**
 * Brings the backend to what this version needs and fills it with the sample company, once. Nobody else sets it up: a profile of an
 * earlier version would lack databases and keep its rules. Seeding twice writes the same records, so a broken one is repeated.
 */
export async function prepareBackend(dataDir: string, log: (line: string) => void): Promise<void> {
  const seeded = join(dataDir, 'seeded');
  const server = await adminUrl(dataDir);
  if (existsSync(seeded)) {
    const code = await runCli(['provision', '--server', server]);
    if (code !== 0) throw new Error(`The backend could not be set up (provision ended with ${code})`);
    return;
  }
  log('Writing the sample company');
  const code = await runCli(['seed', '--server', server, '--tickets', '400', '--seed', '7']);
  if (code !== 0) throw new Error(`The sample company could not be written (seed ended with ${code})`);
  await writeFile(seeded, '');
}
