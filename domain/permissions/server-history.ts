/**
 * Who may have written a record's history: nobody speaks in another's name, or of a time that has not come, or changes what the history does
 * not tell. Part of the server's rules; CouchDB bundles this.
 */
import { namesRun, runIn } from '#domain/diagnosis/run.ts';
import { broughtBy } from '#domain/journal/brought.ts';
import { correctedBy, isTrueCorrection } from '#domain/journal/corrections.ts';
import { type Act, commandOf } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import { countsOf } from '#domain/processes/ticket-rules.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import type { ServerActor } from './identity.ts';
import { writerOf } from './identity.ts';
import { scopeOf } from './permissions.ts';
import { type Doc, entriesOf, isBlank, newEntries, type ServerEntry, textOf } from './server-doc.ts';
import { checkNamed } from './server-named.ts';
import { mayImport } from './server-roles.ts';
import { checkTakenBack } from './server-taken-back.ts';
import { checkActTimes, checkHeard, checkTimes, type TimedWrite } from './server-times.ts';
import { checkTold } from './server-told.ts';
import { ACCEPTED, type Refusal, refuse, type Verdict } from './server-verdict.ts';
import { checkDelegated, checkVotes } from './server-votes.ts';

export type HistoryWrite = {
  readonly collection: CollectionName;
  readonly before: Doc | null;
  readonly after: Doc;
  readonly actor: ServerActor;
  /** The server's clock. */
  readonly now: string;
};

const isWorker = ({ roles }: ServerActor): boolean => roles.includes('worker');

/** Another system's history is replayed by who may import it; consoles and the command line say where an entry comes from. */
const isImported = (entry: ServerEntry, mayBring: boolean): boolean => entry.origin === 'import' && mayBring;

/** An entry of the kind is a reason for counts to change that only an import knows. */
const saysImport = ({ origin, kind }: ServerEntry): boolean => origin === 'import' || kind === 'imported';

const isReplay = (entries: readonly ServerEntry[], mayBring: boolean): boolean =>
  entries.some((entry) => isImported(entry, mayBring));

const checkAuthors = (
  { collection, before, after, actor }: HistoryWrite,
  entries: readonly ServerEntry[],
  mayBring: boolean,
): Refusal | null => {
  if (isWorker(actor)) return null;
  const writer = writerOf(actor);
  const brought = new Set(entries.filter(({ by }) => by === writer).flatMap(broughtBy));
  const foreign = entries.find(
    (entry) => entry.by !== writer && !brought.has(entry.id) && !isImported(entry, mayBring),
  );
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign.by });
  const pretended = entries.find(
    (entry) => entry.origin === 'worker' || (saysImport(entry) && !(entry.origin === 'import' && mayBring)),
  );
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

/** Words are corrected by who wrote them, soon afterwards, and nothing else goes by that name. */
const checkCorrections = ({ before, after, entries, now }: TimedWrite): Refusal | null => {
  const made = entries.filter(({ kind }) => kind === 'corrected' || kind === 'withdrawn');
  if (made.length === 0) return null;
  const byId = new Map(entriesOf(after).map((entry) => [entry.id, entry]));
  const isTrue = (entry: ServerEntry): boolean => isTrueCorrection(entry, byId.get(correctedBy(entry) ?? ''));
  if (!made.every(isTrue)) return refuse('forbidden', 'history.correction');
  return checkHeard({ before, now }, new Set(made.map((entry) => correctedBy(entry) ?? '')));
};

/** What goes by the name of a run tells one, and is a note of the desk. */
const checkRuns = (entries: readonly ServerEntry[]): Refusal | null =>
  entries.some((entry) => namesRun(entry) && runIn(entry) === null)
    ? refuse('invalid', 'history.no_run')
    : null;

