import type { CollectionName } from '#domain/records/collections.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';

type Shaped = { readonly shape?: Readonly<Record<string, Shaped>>; readonly options?: readonly Shaped[] };
type Fields = Readonly<Record<string, Shaped>>;

const shapeOf = (schema: Shaped): Fields =>
  Object.assign({}, ...(schema.options ?? [schema]).map((variant) => variant.shape ?? {})) as Fields;

/** The fields of a collection's records, of all kinds of them. */
export const recordFields = (collection: CollectionName): Fields =>
  shapeOf(RECORD_SCHEMAS[collection] as unknown as Shaped);

/** Whether records have this field, written as `state` or `sla.resolutionDueAt`. What lies in an open object is not known, so it is let through. */
export const isRecordField = (collection: CollectionName, path: string): boolean => {
  let fields: Fields | undefined = recordFields(collection);
  for (const part of path.split('.')) {
    if (fields === undefined) return true;
    if (!Object.hasOwn(fields, part)) return false;
    fields = fields[part]?.shape;
  }
  return true;
};
