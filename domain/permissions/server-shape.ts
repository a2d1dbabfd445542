import { isObject, sameValue } from '#domain/records/json.ts';
import { type Doc, idOf, isBlank, isJournalReadable, rawJournal } from './server-doc.ts';
import type { Refusal, Verdict } from './server-verdict.ts';

const invalid = (message: string): Refusal => ({ ok: false, code: 'invalid', message });

/** Set once when the record is made. */
const IMMUTABLE_FIELDS: readonly string[] = ['createdAt', 'createdBy', 'number', 'type'];
const REQUIRED_TEXTS: readonly string[] = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy'];

const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);

const checkIds = (before: Doc | null, after: Doc): Refusal | null => {
  if (isBlank(idOf(after))) return invalid('The record has no id.');
  if (after.id !== undefined && after._id !== undefined && after.id !== after._id) {
    return invalid('The record is stored under another id than its own.');
  }
  if (before === null) return null;
  if (idOf(before) !== idOf(after)) return invalid('The id of a record never changes.');
  const changed = IMMUTABLE_FIELDS.find((field) => !sameValue(before[field], after[field]));
  return changed === undefined ? null : invalid(`A record keeps its ${changed} for ever.`);
};

const checkJournal = (before: Doc | null, after: Doc): Refusal | null => {
  if (listOf(after.journal) === null || !isJournalReadable(after)) {
    return invalid('The history of the record is damaged.');
  }
  const byId = new Map<unknown, unknown>();
  for (const entry of rawJournal(after)) {
    if (!isObject(entry)) continue;
    if (byId.has(entry.id)) return invalid('The history holds the same entry twice.');
    byId.set(entry.id, entry);
  }
  const lost = rawJournal(before).find((entry) => isObject(entry) && !sameValue(byId.get(entry.id), entry));
  return lost === undefined ? null : invalid('Entries of the history are never changed or removed.');
};

const CLASH_FIELDS: readonly string[] = ['field', 'base', 'mine', 'theirs', 'mineBy', 'mineAt'];

/** A clash may be decided, never dropped, and not decided twice. */
const isClashKept = (old: Doc, kept: unknown): boolean => {
  if (!isObject(kept)) return false;
  if ((old.resolvedAt ?? null) !== null) return sameValue(old, kept);
  return CLASH_FIELDS.every((field) => sameValue(old[field], kept[field]));
};

const checkClashes = (before: Doc | null, after: Doc): Refusal | null => {
  const clashes = listOf(after.clashes);
  if (clashes === null || !clashes.every(isObject)) return invalid('The list of conflicts is damaged.');
  const open = clashes.filter((clash) => isObject(clash) && (clash.resolvedAt ?? null) === null).length;
  if (after.openClashes !== open) return invalid('The number of open conflicts does not fit the list.');
  const earlier = before === null ? null : listOf(before.clashes);
  const isAnyLost = (earlier ?? []).some(
    (old) =>
      isObject(old) &&
      !isClashKept(
        old,
        clashes.find((clash) => isObject(clash) && clash.id === old.id),
      ),
  );
  return isAnyLost ? invalid('A conflict is decided in the conflicts list, never removed.') : null;
};

const checkTexts = (after: Doc): Refusal | null => {
  const missing = REQUIRED_TEXTS.find((field) => isBlank(after[field]));
  return missing === undefined ? null : invalid(`The record has no ${missing}.`);
};

/** What holds for every document, whoever writes it. */
export const checkShape = (before: Doc | null, after: Doc): Verdict =>
  checkTexts(after) ??
  checkIds(before, after) ??
  checkJournal(before, after) ??
  checkClashes(before, after) ?? { ok: true };
