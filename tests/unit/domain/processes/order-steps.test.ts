/** Orders have commands of their own for their steps; what they do and who may is what the table of steps says, also at the server. */
import { describe, expect, it } from 'vitest';
import type { Order, OrderState } from '#domain/fields/orders.ts';
import { append, entry } from '#domain/journal/journal.ts';
import {
  assignOrder,
  cancelOrder,
  completeOrder,
  completeTask,
  confirmDevice,
  type OrderResult,
  startOrder,
  stepOrder,
} from '#domain/orders/order.commands.ts';
import { type CommandName, may } from '#domain/permissions/permissions.ts';
import { ORDER } from '#domain/processes/order.ts';
import { isActiveState, type Step } from '#domain/processes/process.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anOrder } from '../fixtures.ts';
import { json, site, write } from '../permissions/writes.ts';

type Take = { readonly command: CommandName; readonly run: (order: Order, role: Role) => OrderResult };

const step = (to: OrderState): Take => ({
  command: 'orders.step',
  run: (order, role) => stepOrder(order, { to }, site(role)),
});
const assign = (teamId: string | null, assigneeId: string | null): Take => ({
  command: 'orders.assign',
  run: (order, role) => assignOrder(order, { teamId, assigneeId }, site(role)),
});
const cancel: Take = {
  command: 'orders.cancel',
  run: (order, role) => cancelOrder(order, { reason: 'not needed' }, site(role)),
};

/** The command that takes a step of the table. */
const TAKES: Readonly<Record<(typeof ORDER.steps)[number]['name'], Take>> = {
  submit: step('awaiting_qualification'),
  qualify: step('qualified'),
  accept: step('accepted'),
  assign: assign('team-1', 'person-1'),
  reassign: assign('team-1', 'person-2'),
  return: assign(null, null),
  start: { command: 'orders.start', run: (order, role) => startOrder(order, {}, site(role)) },
  complete: {
    command: 'orders.complete',
    run: (order, role) => {
      const done = completeOrder(order, {}, site(role));
      return done.ok ? { ok: true, value: done.value.order } : done;
    },
  },
  stop: cancel,
  cancel,
};
const takeOf = ({ name }: Step): Take => {
  const take = TAKES[name];
  if (take === undefined) throw new Error(`no command takes the step ${name}`);
  return take;
};

/** Devices scanned, every task done: ready to be completed. */
const workedDown = (order: Order): Order => {
  let now = unwrap(confirmDevice(order, { code: 'T1' }, site('service-desk')));
  for (const { id } of now.tasks.filter(({ state }) => state === 'open')) {
    now = unwrap(completeTask(now, { taskId: id, value: 'v' }, site('service-desk')));
  }
  return now;
};

const DESK: Role = 'service-desk';
const drafted = (): Order => {
  const made = anOrder('move', envOf([DESK]), { teamId: 'team-1' });
  const journal = made.journal.map((one) => ({
    ...one,
    changes: [{ field: 'state', from: null, to: 'draft' }],
  }));
  return { ...made, state: 'draft', journal };
};
/** An order that went through the steps of the table to `state`. */
const orderIn = (state: string): Order => {
  const paths = new Map<string, Order>([['draft', drafted()]]);
  for (const [from, order] of paths) {
    for (const step of ORDER.steps.filter((one) => one.from === from)) {
      if (paths.has(step.to)) continue;
      const taken = unwrap(takeOf(step).run(order, DESK));
      paths.set(step.to, taken.state === 'work_in_progress' ? workedDown(taken) : taken);
    }
  }
  const found = paths.get(state);
  if (found === undefined) throw new Error(`no steps lead to ${state}`);
  return found;
};

/** Taken by a console that asks nothing. */
const forced = (order: Order, to: string): Order =>
  append(
    // The states are those of the table.
    { ...order, state: to as OrderState, active: isActiveState(ORDER, to), completedBy: 'person-1' },
    entry(envOf(), 'state', { changes: [{ field: 'state', from: order.state, to }], text: 'x' }),
  );

const serverSays = (before: Order, after: object, roles: readonly string[]) =>
  write('orders', json(before), json(after), roles);

describe('the steps of an order', () => {
  it.each(ORDER.steps.map((step) => [`${step.name} from ${step.from} to ${step.to}`, step] as const))(
    '%s',
    (_name, step) => {
      const order = orderIn(step.from);
      const { command, run } = takeOf(step);
      for (const role of ROLES) {
        const isAllowed = step.roles.some((one) => one === role);
        // The order is the team's of whoever acts here, so a right for the team is one for this order.
        const own = { teamId: 'team-1', assigneeId: null };
        const taken = run(order, role);
        expect(may(actorWith([role]), command, own).ok && taken.ok, `right, ${role}`).toBe(isAllowed);
        const after = taken.ok ? taken.value : forced(order, step.to);
        expect(after.state).toBe(step.to);
        expect(after.active).toBe(isActiveState(ORDER, step.to));
        const verdict = serverSays(order, after, [role]);
        expect(verdict.ok, `server, ${role}: ${JSON.stringify(verdict)}`).toBe(isAllowed);
        const silent = { ...after, journal: order.journal };
        expect(serverSays(order, silent, ['_admin'])).toMatchObject({ reason: 'state.no_entry' });
        expect(serverSays(order, { ...after, active: !after.active }, ['_admin']).ok).toBe(false);
      }
    },
  );

  it('and no others, for anybody', () => {
    const states = Object.keys(ORDER.states) as OrderState[];
    for (const from of states) {
      for (const to of states) {
        if (from === to || ORDER.steps.some((one) => one.from === from && one.to === to)) continue;
        const order = orderIn(from);
        const verdict = serverSays(order, forced(order, to), ['_admin']);
        expect(verdict, `${from} to ${to}`).toMatchObject({ code: 'invalid', reason: 'state.no_step' });
      }
    }
  });

  it('are taken by the command that the table says', () => {
    for (const one of ORDER.steps) {
      const { command } = takeOf(one);
      expect(`orders.${one.act}`, one.name).toBe(command);
      if (one.act === 'step') continue;
      const bare = stepOrder(orderIn(one.from), { to: one.to as OrderState }, site(DESK));
      expect(bare, one.name).toMatchObject({ error: { reason: 'state.own_command' } });
    }
  });

  it('a completion says by whom', () => {
    const order = orderIn('work_in_progress');
    const done = unwrap(TAKES.complete?.run(order, DESK) ?? { ok: true as const, value: order });
    expect(serverSays(order, { ...done, completedBy: null }, ['_admin'])).toMatchObject({
      reason: 'state.field_needed',
    });
  });
});
