/**
 * Who may have written a record's history: nobody speaks in another's name, or of a time that has not come, or changes what the history does
 * not tell. Part of the server's rules; CouchDB bundles this.
 */
import { broughtBy } from '#domain/journal/brought.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { justAfterAll } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import type { ServerActor } from './identity.ts';
import { writerOf } from './identity.ts';
import { type Doc, entriesOf, newEntries, rawClashes, type ServerEntry, textOf } from './server-doc.ts';
import { mayImport } from './server-roles.ts';
import { checkTold } from './server-told.ts';
import { ACCEPTED, type Refusal, refuse, type Verdict } from './server-verdict.ts';

export type HistoryWrite = {
  readonly collection: CollectionName;
  readonly before: Doc | null;
  readonly after: Doc;
  readonly actor: ServerActor;
  /** The server's clock. */
  readonly now: string;
};

/** How far ahead of the server a clock may be. Consoles take the server's time at each contact; without one their own goes wrong slowly. */
const AHEAD_MS = 15 * 60_000;

const isWorker = ({ roles }: ServerActor): boolean => roles.includes('worker');

/** Another system's history is replayed by who may import it; consoles and the command line say where an entry comes from. */
const isImported = (entry: ServerEntry, mayBring: boolean): boolean => entry.origin === 'import' && mayBring;

const checkAuthors = (
  { collection, before, after, actor }: HistoryWrite,
  entries: readonly ServerEntry[],
  mayBring: boolean,
): Refusal | null => {
  if (isWorker(actor)) return null;
  const writer = writerOf(actor);
  const brought = entries.filter(({ by }) => by === writer).flatMap(broughtBy);
  const foreign = entries.find(
    (entry) => entry.by !== writer && !brought.includes(entry.id) && !isImported(entry, mayBring),
  );
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign.by });
  const pretended = entries.find(({ origin }) => origin === 'worker' || (origin === 'import' && !mayBring));
  if (pretended !== undefined) {
    return refuse('forbidden', 'history.origin', { origin: pretended.origin, collection });
  }
  if (before !== null) return null;
  const authors = [writer, ...entriesOf(after).map(({ by }) => by)];
  const { createdBy } = after;
  return authors.includes(textOf(createdBy))
    ? null
    : refuse('forbidden', 'history.author', { by: createdBy });
};

/** An entry of a merge stands right after all that was merged, whenever it runs. */
const latestAllowed = ({ before, now }: HistoryWrite): string => {
  const ahead = new Date(Date.parse(now) + AHEAD_MS).toISOString();
  const stored = before === null ? [] : [textOf(before.updatedAt), ...entriesOf(before).map(({ at }) => at)];
  return justAfterAll([ahead, ...stored]);
};

const checkTimes = (
  write: HistoryWrite,
  entries: readonly ServerEntry[],
  mayBring: boolean,
): Refusal | null => {
  const { before, after } = write;
  const latest = latestAllowed(write);
  const createdAt = textOf(after.createdAt);
  const late = entries.find(({ at, kind }) => at > latest && kind !== 'merged' && kind !== 'clash');
  if (late !== undefined) return refuse('invalid', 'history.future', { at: late.at });
  if (before === null && createdAt > latest) return refuse('invalid', 'history.future', { at: createdAt });
  const early = entries.find((entry) => entry.at < createdAt && !isImported(entry, mayBring));
  return early === undefined ? null : refuse('invalid', 'history.too_early', { at: early.at });
};

/** Who saved the record last, and when, are those of an entry: the list of what was changed last is read from them. */
const checkLastSave = ({ before, after }: HistoryWrite, hasHistory: boolean): Refusal | null => {
  const isSame = before?.updatedAt === after.updatedAt && before?.updatedBy === after.updatedBy;
  if (isSame || !hasHistory) return null;
  const isTold = entriesOf(after).some(({ at, by }) => at === after.updatedAt && by === after.updatedBy);
  return isTold ? null : refuse('invalid', 'history.untold', { field: 'updatedAt' });
};

/** A clash is decided by somebody who says so in the history. */
const checkDecisions = ({ before, after }: HistoryWrite, entries: readonly ServerEntry[]): Refusal | null => {
  const open = rawClashes(before).filter((clash) => (clash.resolvedAt ?? null) === null);
  const decided = rawClashes(after).filter(
    (clash) => (clash.resolvedAt ?? null) !== null && open.some(({ id }) => id === clash.id),
  );
  const untold = decided.find(
    (clash) => !entries.some(({ kind, by }) => kind === 'clash_resolved' && by === clash.resolvedBy),
  );
  return untold === undefined ? null : refuse('invalid', 'history.untold', { field: textOf(untold.field) });
};

/** Whoever an effect names has written in this record: any console does it in that person's name. */
const checkEffectAuthors = ({ before, after }: HistoryWrite): Refusal | null => {
  const known = before !== null && Array.isArray(before.effects) ? before.effects : [];
  const effects = Array.isArray(after.effects) ? after.effects : [];
  const authors = entriesOf(after).map(({ by }) => by);
  const foreign = effects.find(
    (effect) =>
      isObject(effect) &&
      !authors.includes(textOf(effect.by)) &&
      !known.some((one) => sameValue(one, effect)),
  );
  return isObject(foreign) ? refuse('forbidden', 'history.author', { by: foreign.by }) : null;
};

/** Time spent is what the entries book, no more and no less. */
const checkMinutes = ({ before, after }: HistoryWrite): Refusal | null => {
  const { timeSpentMinutes: spent } = after;
  if (typeof spent !== 'number' || before?.timeSpentMinutes === spent) return null;
  const booked = entriesOf(after).reduce((sum, { minutes }) => sum + minutes, 0);
  return spent === booked ? null : refuse('invalid', 'history.no_cause', { field: 'timeSpentMinutes' });
};

/** Machines report inventories; there is nobody whose act it would be. */
const hasHistoryOf = (collection: CollectionName): boolean => collection !== 'inventories';

/** Whether the new entries are the writer's to write, and tell what the write does. Not asked of the server's administrators. */
export const checkHistory = (write: HistoryWrite): Verdict => {
  const { collection, before, after, actor } = write;
  const entries = newEntries(before, after);
  const mayBring = isWorker(actor) || mayImport(collection, after, actor.roles);
  const hasHistory = hasHistoryOf(collection);
  if (before === null && entries.length === 0 && hasHistory) return refuse('invalid', 'history.empty');
  return (
    checkAuthors(write, entries, mayBring) ??
    checkTimes(write, entries, mayBring) ??
    checkLastSave(write, hasHistory) ??
    checkDecisions(write, entries) ??
    checkEffectAuthors(write) ??
    checkMinutes(write) ??
    (before === null || !hasHistory ? null : checkTold({ collection, before, after, entries })) ??
    ACCEPTED
  );
};
