import type { JournalEntry } from '#domain/fields/base.ts';
import { withBringer } from '#domain/journal/brought.ts';
import type { Replicated } from './couch-documents.ts';

/** A record as who is signed in at the server hands it over; `theirs` is what the server has of it. */
export type HandOver = (mine: Replicated, theirs: Replicated | null) => Replicated;

type Journalled = { readonly id: string; readonly journal: readonly JournalEntry[] };

const isJournalled = (record: object | null): record is Journalled =>
  record !== null && 'journal' in record && Array.isArray(record.journal);

/**
 * Entries of others go to the server under the name of who brings them (domain/journal/brought.ts): a notebook that two people share, an effect
 * that a colleague decided. `sender` answers the person that the server took the session for; null before the first contact.
 */
export const createHandOver =
  (sender: () => string | null, deviceId: string): HandOver =>
  (mine, theirs) => {
    const personId = sender();
    if (personId === null || mine._deleted || !isJournalled(mine)) return mine;
    return withBringer(mine, isJournalled(theirs) ? theirs : null, { personId, deviceId });
  };
