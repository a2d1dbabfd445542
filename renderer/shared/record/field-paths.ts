import type { FieldTable } from '#domain/fields/field.ts';
import { isObject } from '#domain/records/json.ts';

type Values = Readonly<Record<string, unknown>>;

/** The value at `title` or `commercial.supplier`. */
export const valueAt = (record: Values, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), record);

/** What an update is given to set one field: `{ title }`, `{ commercial: { supplier } }`. */
export const changesAt = (path: string, value: unknown): Record<string, unknown> => {
  const [head = '', ...rest] = path.split('.');
  return { [head]: rest.length === 0 ? value : changesAt(rest.join('.'), value) };
};

/** A list as it was shown when it was edited, for the edit of it; nothing for any other field. */
export const seenAt = (table: FieldTable, path: string, value: unknown): Values =>
  table[path]?.kind === 'list' && Array.isArray(value) ? { [path]: value } : {};
