import type { Plan, Step } from './plan.ts';

/** Plays of a plan that shrinking may take. */
const MOST_PLAYS = 60;

/**
 * A plan as small as can be found that still fails: steps are left out, many at once, then fewer, then one by one. `fails` plays a plan.
 */
export const shrink = async (plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> => {
  let smallest = plan;
  let plays = 0;
  const isSmaller = async (steps: readonly Step[]): Promise<boolean> => {
    plays += 1;
    const tried = { ...smallest, steps };
    if (!(await fails(tried))) return false;
    smallest = tried;
    return true;
  };
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = smallest.steps.length - size; from > -size && plays < MOST_PLAYS; from -= size) {
      const start = Math.max(0, from);
      await isSmaller([...smallest.steps.slice(0, start), ...smallest.steps.slice(start + size)]);
    }
  }
  for (const kind of ['gapMs'] as const) {
    for (let index = 0; index < smallest.steps.length && plays < MOST_PLAYS; index += 1) {
      const steps = smallest.steps.map((step, at) => (at === index ? { ...step, [kind]: 0 } : step));
      await isSmaller(steps);
    }
  }
  return smallest;
};
