import type { Reply } from '#contracts/define.ts';
import { ORDER_FIELDS, type Order } from '#domain/fields/orders.ts';
import { ORDER_NUMBERS } from '#domain/numbering/number-block.ts';
import {
  assignOrder,
  cancelOrder,
  completeOrder,
  completeTask,
  confirmDevice,
  createOrder,
  deviceByCode,
  missingFor,
  type OrderContext,
  type OrderResult,
  type OrderWorld,
  skipTask,
  startOrder,
  stepOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { type CommandName, may } from '#domain/permissions/permissions.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { type Failure, failure } from '#domain/records/result.ts';
import { insertOnce } from '#main/host/features/reply.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { withEffects } from '../effects/effects.ts';
import { recordNames } from '../record-names.ts';
import {
  assignmentReferences,
  changedReferences,
  checkReferences,
  type Reference,
  tableReferences,
} from '../references.ts';
import { done, notFound, toReply } from '../reply.ts';

const change = async (
  context: HostContext,
  command: CommandName,
  id: string,
  rule: (order: Order, ctx: OrderContext) => OrderResult,
  references: readonly Reference[] = [],
): Promise<Reply<Order>> => {
  const actor = actorOf(context);
  const current = references.length === 0 ? null : await context.records.get('orders', id);
  if (current !== null) {
    const allowed = may(actor, command, current);
    if (!allowed.ok) return toReply(allowed);
    const known = await checkReferences(context, changedReferences(references, current));
    if (!known.ok) return toReply(known);
  }
  const ctx: OrderContext = { env: context.env() };
  return toReply(
    await context.records.change('orders', id, (order) => {
      const allowed = may(actor, command, order);
      return allowed.ok ? rule(order, ctx) : allowed;
    }),
  );
};

/** The order's devices with what hangs on them, their relations and licence seats. */
const worldOf = async (context: HostContext, order: Order): Promise<OrderWorld> => {
  const deviceIds = order.devices.map((device) => device.ciId);
  const attachedIds = order.moveAttached ? context.read.attachedIds(deviceIds) : [];
  const ciIds = [...new Set([...deviceIds, ...attachedIds])];
  return {
    cis: await context.records.getMany('configItems', ciIds),
    relations: await context.records.getMany('relations', context.read.relationIdsOf(ciIds)),
    seats: (await context.records.getMany('licences', context.read.seatIdsOf(ciIds))).flatMap((entry) =>
      entry.type === 'seat' ? [entry] : [],
    ),
  };
};

type NewOrder = {
  readonly devices: readonly { readonly role: string; readonly ciId: string }[];
  readonly personId?: string | null | undefined;
  readonly targetUserId?: string | null | undefined;
};

/** The first new device that somebody else uses: an order would take it from them without a word. */
const deviceInUse = async (
  context: HostContext,
  { devices, personId, targetUserId }: NewOrder,
): Promise<Failure<'device_in_use'> | null> => {
  const ids = devices.flatMap(({ role, ciId }) => (role === 'new' ? [ciId] : []));
  const users = [targetUserId, personId].filter((id) => id != null);
  const item = (await context.records.getMany('configItems', ids)).find(
    ({ active, userId }) => active && userId !== null && !users.includes(userId),
  );
  if (item?.userId == null) return null;
  const [user] = context.read.people([item.userId]);
  return failure('device_in_use', 'order.device_in_use', {
    name: item.name,
    user: user?.name ?? item.userId,
  });
};

export const ordersHandlers: FeatureHandlers<'orders'> = {
  commands: {
    create: async (context, { evenIfInUse = false, ...input }) => {
      const id = input.id ?? context.newId();
      const existing = await context.records.get('orders', id);
      if (existing !== null) return done(existing);
      const known = await checkReferences(context, [
        // A new device may be one that was taken out of use before; what is moved, swapped out or disposed of must be in use.
        ...input.devices.map(
          ({ role, ciId }): Reference => ({
            field: 'devices',
            id: ciId,
            kind: 'ci',
            mustBeActive: role !== 'new',
          }),
        ),
        ...tableReferences(ORDER_FIELDS, { ...input, devices: [] }, actorOf(context)),
      ]);
      if (!known.ok) return toReply(known);
      const inUse = evenIfInUse ? null : await deviceInUse(context, input);
      if (inUse !== null) return { ok: false, error: inUse };
      const number = context.device.nextNumber(ORDER_NUMBERS[input.type]);
      const created = createOrder(null, { ...input, id, number }, { env: context.env() });
      return created.ok ? insertOnce(context, 'orders', created.value) : toReply(created);
    },
    update: async (context, { id, changes, seen }) =>
      change(
        context,
        'orders.update',
        id,
        (order, ctx) => updateOrder(order, ontoStored(ORDER_FIELDS, order, changes, seen), ctx),
        tableReferences(ORDER_FIELDS, changes, actorOf(context)),
      ),
    assign: async (context, { id, teamId, assigneeId }) =>
      change(
        context,
        'orders.assign',
        id,
        (order, ctx) => assignOrder(order, { teamId, assigneeId }, ctx),
        assignmentReferences({ teamId, assigneeId }, actorOf(context)),
      ),
    step: async (context, { id, to }) =>
      change(context, 'orders.step', id, (order, ctx) => stepOrder(order, { to }, ctx)),
    start: async (context, { id }) =>
      change(context, 'orders.start', id, (order, ctx) => startOrder(order, {}, ctx)),
    confirmDevice: async (context, { id, code }) => {
      const order = await context.records.get('orders', id);
      if (order === null) return notFound(id);
      const deviceIds = order.devices.map((device) => device.ciId);
      // Devices of others are looked up too, so that a wrong one can be named.
      const others = context.read.ciIdsByCode(code);
      const cis = await context.records.getMany('configItems', [...new Set([...deviceIds, ...others])]);
      const reply = await change(context, 'orders.confirmDevice', id, (current, ctx) =>
        confirmDevice(current, { code }, { ...ctx, cis }),
      );
      if (!reply.ok) return reply;
      return done({ order: reply.data, deviceId: deviceByCode(reply.data, code, cis)?.id ?? '' });
    },
    completeTask: async (context, { id, taskId, value, note }) =>
      change(context, 'orders.completeTask', id, (order, ctx) =>
        completeTask(order, { taskId, value, note }, ctx),
      ),
    skipTask: async (context, { id, taskId, note }) =>
      change(context, 'orders.skipTask', id, (order, ctx) => skipTask(order, { taskId, note }, ctx)),
    complete: async (context, { id, notes, minutes, oldPlaceId }) => {
      const order = await context.records.get('orders', id);
      if (order === null) return notFound(id);
      const world = await worldOf(context, order);
      return withEffects(context, 'orders', id, () =>
        change(
          context,
          'orders.complete',
          id,
          (current, ctx) => {
            const completed = completeOrder(
              current,
              { notes, minutes: minutes ?? undefined, oldPlaceId },
              { ...ctx, ...world },
            );
            return completed.ok ? { ok: true, value: completed.value.order } : completed;
          },
          tableReferences(
            ORDER_FIELDS,
            oldPlaceId == null ? {} : { targetPlaceId: oldPlaceId },
            actorOf(context),
          ),
        ),
      );
    },
    cancel: async (context, { id, note }) =>
      change(context, 'orders.cancel', id, (order, ctx) => cancelOrder(order, { reason: note }, ctx)),
  },
  queries: {
    page: async (context, { filter, sort, offset, limit }) =>
      done(context.read.orderPage(filter, sort, { offset, limit })),
    counts: async (context, { filters }) => done({ counts: context.read.orderCounts(filters) }),
    detail: async (context, { id }) => {
      const order = await context.records.get('orders', id);
      if (order === null) return notFound(id);
      const { read } = context;
      const ciIds = order.devices.map((device) => device.ciId);
      const cis = await context.records.getMany('configItems', ciIds);
      const { personId } = order;
      return done({
        order,
        names: recordNames(context, 'orders', order),
        person: personId === null ? null : (read.people([personId])[0] ?? null),
        devices: read.cis(ciIds),
        ticket: order.ticketId === null ? null : (read.tickets([order.ticketId])[0] ?? null),
        missing: order.active ? missingFor(order, { cis }) : [],
        pendingSync: context.sync.isPending('orders', id),
      });
    },
  },
};
