/** Whom a document names besides in its history: who solved it, whose values clash. Part of the server's rules; CouchDB bundles this. */
import type { FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { escapeSegment } from '#domain/merge/paths.ts';
import { namedDoer } from '#domain/processes/done-elements.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { actFields, elementsOf, newlyHeld } from './server-acts.ts';
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

/** Who resolved it, did a task, rated it; a ticket is opened once, so that nothing follows from it. */
const doersOf = actFields(
  (name, { kind, follows }) =>
    kind === 'person' && (follows !== undefined || name === 'id' || name === 'openedBy'),
);

/** What stored clashes keep of somebody and a decision takes over; the clash of a group holds all of its values: who resolved it among them. */
export const heldInClashes = (before: Doc | null): readonly unknown[] =>
  rawClashes(before).flatMap(({ mine }) =>
    isObject(mine) ? Object.keys(mine).map((name) => mine[name]) : [mine],
  );

/** Who is said to have done something has written in this record. */
const checkDoers = (write: NamedWrite): Refusal | null => {
  const { collection, before, after } = write;
  const named = doersOf(collection, after.type).flatMap((one) => newlyHeld(write, one));
  const people = named.filter((one) => typeof one === 'string');
  if (people.length === 0) return null;
  const clashing = rawClashes(before).flatMap(({ mineBy, theirsBy }) => [mineBy, theirsBy]);
  const authors = new Set([
    ...entriesOf(after).map(({ by }) => by),
    ...[...clashing, ...heldInClashes(before)].map(textOf),
    textOf(before?.updatedBy),
  ]);
  const foreign = people.find((one) => !authors.has(textOf(one)));
  return foreign === undefined ? null : refuse('forbidden', 'history.author', { by: foreign });
};

/** Who is said to have done an element of a list that people edit said so. */
const checkDone = ({ collection, before, after }: NamedWrite): Refusal | null => {
  const table = fieldTableOf(collection, after.type);
  if (table === null) return null;
  const by = namedDoer(table, before, after, entriesOf(after), new Set(heldInClashes(before)));
  return by === null ? null : refuse('forbidden', 'history.author', { by });
};

/** Lists in which each element is one person's word. */
const wordsOf = (table: FieldTable): readonly string[] =>
  Object.keys(table).filter((name) => {
    const spec = table[name];
    return spec?.kind === 'list' && spec.of.kind === 'object' && spec.of.fields.id?.kind === 'person';
  });

/** What somebody said of an article is changed by them, or by who decides a clash about it. */
const checkWords = ({ collection, before, after, entries }: NamedWrite): Refusal | null => {
  if (before === null) return null;
  const authors = new Set(entries.map(({ by }) => by));
  const isDeciding = entries.some(({ kind }) => kind === 'clash_resolved');
  for (const field of wordsOf(fieldTableOf(collection, after.type) ?? {})) {
    if (sameValue(before[field], after[field])) continue;
    const byPerson = (list: unknown) => new Map(elementsOf(list).map((one) => [textOf(one.id), one]));
    const [had, has] = [byPerson(before[field]), byPerson(after[field])];
    const inClash = new Set(rawClashes(before).map((clash) => textOf(clash.field).split('.')[1]));
    const foreign = [...had.keys(), ...has.keys()].find(
      (person) =>
        !authors.has(person) &&
        !(isDeciding && inClash.has(escapeSegment(person))) &&
        !sameValue(had.get(person), has.get(person)),
    );
    if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign });
  }
  return null;
};

/**
 * Whether all whom a write names newly have written in the record. `mayBring`: the writer replays another system's history, or the worker brings what it
 * does; who did something there need not have written here.
 */
export const checkNamed = (write: NamedWrite, mayBring: boolean): Refusal | null => {
  const clashes = rawClashes(write.after);
  return (
    checkDecisions(write, clashes) ??
    (mayBring
      ? null
      : (checkNewClashes(write, clashes) ?? checkDoers(write) ?? checkDone(write) ?? checkWords(write)))
  );
};
