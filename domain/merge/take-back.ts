/** Taking an act back: what an entry of the history changed goes back to what it was, by an entry that names it (journal/taken-back.ts). */
import type { Effect, JournalEntry } from '#domain/fields/base.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import type { MergePlan } from '#domain/fields/merge-plan.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { actedAt, applyChanges, byTime, type Journalled } from '#domain/journal/journal.ts';
import { TAKE_BACK_HOURS, TAKEABLE_KINDS, takenBackIn, takesBack } from '#domain/journal/taken-back.ts';
import { isEditedIn, isEmpty, phaseOf } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { justAfterAll, laterBy } from '#domain/records/instants.ts';
import type { JsonObject } from '#domain/records/json.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { mergePlanFor } from './merge-plans.ts';
import { mergeGroup, mergeValue, type Outcome } from './merge-values.ts';
import { derivedId, setPath } from './paths.ts';

export type TakeBackError = 'not_found' | 'forbidden' | 'nothing_to_do' | 'not_editable' | 'conflict';

/** A record of any collection, as far as taking back looks at it. */
type Target = Journalled & JsonObject;

const HOUR_MS = 3_600_000;

/** Whether an entry is an act that its writer can take back: it changed something, by hand, and no effect did it. */
export const isTakeable = (entry: JournalEntry): boolean =>
  TAKEABLE_KINDS.includes(entry.kind) &&
  (entry.origin === 'console' || entry.origin === 'cli') &&
  entry.effectId === null &&
  (entry.changes.length > 0 || entry.minutes !== null);

/** Effects that the entry decided: other records follow from it, and those are not gone back on by this one. */
const hasEffects = (record: Target, entry: JournalEntry): boolean => {
  const effects = Array.isArray(record.effects) ? (record.effects as readonly Effect[]) : [];
  return effects.some(
    ({ id, targetId, act, at, by }) =>
      id === derivedId('fx', record.id, entry.id, targetId, act) || (at === entry.at && by === entry.by),
  );
};

/** Why `by` can't take the entry back at `now`; null when they can, as far as its fields let them. */
const refusalOf = (
  record: Target,
  entryId: Id,
  env: Env,
): Exclude<Result<JournalEntry, TakeBackError>, { ok: true }> | JournalEntry => {
  const entry = record.journal.find(({ id }) => id === entryId);
  if (entry === undefined) return fail('not_found', 'act.unknown', { id: entryId });
  if (!isTakeable(entry)) return fail('not_editable', 'act.final');
  if (entry.by !== env.actor.personId) return fail('forbidden', 'act.foreign', { by: entry.by });
  if (takenBackIn(record.journal).has(entryId)) return fail('nothing_to_do', 'act.taken_back');
  if (laterBy(entry.at, TAKE_BACK_HOURS * HOUR_MS) < actedAt(record, env.now)) {
    return fail('not_editable', 'act.too_late', { hours: TAKE_BACK_HOURS });
  }
  return hasEffects(record, entry) ? fail('not_editable', 'act.has_effects') : entry;
};

const headOf = (path: string): string => path.split('.')[0] ?? path;

/** Fields that go back: not those that only follow from others, which are derived anew, and not logs. */
const goesBack = (spec: FieldSpec | undefined, isOfProcess: boolean): boolean =>
  spec !== undefined &&
  spec.merge !== 'append-log' &&
  spec.merge !== 'clash-log' &&
  !(isOfProcess && spec.merge === 'derived');

type Sides = { readonly base: Target; readonly mine: Target };

/** Taking back is a merge: somebody started from what the act left and went back; what others did since is the other side. */
const sidesOf = (record: Target, changes: JournalEntry['changes']): Sides => ({
  base: changes.reduce<Target>((at, { field, to }) => setPath(at, field, to), record),
  mine: changes.reduceRight<Target>((at, { field, from }) => setPath(at, field, from), record),
});

