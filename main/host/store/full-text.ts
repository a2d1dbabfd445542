import { runIn } from '#domain/diagnosis/run.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { FIELD_TABLES, fieldTableOf } from '#domain/fields/tables.ts';
import { corrections } from '#domain/journal/corrections.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';
import { defineFullText, type FullTextDefinition } from '../storage/search-fields.ts';

/** What the search box finds. */
const SEARCHED = ['tickets', 'orders', 'configItems', 'directory', 'knowledge'] as const;

type Correction = JsonObject & {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly changes: readonly { readonly field: string; readonly from?: unknown }[];
};
const isCorrection = (entry: unknown): entry is Correction =>
  isObject(entry) &&
  (entry.kind === 'corrected' || entry.kind === 'withdrawn') &&
  [entry.id, entry.at].every((one) => typeof one === 'string') &&
  Array.isArray(entry.changes) &&
  entry.changes.every(isObject);

/** What a caller answered to a diagnosis script in words: the message of an error is what is looked for later. Its questions are the same everywhere. */
const typedText = ({ kind, changes }: JsonObject): readonly string[] => {
  if (kind !== 'work_note' || !Array.isArray(changes) || !changes.every(isObject)) return [];
  const run = runIn({
    kind,
    changes: changes.map(({ field, from, to }) => ({ field: String(field), from, to })),
  });
  return (run?.answers ?? []).flatMap(({ answer, text }) => (answer === 'text' ? [text] : []));
};

/**
 * The journal's texts, newest last, of corrected words only what they say now; names and field changes are not searched. As all here it takes any JSON: a store may hold what was
 * written before pulls were checked, and indexing runs by itself, where an exception ends the host at each start.
 */
const spokenText = (journal: unknown): readonly string[] => {
  const entries = Array.isArray(journal) ? (journal as readonly unknown[]) : [];
  const newest = corrections(entries.filter(isCorrection));
  const shown = new Set<unknown>(newest.values());
  return entries.flatMap((entry) => {
    if (!isObject(entry)) return [];
    if (typeof entry.text !== 'string') return typedText(entry);
    const isPast = isCorrection(entry) && !shown.has(entry);
    return isPast || newest.has(String(entry.id)) ? [] : [entry.text];
  });
};

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.flatMap(textsOf) : [];
};

/** Texts of the fields that the table marks with `part`, objects looked into. */
const marked = (
  table: FieldTable,
  record: JsonObject,
  part: NonNullable<FieldSpec['search']>,
): readonly string[] =>
  Object.entries(table).flatMap(([name, spec]) => {
    const value = record[name];
    if (spec.kind === 'object') return isObject(value) ? marked(spec.fields, value, part) : [];
    return spec.search === part ? textsOf(value) : [];
  });

/** An external id is found by what the other system calls the record: `servicenow:INC0000045` by `INC0000045`. */
const keysOf = (table: FieldTable, record: JsonObject): string[] => {
  const { externalId, ...others } = record;
  const foreign = typeof externalId === 'string' ? [externalId.split(':').at(-1) ?? externalId] : [];
  return [...marked(table, others, 'key'), ...foreign];
};

/** Which fields of which records are searched: the same for the same tables. */
const formOf = (collection: (typeof SEARCHED)[number]): string => {
  const parts = (table: FieldTable, path: string): readonly string[] =>
    Object.entries(table).flatMap(([name, spec]) => {
      if (spec.kind === 'object') return parts(spec.fields, `${path}${name}.`);
      return spec.search === undefined ? [] : [`${path}${name} ${spec.search}`];
    });
  return Object.entries(FIELD_TABLES[collection])
    .flatMap(([type, table]) => parts(table, `${type}:`))
    .sort()
    .join('\n');
};

/** What of each collection the search box finds, from the field tables; a name that is a title is a key of devices, too. */
export const FULL_TEXT: readonly FullTextDefinition[] = SEARCHED.map((collection) =>
  defineFullText<JsonObject>({
    collection,
    form: formOf(collection),
    fields: (record) => {
      const table = fieldTableOf(collection, record.type);
      if (table === null) return null;
      const title = marked(table, record, 'title').join(' ');
      const spoken =
        collection === 'configItems' || collection === 'directory' ? [] : spokenText(record.journal);
      return {
        title,
        body: [...marked(table, record, 'body'), ...spoken].join('\n'),
        keys: collection === 'configItems' ? [title, ...keysOf(table, record)] : keysOf(table, record),
      };
    },
  }),
);
