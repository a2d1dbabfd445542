import { INCIDENT_TRANSITIONS } from '#domain/incidents/incident.transitions.ts';
import { ORDER_TRANSITIONS, ORDERS_UNDONE } from '#domain/orders/order.transitions.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { type CommandName, scopeOf } from './permissions.ts';
import { type Doc, isBlank, newEntries, type ServerEntry, textOf } from './server-doc.ts';
import type { ServerActor } from './server-roles.ts';
import { type Refusal, refuse, type Verdict } from './server-verdict.ts';

type Edge = {
  readonly from: string;
  readonly to: string;
  readonly isPermitted: boolean;
  readonly needsNote: boolean;
};
type Machine = {
  readonly word: string;
  readonly initial: readonly string[];
  readonly edges: readonly Edge[];
};

type StateWrite = {
  readonly collection: CollectionName;
  readonly before: Doc | null;
  readonly after: Doc;
  readonly actor: ServerActor;
  /** Server administrators and the worker: every edge of the tables is theirs. */
  readonly isTrusted: boolean;
};

/** Which command takes an order along a transition. */
const ORDER_COMMANDS: Readonly<Record<string, CommandName>> = {
  submit: 'orders.update',
  qualify: 'orders.update',
  accept: 'orders.update',
  assign: 'orders.assign',
  reassign: 'orders.assign',
  return: 'orders.assign',
  start: 'orders.start',
  complete: 'orders.complete',
  stop: 'orders.cancel',
  cancel: 'orders.cancel',
};

const incidentMachine = ({ actor, isTrusted }: StateWrite): Machine => ({
  word: 'incident',
  initial: ['new'],
  edges: INCIDENT_TRANSITIONS.map((transition) => ({
    from: transition.from,
    to: transition.to,
    isPermitted: isTrusted || transition.roles.some((role) => actor.roles.includes(role)),
    needsNote: transition.requires.includes('note'),
  })),
});

const orderMachine = ({ actor, isTrusted }: StateWrite): Machine => ({
  word: 'order',
  initial: ['draft', 'qualified', 'assigned'],
  edges: ORDER_TRANSITIONS.map((transition) => {
    const command = ORDER_COMMANDS[transition.name];
    return {
      from: transition.from,
      to: transition.to,
      isPermitted: isTrusted || (command !== undefined && scopeOf(actor.roles, command) !== 'none'),
      needsNote: false,
    };
  }),
});

const machineOf = (write: StateWrite): Machine | null => {
  if (write.collection === 'orders') return orderMachine(write);
  return write.collection === 'tickets' && write.after.type === 'incident' ? incidentMachine(write) : null;
};

type Hop = { readonly from: string | null; readonly to: string; readonly entry: ServerEntry };

/** State changes among the new entries. What a merge wrote repeats others. */
const hopsOf = (entries: readonly ServerEntry[]): readonly Hop[] =>
  entries
    .filter((entry) => entry.kind !== 'merged' && entry.kind !== 'clash')
    .flatMap((entry) =>
      entry.changes
        .filter((change) => change.field === 'state')
        .map((change) => ({
          from: change.from === null ? null : textOf(change.from),
          to: textOf(change.to),
          entry,
        })),
    );

const checkHop = (machine: Machine, hop: Hop): Refusal | null => {
  const { from, to, entry } = hop;
  if (from === null) {
    return machine.initial.includes(to)
      ? null
      : refuse('invalid', 'state.initial', { type: machine.word, state: to });
  }
  const edges = machine.edges.filter((edge) => edge.from === from && edge.to === to);
  if (edges.length === 0) {
    return refuse('invalid', 'state.no_step', { type: machine.word, from, to });
  }
  if (!edges.some((edge) => edge.isPermitted)) {
    return refuse('forbidden', 'state.role', { type: machine.word, from, to });
  }
  const lacksNote = entry.kind === 'state' && edges.every((edge) => edge.needsNote) && isBlank(entry.text);
  return lacksNote ? refuse('invalid', 'state.note_needed', { to }) : null;
};

/** Everywhere the actor can get from `from`: several offline steps arrive as one write. */
const reachable = (from: readonly string[], edges: readonly { from: string; to: string }[]): Set<string> => {
  const reached = new Set<string>(from);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const edge of edges) if (reached.has(edge.from)) reached.add(edge.to);
  }
  return reached;
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

const noWay = (machine: Machine, from: string | null, to: string, isThere: boolean): Refusal => {
  if (from === null) return refuse('invalid', 'state.initial', { type: machine.word, state: to });
  return isThere
    ? refuse('forbidden', 'state.role', { type: machine.word, from, to })
    : refuse('invalid', 'state.no_step', { type: machine.word, from, to });
};

const checkPath = (
  machine: Machine,
  write: StateWrite,
  hops: readonly Hop[],
  imported: readonly Hop[],
): Refusal | null => {
  const state = textOf(write.after.state);
  const earlier = write.before === null ? null : textOf(write.before.state);
  if (state === earlier) return null;
  if (!hops.some((hop) => hop.to === state)) {
    return refuse('invalid', 'state.no_entry');
  }
  // An import replays another system's history, which knows edges of its own.
  if (imported.some((hop) => hop.to === state)) return null;
  if (isLateCompletion(machine, write)) return null;
  const from = earlier === null ? machine.initial : [earlier];
  const edges = machine.edges.filter((edge) => edge.isPermitted);
  return reachable(from, edges).has(state)
    ? null
    : noWay(machine, earlier, state, reachable(from, machine.edges).has(state));
};

/** Fields a state needs, looked at when it is entered and when they are taken away. */
const checkStateFields = (write: StateWrite, imported: readonly Hop[]): Refusal | null => {
  const { before, after } = write;
  const state = textOf(after.state);
  if (write.collection !== 'tickets' || imported.some((hop) => hop.to === state)) return null;
  const isNew = before === null || before.state !== state;
  const lost = (field: string): boolean =>
    isBlank(after[field]) && (isNew || (before !== null && !isBlank(before[field])));
  const solution = ['closureCode', 'closureNotes'].find(lost);
  if (state === 'resolved' && solution !== undefined) {
    return refuse('invalid', 'state.field_needed', { state, field: solution });
  }
  return state === 'on_hold' && lost('holdReason')
    ? refuse('invalid', 'state.field_needed', { state, field: 'holdReason' })
    : null;
};

/**
 * Whether the state of a ticket or order went only where its table lets this actor take it, step by step as the new journal entries
 * tell, and as a whole; and whether the fields the state needs are there.
 */
export const checkStates = (write: StateWrite): Verdict => {
  const machine = machineOf(write);
  if (machine === null) return { ok: true };
  const mayImport = write.isTrusted || scopeOf(write.actor.roles, 'imports.run') !== 'none';
  const hops = hopsOf(newEntries(write.before, write.after));
  const imported = hops.filter((hop) => mayImport && hop.entry.origin === 'import');
  for (const hop of hops) {
    const refused = imported.includes(hop) ? null : checkHop(machine, hop);
    if (refused !== null) return refused;
  }
  return checkPath(machine, write, hops, imported) ?? checkStateFields(write, imported) ?? { ok: true };
};
