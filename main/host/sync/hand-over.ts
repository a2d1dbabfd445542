import type { JournalEntry } from '#domain/fields/base.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { withTimesSetRight } from '#domain/merge/set-right.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Instant } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { recomputeRecord } from '../store/recompute.ts';
import type { Replicated } from './couch-documents.ts';
import { plainRecord } from './true-base.ts';

/** A record as who is signed in at the server hands it over; `theirs` is what the server has of it. */
export type HandOver = (
  collection: CollectionName,
  mine: Replicated,
  theirs: Replicated | null,
) => Replicated;

type Parts = {
  /** The person that the server took the session for; null before the first contact. */
  readonly sender: () => string | null;
  readonly deviceId: string;
  /** The server's time: the clock is set by each answer, and the server was asked for its versions just before. */
  readonly now: () => Instant;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
};

type Journalled = { readonly id: string; readonly journal: readonly JournalEntry[] };

const isJournalled = (record: object | null): record is Journalled =>
  record !== null && 'journal' in record && Array.isArray(record.journal);

/** What a clock that was set told of a time to come is of a time that there was; what follows from it follows. */
const inTime = <C extends CollectionName>(
  { now, settings }: Parts,
  collection: C,
  mine: Replicated & Journalled,
  theirs: Journalled | null,
): Replicated & Journalled => {
  const right = withTimesSetRight(collection, mine, theirs, now());
  if (right === mine) return mine;
  const [record, known] = [right, theirs].map((one) => (one === null ? null : plainRecord(one)));
  const computed = recomputeRecord(
    collection,
    record as RecordOf[C],
    known as RecordOf[C] | null,
    settings(),
  );
  return { ...computed, _deleted: false };
};

/**
 * Entries of others go to the server under the name of who brings them (domain/journal/brought.ts): a notebook that two people share, an effect
 * that a colleague decided. And nothing goes there that is of a time to come (domain/merge/set-right.ts).
 */
export const createHandOver =
  (parts: Parts): HandOver =>
  (collection, mine, theirs) => {
    const personId = parts.sender();
    if (personId === null || mine._deleted || !isJournalled(mine)) return mine;
    const known = isJournalled(theirs) ? theirs : null;
    const right = inTime(parts, collection, mine, known);
    return withBringer(right, known, { personId, deviceId: parts.deviceId });
  };
