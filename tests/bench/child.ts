import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { endOf, stopChild } from '../../scripts/backend-process.ts';
import { sandboxArguments } from '../../scripts/desktop.ts';
import { projectRoot } from '../../scripts/paths.ts';
import type { Bench } from './bench.ts';

type Started = {
  readonly child: ChildProcess;
  /** The first line of its output with this beginning, without it. @throws when the process ends before. */
  readonly line: (prefix: string) => Promise<string>;
};

/** What has said nothing for so long hangs. */
const LIMIT_MS = 900_000;

function start(bench: Bench, command: string, given: readonly string[], env: NodeJS.ProcessEnv): Started {
  const child = spawn(command, given, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  bench.onEnd(() => stopChild(child));
  let tail = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-2_000);
  });
  const lines = createInterface(child.stdout);
  return {
    child,
    line: (prefix) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`${given.at(-1)} said nothing:\n${tail}`)), LIMIT_MS);
        lines.on('line', (line) => {
          if (!line.startsWith(prefix)) return;
          clearTimeout(limit);
          resolve(line.slice(prefix.length));
        });
        child.once('exit', (code) => reject(new Error(`${given.at(-1)} ended with ${code}:\n${tail}`)));
      }),
  };
}

/** For `--import`: lets Node run TypeScript. */
export const loader = pathToFileURL(join(projectRoot, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/** Runs a worker of this folder in the Node inside Electron, which is where the data host runs; its answer is one JSON line. */
export async function runWorker<T>(bench: Bench, file: string, given: readonly string[]): Promise<T> {
  const started = start(
    bench,
    bench.electron,
    ['--import', loader, join(projectRoot, 'tests', 'bench', 'workers', file), ...given],
    { ELECTRON_RUN_AS_NODE: '1' },
  );
  const answer = await started.line('result ');
  await endOf(started.child);
  return JSON.parse(answer) as T;
}

/** Starts an Electron app folder. */
export function startElectron(
  bench: Bench,
  appFolder: string,
  given: readonly string[],
  env: NodeJS.ProcessEnv,
): Started {
  return start(bench, bench.electron, [...sandboxArguments(), appFolder, ...given], env);
}

export const stop = stopChild;
