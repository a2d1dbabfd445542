import { byTime } from '#domain/journal/journal.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';

/** A document as it comes from CouchDB: nothing about it is known before it is looked at. */
export type Doc = JsonObject;

/** The value where it is a text; the empty text otherwise. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** True for anything but a text with more than spaces in it. */
export const isBlank = (value: unknown): boolean => textOf(value).trim() === '';

/** The id a record is stored under; RxDB's primary field travels as `_id`. */
export const idOf = (doc: Doc): unknown => (doc.id === undefined ? doc._id : doc.id);

export type ServerEntry = {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly device: string;
  readonly kind: string;
  readonly origin: string;
  readonly text: unknown;
  readonly effectId: unknown;
  readonly minutes: number;
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
};

/** What a merge wrote repeats what other entries say. */
export const isMerge = ({ kind }: ServerEntry): boolean => kind === 'merged' || kind === 'clash';

const entryOf = (raw: unknown): ServerEntry | null => {
  if (!isObject(raw) || isBlank(raw.id) || isBlank(raw.at) || isBlank(raw.by) || isBlank(raw.kind))
    return null;
  const changes = raw.changes;
  if (!Array.isArray(changes)) return null;
  return {
    id: textOf(raw.id),
    at: textOf(raw.at),
    by: textOf(raw.by),
    device: textOf(raw.device),
    kind: textOf(raw.kind),
    origin: textOf(raw.origin),
    text: raw.text,
    effectId: raw.effectId,
    minutes: typeof raw.minutes === 'number' ? raw.minutes : 0,
    changes: changes.filter(isObject).map((change) => ({
      field: textOf(change.field),
      from: change.from === undefined ? null : change.from,
      to: change.to === undefined ? null : change.to,
    })),
  };
};

/** The journal as it stands in a document, its entries unchecked; empty where there is none. */
export const rawJournal = (doc: Doc | null): readonly unknown[] => {
  const journal = doc === null ? [] : doc.journal;
  return Array.isArray(journal) ? journal : [];
};

/** The clashes as they stand in a document; what is no object is left out. */
export const rawClashes = (doc: Doc | null): readonly Doc[] => {
  const clashes = doc === null ? [] : doc.clashes;
  return Array.isArray(clashes) ? clashes.filter(isObject) : [];
};

/** Whether every entry can be read; `entriesOf` leaves out those that can't. */
export const isJournalReadable = (doc: Doc): boolean => entriesOf(doc).length === rawJournal(doc).length;

/**
 * Histories that were read for the write that is looked at: each rule asks for them, and a long one is most of the work. A list that each write
 * begins anew (`forgetHistories`): a document may be changed between two writes and stay the same object.
 */
let read: { readonly doc: Doc; readonly entries: readonly ServerEntry[] }[] = [];
let compared: {
  readonly before: Doc | null;
  readonly after: Doc;
  readonly entries: readonly ServerEntry[];
}[] = [];

/** Before another write is looked at: the documents may be changed ones under the same names. */
export const forgetHistories = (): void => {
  read = [];
  compared = [];
};

const isInOrder = (entries: readonly ServerEntry[]): boolean =>
  entries.every((entry, index) => index === 0 || byTime(entries[index - 1] as ServerEntry, entry) <= 0);

/** The journal by time, ties by id, which is its order on every replica. */
export const entriesOf = (doc: Doc | null): readonly ServerEntry[] => {
  if (doc === null) return [];
  const known = read.find((one) => one.doc === doc);
  if (known !== undefined) return known.entries;
  const entries = rawJournal(doc)
    .map(entryOf)
    .filter((entry): entry is ServerEntry => entry !== null);
  if (!isInOrder(entries)) entries.sort(byTime);
  read.push({ doc, entries });
  return entries;
};

/** Entries of `after` that `before` does not have. */
export const newEntries = (before: Doc | null, after: Doc): readonly ServerEntry[] => {
  const seen = compared.find((one) => one.before === before && one.after === after);
  if (seen !== undefined) return seen.entries;
  const known = new Set(entriesOf(before).map((entry) => entry.id));
  const entries = entriesOf(after).filter((entry) => !known.has(entry.id));
  compared.push({ before, after, entries });
  return entries;
};

/** What every write may touch: the history itself, and who saved last. */
export const BOOKKEEPING: readonly string[] = ['journal', 'updatedAt', 'updatedBy', 'clashes', 'openClashes'];

/** Names of top-level fields that differ; CouchDB's and RxDB's own (`_rev`, `_attachments`, ...) are left out. */
export const changedFields = (before: Doc, after: Doc): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field.charAt(0) !== '_' && !sameValue(before[field] ?? null, after[field] ?? null),
  );
