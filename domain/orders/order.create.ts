import { type CreateField, type InputValue, wholePatch } from '#domain/fields/field.ts';
import {
  type CarryOver,
  ORDER_FIELDS,
  type Order,
  type OrderDevice,
  type OrderState,
  type OrderType,
} from '#domain/fields/orders.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { append, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { type OrderContext, type OrderErrorCode, type OrderResult, recomputeOrder } from './order.change.ts';
import { tasksFor } from './order.tasks.ts';

export type OrderDeviceInput = { readonly role: OrderDevice['role']; readonly ciId: Id };

type OrderFields = typeof ORDER_FIELDS;

/**
 * What an order is made of: the fields that the table marks for it. Left out, `dueAt` is the planned end, else the requested date, else
 * never; `targetUserId` is the user the device has (move), `personId` (add) or the old device's user (swap).
 */
export type CreateOrderInput = {
  readonly [F in CreateField<OrderFields>]?: InputValue<OrderFields[F]> | undefined;
} & {
  readonly type: OrderType;
  /** The next number of the device's block. */
  readonly number: string;
  readonly title: string;
  readonly devices: readonly OrderDeviceInput[];
  readonly id?: Id | undefined;
  readonly externalId?: string | null | undefined;
  /** Kept as a draft; otherwise it is qualified, or assigned where a team or person is given. */
  readonly draft?: boolean | undefined;
};

const DEFAULT_CARRY_OVER: readonly CarryOver[] = ['user', 'place', 'agreements', 'relations', 'licences'];

/** Opening fields that the `created` entry records. */
const OPENING_FIELDS = ['state', 'teamId', 'assigneeId', 'plannedStart', 'plannedEnd'] as const;

const MAX_TITLE = 400;

type PlainReason = 'order.device_twice' | `order.devices_${OrderType}`;
/** The devices an order type needs. Null when they fit. */
const checkDevices = (type: OrderType, devices: readonly OrderDeviceInput[]): PlainReason | null => {
  const count = (role: OrderDevice['role']): number =>
    devices.filter((device) => device.role === role).length;
  if (new Set(devices.map((device) => device.ciId)).size < devices.length) {
    return 'order.device_twice';
  }
  const rest = (role: OrderDevice['role']): boolean => count(role) === devices.length && devices.length > 0;
  switch (type) {
    case 'move':
      return rest('subject') ? null : 'order.devices_move';
    case 'disposal':
      return rest('subject') ? null : 'order.devices_disposal';
    case 'add':
      return rest('new') ? null : 'order.devices_add';
    case 'swap':
      return devices.length === 2 && count('old') === 1 && count('new') === 1 ? null : 'order.devices_swap';
  }
};

/** What the parts of an order must say together; the same for a new one and an edited one. */
export const checkOrder = (
  order: Pick<Order, 'type' | 'title' | 'devices' | 'targetPlaceId' | 'plannedStart' | 'plannedEnd'>,
) => {
  if (order.title.trim() === '')
    return fail<OrderErrorCode>('missing_fields', 'title.missing', { fields: ['title'] });
  if (order.title.length > MAX_TITLE)
    return fail<OrderErrorCode>('invalid', 'title.too_long', { max: MAX_TITLE, fields: ['title'] });
  const devices = checkDevices(order.type, order.devices);
  if (devices !== null) return fail<OrderErrorCode>('missing_fields', devices, { fields: ['devices'] });
  if ((order.type === 'move' || order.type === 'add') && order.targetPlaceId === null) {
    return fail<OrderErrorCode>('missing_fields', 'order.place_missing', {
      fields: ['targetPlaceId'],
    });
  }
  if (order.plannedStart !== null && order.plannedEnd !== null && order.plannedStart > order.plannedEnd) {
    return fail<OrderErrorCode>('invalid', 'order.end_before_start', {
      fields: ['plannedEnd'],
    });
  }
  return null;
};

/** Device rows of an order, not confirmed yet. */
export const newDevices = (devices: readonly OrderDeviceInput[], env: Pick<Env, 'newId'>): OrderDevice[] =>
  devices.map(({ role, ciId }) => ({
    id: env.newId(),
    role,
    ciId,
    confirmedCode: null,
    confirmedAt: null,
    confirmedBy: null,
  }));

const firstState = (input: CreateOrderInput): OrderState => {
  if (input.draft === true) return 'draft';
  return (input.teamId ?? input.assigneeId ?? null) === null ? 'qualified' : 'assigned';
};

const newOrder = (input: CreateOrderInput, env: Env): Order => {
  const { id, externalId, draft: _, devices: wanted, ...given } = input;
  const devices = newDevices(wanted, env);
  const isSwap = input.type === 'swap';
  return {
    ...(blankOf(ORDER_FIELDS) as Order),
    ...(wholePatch(ORDER_FIELDS, {}, given) as Pick<CreateOrderInput, 'type' | 'number' | 'title'>),
    ...newRecordBase(env, { id, externalId }),
    title: input.title.trim(),
    state: firstState(input),
    contactPhone: cleaned(input.contactPhone),
    dueAt: input.dueAt ?? input.plannedEnd ?? input.requestedFor ?? NEVER_DUE,
    carryOver: isSwap ? [...(input.carryOver ?? DEFAULT_CARRY_OVER)] : [],
    moveAttached: input.type === 'move' && input.moveAttached === true,
    oldDeviceStatus: isSwap ? (input.oldDeviceStatus ?? 'stored') : null,
    devices,
    tasks: tasksFor(input.type, devices, env),
  };
};

/**
 * A new order with its type's own steps. The same command sent twice answers with the order that is there. Errors:
 * `missing_fields`, `invalid`.
 */
export const createOrder = (
  existing: Order | null,
  input: CreateOrderInput,
  ctx: OrderContext,
): OrderResult => {
  if (existing !== null) return ok(existing);
  const order = newOrder(input, ctx.env);
  const wrong = checkOrder(order);
  if (wrong !== null) return wrong;
  const changes = diff<Order>(null, order, OPENING_FIELDS);
  return ok(recomputeOrder(append(order, entry(ctx.env, 'created', { changes, origin: ctx.origin }))));
};
