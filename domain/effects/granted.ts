/**
 * Which effects a record may have on others, whoever wrote it: any console does them with its own user's rights, so a record must not lend those
 * to somebody who has less. Granted is what Deskhand itself writes into such a record and nothing else. No packages: CouchDB bundles this.
 */
import {
  APPLIED_STATES,
  isApplying,
  isDue,
  isOfPreparations,
  isPreparedField,
} from '#domain/changes/preparations.ts';
import type { Effect, JournalEntry } from '#domain/fields/base.ts';
import type { Preparation } from '#domain/fields/changes.ts';
import { checkSomeFields } from '#domain/fields/check.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { SET_BY_ORDERS } from '#domain/orders/order.effect-fields.ts';
import { isEmpty } from '#domain/processes/process.ts';

/** The fields of a collection that effects set; none where records have a process, whose steps and rights stand in between. */
export const settableFields = (collection: string): readonly string[] => {
  const all: Readonly<Record<string, readonly string[]>> = SET_BY_ORDERS;
  return Object.keys(all).includes(collection) ? (all[collection] ?? []) : [];
};

type Work = Pick<Effect, 'collection' | 'act' | 'set' | 'text' | 'was'>;

/** The one kind of record that effects reach in a collection. */
const TARGETS: Readonly<
  Record<Effect['collection'], { readonly type: string; readonly fields: FieldTable }>
> = {
  tickets: { type: 'incident', fields: FIELD_TABLES.tickets.incident },
  knowledge: { type: 'known_error', fields: FIELD_TABLES.knowledge.known_error },
  configItems: { type: 'configItems', fields: FIELD_TABLES.configItems.configItems },
  relations: { type: 'relations', fields: FIELD_TABLES.relations.relations },
  licences: { type: 'seat', fields: FIELD_TABLES.licences.seat },
};

/** What a target is given when what causes it is solved. */
const SOLVED_WITH: Readonly<Partial<Record<Effect['collection'], readonly string[]>>> = {
  tickets: ['closureCode', 'closureNotes'],
  knowledge: ['rootCause', 'solution'],
};

/** Whether each value is one that its field in the target's table takes. */
const areValid = (collection: Effect['collection'], values: Effect['set']): boolean => {
  const { fields } = TARGETS[collection];
  return checkSomeFields(fields, values) === null;
};

const isSolving = (collection: Effect['collection'], { to, ...given }: Effect['set']): boolean => {
  const fields = SOLVED_WITH[collection];
  const names = Object.keys(given);
  return (
    to === 'resolved' &&
    fields !== undefined &&
    names.length === fields.length &&
    fields.every((field) => names.includes(field) && !isEmpty(given[field])) &&
    areValid(collection, given)
  );
};

/** One reference or one list: each has a right of its own. */
const linkedField = (set: Effect['set']): 'problemId' | 'knowledgeIds' | null => {
  const [field, ...more] = Object.keys(set);
  if (more.length > 0) return null;
  return field === 'problemId' || field === 'knowledgeIds' ? field : null;
};

/** Whether the effect writes only what an effect of its act ever writes, and values that the target's table takes. */
export const isWithinFields = ({ collection, act, set, text, was }: Work): boolean => {
  // What stood there is told of a prepared edit alone: a console asks other rights for one.
  if (act !== 'set' && was != null) return false;
  switch (act) {
    case 'set': {
      const isSettable = (field: string): boolean =>
        was == null ? settableFields(collection).includes(field) : isPreparedField(collection, field);
      return Object.keys(set).every(isSettable) && areValid(collection, set);
    }
    case 'link': {
      const field = linkedField(set);
      return collection === 'tickets' && field !== null && !isEmpty(set[field]) && areValid(collection, set);
    }
    case 'step':
      return isSolving(collection, set);
    case 'comment':
      return collection === 'tickets' && Object.keys(set).length === 0 && !isEmpty(text);
    case 'note':
      // Nothing writes one so far.
      return false;
  }
};

