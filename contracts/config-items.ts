import * as z from 'zod';
import type { Impact } from '#domain/config-items/impact.ts';
import type { Agreement } from '#domain/fields/catalogue.ts';
import {
  CI_CLASSES,
  CI_STATUSES,
  CONFIG_ITEM_FIELDS,
  type ConfigItem,
  type Relation,
} from '#domain/fields/config-items.ts';
import type { Person } from '#domain/fields/directory.ts';
import type { LicenceSeat } from '#domain/fields/licences.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { createInput, updateInput } from './inputs.ts';
import {
  byId,
  type ConfigItemRow,
  type FoundPage,
  type Names,
  type OrderRow,
  type TicketRow,
  windowInput,
} from './shared.ts';

export type RelatedConfigItem = { readonly relation: Relation; readonly ci: ConfigItemRow };
export type InventorySection = {
  readonly name: string;
  readonly count: number;
  readonly updatedAt: string | null;
};
export type ConfigItemDetail = {
  readonly ci: ConfigItem;
  readonly names: Names;
  readonly user: Person | null;
  readonly placeName: string | null;
  readonly agreements: readonly Agreement[];
  /** CIs this one needs. */
  readonly needs: readonly RelatedConfigItem[];
  /** CIs that need this one. */
  readonly neededBy: readonly RelatedConfigItem[];
  /** Connected, attached and membership relations. */
  readonly connected: readonly RelatedConfigItem[];
  readonly seats: readonly LicenceSeat[];
  readonly tickets: readonly TicketRow[];
  readonly orders: readonly OrderRow[];
  /** How many more there are of these two. */
  readonly more: { readonly tickets: number; readonly orders: number };
  readonly sections: readonly InventorySection[];
  /** Days of warranty left, negative when over, null when unknown. */
  readonly warrantyDays: number | null;
  readonly pendingSync: boolean;
};

export const ciFilterSchema = z.strictObject({
  /** Name, serial, asset tag, user, place, IP, model: any of them. */
  text: z.string().max(200).optional(),
  classes: z.array(z.enum(CI_CLASSES)).max(40).optional(),
  statuses: z.array(z.enum(CI_STATUSES)).max(40).optional(),
  activeOnly: z.boolean().optional(),
  userId: idSchema.optional(),
  /** The place and everything below it. */
  placeId: idSchema.optional(),
});
export type ConfigItemFilter = z.infer<typeof ciFilterSchema>;
export const ciSortSchema = z.strictObject({
  field: z.enum(['name', 'ciClass', 'status', 'model', 'assetTag', 'serial', 'updatedAt']),
  direction: z.enum(['asc', 'desc']),
});
export type ConfigItemSort = z.infer<typeof ciSortSchema>;

export const configItemsContract = defineContract({
  feature: 'configItems',
  commands: {
    /** `evenIfTaken`: somebody was told that another item has this serial or tag (`identifier_taken`), and means it. */
    create: {
      input: createInput(CONFIG_ITEM_FIELDS, { evenIfTaken: z.boolean().optional() }),
      output: answer<ConfigItem>(),
    },
    update: {
      input: updateInput(CONFIG_ITEM_FIELDS, { evenIfTaken: z.boolean().optional() }),
      output: answer<ConfigItem>(),
    },
    /** `goneId` turned out to be the device that `keepId` is; answers the one that is kept. */
    join: { input: z.strictObject({ keepId: idSchema, goneId: idSchema }), output: answer<ConfigItem>() },
    /** Undoes the join of `goneId`; answers that item. */
    separate: { input: z.strictObject({ goneId: idSchema }), output: answer<ConfigItem>() },
  },
  queries: {
    page: {
      input: z.strictObject({ filter: ciFilterSchema, sort: ciSortSchema, ...windowInput }),
      output: answer<FoundPage<ConfigItemRow>>(),
      watches: ['configItems', 'directory'],
    },
    detail: {
      input: byId,
      output: answer<ConfigItemDetail>(),
      // 'sync': whether the record waits to be sent is part of the answer.
      watches: [
        'configItems',
        'relations',
        'tickets',
        'orders',
        'inventories',
        'licences',
        'directory',
        'catalogue',
        'sync',
      ],
    },
    /** Rows of one inventory section, filtered by text; `rows` carry their index as `id`. */
    inventory: {
      input: z.strictObject({
        ciId: idSchema,
        section: z.string().min(1).max(80),
        text: z.string().max(200).default(''),
        ...windowInput,
      }),
      output: answer<{
        readonly total: number;
        readonly rows: readonly { readonly id: string; readonly values: Readonly<Record<string, unknown>> }[];
      }>(),
      watches: ['inventories'],
    },
    /** What a failure of this CI reaches, downstream, with redundancy; `cut`: the bound at which it stopped, with more beyond. */
    impact: {
      input: byId,
      output: answer<{
        readonly rows: readonly (ConfigItemRow & { readonly depth: number; readonly viaId: string })[];
        readonly cut: Impact['cut'];
      }>(),
      watches: ['relations', 'configItems', 'directory'],
    },
  },
});
