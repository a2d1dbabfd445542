import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleSimulator } from './bundle.ts';
import { play, removeBundle } from './play.ts';
import { STORIES } from './stories.ts';

/** One core's seconds; `npm run simulate` goes on from any seed. */
const BUDGET_S = Number(process.env.DESKHAND_BUDGET_S ?? 60);
const FIRST_SEED = 1;

let script: string;
beforeAll(async () => {
  script = await bundleSimulator();
});
afterAll(() => removeBundle(script));

test('what went wrong once goes well', async () => {
  const stories = STORIES.filter(({ notYet }) => notYet === undefined);
  const file = `${script}.json`;
  writeFileSync(file, JSON.stringify(stories.map(({ plan }) => plan)));
  const { output, summary } = await play(script, ['--plans', file]);
  removeBundle(file);
  expect(summary?.failed, output).toEqual([]);
  expect(summary?.runs).toBe(stories.length);
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

test('whatever breaks, replicas end up equal, nothing acknowledged is lost, and it ends', async () => {
  const given = ['--seed', String(FIRST_SEED), '--runs', '100000', '--seconds', String(BUDGET_S)];
  const { output, summary } = await play(script, given);
  expect(summary?.failed, output).toEqual([]);
  console.log(`${summary?.runs} simulated runs, ${summary?.acknowledged} entries, ${summary?.merges} merges`);
});