const mergedField = (plan: MergePlan, name: string, { base, mine }: Sides, record: Target): Outcome => {
  const rule = plan.fields[name];
  return mergeValue(
    rule === 'derived' ? undefined : rule,
    name,
    base[name],
    mine[name],
    record[name],
    plan.elementGroups[name],
  );
};

/** The fields that a clash is about: a group's, or the one that its path leads into. */
const fieldsOfClash = ({ groups }: MergePlan, path: string): readonly string[] =>
  groups.find(({ name }) => name === path)?.fields ?? [headOf(path)];

const lastToChange = ({ journal }: Target, fields: readonly string[]): Id | undefined =>
  [...journal]
    .sort(byTime)
    .reverse()
    .find(({ changes }) => changes.some(({ field }) => fields.includes(headOf(field))))?.by;

/** The values to go back to; the refusal when somebody has changed one of them otherwise since. */
const patchOf = (
  collection: CollectionName,
  table: FieldTable,
  record: Target,
  entry: JournalEntry,
): Result<JsonObject, TakeBackError> => {
  const isOfProcess = processIn(collection, record.type) !== null;
  // Histories come from anywhere; `constructor` is no field.
  const specOf = (name: string): FieldSpec | undefined =>
    Object.keys(table).includes(name) ? table[name] : undefined;
  const changes = entry.changes.filter(({ field }) => goesBack(specOf(headOf(field)), isOfProcess));
  const fields = [...new Set(changes.map(({ field }) => headOf(field)))];
  const plan = mergePlanFor(collection, record.type);
  const sides = sidesOf(record, changes);
  const groups = plan.groups.filter((group) => group.fields.some((name) => fields.includes(name)));
  const grouped = new Set(groups.flatMap((group) => [...group.fields, ...group.followers]));
  const outcomes = [
    ...groups.map((group) => mergeGroup(group, '', sides.base, sides.mine, record)),
    ...fields
      .filter((name) => !grouped.has(name))
      .map((name): Outcome => {
        const outcome = mergedField(plan, name, sides, record);
        return { ...outcome, value: { [name]: outcome.value } };
      }),
  ];
  const clash = outcomes.flatMap(({ clashes }) => clashes)[0];
  if (clash !== undefined) {
    const by = lastToChange(record, fieldsOfClash(plan, clash.field)) ?? record.updatedBy;
    return fail('conflict', 'act.changed_since', { field: clash.field, by });
  }
  const values: JsonObject = Object.assign({}, ...outcomes.map(({ value }) => value));
  return ok(
    Object.fromEntries(Object.entries(values).filter(([name, value]) => !sameValue(value, record[name]))),
  );
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
  return lacking.length === 0 ? null : fail('not_editable', 'field.missing', { fields: lacking, state });
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
  // Read by the names of its table, which the compiler does not know of a record of any collection.
  const target = record as unknown as Target;
  const entry = refusalOf(target, entryId, env);
  if ('ok' in entry) return entry;
  const table = fieldTableOf(collection, target.type);
  if (table === null) return fail('not_editable', 'act.final');
  const patch = patchOf(collection, table, target, entry);
  if (!patch.ok) return patch;
  // Booked time is in the entry itself, no field goes back with it.
  const isNothing = Object.keys(patch.value).length === 0 && entry.kind !== 'time';
  if (isNothing) return fail('nothing_to_do', 'act.taken_back');
  const refused = checkProcess(collection, target, patch.value);
  if (refused !== null) return refused as Result<R, TakeBackError>;
  // Also on a device whose ids come before those of the act: it stands after what it answers.
  const later = env.now > record.updatedAt ? env : { ...env, now: justAfterAll([record.updatedAt]) };
  return ok(applyChanges(record, patch.value as Partial<R>, later, { kind: entry.kind, takesBack: entryId }));
};

/** Whether an entry does again what was taken back: it takes back an entry that took one back. */
export const isDoneAgain = (entry: JournalEntry, journal: readonly JournalEntry[]): boolean => {
  const target = journal.find(({ id }) => id === takesBack(entry));
  return target !== undefined && takesBack(target) !== null;
};
