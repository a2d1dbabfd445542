import * as z from 'zod';
import type { JournalEntry } from '#domain/fields/base.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { answer, defineContract } from './define.ts';
import { type Names, windowInput } from './shared.ts';

/**
 * offline: no answer from the server; refused: it does not let this user in; expired: the session ran out and the password is needed;
 * reset: a database was recreated and is being synced anew; unprepared: the server lets this user in and lacks a database, as one does that was prepared for an
 * earlier Deskhand; stalled: the server lets this user in, and what a collection sends or fetches does not go through all the same; paused: the user stopped
 * syncing.
 */
export type SyncPhase =
  | 'none'
  | 'connecting'
  | 'online'
  | 'offline'
  | 'refused'
  | 'expired'
  | 'reset'
  | 'unprepared'
  | 'stalled'
  | 'paused'
  /** There is a server, and the data host was started without the sync because it kept ending in it. */
  | 'switchedOff';

export type CollectionSync = {
  readonly collection: CollectionName;
  readonly phase: SyncPhase;
  /** Local writes the server has not got yet. */
  readonly pendingUp: number;
  /** Changes the server has that are not here yet; null while unknown. */
  readonly pendingDown: number | null;
  readonly pulled: number;
  readonly pushed: number;
  readonly refused: number;
  readonly unreadable: number;
  readonly lastPullAt: string | null;
  readonly lastPushAt: string | null;
  readonly lastError: string | null;
};
/** How far back this device loads tickets and orders that have ended, in months; null: all of them. Open ones always come. */
export type SyncScope = { readonly endedMonths: number | null };

export type SyncStatus = {
  readonly phase: SyncPhase;
  readonly serverUrl: string | null;
  readonly pending: number;
  readonly refused: number;
  /** Documents of the server that this version can't read. */
  readonly unreadable: number;
  /** Records that this device's medium damaged and the store set aside. */
  readonly damaged: number;
  /** Of those, the ones of which something is lost that the server does not have, until somebody took note. */
  readonly lost: number;
  /** Clashes of one's own values that nobody has decided; for who looks after them all, of anybody's. */
  readonly conflicts: number;
  readonly lastContactAt: string | null;
  /** Documents a second over the last ten seconds. */
  readonly rate: number;
  /** Progress of the first sync in records, and of which collections some are still to come; null once it is through. */
  readonly initial: {
    readonly done: number;
    readonly total: number;
    readonly missing: readonly CollectionName[];
  } | null;
  readonly scope: SyncScope;
  /** Server clock minus device clock in milliseconds, null until measured. */
  readonly clockOffsetMs: number | null;
  readonly nextRetryAt: string | null;
  readonly collections: readonly CollectionSync[];
};

/** Code of a record that was edited here and deleted on the server: it waits for somebody to bring it back or to let it go. */
export const DELETED_THERE = 'deleted_there';

export type RefusedDocument = {
  readonly id: string;
  readonly collection: CollectionName;
  readonly recordId: string;
  readonly label: string;
  readonly code: string;
  readonly reason: string;
  readonly refusedAt: string;
  readonly document: unknown;
};

/** What somebody did that the server has refused: nobody else knows of it. */
export type RefusedEdit = {
  readonly document: unknown;
  /** Entries of its history that the version it started from does not have; null: it has no history, or nobody knows what it started from. */
  readonly entries: readonly JournalEntry[] | null;
  /** Of what document and entries mention. */
  readonly names: Names;
};

/** A document that came and can't be read by this version: kept aside as it came, tried again when it changes, Deskhand is updated or somebody asks. */
export type UnreadableDocument = Required<Reasoned> & {
  readonly id: string;
  readonly collection: CollectionName;
  readonly recordId: string;
  /** Its number, title or name, as far as there is one; else the id. */
  readonly label: string;
  /** Its JSON; of a long one the beginning. */
  readonly raw: string;
  /** Characters of the whole JSON. */
  readonly size: number;
  /** Who wrote it last and when, as far as it says so. */
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
  readonly foundAt: string;
  /** An earlier version, which can be read, stays on this device. */
  readonly isKept: boolean;
};

