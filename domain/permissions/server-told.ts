/** Whether the history tells what a write changes. Part of the server's rules; CouchDB bundles this. */
import { fieldOfPath, steadyFields } from '#domain/fields/causes.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { copyOf, getPath, setWithin } from '#domain/merge/paths.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { BOOKKEEPING, changedFields, type Doc, type ServerEntry, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

type Change = ServerEntry['changes'][number];

export type ToldWrite = {
  readonly collection: CollectionName;
  readonly before: Doc;
  readonly after: Doc;
  /** By time, as histories are read. */
  readonly entries: readonly ServerEntry[];
};

/** Lists of elements with ids are one value whatever their order: a merge puts what the other side added at the end. */
const inIdOrder = (value: unknown): unknown =>
  Array.isArray(value) && value.every((item) => isObject(item) && typeof item.id === 'string')
    ? [...value].sort((one, other) => (textOf(one.id) < textOf(other.id) ? -1 : 1))
    : value;

const orNull = (value: unknown): unknown => (value === undefined ? null : value);

/** Whether a path was changed in fact as some entries say: one starts from what stood there, and the last one ends at what stands there now. */
const isTrue = (changes: readonly Change[], { before, after }: ToldWrite): boolean => {
  const path = changes[0]?.field ?? '';
  const last = changes[changes.length - 1];
  return (
    changes.some(({ from }) => sameValue(from, orNull(getPath(before, path)))) &&
    sameValue(last?.to, orNull(getPath(after, path)))
  );
};

/** An element that is gone is told as null, and is no element of the list any more. */
const withoutGone = (value: unknown): unknown =>
  Array.isArray(value) ? value.filter((item) => item !== null) : value;

/**
 * Whether the new entries explain how `field` came from `before` to `after`: what stood there, with each path set that they tell truly, is what
 * stands there. Several entries of one console follow each other; where two consoles' edits were merged, the entry of the merge tells
 * from what stood here to what the merge made.
 */
const isTold = (field: string, write: ToldWrite, told: ReadonlyMap<string, readonly Change[]>): boolean => {
  // Of its own: thousands of paths, each set in a copy, would hold the server up.
  const explained = copyOf({ [field]: write.before[field] });
  for (const [path, changes] of told) {
    const value = orNull(getPath(write.after, path));
    // What stands there as it did needs no explaining.
    if (sameValue(value, orNull(getPath(write.before, path)))) continue;
    if (isTrue(changes, write)) setWithin(explained, path, value);
  }
  return sameValue(
    inIdOrder(withoutGone(orNull(explained[field]))),
    inIdOrder(withoutGone(orNull(write.after[field]))),
  );
};

/** What the entries tell, by field and then by path. */
const toldPaths = (entries: readonly ServerEntry[]): ReadonlyMap<string, ReadonlyMap<string, Change[]>> => {
  const byField = new Map<string, Map<string, Change[]>>();
  for (const change of entries.flatMap(({ changes }) => changes)) {
    const field = fieldOfPath(change.field);
    const paths = byField.get(field) ?? new Map<string, Change[]>();
    byField.set(field, paths);
    const same = paths.get(change.field) ?? [];
    paths.set(change.field, same);
    same.push(change);
  }
  return byField;
};

/** Logs whose elements say themselves who did what and when. What machines report is no edit, and who may bring it is asked elsewhere. */
const tellsItself = (field: string, { merge }: FieldSpec): boolean =>
  field === 'effects' || merge === 'append-log' || merge === 'newest-section';

/** What such a log had is in it for good, as it was; so are the effects of an order, of which consoles have done some already. */
const isLogKept = (field: string, { merge }: FieldSpec, { before, after }: ToldWrite): boolean => {
  const [had, has] = [before[field], after[field]];
  const isLog = field === 'effects' || (merge === 'append-log' && field !== 'journal');
  if (!isLog || !Array.isArray(had) || !Array.isArray(has)) return true;
  const byId = new Map(has.filter(isObject).map((element) => [element.id, element]));
  return had.every((element) => !isObject(element) || sameValue(byId.get(element.id), element));
};

/** Whether something was changed here, or changed and changed back: what is told from a value to the same one is no change. */
const isDone = (changes: readonly Change[], write: ToldWrite): boolean =>
  isTrue(changes, write) && changes.some(({ from, to }) => !sameValue(from, to));

/** Whether it went along with the group that it belongs to (who resolved it, when), which was changed as the history tells. */
const isFollowed = (
  spec: FieldSpec,
  table: FieldTable,
  write: ToldWrite,
  told: ReadonlyMap<string, ReadonlyMap<string, readonly Change[]>>,
): boolean => {
  if (spec.follows === undefined) return false;
  const group = Object.keys(table).filter((name) => table[name]?.group === spec.follows);
  return group.some((name) => [...(told.get(name)?.values() ?? [])].some((one) => isDone(one, write)));
};

/** Whether it was emptied because the record left the states in which it exists; the history keeps what it held. */
const isLeft = (field: string, { collection, after }: ToldWrite): boolean => {
  const states = processIn(collection, after.type)?.stateFields ?? {};
  return (
    Object.keys(states).includes(field) &&
    states[field]?.includes(textOf(after.state)) !== true &&
    isEmpty(after[field])
  );
};

/** Of the fields that were changed the first that no entry tells, or that is derived and has no cause to change. Null when all is well. */
export const checkTold = (write: ToldWrite): Refusal | null => {
  const { collection, before, after, entries } = write;
  const table = fieldTableOf(collection, after.type) ?? {};
  const changed = changedFields(before, after).filter((field) => !BOOKKEEPING.includes(field));
  if (changed.length === 0) return null;
  const steady = steadyFields(table, before, after, entries);
  const told = toldPaths(entries);
  const none: ReadonlyMap<string, readonly Change[]> = new Map();
  for (const field of changed) {
    const spec = Object.keys(table).includes(field) ? table[field] : undefined;
    if (steady.includes(field)) return refuse('invalid', 'history.no_cause', { field });
    if (spec !== undefined && !isLogKept(field, spec, write)) return refuse('invalid', 'history.lost');
    const isExplained =
      spec !== undefined &&
      (spec.merge === 'derived' || tellsItself(field, spec) || isFollowed(spec, table, write, told));
    if (!isExplained && !isTold(field, write, told.get(field) ?? none) && !isLeft(field, write)) {
      return refuse('invalid', 'history.untold', { field });
    }
  }
  return null;
};
