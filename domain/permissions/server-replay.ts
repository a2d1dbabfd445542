/**
 * A record as it was when each new entry of its history was written: several acts arrive as one write, and each is looked at where it was done, not where all of
 * them ended. Part of the server's rules; CouchDB bundles this.
 */
import { type ApprovedRecord, isRequested } from '#domain/approvals/approvals.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import { checkSomeFields } from '#domain/fields/check.ts';
import { takesBack } from '#domain/journal/taken-back.ts';
import { copyOf, setWithin } from '#domain/merge/paths.ts';
import {
  isEmpty,
  type Process,
  type ProcessFailure,
  type ProcessRecord,
  type ToldAct,
} from '#domain/processes/process.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import {
  BOOKKEEPING,
  type Doc,
  entriesOf,
  idOf,
  isMerge,
  rawClashes,
  type ServerEntry,
} from './server-doc.ts';
import { lateAgreement, lookBudget, stateSetBy } from './server-looks.ts';
import { namedDelegates, saidIn } from './server-said.ts';
import { isTrueWayBack } from './server-taken-back.ts';
import { type Refusal, refuse } from './server-verdict.ts';

export type ReplayedWrite = {
  readonly rules: Process;
  readonly before: Doc | null;
  readonly after: Doc;
  /** The new entries, by time. */
  readonly entries: readonly ServerEntry[];
  /** Entries that nothing is asked of: what an import replays. */
  readonly isFree: (entry: ServerEntry) => boolean;
};

/**
 * So many acts are looked at where each may cost a sum of long texts and so many earlier versions: no console makes as many out of
 * sight.
 */
const MOST_LOOKS = 100;
const MOST_VERSIONS = 50;

type Change = ServerEntry['changes'][number];
type Version = {
  readonly held: Doc;
  /** Sets what stands at a path; an element of a list that becomes null is gone. */
  readonly set: (path: string, value: unknown) => void;
  /** Fields that were set: nobody has looked at their values yet. */
  readonly touched: ReadonlySet<string>;
};

/** What no act sets, whatever its entry says: such lists have tens of thousands, and each path into one is looked for. */
const NEVER_SET: readonly string[] = [...BOOKKEEPING, 'effects'];

/** Lists and objects are copied when something in them is set, and no earlier: most stay as they were. */
const versionOf = (doc: Doc): Version => {
  const held = { ...doc };
  const own = new Set<string>();
  const touched = new Set<string>();
  const set = (path: string, value: unknown): void => {
    const field = fieldOfPath(path);
    if (NEVER_SET.includes(field)) return;
    touched.add(field);
    if (field !== path && !own.has(field)) {
      setWithin(held, field, copyOf(held[field]));
      own.add(field);
    } else if (field === path) own.delete(field);
    setWithin(held, path, value);
    const list = held[field];
    if (value === null && field !== path && Array.isArray(list)) {
      setWithin(
        held,
        field,
        list.filter((item) => item !== null),
      );
    }
  };
  return { held, set, touched };
};

const forward = ({ set }: Version, changes: readonly Change[]): void => {
  for (const { field, to } of changes) set(field, to);
};
const backward = ({ set }: Version, changes: readonly Change[]): void => {
  for (const { field, from } of [...changes].reverse()) set(field, from);
};

/** A new record as it was made: what it is, without what its entries tell of later. */
const madeFrom = (after: Doc, entries: readonly ServerEntry[]): Doc => {
  const version = versionOf(after);
  for (const { changes } of [...entries].reverse()) backward(version, changes);
  return version.held;
};

/** What a state does not have went when the record came there. */
const dropStray = ({ stateFields }: Process, { held, set }: Version, state: string): void => {
  for (const field of Object.keys(stateFields)) {
    if (stateFields[field]?.includes(state) === true || isEmpty(held[field])) continue;
    set(field, Array.isArray(held[field]) ? [] : null);
  }
};

/** Of the values that entries name those that are none for their field. A field that came later may have been missing. */
const hasOddValue = ({ fields }: Process, { held, touched }: Version): boolean =>
  [...touched].some((field) => {
    const spec = Object.keys(fields).includes(field) ? fields[field] : undefined;
    if (spec === undefined || (spec.late === true && (held[field] ?? null) === null)) return false;
    return checkSomeFields(fields, { [field]: held[field] }) !== null;
  });

const invalid = ({ error }: ProcessFailure): Refusal => ({ ok: false, ...error, code: 'invalid' });

