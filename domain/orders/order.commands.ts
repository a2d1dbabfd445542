import type { Effect } from '#domain/fields/base.ts';
import { type EditableField, type InputValue, uneditableIn, wholePatch } from '#domain/fields/field.ts';
import { ORDER_FIELDS, type Order, type OrderState } from '#domain/fields/orders.ts';
import { actedAt } from '#domain/journal/journal.ts';
import { mayTake } from '#domain/processes/process.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok, type Reasoned, type Result, reasoned } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import {
  changeOrder,
  type OrderContext,
  type OrderErrorCode,
  type OrderPatch,
  type OrderResult,
  refuseUnlessWorking,
} from './order.change.ts';
import { checkOrder, newDevices, type OrderDeviceInput } from './order.create.ts';
import { effectsOf, type OrderWorld } from './order.effects.ts';
import { checkOrderStep, isOpenOrder } from './order.steps.ts';
import { tasksFor } from './order.tasks.ts';

export { type OrderContext, type OrderErrorCode, type OrderResult, recomputeOrder } from './order.change.ts';
export { type CreateOrderInput, createOrder, type OrderDeviceInput } from './order.create.ts';
export { confirmDevice, deviceByCode } from './order.devices.ts';
export type { OrderWorld } from './order.effects.ts';
export { completeTask, skipTask } from './order.task-commands.ts';

type OrderFields = typeof ORDER_FIELDS;

export type OrderPatchInput = {
  readonly [F in EditableField<OrderFields>]?: InputValue<OrderFields[F]> | undefined;
} & {
  /** Another list of devices; only before the work starts, the steps are laid out anew. */
  readonly devices?: readonly OrderDeviceInput[] | undefined;
};

const refuseEnded = (order: Order) =>
  isOpenOrder(order.state) ? null : fail('not_editable', 'order.ended', { number: order.number });

/** Edits an open order. Errors: `not_editable`, `missing_fields`, `invalid`, `transition_not_allowed`. */
export const updateOrder = (order: Order, patch: OrderPatchInput, ctx: OrderContext): OrderResult => {
  const refused = refuseEnded(order);
  if (refused !== null) return refused;
  const { devices, ...plain } = patch;
  const unknown = uneditableIn(ORDER_FIELDS, plain);
  if (unknown.length > 0) return fail('not_editable', 'field.not_editable', { fields: unknown });
  if (devices !== undefined && order.state === 'work_in_progress') {
    return fail('not_editable', 'order.devices_fixed');
  }
  const rows = devices === undefined ? undefined : newDevices(devices, ctx.env);
  const full: OrderPatch = {
    // Only fields with the table's kinds: checked above, and their values by the input's type.
    ...(wholePatch(ORDER_FIELDS, order, plain) as Partial<Order>),
    ...(rows === undefined ? {} : { devices: rows, tasks: tasksFor(order.type, rows, ctx.env) }),
  };
  const wrong = checkOrder({ ...order, ...full });
  if (wrong !== null) return wrong;
  return ok(changeOrder(order, full, ctx));
};

/**
 * Takes a step that is nothing but one: submits a draft, qualifies it, accepts what was assigned. Errors: `transition_not_allowed`, `forbidden`
 * for roles that may not, `not_editable` where another command takes it.
 */
export const stepOrder = (
  order: Order,
  { to }: { readonly to: OrderState },
  ctx: OrderContext,
): OrderResult => {
  if (order.state === to) return ok(order);
  const checked = checkOrderStep(order.state, to);
  if (!checked.ok) return checked;
  const edge = checked.value;
  if (edge.act !== 'step') return fail('not_editable', 'state.own_command');
  if (!mayTake(edge, ctx.env.actor.roles)) {
    return fail('forbidden', 'state.role', { type: 'order', from: order.state, to });
  }
  return ok(changeOrder(order, { state: to }, ctx, { kind: 'state' }));
};

export type AssignOrderInput = {
  readonly teamId?: Id | null | undefined;
  readonly assigneeId?: Id | null | undefined;
  readonly note?: string | null | undefined;
};

/** The state an assignment brings: work under way stays so; taken off everybody, the order waits as qualified. */
const stateAfterAssign = (order: Order, isAssigned: boolean): OrderState => {
  switch (order.state) {
    case 'draft':
    case 'awaiting_qualification':
    case 'qualified':
      return isAssigned ? 'assigned' : order.state;
    case 'assigned':
    case 'accepted':
      return isAssigned ? 'assigned' : 'qualified';
    case 'work_in_progress':
    case 'closed_complete':
    case 'closed_incomplete':
    case 'cancelled':
      return order.state;
  }
};