/** A record whose row was not what was written: taken out of the lists, kept as it was found, and fetched from the server again. */
export type DamagedRecord = {
  readonly id: string;
  readonly collection: CollectionName;
  readonly recordId: string;
  /** Its number, title or name, as far as they are legible; else the id. */
  readonly label: string;
  /**
   * - waiting: the server is asked at the next contact
   * - restored: the server's version stands in its place
   * - missing: the server has no such record
   */
  readonly state: 'waiting' | 'restored' | 'missing';
  /** Edits that had not been sent were lost with it; they are in `raw` only. */
  readonly hadUnsent: boolean;
  readonly foundAt: string;
  /** What was found; of a long one the beginning. What is no text is shown by U+FFFD. */
  readonly raw: string;
  /** Characters of the whole. */
  readonly size: number;
};

/** What an id may be that no record has. */
const setAsideRef = z.strictObject({ collection: z.enum(COLLECTIONS), recordId: z.string().min(1).max(400) });

const refusedRef = z.strictObject({ collection: z.enum(COLLECTIONS), recordId: z.string().min(1).max(80) });

export const syncContract = defineContract({
  feature: 'sync',
  commands: {
    now: { input: z.strictObject({}), output: answer<null>() },
    setPaused: { input: z.strictObject({ paused: z.boolean() }), output: answer<null>() },
    /** A wider scope loads what is missing; a narrower one leaves what is here. */
    setScope: {
      input: z.strictObject({ endedMonths: z.number().int().min(1).max(120).nullable() }),
      output: answer<null>(),
    },
    /** Sends the document as it is now once more; brings back what was deleted on the server, which needs no line to it. */
    retryRefused: { input: refusedRef, output: answer<null>() },
    /** Gives up the local edit and takes the server's version, be it a deletion; the edit given up stays on this device, for `deskhand export dropped`. */
    dropRefused: { input: refusedRef, output: answer<null>() },
    /** Takes a damaged record off the list, with what was found of it. Not while a server is still to be asked for it. */
    dismissDamaged: { input: setAsideRef, output: answer<null>() },
    /** Takes those off the list that came back whole and lost nothing; a bad disk may leave hundreds. */
    dismissRestored: { input: z.strictObject({}), output: answer<null>() },
    /** Asks the server once more for what could not be read, now or at the next contact. */
    retryUnreadable: { input: setAsideRef, output: answer<null>() },
  },
  queries: {
    status: {
      input: z.strictObject({}),
      output: answer<SyncStatus>(),
      watches: ['sync', 'refused', 'unreadable', 'damaged'],
    },
    refused: {
      /** The latest first, over all collections. */
      input: z.strictObject(windowInput),
      output: answer<{ readonly total: number; readonly rows: readonly RefusedDocument[] }>(),
      watches: ['refused'],
    },
    refusal: {
      /** Why the edit of one record was refused, for its page; null: it was not. */
      input: refusedRef,
      output: answer<Pick<RefusedDocument, 'code' | 'reason'> | null>(),
      watches: ['refused'],
    },
    refusedEdit: {
      /** Null: it waits no more. */
      input: refusedRef,
      output: answer<RefusedEdit | null>(),
      watches: ['refused'],
    },
    unreadable: {
      /** The latest first, over all collections. */
      input: z.strictObject(windowInput),
      output: answer<{
        readonly total: number;
        readonly rows: readonly UnreadableDocument[];
        readonly names: Names;
      }>(),
      watches: ['unreadable'],
    },
    damaged: {
      /** The latest first, over all collections. */
      input: z.strictObject(windowInput),
      output: answer<{
        readonly total: number;
        readonly rows: readonly DamagedRecord[];
        /** There is a server that those waiting are fetched from. */
        readonly hasServer: boolean;
        /** How many came back whole and lost nothing. */
        readonly restored: number;
      }>(),
      watches: ['damaged', 'session'],
    },
  },
});
