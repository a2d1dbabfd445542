/**
 * Whether this version of Deskhand can read a document that comes from elsewhere: a server that others write to, a store of before. What it can't
 * read is kept aside, as it came, and nothing that works with records ever meets it.
 *
 * - Of a record whose table is known every field of the table has to be there and of its kind, and nothing nested too deep.
 * - Fields that the table does not name are a newer Deskhand's: they are kept and travel on.
 * - A type, a state, a code or a setting that this version does not know is a newer one's, too, but nothing here could say what it means, so the
 *   record is not readable for this version. It is tried again after an update.
 */
import { checkKnownFields } from '#domain/fields/check.ts';
import { FIELD_TABLES, fieldTableOf } from '#domain/fields/tables.ts';
import { calendarFault } from '#domain/sla/calendar-check.ts';
import type { CollectionName } from './collections.ts';
import { cutText } from './cut-text.ts';
import { isObject, type JsonObject } from './json.ts';
import { type Reasoned, reasoned } from './result.ts';
import { settingValueSchema } from './settings.ts';

/** The value has a schema of its own, by its key. */
const checkSetting = ({ value }: JsonObject): Reasoned | null => {
  const parsed = settingValueSchema.safeParse(value);
  if (parsed.success) return null;
  const path = parsed.error.issues[0]?.path ?? [];
  const key = isObject(value) ? value.key : undefined;
  if (path[0] === 'key' && typeof key === 'string') return reasoned('record.newer_setting', { key });
  return reasoned('field.wrong_kind', { field: ['value', ...path].join('.') });
};

/** Why a record in today's shape (upgrade.ts) can't be read by this version; null when it can. */
export const whyUnreadable = (collection: CollectionName, record: JsonObject): Reasoned | null => {
  const table = fieldTableOf(collection, record.type);
  if (table === null) {
    return typeof record.type === 'string'
      ? reasoned('record.newer_type', { type: cutText(record.type, 80) })
      : reasoned('record.no_field', { field: 'type' });
  }
  const fault = checkKnownFields(table, record);
  if (fault !== null) return reasoned(fault.reason, fault.details);
  if (record.type === 'calendar') return calendarFault(record);
  return collection === 'settings' ? checkSetting(record) : null;
};

/** Another text whenever this version reads other documents than the one before; what was unreadable for that one is tried again. */
export const readerOf = (version: string): string => {
  let hash = 0;
  for (const character of JSON.stringify(FIELD_TABLES)) hash = (hash * 31 + character.charCodeAt(0)) | 0;
  return `${version}-${(hash >>> 0).toString(36)}`;
};