/** Gives the order to a team, a person or both; an unqualified one is qualified by it. Errors: `not_editable`, `missing_fields`. */
export const assignOrder = (order: Order, input: AssignOrderInput, ctx: OrderContext): OrderResult => {
  const refused = refuseEnded(order);
  if (refused !== null) return refused;
  if (input.teamId === undefined && input.assigneeId === undefined) {
    return fail('missing_fields', 'assign.nobody', { fields: ['teamId', 'assigneeId'] });
  }
  const teamId = input.teamId === undefined ? order.teamId : input.teamId;
  const kept = teamId === order.teamId ? order.assigneeId : null;
  const assigneeId = input.assigneeId === undefined ? kept : input.assigneeId;
  if (teamId === order.teamId && assigneeId === order.assigneeId) return ok(order);
  const state = stateAfterAssign(order, teamId !== null || assigneeId !== null);
  return ok(
    changeOrder(order, { teamId, assigneeId, state }, ctx, { kind: 'assigned', text: cleaned(input.note) }),
  );
};

/** Begins the work on site; whoever starts an order without a person takes it. Errors: `transition_not_allowed`. */
export const startOrder = (order: Order, _input: object, ctx: OrderContext): OrderResult => {
  if (order.state === 'work_in_progress') return ok(order);
  const checked = checkOrderStep(order.state, 'work_in_progress');
  if (!checked.ok) return checked;
  const patch: OrderPatch = {
    state: 'work_in_progress',
    startedAt: actedAt(order, ctx.env.now),
    assigneeId: order.assigneeId ?? ctx.env.actor.personId,
  };
  return ok(changeOrder(order, patch, ctx, { kind: 'state' }));
};

export type CompleteOrderInput = {
  readonly notes?: string | null | undefined;
  readonly minutes?: number | undefined;
  /** Where the old device of a swap was brought, for an order that did not name it. */
  readonly oldPlaceId?: Id | null | undefined;
};

/** One thing that keeps an order from being completed: the device or task, and why. */
export type Missing = Reasoned & { readonly id: Id; readonly code: 'device' | 'task' };

/** What is still to do before an order can be completed, devices first. */
export const missingFor = (order: Order, world: Pick<OrderWorld, 'cis'>): Missing[] => {
  const nameOf = (ciId: Id): string => world.cis.find((item) => item.id === ciId)?.name ?? ciId;
  return [
    ...order.devices
      .filter((device) => device.confirmedAt === null)
      .map(
        ({ id, ciId }): Missing => ({
          id,
          code: 'device',
          ...reasoned('missing.device', { name: nameOf(ciId) }),
        }),
      ),
    ...order.tasks
      .filter((task) => task.required && task.state === 'open' && task.kind !== 'scan')
      .map(({ id, key }): Missing => ({ id, code: 'task', ...reasoned('missing.task', { task: key }) })),
  ];
};

/**
 * Completes an order: closes it and says every write on other documents that follows, stored in the order as `effects` before any is
 * applied. All or nothing. Completing it again answers with the same effects. Errors: `incomplete` (`details.missing` lists what is),
 * `not_found` when a device is not in the local data, `not_started`, `not_editable`.
 */
export const completeOrder = (
  order: Order,
  input: CompleteOrderInput,
  ctx: OrderContext & OrderWorld,
): Result<{ readonly order: Order; readonly effects: readonly Effect[] }, OrderErrorCode> => {
  if (order.state === 'closed_complete') return ok({ order, effects: order.effects });
  const refused = refuseUnlessWorking(order);
  if (refused !== null) return refused;
  const unknown = order.devices.filter((device) => !ctx.cis.some((item) => item.id === device.ciId));
  if (unknown.length > 0) {
    return fail('not_found', 'order.device_not_here', {
      ciIds: unknown.map((device) => device.ciId),
    });
  }
  const wrong = checkOrder(order);
  if (wrong !== null) return wrong;
  const missing = missingFor(order, ctx);
  if (missing.length > 0) {
    return fail('incomplete', 'order.incomplete', { missing });
  }
  // Told by the effect and not written into the order: where things go is planned by others than those who carry them.
  const targetPlaceId =
    order.type === 'swap' ? (order.targetPlaceId ?? input.oldPlaceId ?? null) : order.targetPlaceId;
  const now = actedAt(order, ctx.env.now);
  const effects = effectsOf({ ...order, targetPlaceId }, ctx, { ...ctx.env, now });
  const patch: OrderPatch = {
    state: 'closed_complete',
    completedAt: now,
    completedBy: ctx.env.actor.personId,
    completionNotes: cleaned(input.notes),
    effects,
  };
  const completed = changeOrder(order, patch, ctx, { kind: 'state', minutes: input.minutes ?? null });
  return ok({ order: completed, effects });
};

/**
 * Ends an order without its effects: cancelled before the work started, closed as incomplete afterwards. Errors: `missing_fields`
 * without a reason, `not_editable`.
 */
export const cancelOrder = (
  order: Order,
  input: { readonly reason: string },
  ctx: OrderContext,
): OrderResult => {
  const refused = refuseEnded(order);
  if (refused !== null) return refused;
  const reason = cleaned(input.reason);
  if (reason === null) return fail('missing_fields', 'order.why_ended', { fields: ['reason'] });
  const state: OrderState = order.state === 'work_in_progress' ? 'closed_incomplete' : 'cancelled';
  const checked = checkOrderStep(order.state, state);
  if (!checked.ok) return checked;
  return ok(changeOrder(order, { state, completionNotes: reason }, ctx, { kind: 'state', text: reason }));
};
