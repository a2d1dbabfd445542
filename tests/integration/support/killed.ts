import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';

/** Kills the process at a random moment within so many milliseconds; only the first call counts. */
type Kill = (withinMs: number) => void;

/**
 * Runs a script that works without end until it is killed, and nothing else may end it. `watch` is told before its first line and
 * answers with what is done for each line of its stdout.
 */
export const runUntilKilled = async (
  script: string,
  args: readonly string[],
  watch: (kill: Kill) => (line: string) => void,
): Promise<void> => {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.on('data', (chunk) => void complaints.push(String(chunk)));
  const lines = createInterface({ input: child.stdout });
  let isDoomed = false;
  const onLine = watch((withinMs) => {
    if (!isDoomed) setTimeout(() => child.kill('SIGKILL'), Math.random() * withinMs);
    isDoomed = true;
  });
  lines.on('line', onLine);
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect({ code, signal, complaints }).toEqual({ code: null, signal: 'SIGKILL', complaints: [] });
};
