import type { Clash } from '#domain/fields/base.ts';
import type { FieldPlan } from '#domain/fields/field.ts';
import type { FieldGroup } from '#domain/fields/merge-plan.ts';
import { byTime } from '#domain/journal/journal.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';
import { escapeSegment, stableText } from './paths.ts';

/** A field that both sides changed differently, before it is known who and when. */
export type RawClash = {
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** My side stands in the record and theirs waits as the clash's `mine`. */
  readonly turned?: true;
};
/** What became of one value: `undefined` stands for a key or element that is not there. */
export type Outcome = {
  readonly value: unknown;
  /** Paths where mine was taken over. */
  readonly taken: readonly string[];
  readonly clashes: readonly RawClash[];
};

/** Limit of a journal or clash field name; deeper paths are merged as a whole instead. */
const MAX_PATH = 200;

const kept = (value: unknown): Outcome => ({ value, taken: [], clashes: [] });
const take = (path: string, value: unknown): Outcome => ({ value, taken: [path], clashes: [] });
const orNull = (value: unknown): unknown => (value === undefined ? null : value);
/** Theirs stands, mine waits. */
export const clash = (field: string, base: unknown, mine: unknown, theirs: unknown): Outcome => ({
  value: theirs,
  taken: [],
  clashes: [{ field, base: orNull(base), mine: orNull(mine), theirs: orNull(theirs) }],
});

const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const mergeSet = (path: string, base: unknown, mine: unknown, theirs: unknown): Outcome => {
  const keys = (value: unknown) => new Set(arrayOf(value).map(stableText));
  const inBase = keys(base);
  const inMine = keys(mine);
  const inTheirs = keys(theirs);
  const staying = arrayOf(theirs).filter(
    (item) => inMine.has(stableText(item)) || !inBase.has(stableText(item)),
  );
  const added = arrayOf(mine).filter(
    (item) => !inTheirs.has(stableText(item)) && !inBase.has(stableText(item)),
  );
  const merged = [...staying, ...added];
  return merged.length === inTheirs.size && added.length === 0 ? kept(theirs) : take(path, merged);
};

const mergeObject = (path: string, base: unknown, mine: unknown, theirs: unknown): Outcome => {
  if (!isObject(mine) || !isObject(theirs)) {
    return clash(path, base, mine, theirs);
  }
  const from: JsonObject = isObject(base) ? base : {};
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  if (keys.some((key) => path.length + 1 + escapeSegment(key).length > MAX_PATH)) {
    return clash(path, base, mine, theirs);
  }
  return collect(
    keys.map((key) => [
      key,
      mergeValue(undefined, `${path}.${escapeSegment(key)}`, from[key], mine[key], theirs[key]),
    ]),
  );
};

/** Puts the outcomes of single keys together to the outcome of the object that has them. */
const collect = (parts: readonly (readonly [string, Outcome])[]): Outcome => ({
  value: Object.fromEntries(
    parts.filter(([, part]) => part.value !== undefined).map(([key, part]) => [key, part.value]),
  ),
  taken: parts.flatMap(([, part]) => part.taken),
  clashes: parts.flatMap(([, part]) => part.clashes),
});

/** The group's fields from one side, as one value. */
const pick = (source: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, orNull(source[name])]));

const stands = ({ stands: rule, fields }: FieldGroup, side: JsonObject, other: JsonObject): boolean => {
  const [deciding = ''] = fields;
  return (
    rule !== undefined && side[deciding] === rule.value && rule.against.includes(String(other[deciding]))
  );
};

/** Fields that belong together: all of them from the side that changed any, a clash when both did and differ in what counts. */
export const mergeGroup = (
  group: FieldGroup,
  prefix: string,
  base: JsonObject | undefined,
  mine: JsonObject,
  theirs: JsonObject,
): Outcome => {
  const all = [...group.fields, ...group.followers].filter((name) => name in theirs || name in mine);
  const [mineAll, theirsAll] = [pick(mine, all), pick(theirs, all)];
  const baseAll = base === undefined ? undefined : pick(base, all);
  const path = `${prefix}${group.name}`;
  if (sameValue(mineAll, theirsAll) || sameValue(mineAll, baseAll)) {
    return kept(theirsAll);
  }
  if (sameValue(theirsAll, baseAll)) {
    const changed = all.filter((name) => !sameValue(mine[name], theirs[name]));
    return { value: mineAll, taken: changed.map((name) => `${prefix}${name}`), clashes: [] };
  }
  if (group.later === true) {
    const [deciding = ''] = group.fields;
    return String(mine[deciding] ?? '') > String(theirs[deciding] ?? '')
      ? { value: mineAll, taken: all.map((name) => `${prefix}${name}`), clashes: [] }
      : kept(theirsAll);
  }
  if (stands(group, mine, theirs)) {
    const { clashes } = clash(path, baseAll, theirsAll, mineAll);
    return { value: mineAll, taken: [], clashes: clashes.map((one) => ({ ...one, turned: true })) };
  }
  return sameValue(pick(mine, group.fields), pick(theirs, group.fields))
    ? kept(theirsAll)
    : clash(path, baseAll, mineAll, theirsAll);
};

