import { describe, expect, it } from 'vitest';
import type { Problem, ProblemTask } from '#domain/fields/tickets.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { applyStep, takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { env } from '../merge/records.ts';
import { contextAs, edited, known } from '../problems/world.ts';
import { write } from './writes.ts';

const task: ProblemTask = {
  ...{ id: 'task-1', title: 'Update the docks', state: 'open' },
  ...{ assigneeId: null, dueOn: null, note: null, doneAt: null, doneBy: null },
};
const ctx = contextAs('problem-manager');
const actor = { ...ctx.env.actor, deviceId: 'device-2' };
const elsewhere = { ...ctx, env: { ...ctx.env, actor } };
const fixing = unwrap(takeStep(PROBLEM, known(), { to: 'root_cause_analysis' }, ctx));
const solved = { rootCause: 'Firmware 1.2', solution: 'Firmware 1.3 is on all docks.' };
const resolve = (problem: Problem, by = ctx): Problem =>
  unwrap(takeStep(PROBLEM, problem, { to: 'resolved', ...solved }, by));
/** Closed by a console that asks nothing. */
const close = (problem: Problem, by = ctx): Problem => {
  const step = PROBLEM.steps.find(({ from, to }) => from === 'resolved' && to === 'closed');
  if (step === undefined) throw new Error('no step');
  return applyStep(PROBLEM, problem, step, { to: 'closed' }, by);
};

describe('a problem at the server', () => {
  const busy = edited(fixing, { tasks: [task] });

  it('is not closed while tasks are open', () => {
    const [free, open] = [resolve(fixing), resolve(busy)];
    expect(takeStep(PROBLEM, open, { to: 'closed' }, ctx)).toMatchObject({ error: { reason: 'tasks.open' } });
    expect(write('tickets', free, close(free), ['problem-manager'])).toEqual({ ok: true });
    expect(write('tickets', open, close(open), ['problem-manager'])).toMatchObject({
      ...{ ok: false, code: 'invalid', reason: 'tasks.open' },
    });
  });

  it('is taken as two consoles left it, of which one closed it and one added a task', () => {
    const closed = close(resolve(fixing, elsewhere), elsewhere);
    const { merged } = mergeRecords('tickets', fixing, closed, busy, env);
    expect(merged).toMatchObject({ state: 'closed', tasks: [{ id: 'task-1' }] });
    expect(write('tickets', busy, merged, ['problem-manager'])).toEqual({ ok: true });
  });
});
