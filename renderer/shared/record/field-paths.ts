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

/** Fields of `after` that differ from `before` and that an update can set back: those sent, and those that followed from them. */
export const movedFields = (
  table: FieldTable,
  changes: Values,
  differs: (field: string) => boolean,
): readonly string[] =>
  [
    ...new Set([
      ...Object.keys(changes),
      ...Object.keys(table).filter((name) => table[name]?.edit !== undefined),
    ]),
  ].filter(differs);
