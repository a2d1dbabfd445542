/** Entries that take back an act of their writer (journal/taken-back.ts). Part of the server's rules; CouchDB bundles this. */
import { TAKE_BACK_HOURS, TAKEABLE_KINDS, TAKES_BACK, takesBack } from '#domain/journal/taken-back.ts';
import { stableText } from '#domain/merge/paths.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { laterBy } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { type Doc, entriesOf, isBlank, isMerge, type ServerEntry } from './server-doc.ts';
import { checkHeard, type TimedWrite } from './server-times.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const headOf = (path: string): string => path.split('.')[0] || path;

type Change = ServerEntry['changes'][number];
const stateIn = ({ changes }: ServerEntry): Change | undefined =>
  changes.find(({ field }) => field === 'state');

/** What counts and clocks are told from, and states of their own: an act that is not counted any more must not have left its value there. */
const COUNTED: readonly string[] = [
  ...['state', 'teamId', 'assigneeId'],
  ...Object.values(PROCESSES).flatMap((process: Process) => Object.keys(process.substates ?? {})),
];
const keyOf = (field: string, value: unknown): string => stableText([field, value]);

type Facts = { readonly fields: ReadonlySet<string>; readonly counted: ReadonlyMap<string, Change> };
const factsByEntry = new WeakMap<ServerEntry, Facts>();
/** What an entry changed, looked at once: thousands may name the same one, which may have changed thousands of fields. */
const factsOf = (entry: ServerEntry): Facts => {
  const known = factsByEntry.get(entry);
  if (known !== undefined) return known;
  const { changes } = entry;
  const counted = changes.filter(({ field }) => COUNTED.includes(field));
  const facts = {
    fields: new Set(changes.map(({ field }) => headOf(field))),
    counted: new Map(counted.map((change) => [change.field, change] as const)),
  };
  factsByEntry.set(entry, facts);
  return facts;
};

/** A history as it is walked through: each entry with its place, and where each counted value was last set. */
type Walk = {
  readonly places: Map<
    string,
    { readonly entry: ServerEntry; readonly at: number; readonly isFrom: boolean }
  >;
  readonly lastSet: Map<string, number>;
  /** Where it stood at first, in a history that does not begin with the making of the record: an import's. */
  readonly first: unknown;
};

/** Whether the record had been in the state that a step says it left. A merge tells of states that others were in; nobody looks at those. */
const wasFrom = ({ lastSet, first }: Walk, entry: ServerEntry): boolean => {
  const left = stateIn(entry)?.from ?? null;
  return left === null || sameValue(first, left) || lastSet.has(keyOf('state', left));
};

/** Null: the history tells how it began. */
const firstState = (entries: readonly ServerEntry[]): unknown => {
  const steps = entries.flatMap((entry) => (isMerge(entry) ? [] : (stateIn(entry) ?? [])));
  return steps.some(({ from }) => from === null) ? null : (steps[0]?.from ?? null);
};

/** The values go back to where they were from where the act took them, or somebody has put them there since. */
const isBack = (walk: Walk, entry: ServerEntry, target: ServerEntry, since: number): boolean =>
  COUNTED.every((name) => {
    const [back, there] = [factsOf(entry).counted.get(name), factsOf(target).counted.get(name)];
    if (there === undefined) return true;
    if (back !== undefined) return sameValue(back.from, there.to) && sameValue(back.to, there.from);
    return sameValue(there.from, there.to) || (walk.lastSet.get(keyOf(name, there.from)) ?? -1) > since;
  });

/** Whether an entry takes back one of its writer's own acts, of late, and nothing beside. */
const isTrue = (walk: Walk, entry: ServerEntry): boolean => {
  const place = walk.places.get(takesBack(entry) ?? '');
  if (place === undefined) return false;
  const { entry: target, at, isFrom } = place;
  const { fields } = factsOf(target);
  const isOwn = target.by === entry.by && target.kind === entry.kind && TAKEABLE_KINDS.includes(entry.kind);
  const isAct = isBlank(target.effectId) && target.origin !== 'import' && target.origin !== 'worker';
  // An entry stands after what it answers by a little; the console asked the same of its clock.
  const isLate = entry.at > laterBy(target.at, (TAKE_BACK_HOURS + 1) * 3600000);
  const isWithin = entry.changes.every(({ field }) => field === TAKES_BACK || fields.has(headOf(field)));
  return isOwn && isAct && !isLate && isFrom && isWithin && isBack(walk, entry, target, at);
};

/** Histories that were walked through, by the list that each write reads anew. */
const walked = new WeakMap<readonly ServerEntry[], ReadonlySet<string>>();

/** The ids of all entries that truly take something back: in one walk, since a history can have tens of thousands. */
const trueIn = (after: Doc): ReadonlySet<string> => {
  const entries = entriesOf(after);
  const known = walked.get(entries);
  if (known !== undefined) return known;
  const out = new Set<string>();
  walked.set(entries, out);
  const walk: Walk = { places: new Map(), lastSet: new Map(), first: firstState(entries) };
  for (const [at, entry] of entries.entries()) {
    if (takesBack(entry) !== null && isTrue(walk, entry)) out.add(entry.id);
    walk.places.set(entry.id, { entry, at, isFrom: wasFrom(walk, entry) });
    if (isMerge(entry)) continue;
    for (const { field, to } of entry.changes) {
      if (COUNTED.includes(field)) walk.lastSet.set(keyOf(field, to), at);
    }
  }
  return out;
};

/** Whether other records follow from the act: what was done to them stays, so the act does. An order's effects are those of its completion. */
const hasEffects = (collection: CollectionName, after: Doc, target: ServerEntry): boolean => {
  const effects = Array.isArray(after.effects) ? after.effects.filter(isObject) : [];
  if (effects.length === 0) return false;
  const isCompletion = collection === 'orders' && stateIn(target)?.to === 'closed_complete';
  return isCompletion || effects.some(({ at, by }) => at === target.at && by === target.by);
};

/** The first new entry that says it takes something back, and does not or must not. */
export const checkTakenBack = ({ collection, before, after, entries, now }: TimedWrite): Refusal | null => {
  const taking = entries.filter((entry) => takesBack(entry) !== null);
  if (taking.length === 0) return null;
  const isKnown = trueIn(after);
  if (!taking.every(({ id }) => isKnown.has(id))) return refuse('invalid', 'act.untrue');
  const ids = new Set(taking.map((entry) => takesBack(entry) ?? ''));
  const late = checkHeard({ before, now }, ids);
  if (late !== null) return late;
  const targets = entriesOf(after).filter(({ id }) => ids.has(id));
  return targets.some((target) => hasEffects(collection, after, target))
    ? refuse('invalid', 'act.has_effects')
    : null;
};

/** Whether the entry takes back an act of its writer's own, and nothing beside. */
export const isTrueWayBack = (entry: ServerEntry, after: Doc): boolean =>
  takesBack(entry) !== null && trueIn(after).has(entry.id);

/** Whether the entry leads back over a step of its writer's own: no other step is needed for that. */
export const leadsBack = (entry: ServerEntry, after: Doc): boolean =>
  stateIn(entry) !== undefined && isTrueWayBack(entry, after);
