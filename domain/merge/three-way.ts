import type { Clash, FieldChange, JournalEntry } from '#domain/fields/base.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import type { MergePlan } from '#domain/fields/merge-plan.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env, Instant } from '#domain/records/common.ts';
import { justAfterAll } from '#domain/records/instants.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { type AnyRecord, keepLegal, type Merged } from './keep-legal.ts';
import { isGroupOf, mergePlanFor } from './merge-plans.ts';
import {
  clash,
  mergeGroup,
  mergeValue,
  type Outcome,
  type RawClash,
  uniteClashes,
  uniteLogs,
} from './merge-values.ts';
import { derivedId, getPath } from './paths.ts';
import { withTimesOf } from './set-right.ts';

export type MergeOutcome<C extends CollectionName> = {
  readonly merged: RecordOf[C];
  /** The clashes that this merge found; they stand in `merged.clashes` too. */
  readonly clashes: readonly Clash[];
  /** Paths where my value was taken over into theirs. */
  readonly mergedFields: readonly string[];
};

const LOGS = ['journal', 'clashes', 'openClashes'];
const BOOKKEEPING: readonly string[] = [...LOGS, 'updatedAt', 'updatedBy'];

/** Inventories are measured, not opined: of a section that both sides reported anew, the later report stands. */
const mergeSections = (base: JsonObject | undefined, mine: JsonObject, theirs: JsonObject): Outcome => {
  const part = (record: JsonObject | undefined, field: string): JsonObject => {
    const value = record?.[field];
    return isObject(value) ? value : {};
  };
  const sections: Record<string, unknown> = {};
  const sectionTimes: Record<string, unknown> = {};
  const taken: string[] = [];
  const names = new Set([...Object.keys(part(theirs, 'sections')), ...Object.keys(part(mine, 'sections'))]);
  for (const name of names) {
    const [own, other, old] = [mine, theirs, base].map((record) => ({
      rows: part(record, 'sections')[name],
      time: part(record, 'sectionTimes')[name],
    }));
    const mineIsNews = !sameValue(own, old) && !sameValue(own, other);
    const isLater = String(own?.time ?? '') > String(other?.time ?? '');
    const winner = mineIsNews && (sameValue(other, old) || isLater) ? own : other;
    if (winner === own && mineIsNews) {
      taken.push(`sectionTimes.${name}`);
    }
    if (winner?.rows !== undefined) {
      sections[name] = winner.rows;
    }
    if (winner?.time !== undefined) {
      sectionTimes[name] = winner.time;
    }
  }
  return { value: { sections, sectionTimes }, taken, clashes: [] };
};

const mergeFields = (plan: MergePlan, base: AnyRecord | null, mine: AnyRecord, theirs: AnyRecord): Merged => {
  const from = base ?? undefined;
  const together = plan.groups
    .filter((group) => group.fields.some((name) => name in theirs))
    .map((group) => mergeGroup(group, '', from, mine, theirs));
  const sectioned = Object.values(plan.fields).includes('newest-section');
  const outcomes = sectioned ? [...together, mergeSections(from, mine, theirs)] : together;
  const fields: Record<string, unknown> = Object.assign({}, ...outcomes.map((outcome) => outcome.value));
  const single = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].filter(
    (name) => !(name in fields) && !BOOKKEEPING.includes(name),
  );
  for (const name of single) {
    const [old, own, other] = [base?.[name], mine[name], theirs[name]];
    const united = mergeValue(plan.fields[name], name, old, own, other, plan.elementGroups[name]);
    const isTooLong = Array.isArray(united.value) && united.value.length > (plan.max?.[name] ?? Infinity);
    // The server would refuse what both added together; a single side never is more than it takes.
    const outcome = isTooLong && !sameValue(united.value, other) ? clash(name, old, own, other) : united;
    if (outcome.value !== undefined) {
      fields[name] = outcome.value;
    }
    const isDerived = plan.fields[name] === 'derived';
    outcomes.push(isDerived ? { ...outcome, taken: [] } : outcome);
  }
  return {
    fields,
    taken: outcomes.flatMap((outcome) => outcome.taken),
    clashes: outcomes.flatMap((outcome) => outcome.clashes),
  };
};

/** Who changed a field last on one side, as far as its own journal entries tell; else who saved the record last. */
const authorOf = (
  record: AnyRecord,
  other: AnyRecord,
  raw: RawClash,
): { readonly by: string; readonly at: Instant } => {
  const known = new Set(other.journal.map((entry) => entry.id));
  const top = fieldOfPath(raw.field);
  const names = [raw.field, top, ...(isObject(raw.theirs) ? Object.keys(raw.theirs) : [])];
  const entry = [...record.journal]
    .reverse()
    .find((one) => !known.has(one.id) && one.changes.some((change) => names.includes(change.field)));
  return entry === undefined
    ? { by: record.updatedBy, at: record.updatedAt }
    : { by: entry.by, at: entry.at };
};

const clashOf = (mine: AnyRecord, theirs: AnyRecord, found: RawClash): Clash => {
  const { turned, ...raw } = found;
  const [lost, kept] = turned === true ? [theirs, mine] : [mine, theirs];
  const [own, other] = [authorOf(lost, kept, raw), authorOf(kept, lost, raw)];
  return {
    id: derivedId('clash', theirs.id, raw.field, raw.base, raw.mine, raw.theirs, own.at, other.at),
    ...raw,
    mineBy: own.by,
    mineAt: own.at,
    theirsBy: other.by,
    theirsAt: other.at,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
  };
};

