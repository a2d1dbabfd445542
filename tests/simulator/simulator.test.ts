import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleSimulator } from './bundle.ts';
import { play, removeBundle } from './play.ts';
import { STORIES } from './stories.ts';

/** Always the same seeds, however fast the machine is: whether this passes follows from the code alone. `npm run simulate` plays new ones. */
const FIRST_SEED = 1;
const PROCESSES = 2;
const RUNS_EACH = 800;
/** A machine that is busy with other things takes many times as long as a free one. */
const PATIENCE_MS = 1_800_000;

let script: string;
beforeAll(async () => {
  script = await bundleSimulator();
});
afterAll(() => removeBundle(script));

test('what went wrong once goes well', async () => {
  const file = `${script}.json`;
  writeFileSync(file, JSON.stringify(STORIES.map(({ plan }) => plan)));
  const { output, summary } = await play(script, ['--plans', file]);
  removeBundle(file);
  expect(summary?.failed, output).toEqual([]);
  expect(summary?.runs).toBe(STORIES.length);
});

test('the same seed plays the same, whatever was played before', async () => {
  const traces = async (seed: number, runs: number): Promise<readonly string[]> => {
    const { output } = await play(script, [
      '--seed',
      String(seed),
      '--runs',
      String(runs),
      '--traces',
      '--quick',
    ]);
    return output.split('\n').filter((line) => line.startsWith('trace '));
  };
  const all = await traces(1, 12);
  expect(all).toHaveLength(12);
  expect(await traces(7, 6)).toEqual(all.slice(6));
});

test(
  'whatever breaks, replicas end up equal, nothing acknowledged is lost, and it ends',
  async () => {
    const shares = Array.from({ length: PROCESSES }, (_, share) => FIRST_SEED + share * RUNS_EACH);
    const played = await Promise.all(
      shares.map((first) => play(script, ['--seed', String(first), '--runs', String(RUNS_EACH)])),
    );
    for (const { output, summary } of played) {
      expect(summary?.failed, output).toEqual([]);
      expect(summary?.runs).toBe(RUNS_EACH);
    }
    const sum = (name: 'runs' | 'acknowledged' | 'merges'): number =>
      played.reduce((all, { summary }) => all + (summary?.[name] ?? 0), 0);
    console.log(`${sum('runs')} simulated runs, ${sum('acknowledged')} entries, ${sum('merges')} merges`);
  },
  PATIENCE_MS,
);
