/** Taking an act back: what an entry of the history changed goes back to what it was, by an entry that names it (journal/taken-back.ts). */
import type { Effect, JournalEntry } from '#domain/fields/base.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { actedAt, applyChanges, type Journalled } from '#domain/journal/journal.ts';
import { TAKE_BACK_HOURS, TAKEABLE_KINDS, takenBackIn, takesBack } from '#domain/journal/taken-back.ts';
import { isEditedIn, isEmpty, type ProcessRecord, phaseOf } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env, Id, Instant } from '#domain/records/common.ts';
import { justAfterAll, laterBy } from '#domain/records/instants.ts';
import type { JsonObject } from '#domain/records/json.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { derivedId } from './paths.ts';
import { type Target, wayBack } from './way-back.ts';

export type TakeBackError = 'not_found' | 'forbidden' | 'nothing_to_do' | 'not_editable' | 'conflict';

const HOUR_MS = 3_600_000;

/** Whether an entry is an act that its writer can take back: it changed something, by hand, and no effect did it. */
export const isTakeable = (entry: JournalEntry): boolean =>
  TAKEABLE_KINDS.includes(entry.kind) &&
  (entry.origin === 'console' || entry.origin === 'cli') &&
  entry.effectId === null &&
  (entry.changes.length > 0 || entry.minutes !== null);

/** Effects that the entry decided: other records follow from it, and those are not gone back on by this one. */
const hasEffects = (
  record: { readonly id: Id; readonly effects?: unknown },
  entry: JournalEntry,
): boolean => {
  const effects = Array.isArray(record.effects) ? (record.effects as readonly Effect[]) : [];
  return effects.some(
    ({ id, targetId, act, at, by }) =>
      id === derivedId('fx', record.id, entry.id, targetId, act) || (at === entry.at && by === entry.by),
  );
};

/** Who takes something back, and when. */
type Taker = { readonly by: Id; readonly now: Instant };

/** Why `by` can't take the entry back at `now`; null when they can, as far as its fields let them. */
const refusalOf = (
  record: Target,
  entryId: Id,
  { by, now }: Taker,
): Exclude<Result<JournalEntry, TakeBackError>, { ok: true }> | JournalEntry => {
  const entry = record.journal.find(({ id }) => id === entryId);
  if (entry === undefined) return fail('not_found', 'act.unknown', { id: entryId });
  if (!isTakeable(entry)) return fail('not_editable', 'act.final');
  if (entry.by !== by) return fail('forbidden', 'act.foreign', { by: entry.by });
  if (takenBackIn(record.journal).has(entryId)) return fail('nothing_to_do', 'act.taken_back');
  if (laterBy(entry.at, TAKE_BACK_HOURS * HOUR_MS) < actedAt(record, now)) {
    return fail('not_editable', 'act.too_late', { hours: TAKE_BACK_HOURS });
  }
  return hasEffects(record, entry) ? fail('not_editable', 'act.has_effects') : entry;
};

/** The values to go back to; the refusal when somebody has changed one of them otherwise since. */
const patchOf = (
  collection: CollectionName,
  table: FieldTable,
  record: Target,
  entry: JournalEntry,
): Result<JsonObject, TakeBackError> => {
  const { patch, kept } = wayBack(collection, table, record, entry.changes);
  const [first] = kept;
  return first === undefined ? ok(patch) : fail('conflict', 'act.changed_since', first);
};

/** What the record's process says against the values: its state lacks something then, or is past editing. */
const checkProcess = (collection: CollectionName, record: Target, patch: JsonObject) => {
  const process = processIn(collection, record.type);
  if (process === null) return null;
  const { number, type } = record;
  const state = String(patch.state ?? record.state);
  const isStep = patch.state !== undefined;
  if (!isStep && phaseOf(process, state) === 'ended' && Object.keys(patch).length > 0) {
    return fail('not_editable', 'record.ended', { number, type, state });
  }
  const outOfPhase = Object.keys(patch).find(
    (name) => !isStep && process.fields[name]?.edit !== undefined && !isEditedIn(process, name, state),
  );
  if (outOfPhase !== undefined)
    return fail('not_editable', 'field.phase', { field: outOfPhase, type, state });
  const after = { ...record, ...patch };
  const lacking = (process.needs[state] ?? []).filter((name) => isEmpty(after[name]));
  if (lacking.length > 0) return fail('not_editable', 'field.missing', { fields: lacking, state });
  // As the server asks it of whoever comes to the state, whichever way.
  const failure = isStep ? (process.own.checkState?.(after as unknown as ProcessRecord) ?? null) : null;
  return failure === null
    ? null
    : ({ ok: false, error: { ...failure.error, code: 'not_editable' } } as const);
};

/** The act of `entryId` and the values that `record` goes back to, which a page asks before it offers to. Errors as of `takeBack`. */
export const wayBackTo = (
  collection: CollectionName,
  record: Journalled,
  entryId: Id,
  taker: Taker,
): Result<{ readonly entry: JournalEntry; readonly patch: JsonObject }, TakeBackError> => {
  // Read by the names of its table, which the compiler does not know of a record of any collection.
  const target = record as unknown as Target;
  const entry = refusalOf(target, entryId, taker);
  if ('ok' in entry) return entry;
  const table = fieldTableOf(collection, target.type);
  if (table === null) return fail('not_editable', 'act.final');
  const patch = patchOf(collection, table, target, entry);
  if (!patch.ok) return patch;
  // Booked time is in the entry itself, no field goes back with it.
  const isNothing = Object.keys(patch.value).length === 0 && entry.kind !== 'time';
  if (isNothing) return fail('nothing_to_do', 'act.taken_back');
  const refused = checkProcess(collection, target, patch.value);
  return refused === null
    ? ok({ entry, patch: patch.value })
    : (refused as Exclude<Result<never, TakeBackError>, { ok: true }>);
};

/**
 * `record` with the act of `entryId` taken back and an entry by `env.actor` that says so; what is derived has to be derived anew. Taking that entry back does the act
 * again. All or nothing: errors `not_found`, `forbidden` (somebody else's act), `not_editable` (no such act, too long ago, other records follow from it, the
 * record has ended), `nothing_to_do` (taken back already), `conflict` (`details.field` was changed by somebody since).
 */
export const takeBack = <R extends Journalled>(
  collection: CollectionName,
  record: R,
  entryId: Id,
  env: Env,
): Result<R, TakeBackError> => {
  const way = wayBackTo(collection, record, entryId, { by: env.actor.personId, now: env.now });
  if (!way.ok) return way;
  const { entry, patch } = way.value;
  // Also on a device whose ids come before those of the act: it stands after what it answers.
  const later = env.now > record.updatedAt ? env : { ...env, now: justAfterAll([record.updatedAt]) };
  return ok(applyChanges(record, patch as Partial<R>, later, { kind: entry.kind, takesBack: entryId }));
};

/** Whether an entry does again what was taken back: it takes back an entry that took one back. */
export const isDoneAgain = (entry: JournalEntry, journal: readonly JournalEntry[]): boolean => {
  const target = journal.find(({ id }) => id === takesBack(entry));
  return target !== undefined && takesBack(target) !== null;
};
