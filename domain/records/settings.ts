import * as z from 'zod';
import type { RecordFrom } from '#domain/fields/field.ts';
import type { SETTING_FIELDS } from '#domain/fields/others.ts';

const level3 = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const urgencyRow = z.object({ 1: priority, 2: priority, 3: priority });

/** Rows impact, columns urgency. */
export const priorityMatrixSchema = z.object({ 1: urgencyRow, 2: urgencyRow, 3: urgencyRow });
export type PriorityMatrix = z.infer<typeof priorityMatrixSchema>;

const categorySchema = z.object({
  name: z.string().min(1).max(80),
  subcategories: z.array(z.string().min(1).max(80)).max(500),
});

/** Each settings document holds one `value`, told apart by `key`; the document's id equals its key. */
export const settingValueSchema = z.discriminatedUnion('key', [
  z.object({ key: z.literal('priority-matrix'), matrix: priorityMatrixSchema }),
  z.object({ key: z.literal('categories'), categories: z.array(categorySchema).max(500) }),
  z.object({
    key: z.literal('closure-codes'),
    codes: z
      .array(
        z.object({ code: z.string().min(1).max(80), label: z.string().min(1).max(120), active: z.boolean() }),
      )
      .max(500),
  }),
  z.object({
    key: z.literal('incident-options'),
    defaultImpact: level3,
    defaultUrgency: level3,
    autoCloseAfterBusinessDays: z.number().int().min(0),
    requireCommentAwaitingCaller: z.boolean(),
  }),
  /** One per console: the claim on the device code in its ticket numbers. The document's id is `device-<code>`. */
  z.object({ key: z.literal('device'), code: z.string().length(3), deviceId: z.string().max(80) }),
]);
export type SettingValue = z.infer<typeof settingValueSchema>;
/** What an administrator sets; device claims are made by the consoles themselves. */
export type SettingKey = Exclude<SettingValue['key'], 'device'>;

export type Setting = Omit<RecordFrom<typeof SETTING_FIELDS>, 'value'> & { value: SettingValue };