/** The record that has the effects, as far as it counts. */
export type EffectCause = {
  readonly id: string;
  readonly type?: unknown;
  readonly state: unknown;
  readonly journal: readonly Pick<JournalEntry, 'by' | 'changes'>[];
  readonly effects?: readonly Effect[] | undefined;
  /** Of changes. */
  readonly preparations?: readonly Preparation[] | null | undefined;
};

/** Whether the record was ever brought to one of `states`; it may have been taken up again before anybody saw it. */
const wasEver = ({ journal }: EffectCause, states: readonly string[]): boolean =>
  journal.some(({ changes }) =>
    changes.some(({ field, to }) => field === 'state' && states.some((state) => state === to)),
  );

/**
 * Whether a record of `collection` may have the effect. A completed order sets fields. A resolved incident resolves incidents. A problem
 * makes incidents its own, tells them its workaround with the known errors, and resolved or closed takes incidents and known errors along. A change that is
 * carried out does what it prepared, and takes that back; whether it was approved so is asked where the effect is stored (server-prepared.ts).
 */
export const isGranted = (collection: string, cause: EffectCause, effect: Effect): boolean => {
  if (!isWithinFields(effect)) return false;
  if (collection === 'orders')
    return effect.act === 'set' && effect.was == null && cause.state === 'closed_complete';
  if (collection !== 'tickets') return false;
  switch (cause.type) {
    case 'incident':
      return effect.act === 'step' && effect.collection === 'tickets' && wasEver(cause, ['resolved']);
    case 'problem':
      if (effect.act === 'step') return wasEver(cause, ['resolved', 'closed']);
      if (effect.act === 'link') return (effect.set.problemId ?? cause.id) === cause.id;
      return effect.act === 'comment';
    case 'change':
      return APPLIED_STATES.some((state) => state === cause.state) && isOfPreparations(cause, effect);
    default:
      return false;
  }
};

/** The commands that write such an effect: whoever lacks one of them has no business deciding it. */
export const decidedBy = (cause: Pick<EffectCause, 'id' | 'type'>, effect: Effect): readonly string[] => {
  switch (effect.act) {
    case 'set':
      if (effect.was == null) return ['orders.complete'];
      return [isApplying(cause, effect) ? 'changes.apply' : 'changes.revert', 'configItems.update'];
    case 'link':
      return linkedField(effect.set) === 'problemId'
        ? ['incidents.linkProblem']
        : ['problems.tellWorkaround'];
    case 'step': {
      const target = effect.collection === 'knowledge' ? 'knownErrors.step' : 'incidents.step';
      return cause.type === 'problem' ? ['problems.step', target] : [target];
    }
    default:
      return ['problems.tellWorkaround'];
  }
};

type Target = {
  readonly type?: unknown;
  readonly parentId?: unknown;
  readonly problemId?: unknown;
  readonly journal?: readonly Pick<JournalEntry, 'effectId'>[];
};
/** A ticket by its id, as far as it is on this device. */
export type FindTicket = (id: string) => Target | undefined;

const isBelow = (causeId: string, target: Target, find: FindTicket): boolean => {
  const seen = new Set<string>();
  let above: Target | undefined = target;
  while (above !== undefined) {
    const { parentId } = above;
    if (parentId === causeId) return true;
    // Two consoles that linked crosswise made a loop.
    if (typeof parentId !== 'string' || seen.has(parentId)) return false;
    seen.add(parentId);
    above = find(parentId);
  }
  return false;
};

/**
 * Whether the target is what such a cause reaches: the incidents below an incident, the incidents and known errors of a problem. A problem
 * may link any incident. What an order changes was looked at when it was completed; what a change prepared is done when it is due.
 */
export const isWithinReach = (
  cause: Pick<EffectCause, 'id' | 'type' | 'effects'>,
  effect: Effect,
  target: object,
  find: FindTicket,
): boolean => {
  const record: Target = target;
  if (effect.act === 'set')
    return effect.was == null || isDue(cause, effect, { journal: record.journal ?? [] });
  if (record.type !== TARGETS[effect.collection].type) return false;
  if (cause.type === 'incident') return isBelow(cause.id, record, find);
  return effect.set.problemId === cause.id || record.problemId === cause.id;
};