type Element = JsonObject & { readonly id: string };
const isElement = (value: unknown): value is Element => isObject(value) && typeof value.id === 'string';

const mergeElement = (
  path: string,
  groups: readonly FieldGroup[],
  base: Element | undefined,
  mine: Element | undefined,
  theirs: Element | undefined,
): Outcome => {
  if (mine === undefined || theirs === undefined) {
    // Taken off on one side. A change on the other one brings it back: removing is never allowed to swallow an edit.
    const present = mine ?? theirs;
    if (base !== undefined && sameValue(present, base)) {
      return mine === undefined ? take(path, undefined) : kept(undefined);
    }
    return mine === undefined ? kept(theirs) : take(path, mine);
  }
  const grouped = new Set(groups.flatMap((group) => [...group.fields, ...group.followers]));
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].filter(
    (name) => !grouped.has(name),
  );
  const single = collect(
    names.map((name) => [
      name,
      mergeValue(undefined, `${path}.${escapeSegment(name)}`, base?.[name], mine[name], theirs[name]),
    ]),
  );
  const together = groups.map((group) => mergeGroup(group, `${path}.`, base, mine, theirs));
  return {
    value: Object.assign({}, single.value, ...together.map((part) => part.value)),
    taken: [single, ...together].flatMap((part) => part.taken),
    clashes: [single, ...together].flatMap((part) => part.clashes),
  };
};

const mergeKeyed = (
  path: string,
  groups: readonly FieldGroup[],
  base: unknown,
  mine: unknown,
  theirs: unknown,
): Outcome => {
  const byId = (list: unknown) =>
    new Map(
      arrayOf(list)
        .filter(isElement)
        .map((element) => [element.id, element] as const),
    );
  const [inBase, inMine, inTheirs] = [byId(base), byId(mine), byId(theirs)];
  const ids = [...new Set([...inTheirs.keys(), ...inMine.keys()])];
  const parts = ids.map((id) =>
    mergeElement(`${path}.${escapeSegment(id)}`, groups, inBase.get(id), inMine.get(id), inTheirs.get(id)),
  );
  return {
    value: parts.map((part) => part.value).filter((element) => element !== undefined),
    taken: parts.flatMap((part) => part.taken),
    clashes: parts.flatMap((part) => part.clashes),
  };
};

const extreme = (path: string, mine: unknown, theirs: unknown, wantGreater: boolean): Outcome => {
  const [left, right] = [mine ?? '', theirs ?? ''] as [string, string];
  return left > right === wantGreater ? take(path, mine) : kept(theirs);
};

/**
 * Three values of one field into one. Only one side changed: that side. Both alike: no matter. Both differently: as `plan`
 * says, where no plan means that the server's stays and mine becomes a clash.
 */
export const mergeValue = (
  plan: FieldPlan | undefined,
  path: string,
  base: unknown,
  mine: unknown,
  theirs: unknown,
  elementGroups: readonly FieldGroup[] = [],
): Outcome => {
  if (sameValue(mine, theirs) || sameValue(mine, base)) {
    return kept(theirs);
  }
  if (sameValue(theirs, base)) {
    return take(path, mine);
  }
  switch (plan) {
    case 'keyed':
      return mergeKeyed(path, elementGroups, base, mine, theirs);
    case 'set':
      return mergeSet(path, base, mine, theirs);
    case 'object':
      return mergeObject(path, base, mine, theirs);
    case 'derived':
      return kept(theirs);
    case 'earlier':
      return extreme(path, mine, theirs, false);
    case 'later':
      return extreme(path, mine, theirs, true);
    case 'append-log':
      return kept(uniteLogs(logOf(mine), logOf(theirs)));
    case 'clash-log':
      return kept(uniteClashes(mine as Clash[], theirs as Clash[]));
    case 'newest-section':
    case undefined:
      return clash(path, base, mine, theirs);
  }
};

/** Everything of both sides once; of what both have, `choose` says which version stays. */
const unite = <T extends { readonly id: string }>(
  mine: readonly T[],
  theirs: readonly T[],
  choose: (theirs: T, mine: T) => T,
): T[] => {
  const united = new Map(theirs.map((item) => [item.id, item] as const));
  for (const item of mine) {
    const other = united.get(item.id);
    united.set(item.id, other === undefined ? item : choose(other, item));
  }
  return [...united.values()];
};

type LogEntry = { readonly id: string; readonly at: string };
// A foreign document may hold anything in its place.
const logOf = (value: unknown): LogEntry[] => arrayOf(value).filter(isElement) as unknown as LogEntry[];

/** Every entry of both logs once, by `(at, id)`. What the server has it keeps: it refuses changed entries. */
export const uniteLogs = <T extends LogEntry>(mine: readonly T[], theirs: readonly T[]): T[] =>
  unite(mine, theirs, (kept) => kept).sort(byTime);

/** Every clash of both sides once. A decided one is decided, and the decision that reached the server first stands there for good. */
export const uniteClashes = (mine: readonly Clash[], theirs: readonly Clash[]): Clash[] =>
  unite(mine, theirs, (kept, other) =>
    kept.resolvedAt === null && other.resolvedAt !== null ? other : kept,
  ).sort((a, b) => (a.id < b.id ? -1 : 1));