/** Who saved the record last, and when, are those of an entry: the list of what was changed last is read from them. */
const checkLastSave = ({ before, after }: HistoryWrite, hasHistory: boolean): Refusal | null => {
  const isSame = before?.updatedAt === after.updatedAt && before?.updatedBy === after.updatedBy;
  if (isSame || !hasHistory) return null;
  const isTold = entriesOf(after).some(({ at, by }) => at === after.updatedAt && by === after.updatedBy);
  return isTold ? null : refuse('invalid', 'history.untold', { field: 'updatedAt' });
};

/** Words for who is served and booked time have rights of their own: whoever may note something need not have them. What an effect says was decided elsewhere. */
const SPOKEN: Readonly<Record<string, Act>> = { comment: 'addComment', time: 'bookTime' };
const checkSpoken = (
  { collection, after, actor }: HistoryWrite,
  entries: readonly ServerEntry[],
): Refusal | null => {
  const process = processIn(collection, after.type);
  if (process === null) return null;
  const writer = writerOf(actor);
  for (const { kind, by, effectId } of entries) {
    const act = Object.keys(SPOKEN).includes(kind) ? SPOKEN[kind] : undefined;
    if (act === undefined || by !== writer || !isBlank(effectId) || !process.acts.includes(act)) continue;
    const command = commandOf(process, act);
    if (scopeOf(actor.roles, command) === 'none')
      return refuse('forbidden', 'role.command', { command, roles: actor.roles });
  }
  return null;
};

/** Whoever an effect names has written in this record: any console does it in that person's name. */
const checkEffectAuthors = ({ before, after, entries }: TimedWrite): Refusal | null => {
  if (before !== null && sameValue(before.effects, after.effects)) return null;
  const known = before !== null && Array.isArray(before.effects) ? before.effects.filter(isObject) : [];
  const byId = new Map(known.map((one) => [one.id, one]));
  const effects = Array.isArray(after.effects) ? after.effects : [];
  const authors = new Set(entriesOf(after).map(({ by }) => by));
  // Applying is told by an entry of its own.
  const doers = new Set(entries.map(({ by }) => by));
  const foreign = effects.find(
    (effect) =>
      isObject(effect) &&
      !(effect.was == null ? authors : doers).has(textOf(effect.by)) &&
      !sameValue(byId.get(effect.id), effect),
  );
  return isObject(foreign) ? refuse('forbidden', 'history.author', { by: foreign.by }) : null;
};

/** What is counted of the history is what the entries say, no more and no less. Another system's history may come in part. */
const checkCounts = ({ collection, before, after }: HistoryWrite, isReplayed: boolean): Refusal | null => {
  const process = processIn(collection, after.type);
  if (process === null) return null;
  const had: Readonly<Record<string, number>> = countsOf(process, entriesOf(before));
  const { timeSpentMinutes, ...steps } = countsOf(process, entriesOf(after));
  const has: Readonly<Record<string, number>> = { timeSpentMinutes, ...(isReplayed ? {} : steps) };
  const isAsked = (name: string): boolean =>
    after[name] !== undefined && (before?.[name] !== after[name] || had[name] !== has[name]);
  const field = Object.keys(has).find((name) => isAsked(name) && after[name] !== has[name]);
  return field === undefined ? null : refuse('invalid', 'history.no_cause', { field });
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
  const mayName = isWorker(actor) || isReplay(entries, mayBring);
  const timed = { ...write, entries };
  return (
    checkAuthors(write, entries, mayBring) ??
    checkTimes(timed, (entry) => isImported(entry, mayBring)) ??
    checkCorrections(timed) ??
    checkRuns(entries) ??
    checkSpoken(write, entries) ??
    checkTakenBack(timed) ??
    checkLastSave(write, hasHistory) ??
    checkNamed({ collection, before, after, entries }, mayName) ??
    checkVotes(before, after, actor) ??
    checkDelegated(processIn(collection, after.type), before, after, actor) ??
    checkEffectAuthors(timed) ??
    (mayName ? null : checkActTimes(timed)) ??
    (before === null || !hasHistory ? null : checkTold({ collection, before, after, entries })) ??
    checkCounts(write, mayName) ??
    ACCEPTED
  );
};
