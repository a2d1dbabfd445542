import type { Order, OrderTask } from '#domain/fields/orders.ts';
import { actedAt } from '#domain/journal/journal.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok, type Reason } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { changeOrder, type OrderContext, type OrderResult, refuseUnlessWorking } from './order.change.ts';

/** What a step asks for before it is done. */
const VALUE_REASONS = {
  scan: null,
  check: null,
  work: null,
  reading: 'task.reading_needed',
  erase: 'task.erase_needed',
  handover: 'task.handover_needed',
} as const satisfies Readonly<Record<OrderTask['kind'], Reason | null>>;

const withTask = (order: Order, task: OrderTask, ctx: OrderContext, minutes: number | null): Order => {
  const tasks = order.tasks.map((candidate) => (candidate.id === task.id ? task : candidate));
  return changeOrder(order, { tasks }, ctx, { kind: 'task', minutes });
};

export type CompleteTaskInput = {
  readonly taskId: Id;
  readonly value?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly minutes?: number | undefined;
};

/**
 * Marks a step done, with its reading, record number or signer where the step asks for one. Done again with other words it is
 * corrected. Errors: `not_found`, `missing_fields`, `invalid`, `not_started`, `not_editable`; `incomplete` for a scan step, which
 * only `confirmDevice` does.
 */
export const completeTask = (order: Order, input: CompleteTaskInput, ctx: OrderContext): OrderResult => {
  const refused = refuseUnlessWorking(order);
  if (refused !== null) return refused;
  const task = order.tasks.find((candidate) => candidate.id === input.taskId);
  if (task === undefined) return fail('not_found', 'task.missing');
  const value = cleaned(input.value) ?? task.value;
  const device = order.devices.find((candidate) => candidate.id === task.deviceId);
  if (task.kind === 'scan' && (device?.confirmedAt ?? null) === null) {
    return fail('incomplete', 'task.by_scan');
  }
  const wanted = VALUE_REASONS[task.kind];
  if (wanted !== null && value === null) {
    return fail('missing_fields', wanted, { fields: ['value'] });
  }
  const minutes = input.minutes ?? null;
  if (minutes !== null && (!Number.isInteger(minutes) || minutes < 0)) {
    return fail('invalid', 'minutes.least', { min: 0, fields: ['minutes'] });
  }
  const note = cleaned(input.note) ?? task.note;
  const isSame = task.state === 'done' && task.value === value && task.note === note && minutes === null;
  if (isSame) return ok(order);
  const done: OrderTask = {
    ...task,
    state: 'done',
    value,
    note,
    doneAt: actedAt(order, ctx.env.now),
    doneBy: ctx.env.actor.personId,
  };
  return ok(withTask(order, done, ctx, minutes));
};

/**
 * Leaves a step out: an optional one freely, a required one only with a note that says why. A scan step stays: the order is not
 * completed with a device nobody confirmed. Errors: `not_found`, `missing_fields`, `not_editable`, `not_started`.
 */
export const skipTask = (
  order: Order,
  input: { readonly taskId: Id; readonly note?: string | null | undefined },
  ctx: OrderContext,
): OrderResult => {
  const refused = refuseUnlessWorking(order);
  if (refused !== null) return refused;
  const task = order.tasks.find((candidate) => candidate.id === input.taskId);
  if (task === undefined) return fail('not_found', 'task.missing');
  if (task.kind === 'scan') return fail('not_editable', 'task.not_skipped');
  const note = cleaned(input.note);
  if (task.required && note === null) {
    return fail('missing_fields', 'task.why_skipped', { task: task.key, fields: ['note'] });
  }
  if (task.state === 'skipped' && task.note === note) return ok(order);
  const skipped: OrderTask = {
    ...task,
    state: 'skipped',
    note,
    doneAt: actedAt(order, ctx.env.now),
    doneBy: ctx.env.actor.personId,
  };
  return ok(withTask(order, skipped, ctx, null));
};
