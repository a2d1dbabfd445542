import * as z from 'zod';
import { DEVICE_ROLES, ORDER_FIELDS, ORDER_STATES, ORDER_TYPES, type Order } from '#domain/fields/orders.ts';
import { idSchema, instantSchema, longText, nullableId } from '#domain/records/common-schemas.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { answer, defineContract, MOST_COUNTS } from './define.ts';
import { createInput, updateInput } from './inputs.ts';
import {
  byId,
  type ConfigItemRow,
  type Counts,
  type FoundPage,
  NAMES_FROM,
  type Names,
  type OrderRow,
  type PersonRow,
  type TicketRow,
  windowInput,
} from './shared.ts';

export const orderFilterSchema = z.strictObject({
  types: z.array(z.enum(ORDER_TYPES)).max(20).optional(),
  states: z.array(z.enum(ORDER_STATES)).max(20).optional(),
  activeOnly: z.boolean().optional(),
  assigneeIds: z.array(idSchema).max(500).optional(),
  teamIds: z.array(idSchema).max(500).optional(),
  plannedFrom: instantSchema.optional(),
  plannedTo: instantSchema.optional(),
  ciId: idSchema.optional(),
  text: z.string().max(200).optional(),
});
export type OrderFilter = z.infer<typeof orderFilterSchema>;
export const orderSortSchema = z.strictObject({
  field: z.enum(['dueAt', 'plannedStart', 'number', 'state', 'updatedAt']),
  direction: z.enum(['asc', 'desc']),
});
export type OrderSort = z.infer<typeof orderSortSchema>;

export type OrderDetail = {
  readonly order: Order;
  readonly names: Names;
  readonly person: PersonRow | null;
  readonly devices: readonly ConfigItemRow[];
  readonly ticket: TicketRow | null;
  /** What still stands between the order and its completion: task or device ids with the reason. */
  readonly missing: readonly (Reasoned & { readonly id: string; readonly code: 'device' | 'task' })[];
  readonly pendingSync: boolean;
};

const devices = z.array(z.strictObject({ role: z.enum(DEVICE_ROLES), ciId: idSchema })).max(200);
const orderAndTask = { id: idSchema, taskId: idSchema };

export const ordersContract = defineContract({
  feature: 'orders',
  commands: {
    create: {
      /** `draft`: kept as one, to be submitted or assigned later. */
      // `evenIfInUse`: somebody was told that a new device is somebody else's (`device_in_use`), and means it.
      input: createInput(ORDER_FIELDS, {
        devices,
        draft: z.boolean().optional(),
        evenIfInUse: z.boolean().optional(),
      }),
      output: answer<Order>(),
    },
    update: { input: updateInput(ORDER_FIELDS), output: answer<Order>() },
    assign: {
      input: z.strictObject({ id: idSchema, teamId: nullableId, assigneeId: nullableId }),
      output: answer<Order>(),
    },
    /** A step that is nothing but one: to submit, to qualify, to accept. */
    step: { input: z.strictObject({ id: idSchema, to: z.enum(ORDER_STATES) }), output: answer<Order>() },
    start: { input: byId, output: answer<Order>() },
    /** A tag or serial, scanned or typed; answers which device it confirmed. */
    confirmDevice: {
      input: z.strictObject({ id: idSchema, code: z.string().trim().min(1).max(200) }),
      output: answer<{ readonly order: Order; readonly deviceId: string }>(),
    },
    completeTask: {
      input: z.strictObject({
        ...orderAndTask,
        value: z.string().max(2_000).nullable().optional(),
        note: longText.nullable().optional(),
      }),
      output: answer<Order>(),
    },
    skipTask: {
      input: z.strictObject({ ...orderAndTask, note: longText.trim().min(1) }),
      output: answer<Order>(),
    },
    /** All or nothing: the order closes and its effects change the CMDB, or nothing happens and the reasons come back. */
    complete: {
      input: z.strictObject({
        id: idSchema,
        notes: longText.nullable().optional(),
        minutes: z
          .number()
          .int()
          .min(0)
          .max(24 * 60)
          .nullable()
          .optional(),
        /** Where the old device of a swap was brought, where the order does not name it. */
        oldPlaceId: nullableId.optional(),
      }),
      output: answer<Order>(),
    },
    cancel: {
      input: z.strictObject({ id: idSchema, note: longText.trim().min(1) }),
      output: answer<Order>(),
    },
  },
  queries: {
    page: {
      input: z.strictObject({ filter: orderFilterSchema, sort: orderSortSchema, ...windowInput }),
      output: answer<FoundPage<OrderRow>>(),
      watches: ['orders', 'directory'],
    },
    /** How many orders each list has, in the order of `filters`; null for lists too dear to be counted at every change. */
    counts: {
      input: z.strictObject({ filters: z.array(orderFilterSchema).max(MOST_COUNTS) }),
      output: answer<Counts>(),
      watches: ['orders'],
    },
    detail: {
      input: byId,
      output: answer<OrderDetail>(),
      // 'sync': whether the record waits to be sent is part of the answer.
      watches: [...NAMES_FROM, 'sync'],
    },
  },
});