/** What the process says against an act, given the record before and after it. */
const askOf = (
  write: ReplayedWrite,
  entry: ServerEntry,
  earlier: Doc,
  version: Version,
  journal: readonly ServerEntry[],
): Refusal | null => {
  const { rules, before, after } = write;
  if (hasOddValue(rules, version)) return refuse('invalid', 'history.damaged');
  const isApproved = rules.approval !== undefined;
  const { held } = version;
  const words = isApproved
    ? {
        votes: saidIn('votes', write, held),
        delegates: namedDelegates(write, held),
        delegateVotes: saidIn('delegateVotes', write, held),
      }
    : {};
  // What a change applied is known by its own id, which CouchDB calls otherwise.
  const id = idOf(after);
  // Its fields were looked at by the table.
  const record = { ...held, ...words, journal, id } as unknown as ApprovedRecord;
  const to = stateSetBy(entry);
  if (to !== null) {
    const isAsked =
      !isApproved ||
      isEmpty(record.approvals) ||
      sameValue(record.approvals, before?.approvals) ||
      isRequested(rules, record);
    if (!isAsked) return refuse('invalid', 'history.untold', { field: 'approvals' });
    const failure = rules.own.checkState?.(record) ?? null;
    if (failure !== null) return invalid(failure);
  }
  const act = rules.own.checkAct;
  if (act === undefined || isDecided(write, entry)) return null;
  const was = { ...earlier, id } as unknown as ProcessRecord;
  const failure = act(was, record, toldBy(write, entry));
  if (failure === null) return null;
  const { first, isBack } = firstOf(entry, after);
  const told = toldBy(write, first);
  const again = first === entry ? failure : isBack ? act(record, was, told) : act(was, record, told);
  return again === null ? null : invalid(failure);
};

/** The act that an entry takes back, or does again after that: the way back is one where the act itself leads the other way. */
const firstOf = (
  entry: ServerEntry,
  after: Doc,
): { readonly first: ServerEntry; readonly isBack: boolean } => {
  let [first, isBack] = [entry, false];
  while (isTrueWayBack(first, after)) {
    const id = takesBack(first);
    const target = entriesOf(after).find((one) => one.id === id);
    if (target === undefined) break;
    [first, isBack] = [target, !isBack];
  }
  return { first, isBack };
};

const toldBy = ({ before }: ReplayedWrite, entry: ServerEntry): ToldAct => {
  const { by, at, kind, text } = entry;
  return { by, at, kind, text, isDecision: isDecision(before, entry) };
};

/** Whether an entry takes over what a clash held that the server knows. */
export const isDecision = (before: Doc | null, { kind, changes }: ServerEntry): boolean =>
  kind === 'clash_resolved' && changes.some((change) => isHeldInClash(before, change));

/** Whether a clash that the server knows and that waits for a decision holds the value. */
const isHeldInClash = (before: Doc | null, { field, to }: Change): boolean =>
  rawClashes(before).some(
    ({ resolvedAt, mine }) =>
      (resolvedAt ?? null) === null && isObject(mine) && sameValue(mine[field] ?? null, to),
  );

/** Whether an entry decides for what somebody had put into a guarded field with the state, of a clash that the server knows: no act leads there from what stands now. */
const isDecided = ({ rules, before }: ReplayedWrite, { kind, changes }: ServerEntry): boolean => {
  if (kind !== 'clash_resolved') return false;
  const isKnown = (change: Change): boolean =>
    rules.fields[change.field]?.group === 'state' && isHeldInClash(before, change);
  return changes.filter(({ field }) => rules.guarded?.includes(field) === true).every(isKnown);
};

/** Whether something is asked of what an entry tells: it goes to a state, or changes what only acts of its own change. */
const isLookedAt = ({ rules, isFree }: ReplayedWrite, entry: ServerEntry): boolean =>
  !isMerge(entry) &&
  !isFree(entry) &&
  ((stateSetBy(entry) !== null && rules.own.checkState !== undefined) ||
    entry.changes.some(({ field }) => rules.guarded?.includes(fieldOfPath(field)) === true));

/** The record before and after the last of `told`, which are new entries, on top of `start`. */
const playedOn = (start: Doc, rules: Process, told: readonly ServerEntry[]) => {
  const version = versionOf(start);
  const last = told[told.length - 1] as ServerEntry;
  for (const entry of told) {
    if (entry === last) break;
    forward(version, entry.changes);
    const to = isMerge(entry) ? null : stateSetBy(entry);
    if (to !== null) dropStray(rules, version, to);
  }
  const earlier = { ...version.held };
  forward(version, last.changes);
  const to = stateSetBy(last);
  if (to !== null) dropStray(rules, version, to);
  return { earlier, version };
};

