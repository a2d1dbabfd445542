import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** What the simulator's process said: a line for each failure, its small form, and a summary at the end. */
export type Played = {
  readonly output: string;
  readonly summary: {
    readonly runs: number;
    readonly failed: readonly number[];
    readonly acknowledged: number;
    readonly merges: number;
    readonly seconds: number;
  } | null;
};

const summaryOf = (output: string): Played['summary'] => {
  const last = output.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as Played['summary'];
  } catch {
    return null;
  }
};

/** Plays in a process of its own, whose clock and network are the simulator's. */
export const play = (script: string, given: readonly string[]): Promise<Played> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', reject);
    child.once('close', () => resolve({ output, summary: summaryOf(output) }));
  });

export const removeBundle = (script: string): void => {
  for (const path of [script, `${script}.map`]) rmSync(path, { force: true });
};
