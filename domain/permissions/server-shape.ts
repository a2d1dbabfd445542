import { decidedBy, type EffectCause, isGranted } from '#domain/effects/granted.ts';
import type { Effect } from '#domain/fields/base.ts';
import { checkFields, isTooDeep, MAX_DEPTH } from '#domain/fields/check.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import type { DetailsOf, Reason } from '#domain/records/result.ts';
import { scopeOf } from './permissions.ts';
import { type Doc, idOf, isBlank, isJournalReadable, rawJournal, textOf } from './server-doc.ts';
import { agreement, isInTurn } from './server-prepared.ts';
import { ACCEPTED, type Refusal, refuse, type Verdict } from './server-verdict.ts';

const invalid = <R extends Reason>(reason: R, ...details: DetailsOf<R>): Refusal =>
  refuse('invalid', reason, ...details);

/** Set once when the record is made. */
const IMMUTABLE_FIELDS: readonly string[] = ['createdAt', 'createdBy', 'number', 'type'];
const REQUIRED_TEXTS: readonly string[] = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy'];

const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);

const checkIds = (before: Doc | null, after: Doc): Refusal | null => {
  if (isBlank(idOf(after))) return invalid('record.no_id');
  if (after.id !== undefined && after._id !== undefined && after.id !== after._id) {
    return invalid('record.other_id');
  }
  if (before === null) return null;
  if (idOf(before) !== idOf(after)) return invalid('record.id_kept');
  const changed = IMMUTABLE_FIELDS.find((field) => !sameValue(before[field], after[field]));
  return changed === undefined ? null : invalid('record.field_kept', { field: changed });
};

const checkJournal = (before: Doc | null, after: Doc): Refusal | null => {
  if (listOf(after.journal) === null || !isJournalReadable(after)) {
    return invalid('history.damaged');
  }
  const byId = new Map<unknown, unknown>();
  for (const entry of rawJournal(after)) {
    if (!isObject(entry)) continue;
    if (byId.has(entry.id)) return invalid('history.twice');
    byId.set(entry.id, entry);
  }
  const lost = rawJournal(before).find((entry) => isObject(entry) && !sameValue(byId.get(entry.id), entry));
  return lost === undefined ? null : invalid('history.lost');
};

const CLASH_FIELDS: readonly string[] = [
  'field',
  'base',
  'mine',
  'theirs',
  'mineBy',
  'mineAt',
  'theirsBy',
  'theirsAt',
];

/** A clash may be decided, never dropped, and not decided twice. */
const isClashKept = (old: Doc, kept: unknown): boolean => {
  if (!isObject(kept)) return false;
  if ((old.resolvedAt ?? null) !== null) return sameValue(old, kept);
  return CLASH_FIELDS.every((field) => sameValue(old[field], kept[field]));
};

const checkClashes = (before: Doc | null, after: Doc): Refusal | null => {
  const clashes = listOf(after.clashes);
  if (clashes === null || !clashes.every(isObject)) return invalid('clash.damaged');
  const open = clashes.filter((clash) => isObject(clash) && (clash.resolvedAt ?? null) === null).length;
  if (after.openClashes !== open) return invalid('clash.count');
  const earlier = (before === null ? null : listOf(before.clashes)) ?? [];
  const byId = new Map(earlier.length === 0 ? [] : clashes.filter(isObject).map((one) => [one.id, one]));
  const isAnyLost = earlier.some((old) => isObject(old) && !isClashKept(old, byId.get(old.id)));
  return isAnyLost ? invalid('clash.removed') : null;
};

const checkTexts = (after: Doc): Refusal | null => {
  const missing = REQUIRED_TEXTS.find((field) => isBlank(after[field]));
  return missing === undefined ? null : invalid('record.no_field', { field: missing });
};

/** Every field that the record's table names, of its kind and not too long; nothing nested too deep. What is of a type without a table no console reads. */
export const checkTable = (collection: CollectionName, after: Doc): Verdict => {
  if (isTooDeep(after)) return invalid('field.too_deep', { field: textOf(idOf(after)), max: MAX_DEPTH });
  const table = fieldTableOf(collection, after.type);
  if (table === null) return invalid('type.unknown', { type: after.type });
  const fault = checkFields(table, after);
  return fault === null ? ACCEPTED : invalid(fault.reason, fault.details);
};

/** Whether the record is of a kind that has effects at all; what never had them has no field that says of which shape they are. */
const hasEffects = (collection: CollectionName, after: Doc): boolean =>
  Object.keys(fieldTableOf(collection, after.type) ?? {}).includes('effects');

/**
 * New effects must be such as the record may have, decided by somebody who has the commands behind them: every console that sees them lends them
 * its user's rights. Those that it had are done already, or nobody does them (domain/effects). `roles` is null for who may all.
 */
export const checkEffects = (
  collection: CollectionName,
  before: Doc | null,
  after: Doc,
  roles: readonly string[] | null,
): Verdict => {
  const stored = before === null ? undefined : before.effects;
  if (after.effects === undefined || sameValue(stored, after.effects)) return ACCEPTED;
  const given = listOf(after.effects);
  if (given === null || !hasEffects(collection, after))
    return invalid('field.wrong_kind', { field: 'effects' });
  const known = listOf(stored) ?? [];
  // Of the right shape: the field table was asked before.
  const byId = new Map(known.filter(isObject).map((one) => [one.id, one]));
  const isKnown = (effect: unknown): boolean => isObject(effect) && sameValue(byId.get(effect.id), effect);
  const added = given.filter((effect) => !isKnown(effect)) as readonly Effect[];
  const cause = { ...after, id: textOf(idOf(after)) } as EffectCause;
  const isAgreed = agreement(before, after);
  const isTheirTurn = isInTurn(before, after);
  for (const effect of added) {
    const { act, targetId } = effect;
    if (!isGranted(collection, cause, effect)) return invalid('effect.not_granted', { act, targetId });
    if (effect.was != null && !isAgreed(effect)) return invalid('effect.not_granted', { act, targetId });
    // The server's administrators put back what was.
    if (effect.was != null && roles !== null && !isTheirTurn(effect))
      return invalid('rehearsal.not_now', { number: after.number, state: after.state });
    const commands = decidedBy(cause, effect);
    if (roles !== null && !commands.every((command) => scopeOf(roles, command) !== 'none')) {
      return refuse('forbidden', 'effect.not_granted', { act, targetId });
    }
  }
  return ACCEPTED;
};

/** What holds for every document, whoever writes it. */
export const checkShape = (before: Doc | null, after: Doc): Verdict =>
  checkTexts(after) ??
  checkIds(before, after) ??
  checkJournal(before, after) ??
  checkClashes(before, after) ??
  ACCEPTED;
