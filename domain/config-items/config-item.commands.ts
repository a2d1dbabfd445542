import type { JournalEntry } from '#domain/fields/base.ts';
import { CONFIG_ITEM_FIELDS, type ConfigItem, isRetired } from '#domain/fields/config-items.ts';
import { type EditableField, type InputValue, uneditableIn, wholePatch } from '#domain/fields/field.ts';
import { append, applyChanges, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { blankConfigItem } from './config-item.blank.ts';

export type ConfigItemContext = { readonly env: Env; readonly origin?: JournalEntry['origin'] | undefined };
export type ConfigItemErrorCode = 'missing_fields' | 'not_editable';
export type ConfigItemResult = Result<ConfigItem, ConfigItemErrorCode>;

type Fields = typeof CONFIG_ITEM_FIELDS;
/** What a person may set: the fields that the table marks as edited; of commercial data and hardware what changes. */
export type ConfigItemPatch = { readonly [F in EditableField<Fields>]?: InputValue<Fields[F]> | undefined };

/** `lockedFields` with `fields` added, sorted and each once: what was edited by hand is left alone by imports. */
export const configItemLock = (item: Pick<ConfigItem, 'lockedFields'>, fields: readonly string[]): string[] =>
  [...new Set([...item.lockedFields, ...fields])].sort();

export type CreateConfigItemInput = ConfigItemPatch &
  Pick<ConfigItem, 'ciClass' | 'name'> & {
    readonly id?: string | undefined;
    readonly externalId?: string | null | undefined;
  };

/** A new configuration item. The same command sent twice answers with the one that is there. Error: `missing_fields`. */
export const createConfigItem = (
  existing: ConfigItem | null,
  input: CreateConfigItemInput,
  ctx: ConfigItemContext,
): ConfigItemResult => {
  if (existing !== null) return ok(existing);
  if (input.name.trim() === '') return fail('missing_fields', 'name.missing', { fields: ['name'] });
  const { id, externalId, ...fields } = input;
  const blank = blankConfigItem({
    ...newRecordBase(ctx.env, { id, externalId }),
    ciClass: input.ciClass,
    name: input.name.trim(),
  });
  const item: ConfigItem = {
    ...blank,
    ...wholePatch(CONFIG_ITEM_FIELDS, blank, { ...fields, name: blank.name }),
  };
  const active = !isRetired(item.status);
  const full = { ...item, active, retiredAt: active ? null : ctx.env.now };
  const changes = diff<ConfigItem>(null, full, ['name', 'ciClass', 'status', 'userId', 'placeId']);
  return ok(append(full, entry(ctx.env, 'created', { changes, origin: ctx.origin })));
};

/**
 * Edits by hand: what really changed is locked against imports. Retiring statuses end the item, leaving them brings it back.
 * Errors: `not_editable` (`details.fields`), `missing_fields`.
 */
export const updateConfigItem = (
  item: ConfigItem,
  patch: ConfigItemPatch,
  ctx: ConfigItemContext,
): ConfigItemResult => {
  const unknown = uneditableIn(CONFIG_ITEM_FIELDS, patch);
  if (unknown.length > 0) return fail('not_editable', 'field.not_editable', { fields: unknown });
  const given: Partial<ConfigItem> = wholePatch(CONFIG_ITEM_FIELDS, item, patch);
  if (given.name !== undefined && given.name.trim() === '') {
    return fail('missing_fields', 'name.missing', { fields: ['name'] });
  }
  const edited = diff(item, { ...item, ...given }, Object.keys(given) as (keyof ConfigItem)[]).map(
    (change) => change.field,
  );
  if (edited.length === 0) return ok(item);
  const active = !isRetired(given.status ?? item.status);
  const retiredAt = active ? null : (item.retiredAt ?? ctx.env.now);
  const full = { ...given, active, retiredAt, lockedFields: configItemLock(item, edited) };
  return ok(applyChanges(item, full, ctx.env, { origin: ctx.origin }));
};
