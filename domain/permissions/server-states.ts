import { ORDERS_UNDONE } from '#domain/processes/order.ts';
import {
  commandOf,
  isActiveState,
  isEditedIn,
  isEmpty,
  mayTake,
  type Process,
  phaseOf,
  type Step,
} from '#domain/processes/process.ts';
import { hasProcesses, processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { scopeOf } from './permissions.ts';
import { type Doc, idOf, isBlank, isMerge, newEntries, type ServerEntry, textOf } from './server-doc.ts';
import { checkActs, isDecision, isReached } from './server-replay.ts';
import { assigningCommands } from './server-roles.ts';
import { reachOf } from './server-scope.ts';
import { checkSubstates } from './server-substates.ts';
import { isTrueWayBack, leadsBack } from './server-taken-back.ts';
import { ACCEPTED, type Refusal, refuse, type Verdict } from './server-verdict.ts';
import { checkApproval } from './server-votes.ts';

type StateWrite = {
  readonly collection: CollectionName;
  readonly before: Doc | null;
  readonly after: Doc;
  readonly actor: ServerActor;
  /** Server administrators: every step of the tables is theirs. */
  readonly isTrusted: boolean;
};

/** A step as this actor may take it. */
type Edge = {
  readonly from: string;
  readonly to: string;
  readonly isPermitted: boolean;
  readonly needsNote: boolean;
  /** Fields that have to be filled by then. */
  readonly fills: readonly string[];
  /** A field that its entry has to give: without, it is another step. */
  readonly gives: string | null;
};
type Machine = { readonly rules: Process; readonly type: string; readonly edges: readonly Edge[] };

const isGiven = ({ changes }: ServerEntry, field: string | null): boolean =>
  field === null || changes.some((change) => change.field === field && !isBlank(change.to));

/**
 * A rule takes its steps where somebody said something: the answer that an incident waited for, or that it is a duplicate, which ends with the step. Nobody
 * takes them by themselves.
 */
const machineOf = (
  process: Process,
  { collection, before, after, actor, isTrusted }: StateWrite,
  entries: readonly ServerEntry[],
): Machine => {
  const reach = reachOf(collection, before, after, actor, assigningCommands(collection, process.type));
  const { roles } = actor;
  const isWord = ({ automatic, act }: Step): boolean => automatic && act === 'step';
  // Automatic steps belong to the words that take them.
  const isWithin = (one: Step): boolean => isWord(one) || reach(scopeOf(roles, commandOf(process, one.act)));
  const isSaid = entries.some(({ kind, text }) => kind === 'comment' && !isBlank(text));
  /** It is one as it is stored, or became one since, which it can't where it was called off before. */
  const isDuplicate = (called: string): boolean =>
    !isBlank(before?.duplicateOfId) ||
    (before?.state !== called && entries.some((entry) => isGiven(entry, 'duplicateOfId')));
  const isDue = (one: Step): boolean =>
    isWord(one) ? isSaid : isBlank(after.duplicateOfId) && isDuplicate(one.from);
  return {
    rules: process,
    type: textOf(after.type),
    edges: process.steps
      .filter((one) => !one.automatic || isDue(one))
      .map((one) => ({
        from: one.from,
        to: one.to,
        isPermitted: isTrusted || (mayTake(one, roles) && isWithin(one)),
        needsNote: one.requires.includes('note'),
        fills: one.fills,
        gives: one.gives,
      })),
  };
};

/** The process that a record of this collection must follow; null where there is none to follow. */
const requiredProcess = (collection: CollectionName, type: unknown): Process | 'unknown' | null => {
  return hasProcesses(collection) ? (processIn(collection, type) ?? 'unknown') : null;
};

type Hop = { readonly from: string | null; readonly to: string; readonly entry: ServerEntry };

/** State changes among the new entries. What a merge wrote repeats others. */
const hopsOf = (entries: readonly ServerEntry[]): readonly Hop[] =>
  entries
    .filter((entry) => !isMerge(entry))
    .flatMap((entry) =>
      entry.changes
        .filter((change) => change.field === 'state')
        .map((change) => ({
          from: change.from === null ? null : textOf(change.from),
          to: textOf(change.to),
          entry,
        })),
    );

/**
 * The hops that lead back over a step that their taker took back: no other step is needed for them. Whoever brings them for somebody else
 * must have had the right to bring that step.
 */
const backHops = (
  { edges }: Machine,
  hops: readonly Hop[],
  { after, actor, isTrusted }: StateWrite,
): ReadonlySet<Hop> => {
  const writer = writerOf(actor);
  const isTheirs = ({ from, to, entry }: Hop): boolean =>
    isTrusted ||
    entry.by === writer ||
    edges.some((edge) => edge.from === to && edge.to === from && edge.isPermitted);
  return new Set(hops.filter((hop) => leadsBack(hop.entry, after) && isTheirs(hop)));
};

/** The steps, and the ways back, each once: a history can have thousands. */
const withWaysBack = (machine: Machine, back: ReadonlySet<Hop>): Machine => {
  const ways = new Map(
    [...back].map(({ from, to }) => [`${from} ${to}`, { from: textOf(from), to }] as const),
  );
  const isFree = { isPermitted: true, needsNote: false, fills: [], gives: null };
  return {
    ...machine,
    edges: [...machine.edges, ...[...ways.values()].map((way) => ({ ...way, ...isFree }))],
  };
};

const checkHop = ({ rules, type, edges }: Machine, { from, to, entry }: Hop): Refusal | null => {
  if (from === null) {
    return rules.initial.includes(to) ? null : refuse('invalid', 'state.initial', { type, state: to });
  }
  const matching = edges.filter((edge) => edge.from === from && edge.to === to && isGiven(entry, edge.gives));
  if (matching.length === 0) return refuse('invalid', 'state.no_step', { type, from, to });
  if (!matching.some((edge) => edge.isPermitted))
    return refuse('forbidden', 'state.role', { type, from, to });
  // Whatever the entry calls itself: the words stand where the state changed.
  const lacksNote = matching.every((edge) => edge.needsNote) && isBlank(entry.text);
  return lacksNote ? refuse('invalid', 'state.note_needed', { type, to }) : null;
};

/**
 * Two consoles ended the same order: whoever had completed the work wins over an end without it (domain/merge), so such an order comes
 * back as completed. Only whole: with what was done, by whom, and the step itself in the history.
 */
const isLateCompletion = (machine: Machine, { before, after, collection }: StateWrite): boolean =>
  collection === 'orders' &&
  before !== null &&
  ORDERS_UNDONE.some((state) => state === before.state) &&
  after.state === 'closed_complete' &&
  !isBlank(after.completedBy) &&
  Array.isArray(after.effects) &&
  after.effects.length > 0 &&
  machine.edges.some((edge) => edge.to === 'closed_complete' && edge.isPermitted);

/**
 * What belongs to the state and is not edited in it changes with a step only, also one that leads back into the state: why it waits, and how it went once it has ended. Such
 * fields are merged with the state, so an edit from before is a clash there, and no edit.
 */
const checkStay = (
  { rules, type, edges }: Machine,
  write: StateWrite,
  hops: readonly Hop[],
  isFree: (entry: ServerEntry) => boolean,
): Refusal | null => {
  const { before, after } = write;
  const state = textOf(after.state);
  const changed = Object.keys(rules.stateFields).filter(
    (field) => !sameValue(before?.[field] ?? null, after[field] ?? null),
  );
  if (changed.length === 0 || hops.some(({ to }) => to === state)) return null;
  const entries = newEntries(before, after);
  const isEdited = (field: string): boolean =>
    write.isTrusted ||
    isEditedIn(rules, field, state) ||
    entries.some((entry) => entry.changes.some((change) => change.field === field) && isFree(entry));
  /** Where it does not belong at all is asked elsewhere. */
  const isHere = (field: string): boolean => rules.stateFields[field]?.includes(state) === true;
  const isPlain = (field: string): boolean => rules.fields[field]?.edit !== undefined;
  const late = changed.find((field) => isPlain(field) && isHere(field) && !isEdited(field));
  if (late !== undefined) return refuse('invalid', 'field.phase', { field: late, type, state });
  if (changed.every(isPlain)) return null;
  const again = edges.filter((edge) => edge.from === state && edge.to === state);
  if (again.length === 0) return refuse('invalid', 'state.no_step', { type, from: state, to: state });
  return again.some((edge) => edge.isPermitted)
    ? null
    : refuse('forbidden', 'state.role', { type, from: state, to: state });
};

const checkPath = (
  machine: Machine,
  write: StateWrite,
  entries: readonly ServerEntry[],
  hops: readonly Hop[],
  imported: readonly Hop[],
  isFree: (entry: ServerEntry) => boolean,
): Refusal | null => {
  const to = textOf(write.after.state);
  const earlier = write.before === null ? null : textOf(write.before.state);
  if (to === earlier) return checkStay(machine, write, hops, isFree);
  if (!hops.some((hop) => hop.to === to)) return refuse('invalid', 'state.no_entry');
  // An import replays another system's history, which knows edges of its own.
  if (imported.some((hop) => hop.to === to)) return null;
  if (isLateCompletion(machine, write)) return null;
  // Step after step: what is left out between them was not asked what it needs.
  const from = earlier === null ? [null, ...machine.rules.initial] : [earlier];
  return isReached('state', from, to, entries)
    ? null
    : refuse('invalid', 'state.no_step', { type: machine.type, from: earlier ?? '', to });
};

/** What fields hold as one new entry after the other tells it: at first what stood there, or what the first change says of a new record. */
const heldAtFirst = (entries: readonly ServerEntry[], before: Doc | null): Map<string, unknown> => {
  if (before !== null) return new Map(Object.keys(before).map((field) => [field, before[field]]));
  const held = new Map<string, unknown>();
  for (const { field, from } of entries.flatMap(({ changes }) => changes)) {
    if (!held.has(field)) held.set(field, from);
  }
  return held;
};

/** What a hop has to find filled: what its state needs, and what a person's step asks for. What an effect did follows from another record's work. */
const neededBy = ({ rules, edges }: Machine, { from, to, entry }: Hop): readonly string[] => {
  const needs = Object.keys(rules.needs).includes(to) ? (rules.needs[to] ?? []) : [];
  if (!isBlank(entry.effectId)) return needs;
  const [first, ...others] = edges.filter((edge) => edge.from === from && edge.to === to);
  const fills = (first?.fills ?? []).filter((field) => others.every((edge) => edge.fills.includes(field)));
  return [...needs, ...fills];
};

/**
 * Several steps arrive as one write: what each state on the way needed was there when it was entered, or is there now. Where two consoles
 * worked apart, their entries do not follow from each other, and a merge that took no value over leaves no entry of its own: so it is
 * enough that the history ever tells of it. What the last state needs is looked at as it stands, see `checkNeeds`.
 */
const checkPassed = (
  machine: Machine,
  { before, after }: StateWrite,
  entries: readonly ServerEntry[],
  hops: readonly Hop[],
): Refusal | null => {
  if (hops.length === 0) return null;
  const told = new Set(
    newEntries(null, after)
      .flatMap((entry) => entry.changes)
      .filter((change) => !(isEmpty(change.from) && isEmpty(change.to)))
      .map((change) => change.field),
  );
  const held = heldAtFirst(entries, before);
  let next = 0;
  // Both by time, so one walk: histories can have tens of thousands.
  for (const hop of hops) {
    const { to, entry } = hop;
    for (let isPast = false; !isPast && next < entries.length; next += 1) {
      const one = entries[next] as ServerEntry;
      for (const { field, to: value } of one.changes) held.set(field, value);
      isPast = one === entry;
    }
    const lacking = neededBy(machine, hop).find(
      (field) => isEmpty(after[field]) && !told.has(field) && isEmpty(held.get(field)),
    );
    if (lacking !== undefined) return refuse('invalid', 'state.field_needed', { state: to, field: lacking });
  }
  return null;
};

/** The record is new in its state: made in it or taken there by this write. */
const isEntered = ({ before, after }: StateWrite): boolean => before === null || before.state !== after.state;

/** Its state was brought by an import, which replays another system's history. */
const isImported = ({ after }: StateWrite, imported: readonly Hop[]): boolean =>
  imported.some((hop) => hop.to === textOf(after.state));

/** Fields that only exist in some states hold nothing in the others: neither in a new record nor by a step or an edit. */
const checkStateFields = (
  { rules, type }: Machine,
  write: StateWrite,
  imported: readonly Hop[],
): Refusal | null => {
  if (isImported(write, imported)) return null;
  const { before, after } = write;
  const state = textOf(after.state);
  const stray = Object.keys(rules.stateFields).find(
    (field) =>
      !(rules.stateFields[field] ?? []).includes(state) &&
      !isEmpty(after[field]) &&
      (isEntered(write) || !sameValue(before?.[field], after[field])),
  );
  if (stray === undefined) return null;
  // Only what was there before has been edited.
  return refuse('invalid', isEntered(write) ? 'field.not_in_state' : 'field.phase', {
    field: stray,
    type,
    state,
  });
};

/** Fields a state needs, looked at when it is entered and when they are taken away. */
const checkNeeds = ({ rules }: Machine, write: StateWrite, imported: readonly Hop[]): Refusal | null => {
  if (isImported(write, imported)) return null;
  const { before, after } = write;
  const state = textOf(after.state);
  const lost = (rules.needs[state] ?? []).find(
    (field) => isEmpty(after[field]) && (isEntered(write) || (before !== null && !isEmpty(before[field]))),
  );
  return lost === undefined ? null : refuse('invalid', 'state.field_needed', { state, field: lost });
};

/**
 * What the step into the state gives is there, not only in its entry: else whoever may call a ticket a duplicate could cancel any, without a word. Asked
 * when the state is entered and no other step of this actor's leads there.
 */
const checkGiven = ({ edges }: Machine, write: StateWrite, hop: Hop | undefined): Refusal | null => {
  if (hop === undefined || !isEntered(write)) return null;
  const { from, to, entry } = hop;
  const taken = edges.filter(
    (edge) =>
      edge.from === from && edge.to === to && edge.isPermitted && !(edge.needsNote && isBlank(entry.text)),
  );
  const { after } = write;
  const [given] = taken.map(({ gives }) => gives);
  if (given === undefined || taken.some(({ gives }) => gives === null)) return null;
  if (given !== null && after[given] === idOf(after)) {
    return refuse('invalid', 'duplicate.itself', { number: after.number });
  }
  return taken.some(({ gives }) => gives !== null && !isBlank(after[gives]))
    ? null
    : refuse('invalid', 'state.field_needed', { state: to, field: given });
};

const substateWrite = (process: Process, { collection, before, after, actor }: StateWrite) => ({
  ...{ before, after, roles: actor.roles },
  reach: reachOf(collection, before, after, actor, assigningCommands(collection, process.type)),
});

const checkActive = ({ rules }: Machine, { after }: StateWrite): Refusal | null =>
  after.active === isActiveState(rules, textOf(after.state))
    ? null
    : refuse('invalid', 'active.wrong', { state: after.state });

/**
 * Whether a record's state is one of its process and went only where its steps let this actor take it, entry by entry as the new ones
 * tell, and as a whole; whether the fields the state needs are there, and `active` is what the state says. Types without a process are nobody's
 * to write: whoever knows the process brings the rules along.
 */
export const checkStates = (write: StateWrite): Verdict => {
  const { collection, after } = write;
  const process = requiredProcess(collection, after.type);
  if (process === null) return ACCEPTED;
  if (process === 'unknown') return refuse('invalid', 'type.unknown', { type: after.type });
  if (phaseOf(process, textOf(after.state)) === null) {
    return refuse('invalid', 'state.unknown', { type: after.type, state: after.state });
  }
  const entries = newEntries(write.before, after);
  const hops = hopsOf(entries);
  // Between two states one entry can't be two steps: only the last would be looked at.
  const double = hops.find(({ entry }, index) => hops[index - 1]?.entry === entry);
  if (double !== undefined)
    return refuse('invalid', 'state.no_step', { type: after.type, from: textOf(double.from), to: double.to });
  const steps = machineOf(process, write, entries);
  const back = backHops(steps, hops, write);
  const machine = withWaysBack(steps, back);
  const mayImport = write.isTrusted || scopeOf(write.actor.roles, `${process.feature}.import`) !== 'none';
  const isFree = ({ origin }: ServerEntry): boolean => mayImport && origin === 'import';
  /** What was taken back, and what was decided for of a clash that the server knows, are no edits. */
  const isNoEdit = (entry: ServerEntry): boolean =>
    isFree(entry) || isTrueWayBack(entry, after) || isDecision(write.before, entry);
  const imported = hops.filter(({ entry }) => isFree(entry));
  const replayed = new Set(imported);
  for (const hop of hops) {
    const isAsked = !replayed.has(hop) && !back.has(hop);
    const refused = isAsked ? checkHop(steps, hop) : null;
    if (refused !== null) return refused;
  }
  const last = [...hops].reverse().find(({ to }) => to === after.state);
  const isOfSteps = last !== undefined && !replayed.has(last) && !back.has(last);
  return (
    checkPath(machine, write, entries, hops, imported, isNoEdit) ??
    checkNeeds(machine, write, imported) ??
    checkGiven(steps, write, isOfSteps ? last : undefined) ??
    checkPassed(
      machine,
      write,
      entries,
      hops.filter((hop) => !replayed.has(hop)),
    ) ??
    checkStateFields(machine, write, imported) ??
    (write.isTrusted || imported.length > 0 ? null : checkApproval(process, write.before, after)) ??
    (write.isTrusted ? null : checkSubstates(process, substateWrite(process, write))) ??
    checkActs({
      ...{ rules: process, entries, before: write.before, after },
      isFree,
    }) ??
    checkActive(machine, write) ??
    ACCEPTED
  );
};
