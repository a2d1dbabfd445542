/**
 * The simulator's own process. Plays the plans of `--seed N` and the `--runs M - 1` after it, or those in the JSON file `--plans FILE`, until
 * `--seconds S` are over. A plan that fails is made small and told. The last line is a JSON summary.
 */
import { readFileSync } from 'node:fs';
import { makeDisks } from './disks.ts';
import { putGlobals } from './globals.ts';
import { type Plan, planOf, TROUBLES, type Trouble } from './plan.ts';
import { type Outcome, runPlan } from './run.ts';
import { shrink } from './shrink.ts';
import { createWorldTime, real } from './virtual-time.ts';

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const flag = (name: string): boolean => process.argv.includes(`--${name}`);

const only = argument('troubles')?.split(',');
const allowed: readonly Trouble[] = TROUBLES.filter((trouble) => only?.includes(trouble) ?? true);

function* plans(): Iterable<Plan> {
  const file = argument('plans');
  if (file !== undefined) {
    yield* JSON.parse(readFileSync(file, 'utf8')) as readonly Plan[];
    return;
  }
  const first = Number(argument('seed') ?? 1);
  for (let seed = first; seed < first + Number(argument('runs') ?? 1); seed += 1) yield planOf(seed, allowed);
}

const time = createWorldTime();
const globals = putGlobals(time);
const disks = await makeDisks(time);
const play = (plan: Plan): Promise<Outcome> => runPlan(plan, { time, globals, disks });

/** A failure as somebody reads it, and how to see it again. */
const report = (title: string, { story, failures, trace }: Outcome): void => {
  console.log(`${title} (${trace})`);
  for (const line of story) console.log(line.slice(0, 300));
  for (const failure of failures) console.log(`  - ${failure.slice(0, 700)}`);
};

const startedAt = real.performanceNow();
const secondsSince = (): number => (real.performanceNow() - startedAt) / 1000;
const budget = Number(argument('seconds') ?? Number.POSITIVE_INFINITY);
const sums = { runs: 0, requests: 0, events: 0, acknowledged: 0, merges: 0 };
const failed: number[] = [];
for (const plan of plans()) {
  if (secondsSince() > budget) break;
  const outcome = await play(plan);
  sums.runs += 1;
  for (const name of ['requests', 'events', 'acknowledged', 'merges'] as const) sums[name] += outcome[name];
  if (flag('traces')) console.log(`trace ${plan.seed} ${outcome.trace}`);
  if (flag('story')) report(`seed ${plan.seed}`, outcome);
  if (outcome.failures.length === 0) continue;
  failed.push(plan.seed);
  console.log(`seed ${plan.seed} fails: ${outcome.failures[0]?.slice(0, 300)}`);
  if (flag('small') || (failed.length === 1 && !flag('quick'))) {
    const small = await shrink(plan, async (one) => {
      const again = await play(one);
      if (flag('debug')) console.log(one.steps.length, again.failures.length, again.events, secondsSince());
      return again.failures.length > 0;
    });
    report(`seed ${plan.seed}, made small`, await play(small));
    console.log(JSON.stringify(small));
  }
  if (flag('first')) break;
}
console.log(JSON.stringify({ ...sums, failed, seconds: Math.round(secondsSince()) }));
disks.remove();
process.exit(failed.length === 0 ? 0 : 1);