/**
 * Who worked apart from a colleague did not have what stands there now: the act is well where it was on an earlier version of the record, as its history tells,
 * without what other consoles wrote since. What was written on the same one was known there.
 */
const wasWellEarlier = (
  write: ReplayedWrite,
  told: readonly ServerEntry[],
  mayLook: (held: Doc) => boolean,
): boolean => {
  const { rules, before } = write;
  if (before === null) return false;
  const entry = told[told.length - 1] as ServerEntry;
  const stored = entriesOf(before);
  const version = versionOf(before);
  const known: ServerEntry[] = [];
  const keptFields = new Set<string>();
  for (let at = stored.length - 1; at >= 0; at -= 1) {
    const one = stored[at] as ServerEntry;
    const isKnown = one.device === entry.device && one.at <= entry.at;
    if (isKnown) known.push(one);
    if (isKnown) for (const { field } of one.changes) keptFields.add(fieldOfPath(field));
    const gone = isKnown ? [] : one.changes.filter(({ field }) => !keptFields.has(fieldOfPath(field)));
    if (gone.length === 0) continue;
    backward(version, gone);
    const played = playedOn(version.held, rules, told);
    if (!mayLook(played.version.held)) return false;
    for (const field of version.touched) if (!played.version.touched.has(field)) touch(played.version, field);
    const journal = [...stored.slice(0, at), ...known, ...told];
    if (askOf(write, entry, played.earlier, played.version, journal) === null) return true;
  }
  return false;
};
const touch = ({ held, set }: Version, field: string): void => set(field, held[field]);

/** Whether a guarded field holds something else, whatever calls itself the reason. */
const isAnyChanged = ({ rules, before, after }: ReplayedWrite): boolean =>
  (rules.guarded ?? []).some((field) => !sameValue(before?.[field] ?? null, after[field] ?? null));

/** The first of the new entries that tells of an act which the process refuses, in the state and with the fields that the record had then. */
export const checkActs = (write: ReplayedWrite): Refusal | null => {
  const { rules, before, after, entries } = write;
  if (!isAnyChanged(write) && !entries.some((entry) => isLookedAt(write, entry))) return null;
  const version = versionOf(before ?? madeFrom(after, entries));
  const stored = entriesOf(before);
  let [looks, versions] = [0, 0];
  const isWithin = lookBudget(rules);
  const agreement = lateAgreement(rules, version.held);
  const mayLook = (held: Doc): boolean => {
    versions += 1;
    return versions <= MOST_VERSIONS && isWithin(held);
  };
  // Only what approvals name is costly to look at; of other steps there may be thousands.
  const isCostly = rules.approval !== undefined;
  for (const [index, entry] of entries.entries()) {
    const isAsked = isLookedAt(write, entry);
    const earlier = isAsked && rules.own.checkAct !== undefined ? { ...version.held } : version.held;
    forward(version, entry.changes);
    const to = isMerge(entry) ? null : stateSetBy(entry);
    if (to !== null) dropStray(rules, version, to);
    agreement.follow(entry, version.held);
    if (!isAsked) continue;
    looks += 1;
    if (isCostly && (looks > MOST_LOOKS || !isWithin(version.held)))
      return refuse('invalid', 'history.too_many', { max: MOST_LOOKS });
    const late = agreement.faultIn(version.held);
    if (late !== null) return late;
    const journal = isCostly ? [...stored, ...entries.slice(0, index + 1)] : stored;
    const refused = askOf(write, entry, earlier, version, journal);
    if (refused !== null && !wasWellEarlier(write, entries.slice(0, index + 1), mayLook)) return refused;
  }
  const stray = rules.guarded?.find(
    (field) =>
      rules.fields[field]?.merge === undefined && !isReached(field, [before?.[field]], after[field], entries),
  );
  return stray === undefined ? null : refuse('invalid', 'history.untold', { field: stray });
};

/**
 * Whether what stands in a field came there by acts that follow from each other, from what stood there before. What a merge tells is no act: it keeps
 * one of both values, and that one is told by whoever set it.
 */
export const isReached = (
  field: string,
  from: readonly unknown[],
  to: unknown,
  entries: readonly ServerEntry[],
): boolean => {
  const reached: unknown[] = from.map((value) => value ?? null);
  const isThere = (value: unknown): boolean => reached.some((one) => sameValue(one, value ?? null));
  for (const entry of entries) {
    if (isMerge(entry)) continue;
    for (const change of entry.changes) {
      if (change.field === field && isThere(change.from) && !isThere(change.to))
        reached.push(change.to ?? null);
    }
  }
  return isThere(to);
};
