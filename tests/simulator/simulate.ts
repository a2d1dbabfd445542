/** The simulator's own process: plays seeds and writes a line of JSON for each that fails, and one at the end. */
import { putGlobals } from './globals.ts';
import { NOT_YET, planOf, TROUBLES, type Trouble } from './plan.ts';
import { runPlan } from './run.ts';
import { createWorldTime, real } from './virtual-time.ts';

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const time = createWorldTime();
const globals = putGlobals(time);
const first = Number(argument('seed') ?? 1);
const runs = Number(argument('runs') ?? 1);
const only = argument('troubles');
const allowed: readonly Trouble[] =
  only === undefined
    ? TROUBLES.filter((trouble) => !(trouble in NOT_YET))
    : TROUBLES.filter((trouble) => only.split(',').includes(trouble));
const isTold = process.argv.includes('--story');

const startedAt = real.performanceNow();
let failed = 0;
let requests = 0;
let events = 0;
let acknowledged = 0;
for (let seed = first; seed < first + runs; seed += 1) {
  const plan = planOf(seed, allowed);
  const outcome = await runPlan(plan, time, globals);
  requests += outcome.requests;
  events += outcome.events;
  acknowledged += outcome.acknowledged;
  if (outcome.failures.length > 0) failed += 1;
  if (process.argv.includes('--traces')) console.log(seed, outcome.trace);
  if (outcome.failures.length > 0 || isTold) {
    console.log(`seed ${seed} (${plan.machines} machines, ${plan.nodes} nodes) ${outcome.trace}`);
    if (isTold) console.log(outcome.story.join('\n'));
    for (const failure of outcome.failures) console.log(`  ${failure.slice(0, 1500)}`);
  }
}
const seconds = (real.performanceNow() - startedAt) / 1000;
console.log(JSON.stringify({ runs, failed, requests, events, acknowledged, seconds, perRunMs: (seconds * 1000) / runs }));
process.exit(failed === 0 ? 0 : 1);
