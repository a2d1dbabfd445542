/**
 * `npm start`: builds, starts the embedded backend with the sample company and opens the console on it. Without a
 * display it runs on a virtual screen, signs in by itself and prints the path of a picture of the queue.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import { choosePort, endOf, prepareBackend, startBackend, stopChild } from './backend-process.ts';
import { build } from './build.ts';
import { ensureDesktop, sandboxArguments, startVirtualScreen } from './desktop.ts';
import { resolveElectron } from './electron-runtime.ts';
import { projectRoot } from './paths.ts';
import { parseStartOptions, type StartOptions, startUsage } from './start-options.ts';

const log = (line: string): void => console.log(line);

/** What was started, to be ended in the opposite order. */
const started: (() => Promise<void> | void)[] = [];

async function stopAll(): Promise<void> {
  for (const stop of started.splice(0).reverse()) await stop();
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** "USER:PASSWORD" of the account to sign in by itself, or null to leave it to the person at the keyboard. */
function autoSignIn(user: string | null, unattended: boolean): string | null {
  if (user === null && !unattended) return null;
  const account = SAMPLE_ACCOUNTS.find(({ login, roles }) =>
    user === null ? roles.includes('service-desk') : login === user,
  );
  if (account === undefined) {
    throw new Error(
      `No sample account ${user}; there are: ${SAMPLE_ACCOUNTS.map(({ login }) => login).join(', ')}`,
    );
  }
  return `${account.login}:${account.password}`;
}

type ConsoleStart = {
  readonly executablePath: string;
  readonly profileDir: string;
  readonly env: Readonly<Record<string, string>>;
};

function openConsole({ executablePath, profileDir, env }: ConsoleStart): ChildProcess {
  return spawn(executablePath, [...sandboxArguments(), projectRoot, `--profile=${profileDir}`], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', process.env.DESKHAND_VERBOSE ? 'inherit' : 'ignore'],
    // Its own group, so that this script alone decides the order in which things end on Ctrl-C.
    detached: process.platform !== 'win32',
  });
}

/** Resolves when the console says that its queue can be used. */
function queueUsable(
  child: ChildProcess,
): Promise<{ readonly sinceStartMs: number; readonly screenshot: string | null }> {
  return new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface(child.stdout).on('line', (line) => {
      const report = /^deskhand usable (.*)$/.exec(line)?.[1];
      if (report !== undefined) resolve(JSON.parse(report));
      else if (line !== '') log(line);
    });
  });
}

async function run({ profileDir, port, once, user }: StartOptions): Promise<number> {
  const display = hasDisplay();
  const unattended = once || !display;
  const signIn = autoSignIn(user, unattended);
  const { executablePath, version, fallback } = await resolveElectron(log);
  if (!display) log('There is no display (DISPLAY is not set): the console runs on a virtual screen, Xvfb.');
  ensureDesktop({ executablePath, virtualScreen: !display }, log);
  await build(log);

  const backendDir = join(profileDir, 'backend');
  const backend = await startBackend(backendDir, await choosePort(backendDir, port));
  started.push(backend.stop);
  await prepareBackend(backendDir, log);
  log(`Backend: ${backend.url}, data in ${backendDir}`);

  const screenshot = join(profileDir, 'queue.png');
  const env: Record<string, string> = { DESKHAND_SERVER: backend.url, DESKHAND_SAMPLE_COMPANY: '1' };
  if (signIn !== null) Object.assign(env, { DESKHAND_AUTOSIGNIN: signIn, DESKHAND_SCREENSHOT: screenshot });
  if (!display) {
    const screen = await startVirtualScreen();
    started.push(screen.stop);
    env.DISPLAY = screen.display;
  }
  // Nobody is there to be asked how to keep the key of this sample profile.
  if (unattended) env.DESKHAND_ACCEPT_PLAIN_KEY = '1';
  await mkdir(profileDir, { recursive: true });
  const child = openConsole({ executablePath, profileDir: join(profileDir, 'console'), env });
  started.push(() => stopChild(child));
  log(
    `Console: Electron ${version}${fallback ? ' (development fallback)' : ''}, profile in ${join(profileDir, 'console')}`,
  );

  const closed = endOf(child);
  const first = await Promise.race([queueUsable(child), closed, backend.ended]);
  if (first === null || typeof first === 'number') {
    log(`The console or its backend ended (${first}) before the queue could be used.`);
    return first || (once ? 1 : 0);
  }
  log(`The queue is usable, ${(first.sinceStartMs / 1000).toFixed(1)} s after the console started.`);
  if (first.screenshot !== null) log(`Screenshot: ${first.screenshot}`);
  if (once) return 0;
  log('Ctrl-C ends the console and its backend.');
  return (await Promise.race([closed, backend.ended])) ?? 1;
}

async function end(code: number): Promise<never> {
  await stopAll();
  process.exit(code);
}

const options = parseStartOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n${startUsage}`);
  process.exit(2);
}
if (options.help) {
  console.log(startUsage);
  process.exit(0);
}
process.once('SIGINT', () => void end(130));
process.once('SIGTERM', () => void end(143));
try {
  await end(await run(options));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
