import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..', '..');

export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
type Env = Readonly<Record<string, string | undefined>>;

let built: Promise<unknown> | null = null;

/** The command line as users get it: built when a source is newer, once for all tests. It also starts three times as fast as the sources. */
const ready = (): Promise<unknown> => {
  built ??= promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'scripts', 'build.ts')], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return built;
};

const start = async (words: readonly string[], env: Env): Promise<ChildProcess> => {
  await ready();
  return spawn(process.execPath, [join(root, 'dist', 'cli', 'deskhand.mjs'), ...words], {
    cwd: root,
    env: { ...process.env, DESKHAND_KEY: 'test-key', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** Runs the command line to its end. */
export const cli = async (words: readonly string[], env: Env = {}): Promise<CliResult> => {
  const child = await start(words, env);
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
};

export type JsonReply = {
  readonly ok: boolean;
  // Tests look into answers of many shapes; each expectation says what it takes for granted.
  readonly data: Record<string, never> & readonly Record<string, unknown>[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details?: Record<string, unknown>;
  };
};

/** With `--json`: stdout has to be one JSON document, and one line. */
export const cliJson = async (
  words: readonly string[],
  env: Env = {},
): Promise<{ readonly code: number | null; readonly reply: JsonReply; readonly stderr: string }> => {
  const { code, stdout, stderr } = await cli([...words, '--json'], env);
  if (stdout === '') throw new Error(`nothing on stdout, exit code ${code}, on stderr: ${stderr}`);
  if (stdout.trimEnd().includes('\n')) throw new Error(`more than one line on stdout: ${stdout}`);
  return { code, reply: JSON.parse(stdout) as JsonReply, stderr };
};

export type ServeProcess = { readonly url: string; readonly stop: () => Promise<number | null> };

/** Runs `serve` on a free port until stopped. */
export const serveCli = async (dataDir: string): Promise<ServeProcess> => {
  const child = await start(['serve', '--port', '0', '--data', dataDir], {});
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout === null) throw new Error('no stdout');
    createInterface(child.stdout).on('line', (line) => {
      const address = /^listening (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
};
