/** What a merge of fields must not do beside: empty what a state needs, change what was published, drop what was begun, do both of what excludes each other. */
import type { Clash, JournalEntry } from '#domain/fields/base.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import type { MergePlan } from '#domain/fields/merge-plan.ts';
import { isEmpty } from '#domain/processes/process.ts';
import type { Instant } from '#domain/records/common.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';
import type { RawClash } from './merge-values.ts';
import { escapeSegment, getPath } from './paths.ts';

type Base = {
  readonly id: string;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
  readonly journal: readonly JournalEntry[];
  readonly clashes: readonly Clash[];
};
/** A record of any collection, as a merge sees it. */
export type AnyRecord = Base & JsonObject;

/** Fields of a merge, paths where mine was taken over, and clashes. */
export type Merged = {
  readonly fields: JsonObject;
  readonly taken: readonly string[];
  readonly clashes: readonly RawClash[];
};

/**
 * What the merged state can't be without, emptied by one side while the other one took the record there: it stays filled, and that it was
 * emptied waits for a decision.
 */
const keepNeeded = (
  { needs }: MergePlan,
  base: AnyRecord | null,
  mine: AnyRecord,
  theirs: AnyRecord,
  merged: Merged,
): Merged => {
  const lost = (needs?.[String(merged.fields.state)] ?? []).filter(
    (name) => isEmpty(merged.fields[name]) && !(isEmpty(mine[name]) && isEmpty(theirs[name])),
  );
  if (lost.length === 0) return merged;
  const clashes = lost.map((field): RawClash => {
    const from = base?.[field] ?? null;
    const [own, other] = [mine[field] ?? null, theirs[field] ?? null];
    return isEmpty(other)
      ? { field, base: from, mine: other, theirs: own, turned: true }
      : { field, base: from, mine: own, theirs: other };
  });
  const filled = clashes.map(({ field, theirs: value }) => [field, value] as const);
  return {
    fields: { ...merged.fields, ...Object.fromEntries(filled) },
    taken: merged.taken.filter((path) => !lost.includes(path)),
    clashes: [...merged.clashes.filter(({ field }) => !lost.includes(field)), ...clashes],
  };
};

/**
 * One side took the record to a state in which not everybody edits it, the other one edited what was there before: what was published is what
 * the publisher read, and the edit waits for a decision.
 */
const keepGuarded = (
  { guarded }: MergePlan,
  base: AnyRecord | null,
  mine: AnyRecord,
  theirs: AnyRecord,
  merged: Merged,
): Merged => {
  const isThere = (record: AnyRecord): boolean => guarded?.states.includes(String(record.state)) === true;
  const entered =
    isThere(mine) !== isThere(theirs) && merged.fields.state === (isThere(mine) ? mine : theirs).state;
  if (guarded === undefined || base === null || isThere(base) || !entered) return merged;
  const [kept, edited] = isThere(mine) ? [mine, theirs] : [theirs, mine];
  const late = guarded.fields.filter(
    (name) => !sameValue(edited[name], base[name]) && !sameValue(edited[name], kept[name]),
  );
  const isLate = (path: string): boolean => late.includes(fieldOfPath(path));
  const clashes = late.map((field): RawClash => {
    const raw = {
      field,
      base: base[field] ?? null,
      mine: edited[field] ?? null,
      theirs: kept[field] ?? null,
    };
    return kept === mine ? { ...raw, turned: true } : raw;
  });
  return {
    fields: { ...merged.fields, ...Object.fromEntries(late.map((name) => [name, kept[name]])) },
    taken: merged.taken.filter((path) => !isLate(path)),
    clashes: [...merged.clashes.filter(({ field }) => !isLate(field)), ...clashes],
  };
};

const elementsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** One side took an element off that the other one has gone on with elsewhere (a wave that was begun): it stays, as an edit of it would bring it back. */
const keepBegun = ({ keptBy }: MergePlan, mine: AnyRecord, theirs: AnyRecord, merged: Merged): Merged => {
  const fields: Record<string, unknown> = { ...merged.fields };
  const back: string[] = [];
  for (const [list, by] of Object.entries(keptBy ?? {})) {
    const known = new Map(
      [mine, theirs].flatMap((side) => elementsOf(side[list]).map((one) => [one.id, one])),
    );
    const there = new Set(elementsOf(fields[list]).map(({ id }) => id));
    for (const { id } of elementsOf(fields[by])) {
      const element = there.has(id) ? undefined : known.get(id);
      if (element === undefined) continue;
      fields[list] = [...elementsOf(fields[list]), element];
      back.push(`${list}.${escapeSegment(String(id))}`);
    }
  }
  const isNew = (path: string): boolean => getPath(theirs, path) === undefined;
  return back.length === 0
    ? merged
    : {
        ...merged,
        fields,
        taken: [...merged.taken.filter((path) => !back.includes(path)), ...back.filter(isNew)],
      };
};

/** Both did what excludes the other (called off here, made a major incident there): what the server has stands, and what I did waits. */
const keepExclusive = (
  { excludes, groups }: MergePlan,
  base: AnyRecord | null,
  mine: AnyRecord,
  theirs: AnyRecord,
  merged: Merged,
): Merged => {
  const { field, value, states } = excludes ?? { field: '', value: null, states: [] };
  const isBoth = (record: JsonObject): boolean =>
    states.includes(String(record.state)) && sameValue(record[field] ?? null, value);
  if (!isBoth(merged.fields) || isBoth(mine) || isBoth(theirs)) return merged;
  const isState = states.includes(String(mine.state));
  const group = groups.find(({ name }) => name === 'state');
  const names = isState && group !== undefined ? [...group.fields, ...group.followers] : [field];
  const of = (record: JsonObject | null): unknown =>
    isState
      ? Object.fromEntries(
          names
            .filter((name) => name in theirs || name in mine)
            .map((name) => [name, record?.[name] ?? null]),
        )
      : (record?.[field] ?? null);
  const path = isState ? 'state' : field;
  const raw: RawClash = { field: path, base: of(base), mine: of(mine), theirs: of(theirs) };
  return {
    fields: {
      ...merged.fields,
      ...Object.fromEntries(names.filter((name) => name in theirs).map((name) => [name, theirs[name]])),
    },
    taken: merged.taken.filter((one) => !names.includes(one)),
    clashes: [...merged.clashes.filter((one) => one.field !== path), raw],
  };
};

/** The fields as they were merged and kept so: each look sees what the one before it left. */
export const keepLegal = (
  plan: MergePlan,
  base: AnyRecord | null,
  mine: AnyRecord,
  theirs: AnyRecord,
  merged: Merged,
): Merged => {
  const begun = keepBegun(plan, mine, theirs, merged);
  const exclusive = keepExclusive(plan, base, mine, theirs, begun);
  const needed = keepNeeded(plan, base, mine, theirs, exclusive);
  return keepGuarded(plan, base, mine, theirs, needed);
};
