/**
 * Lists whose elements say who did them: the items of a checklist, tasks, checks of a release. People edit such a list as a whole, so a form, the command line and whoever
 * writes past both could name anybody. Part of the server's rules; CouchDB bundles this.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { stableText } from '#domain/merge/paths.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';

/** A list, and in its elements who did one and what came of it: the group that `who` follows. */
type DoneList = { readonly field: string; readonly who: string; readonly what: string };

const doneIn = (field: string, spec: FieldSpec): readonly DoneList[] => {
  if (spec.kind !== 'list' || spec.of.kind !== 'object' || spec.edit === undefined) return [];
  const { fields } = spec.of;
  return Object.keys(fields).flatMap((who) => {
    const { kind, follows } = fields[who] as FieldSpec;
    return kind === 'person' && follows !== undefined ? [{ field, who, what: follows }] : [];
  });
};

const known = new WeakMap<FieldTable, readonly DoneList[]>();
/** Asks each table once: a table is one object for good. */
const doneLists = (table: FieldTable): readonly DoneList[] => {
  const lists =
    known.get(table) ?? Object.keys(table).flatMap((field) => doneIn(field, table[field] as FieldSpec));
  known.set(table, lists);
  return lists;
};

const elementsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

type Told = Pick<JournalEntry, 'by'> & {
  readonly changes: readonly { readonly field: string; readonly from?: unknown; readonly to?: unknown }[];
};

/**
 * Somebody whom `after` says to have done an element that they never said to have done so: it stood there, or an entry of their own tells it. Null when there is nobody. `heard`: people
 * who are known otherwise.
 */
export const namedDoer = (
  table: FieldTable,
  before: JsonObject | null,
  after: JsonObject,
  journal: readonly Told[],
  heard: ReadonlySet<unknown> = new Set(),
): unknown => {
  for (const { field, who, what } of doneLists(table)) {
    if (sameValue(before?.[field] ?? null, after[field] ?? null)) continue;
    const keyOf = (one: JsonObject): string => stableText([one.id, one[who], one[what]]);
    const said = new Set(elementsOf(before?.[field]).map(keyOf));
    const isOpen = (one: JsonObject): boolean =>
      typeof one[who] === 'string' && !said.has(keyOf(one)) && !heard.has(one[who]);
    if (!elementsOf(after[field]).some(isOpen)) continue;
    for (const { by, changes } of journal) {
      for (const change of changes) {
        if (change.field !== field) continue;
        for (const one of [...elementsOf(change.from), ...elementsOf(change.to)])
          if (one[who] === by) said.add(keyOf(one));
      }
    }
    const foreign = elementsOf(after[field]).find(isOpen);
    if (foreign !== undefined) return foreign[who];
  }
  return null;
};
