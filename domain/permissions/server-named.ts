/** Whom a document names besides in its history: who solved it, whose values clash. Part of the server's rules; CouchDB bundles this. */
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { type Doc, entriesOf, rawClashes, type ServerEntry, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

export type NamedWrite = {
  readonly collection: CollectionName;
  readonly before: Doc | null;
  readonly after: Doc;
  /** The new ones. */
  readonly entries: readonly ServerEntry[];
};

const isDecided = (clash: Doc): boolean => (clash.resolvedAt ?? null) !== null;

/** A clash is decided by somebody who says so in the history. */
const checkDecisions = ({ before, entries }: NamedWrite, clashes: readonly Doc[]): Refusal | null => {
  const open = new Set(
    rawClashes(before)
      .filter((clash) => !isDecided(clash))
      .map(({ id }) => id),
  );
  const deciders = new Set(entries.filter(({ kind }) => kind === 'clash_resolved').map(({ by }) => by));
  const untold = clashes.find(
    (clash) => isDecided(clash) && open.has(clash.id) && !deciders.has(textOf(clash.resolvedBy)),
  );
  return untold === undefined ? null : refuse('invalid', 'history.untold', { field: textOf(untold.field) });
};

/** The values of a new clash are of people who wrote in this record: it is shown as what they wanted. One that comes decided was decided as the history says. */
const checkNewClashes = ({ before, after, entries }: NamedWrite, clashes: readonly Doc[]): Refusal | null => {
  const known = new Set(rawClashes(before).map(({ id }) => id));
  const added = clashes.filter(({ id }) => !known.has(id));
  if (added.length === 0) return null;
  const all = entriesOf(after);
  // Records of earlier versions were saved by people of whom the history does not tell.
  const authors = new Set([...all.map(({ by }) => by), textOf(after.createdBy), textOf(before?.updatedBy)]);
  const deciders = new Set(all.filter(({ kind }) => kind === 'clash_resolved').map(({ by }) => by));
  for (const { field, mineBy, theirsBy, resolvedAt, resolvedBy } of added) {
    const foreign = [mineBy, theirsBy].find((by) => !authors.has(textOf(by)));
    if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign });
    const isTold = (resolvedAt ?? null) === null || deciders.has(textOf(resolvedBy));
    if (entries.length === 0 || !isTold) return refuse('invalid', 'history.untold', { field: textOf(field) });
  }
  return null;
};

/** Fields that name a person because of what was done (who resolved it), and in lists the elements that somebody answers for: a task, a rating. */
type Naming = { readonly field: string; readonly within: readonly string[] };

const isDoer = (name: string, spec: FieldSpec | undefined): boolean =>
  spec?.kind === 'person' && (spec.follows !== undefined || name === 'id');

const namingOf = (table: FieldTable): readonly Naming[] =>
  Object.keys(table).flatMap((field): readonly Naming[] => {
    const spec = table[field];
    if (isDoer(field, spec)) return [{ field, within: [] }];
    // What a person edits as a whole list is theirs to fill in: the tasks of a problem that a colleague has done.
    if (spec?.kind !== 'list' || spec.of.kind !== 'object' || spec.edit !== undefined) return [];
    const { fields } = spec.of;
    const within = Object.keys(fields).filter((name) => isDoer(name, fields[name]));
    return within.length === 0 ? [] : [{ field, within }];
  });

/** A table is one object for good. */
const known = new WeakMap<FieldTable, readonly Naming[]>();
const namingIn = (table: FieldTable): readonly Naming[] => {
  const found = known.get(table) ?? namingOf(table);
  known.set(table, found);
  return found;
};

const elementsOf = (value: unknown): readonly Doc[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** People whom a field names now and did not before. */
const newlyNamed = ({ before, after }: NamedWrite, { field, within }: Naming): readonly unknown[] => {
  const [had, has] = [before?.[field], after[field]];
  if (sameValue(had, has)) return [];
  if (within.length === 0) return [has];
  const earlier = new Map(elementsOf(had).map((element) => [element.id, element]));
  return elementsOf(has).flatMap((element) =>
    within.filter((name) => earlier.get(element.id)?.[name] !== element[name]).map((name) => element[name]),
  );
};

/** The clash of a group holds all of its values: who resolved it among them. */
const namesIn = (value: unknown): readonly unknown[] =>
  isObject(value) ? Object.keys(value).map((name) => value[name]) : [value];

/** Who is said to have done something has written in this record. */
const checkDoers = (write: NamedWrite): Refusal | null => {
  const { collection, before, after } = write;
  const table = fieldTableOf(collection, after.type) ?? {};
  const named = namingIn(table).flatMap((one) => newlyNamed(write, one));
  const people = named.filter((one) => typeof one === 'string');
  if (people.length === 0) return null;
  // A decision takes over what a clash keeps of somebody.
  const clashing = rawClashes(before).flatMap(({ mineBy, theirsBy, mine }) => [
    mineBy,
    theirsBy,
    ...namesIn(mine),
  ]);
  const authors = new Set([
    ...entriesOf(after).map(({ by }) => by),
    ...clashing.map(textOf),
    textOf(before?.updatedBy),
  ]);
  const foreign = people.find((one) => !authors.has(textOf(one)));
  return foreign === undefined ? null : refuse('forbidden', 'history.author', { by: foreign });
};

/**
 * Whether all whom a write names newly have written in the record. `mayBring`: the writer replays another system's history, or the worker brings what it
 * does; who did something there need not have written here.
 */
export const checkNamed = (write: NamedWrite, mayBring: boolean): Refusal | null => {
  const clashes = rawClashes(write.after);
  return (
    checkDecisions(write, clashes) ??
    (mayBring ? null : (checkNewClashes(write, clashes) ?? checkDoers(write)))
  );
};
