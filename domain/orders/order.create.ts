import type { CarryOver, Order, OrderDevice, OrderState, OrderType } from '#domain/fields/orders.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { append, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env, Id, Instant } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { type OrderContext, type OrderErrorCode, type OrderResult, recomputeOrder } from './order.change.ts';
import { tasksFor } from './order.tasks.ts';

export type OrderDeviceInput = { readonly role: OrderDevice['role']; readonly ciId: Id };

export type CreateOrderInput = {
  readonly type: OrderType;
  /** The next number of the device's block. */
  readonly number: string;
  readonly title: string;
  readonly devices: readonly OrderDeviceInput[];
  readonly id?: Id | undefined;
  readonly externalId?: string | null | undefined;
  /** Kept as a draft; otherwise it is qualified, or assigned where a team or person is given. */
  readonly draft?: boolean | undefined;
  readonly description?: string | undefined;
  readonly requesterId?: Id | null | undefined;
  /** The person whose workplace it is. */
  readonly personId?: Id | null | undefined;
  readonly contactPhone?: string | null | undefined;
  readonly ticketId?: Id | null | undefined;
  readonly teamId?: Id | null | undefined;
  readonly assigneeId?: Id | null | undefined;
  readonly placeId?: Id | null | undefined;
  readonly targetPlaceId?: Id | null | undefined;
  /** Another user than the device would have by itself; left out, the one it has (move), `personId` (add), the old device's (swap). */
  readonly targetUserId?: Id | null | undefined;
  readonly requestedFor?: Instant | null | undefined;
  readonly plannedStart?: Instant | null | undefined;
  readonly plannedEnd?: Instant | null | undefined;
  /** Left out: the planned end, else the requested date, else never. */
  readonly dueAt?: Instant | undefined;
  readonly carryOver?: readonly CarryOver[] | undefined;
  /** Only for a move: attached devices go along. */
  readonly moveAttached?: boolean | undefined;
  readonly oldDeviceStatus?: Order['oldDeviceStatus'] | undefined;
  readonly tags?: readonly string[] | undefined;
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

const blankOrder = (input: CreateOrderInput, env: Env): Order => {
  const devices = newDevices(input.devices, env);
  return {
    ...newRecordBase(env, { id: input.id, externalId: input.externalId }),
    type: input.type,
    number: input.number,
    title: input.title.trim(),
    description: input.description ?? '',
    state: firstState(input),
    active: true,
    requesterId: input.requesterId ?? null,
    personId: input.personId ?? null,
    contactPhone: cleaned(input.contactPhone),
    ticketId: input.ticketId ?? null,
    teamId: input.teamId ?? null,
    assigneeId: input.assigneeId ?? null,
    placeId: input.placeId ?? null,
    targetPlaceId: input.targetPlaceId ?? null,
    targetUserId: input.targetUserId ?? null,
    requestedFor: input.requestedFor ?? null,
    plannedStart: input.plannedStart ?? null,
    plannedEnd: input.plannedEnd ?? null,
    dueAt: input.dueAt ?? input.plannedEnd ?? input.requestedFor ?? NEVER_DUE,
    carryOver: input.type === 'swap' ? [...(input.carryOver ?? DEFAULT_CARRY_OVER)] : [],
    moveAttached: input.type === 'move' && input.moveAttached === true,
    oldDeviceStatus: input.type === 'swap' ? (input.oldDeviceStatus ?? 'stored') : null,
    devices,
    tasks: tasksFor(input.type, devices, env),
    effects: [],
    startedAt: null,
    completedAt: null,
    completedBy: null,
    completionNotes: null,
    timeSpentMinutes: 0,
    tags: [...(input.tags ?? [])],
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
  const order = blankOrder(input, ctx.env);
  const wrong = checkOrder(order);
  if (wrong !== null) return wrong;
  const changes = diff<Order>(null, order, OPENING_FIELDS);
  return ok(recomputeOrder(append(order, entry(ctx.env, 'created', { changes, origin: ctx.origin }))));
};
