/**
 * One whole import taken back. Histories are append-only, so nothing goes: what the import made leaves operation, and what it changed goes back,
 * by an entry that names the import. What somebody has done since stays, and is told.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { type Target, wayBack } from '#domain/merge/way-back.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { justAfterAll } from '#domain/records/instants.ts';
import { type JsonObject, sameValue } from '#domain/records/json.ts';

/** What such an entry names in place of a field: the import that it takes back. */
export const UNDONE_IMPORT = 'undoneImport';

/** What stays: one field, or the record as a whole (null). `by`: who has changed it since; null for a kind of record that does not go. */
export type KeptSince = { readonly field: string | null; readonly by: Id | null };

/** A record after the undoing; the same object where nothing of it goes back. */
export type Undone = { readonly record: Target; readonly kept: readonly KeptSince[] };

/** Which entries of the record the import wrote, and whether it made it. */
export type Imported = { readonly runId: Id; readonly entryIds: ReadonlySet<Id>; readonly isNew: boolean };

export const undoneImport = ({ changes }: Pick<JournalEntry, 'changes'>): Id | null => {
  const told = changes.find(({ field }) => field === UNDONE_IMPORT);
  return told !== undefined && typeof told.to === 'string' ? told.to : null;
};

/** What takes a record of a kind out of operation; null for those that have no such state. */
const retirement = (collection: CollectionName, record: Target, env: Env): JsonObject | null => {
  switch (collection) {
    case 'configItems':
      return { status: 'out_of_operation', active: false, retiredAt: env.now };
    case 'relations':
    case 'directory':
      return { active: false };
    case 'tickets': {
      const process = processIn(collection, record.type);
      return process !== null && Object.keys(process.states).includes('cancelled')
        ? { state: 'cancelled', active: false }
        : null;
    }
    default:
      return null;
  }
};

/** What somebody did to the record besides: a mark of the sync or of an undoing is nobody's doing. */
const lastOther = ({ journal }: Target, { entryIds }: Imported): JournalEntry | undefined =>
  journal
    .filter((entry) => !entryIds.has(entry.id) && entry.kind !== 'merged' && undoneImport(entry) === null)
    .at(-1);

const written = (record: Target, patch: JsonObject, { runId }: Imported, env: Env): Target => {
  const later = env.now > record.updatedAt ? env : { ...env, now: justAfterAll([record.updatedAt]) };
  const after = applyChanges(record, patch, later, { kind: 'imported', origin: 'import' });
  if (after === record) return record;
  const [last, ...earlier] = [...after.journal].reverse();
  if (last === undefined) return record;
  const named = { ...last, changes: [...last.changes, { field: UNDONE_IMPORT, from: null, to: runId }] };
  return { ...after, journal: [...earlier.reverse(), named] };
};

/** The record without what the import did to it. Undoing again changes nothing. */
export const undoImport = (
  collection: CollectionName,
  record: Target,
  imported: Imported,
  env: Env,
): Undone => {
  const isUndone = record.journal.some((entry) => undoneImport(entry) === imported.runId);
  if (isUndone) return { record, kept: [] };
  if (imported.isNew) {
    const other = lastOther(record, imported);
    if (other !== undefined) return { record, kept: [{ field: null, by: other.by }] };
    const patch = retirement(collection, record, env);
    if (patch === null) return { record, kept: [{ field: null, by: null }] };
    return { record: written(record, patch, imported, env), kept: [] };
  }
  const table = fieldTableOf(collection, record.type);
  // A ticket went on from there: its clock, its counts and what others did follow from the state it was brought to.
  if (table === null || collection === 'tickets') return { record, kept: [{ field: null, by: null }] };
  const changes = record.journal
    .filter(({ id }) => imported.entryIds.has(id))
    .flatMap((entry) => entry.changes);
  const { patch, kept } = wayBack(collection, table, record, changes);
  const keptFields = new Set(kept.map(({ field }) => field));
  const all = { ...patch, ...unchangedSince(record, changes) };
  const back = Object.fromEntries(
    Object.entries(all).filter(([name]) => !staysWith(table[name], keptFields)),
  );
  return { record: written(record, back, imported, env), kept };
};

/** Whether a field only makes sense with one that stays, or follows from it: then it stays, too. `kept`: fields, and groups by their names. */
const staysWith = (spec: FieldSpec | undefined, kept: ReadonlySet<string>): boolean =>
  [spec?.group, spec?.follows, ...(spec?.causes ?? [])].some((name) => name !== undefined && kept.has(name));

/** Values that stand as the import left them go back as they were, also where a merge would keep the later of two moments. */
const unchangedSince = (record: Target, changes: JournalEntry['changes']): JsonObject => {
  const first = new Map<string, unknown>();
  const last = new Map<string, unknown>();
  for (const { field, from, to } of changes) {
    if (field.includes('.') || !Object.hasOwn(record, field)) continue;
    if (!first.has(field)) first.set(field, from);
    last.set(field, to);
  }
  return Object.fromEntries(
    [...first].filter(([field]) => sameValue(record[field], last.get(field))),
  ) as JsonObject;
};

/** The fields of a record that an undone import took out of operation, as they were: it comes again, so it is back. Null for all others. */
export const broughtBack = (record: Pick<Target, 'journal'>): JsonObject | null => {
  const last = record.journal
    .filter(({ changes }) => changes.some(({ field }) => field === 'active' || field === 'status'))
    .at(-1);
  if (last === undefined || undoneImport(last) === null) return null;
  const back = last.changes.filter(({ field }) => ['active', 'status', 'retiredAt'].includes(field));
  return back.some(({ field, to }) => field === 'active' && to === false)
    ? (Object.fromEntries(back.map(({ field, from }) => [field, from])) as JsonObject)
    : null;
};
