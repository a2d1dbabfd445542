/** Fields that say what was done: by whom, and when. Part of the server's rules; CouchDB bundles this. */
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import type { Doc } from './server-doc.ts';

/** A field, or of the elements of a list those fields that are like it. */
export type ActField = { readonly field: string; readonly within: readonly string[] };

type Test = (name: string, spec: FieldSpec) => boolean;

/** The fields of a table that pass the test, and in lists those of the elements that somebody answers for: a task, a rating. */
const fieldsWhere = (table: FieldTable, test: Test): readonly ActField[] =>
  Object.keys(table).flatMap((field): readonly ActField[] => {
    const spec = table[field] as FieldSpec;
    if (test(field, spec)) return [{ field, within: [] }];
    // Of lists that people edit as a whole more is asked (domain/processes/done-elements.ts).
    if (spec.kind !== 'list' || spec.of.kind !== 'object' || spec.edit !== undefined) return [];
    const { fields } = spec.of;
    const within = Object.keys(fields).filter((name) => test(name, fields[name] as FieldSpec));
    return within.length === 0 ? [] : [{ field, within }];
  });

/** Asks each table once: a table is one object for good. */
export const actFields = (
  test: Test,
): ((collection: CollectionName, type: unknown) => readonly ActField[]) => {
  const known = new WeakMap<FieldTable, readonly ActField[]>();
  return (collection, type) => {
    const table = fieldTableOf(collection, type);
    if (table === null) return [];
    const found = known.get(table) ?? fieldsWhere(table, test);
    known.set(table, found);
    return found;
  };
};

export const elementsOf = (value: unknown): readonly Doc[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

type Versions = { readonly before: Doc | null; readonly after: Doc };

/** What the field holds now and did not before; of a list what its changed elements hold. */
export const newlyHeld = ({ before, after }: Versions, { field, within }: ActField): readonly unknown[] => {
  const [had, has] = [before?.[field], after[field]];
  if (sameValue(had, has)) return [];
  if (within.length === 0) return [has];
  const earlier = new Map(elementsOf(had).map((element) => [element.id, element]));
  return elementsOf(has).flatMap((element) =>
    within.filter((name) => earlier.get(element.id)?.[name] !== element[name]).map((name) => element[name]),
  );
};
