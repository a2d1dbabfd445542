import type { FieldTable } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { allFieldsOf } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';

/** The fields of a collection's records, of all kinds of them. */
export const recordFields = (collection: CollectionName): FieldTable => allFieldsOf(collection);

/** Whether records have this field, written as `state` or `sla.resolutionDueAt`. What lies in an open object is not known, so it is let through. */
export const isRecordField = (collection: CollectionName, path: string): boolean => {
  const table = recordFields(collection);
  const head = table[path.split('.')[0] ?? ''];
  const isOpen = head !== undefined && ['map', 'json', 'instants', 'list'].includes(head.kind);
  return isOpen || specAt(table, path) !== null;
};