/** A clash of a group is journalled field by field, so that the history and the SLA clock read it like any other change. */
const changesOf = (raw: RawClash, isGroup: boolean): readonly FieldChange[] => {
  const { field, mine, theirs } = raw;
  if (!isGroup || !isObject(mine) || !isObject(theirs)) {
    return [{ field, from: mine, to: theirs }];
  }
  const prefix = field.slice(0, field.lastIndexOf('.') + 1);
  return Object.keys(theirs)
    .filter((name) => !sameValue(mine[name], theirs[name]))
    .map((name) => ({ field: `${prefix}${name}`, from: mine[name] ?? null, to: theirs[name] ?? null }));
};

/** Whether a clash of such a record is about a group of fields; its values are then objects that hold each of them. */
export const isGroupClash = (
  collection: CollectionName,
  type: unknown,
  clash: Pick<Clash, 'field' | 'theirs'>,
): boolean => isObject(clash.theirs) && isGroupOf(collection, type, clash.field);

/** One ms after all that either side knows, so that the entry stands last on every replica, whenever the merge runs. */
const justAfter = (mine: AnyRecord, theirs: AnyRecord): Instant => {
  const entries = [...mine.journal, ...theirs.journal];
  return justAfterAll([mine.updatedAt, theirs.updatedAt, ...entries.map(({ at }) => at)]);
};

const recordOfMerge = (
  kind: 'merged' | 'clash',
  changes: readonly FieldChange[],
  mine: AnyRecord,
  theirs: AnyRecord,
  env: Env,
): JournalEntry => ({
  id: derivedId(kind, theirs.id, changes, mine.updatedAt, theirs.updatedAt),
  at: justAfter(mine, theirs),
  by: mine.updatedBy,
  device: env.actor.deviceId,
  origin: 'sync',
  kind,
  changes: [...changes],
  text: null,
  minutes: null,
  effectId: null,
});

/**
 * The later save of the two that an entry of the united journal tells. Two consoles that each did the same without the other (an effect, a ring of
 * duplicates) have one entry of it, the server's: a save that went with it would be told by nobody, and refused.
 */
const lastSave = (mine: AnyRecord, theirs: AnyRecord, journal: readonly JournalEntry[]): AnyRecord => {
  const isMineLater =
    mine.updatedAt > theirs.updatedAt ||
    (mine.updatedAt === theirs.updatedAt && mine.updatedBy > theirs.updatedBy);
  const [later, earlier] = isMineLater ? [mine, theirs] : [theirs, mine];
  const isTold = ({ updatedAt, updatedBy }: AnyRecord): boolean =>
    journal.some(({ at, by }) => at === updatedAt && by === updatedBy);
  return isTold(later) || !isTold(earlier) ? later : earlier;
};

/** Whether a side did more than add to the logs: a note beside an edit is no merge worth an entry in the history. */
const changedFields = (plan: MergePlan, base: AnyRecord | null, side: AnyRecord): boolean =>
  Object.keys(side).some(
    (name) =>
      !BOOKKEEPING.includes(name) && plan.fields[name] !== 'derived' && !sameValue(side[name], base?.[name]),
  );

const sameContent = (a: AnyRecord, b: AnyRecord | null): boolean => b !== null && sameValue(a, b);

/**
 * Merges my version of a record with the server's against the version both started from (`base` null: both made the same
 * id on their own). Fields changed on one side only are taken silently and recorded as a `merged` entry; a field changed
 * differently on both keeps theirs, and mine waits in `clashes` with a `clash` entry (the other way round where the plan says that
 * my value stands). Journals are united, nothing is
 * dropped. The same inputs always give the same result, ids included, so that a repeated sync adds nothing. Derived
 * fields are the server's until the caller recomputes them.
 */
export const mergeRecords = <C extends CollectionName>(
  collection: C,
  base: RecordOf[C] | null,
  mine: RecordOf[C],
  theirs: RecordOf[C],
  env: Env,
): MergeOutcome<C> => {
  const other = theirs as AnyRecord;
  const [from, own] = [base, mine].map((one) =>
    one === null ? null : withTimesOf(one as AnyRecord, other),
  ) as [AnyRecord | null, AnyRecord];
  if (sameContent(own, from) || sameContent(own, other)) {
    return { merged: theirs, clashes: [], mergedFields: [] };
  }
  if (sameContent(other, from)) {
    return { merged: own as unknown as RecordOf[C], clashes: [], mergedFields: [] };
  }
  const plan = mergePlanFor(collection, other.type);
  const result = keepLegal(plan, from, own, other, mergeFields(plan, from, own, other));
  const clashes = result.clashes.map((raw) => clashOf(own, other, raw));
  const entries: JournalEntry[] = [];
  if (result.taken.length > 0 && changedFields(plan, from, other)) {
    const changes = result.taken.map((field) => ({
      field,
      from: getPath(other, field) ?? null,
      to: getPath(result.fields, field) ?? null,
    }));
    entries.push(recordOfMerge('merged', changes, own, other, env));
  }
  if (clashes.length > 0) {
    const told = result.clashes.flatMap((raw) => changesOf(raw, isGroupClash(collection, other.type, raw)));
    entries.push(recordOfMerge('clash', told, own, other, env));
  }
  const allClashes = uniteClashes(clashes, uniteClashes(own.clashes, other.clashes));
  const journal = uniteLogs(entries, uniteLogs(own.journal, other.journal));
  const { updatedAt, updatedBy } = lastSave(own, other, journal);
  const merged = {
    ...result.fields,
    updatedAt,
    updatedBy,
    journal,
    clashes: allClashes,
    openClashes: allClashes.filter((clash) => clash.resolvedAt === null).length,
  };
  return { merged: merged as RecordOf[C], clashes, mergedFields: result.taken };
};
