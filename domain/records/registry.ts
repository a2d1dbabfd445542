import * as z from 'zod';
import type { RecordFrom } from '#domain/fields/field.ts';
import { recordSchema } from '#domain/fields/schema.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { COLLECTIONS, type CollectionName } from './collections.ts';
import { type Setting, settingValueSchema } from './settings.ts';

type Tables = typeof FIELD_TABLES;

/** The record type of each collection. */
export type RecordOf = {
  [C in Exclude<CollectionName, 'settings'>]: RecordFrom<Tables[C][keyof Tables[C]]>;
} & { settings: Setting };

const schemaOf = (collection: CollectionName): z.ZodType => {
  const schemas = Object.values(FIELD_TABLES[collection]).map((table) => recordSchema(table) as z.ZodObject);
  const [first, ...rest] = schemas;
  if (first === undefined) throw new Error(`no field table for ${collection}`);
  if (collection === 'settings') return first.extend({ value: settingValueSchema });
  return rest.length === 0 ? first : z.discriminatedUnion('type', [first, ...rest]);
};

/**
 * The schema every document of a collection must meet, whether typed, imported or pulled from the server. Made when the first document comes:
 * most starts need none.
 */
export const RECORD_SCHEMAS = Object.fromEntries(
  COLLECTIONS.map((collection) => [collection, z.lazy(() => schemaOf(collection))]),
  // The object's keys and values are made in step; TypeScript sees one type for all of them.
) as unknown as { readonly [C in CollectionName]: z.ZodType<RecordOf[C]> };
