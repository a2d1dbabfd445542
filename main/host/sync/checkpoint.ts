import { randomUUID } from 'node:crypto';
import type { LocalValues } from '../local/values.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { DatabaseRecreated } from './generation.ts';
import { createTurns } from './waiters.ts';

/** A document's version as the server names it: id and revision. */
export type Version = readonly [id: string, rev: string];

/** What this device notes beside its copy of a database. */
type Known = {
  /** What the device's note on the server says; null: there is none. */
  readonly token: string | null;
  /** Written there, and nobody knows whether it arrived. */
  readonly next?: string;
  /** Something was exchanged since. */
  readonly isBehind: boolean;
  /** The versions exchanged since, the newest of each document. A Deskhand before this one kept no such list. */
  readonly since?: Readonly<Record<string, string>>;
};

/** The note that was left on the server, and which ones may stand there since. */
type Left = { readonly token: string | null; readonly isOwn: (there: unknown) => boolean };

type Note = { readonly _rev?: string; readonly token?: unknown };

export type Checkpoint = {
  /** Whether the server is where this device left it. False: its files are older ones, or another server's copies. */
  readonly isWhereItWas: (signal: AbortSignal) => Promise<boolean>;
  /** To be called before versions that the server has count as exchanged: a restored server would not know of them. */
  readonly exchanged: (versions: readonly Version[], signal: AbortSignal) => Promise<void>;
  /** The same for versions that nobody has listed: a note on both sides is written at once. */
  readonly exchangedMany: (signal: AbortSignal) => Promise<void>;
  /** Notes on both sides how far they are, if anything was exchanged since; `restMs`: unless that was done so short a time ago. */
  readonly moved: (signal: AbortSignal, restMs?: number) => Promise<void>;
  /** All is compared anew: where the server was counts no more. */
  readonly forget: () => void;
};

/** Versions that are listed and asked for at most, some 30 kB: with more, a note costs less. */
const MOST_LISTED = 500;

/**
 * A note on the server for this device alone, as CouchDB's own replication keeps one: `_local` documents are neither replicated nor in older
 * files as they are in newer ones. Both sides remember the last word written there; where they differ, the server is not the one that was
 * left, though its name and generation are the same. Any member can write such a document, so it is trusted to say no more than that.
 * What was exchanged after the note is listed here, and the server is asked whether it still knows those versions: files from between the note
 * and them have the same word in it. So nothing that counts as exchanged is covered by neither.
 */
export const createCheckpoint = (
  client: CouchClient,
  databaseName: string,
  values: LocalValues,
  key: string,
  deviceId: string,
): Checkpoint => {
  const path = `/${databaseName}/_local/deskhand-${encodeURIComponent(deviceId)}`;
  /** Two notes at once could be known here in another order than the server took them. */
  const inTurn = createTurns();
  let rev: string | undefined;
  let movedAt = Number.NEGATIVE_INFINITY;

  const known = (): Known => {
    const stored = values.get(key);
    return stored === null ? { token: null, isBehind: false } : (JSON.parse(stored) as Known);
  };
  const save = (next: Known): void => values.set(key, JSON.stringify(next));

  const read = async (signal: AbortSignal): Promise<Note> => {
    const note = await client.request<Note>(path, { signal, shape: 'object' }).catch((error): Note => {
      if (error instanceof CouchError && error.kind === 'missing') return {};
      throw error;
    });
    rev = note._rev;
    return note;
  };

  const put = async (token: string, signal: AbortSignal): Promise<void> => {
    const body = { token, ...(rev === undefined ? {} : { _rev: rev }) };
    const answer = await client.request<{ readonly rev: string }>(path, {
      ...{ method: 'PUT', body, signal, shape: 'written' },
    });
    rev = answer.rev;
  };

  /** False: the server takes no such notes of this user, so there is nothing to compare. */
  const write = async (token: string, left: Left, signal: AbortSignal): Promise<boolean> => {
    try {
      await put(token, signal).catch(async (error) => {
        if (!(error instanceof CouchError) || error.status !== 409) throw error;
        const there = (await read(signal)).token ?? null;
        // Older files: to write over their note would hide that they are.
        if (left.token !== null && !left.isOwn(there)) throw new DatabaseRecreated(null);
        await put(token, signal);
      });
      return true;
    } catch (error) {
      if (error instanceof CouchError && (error.kind === 'rejected' || error.kind === 'missing'))
        return false;
      throw error;
    }
  };

  const moved: Checkpoint['moved'] = (signal, restMs = 0) =>
    inTurn(async () => {
      const before = known();
      if (!before.isBehind || performance.now() - movedAt < restMs) return;
      const next = randomUUID();
      save({ ...before, next });
      const own = [before.token, before.next, next];
      const left: Left = { token: before.token, isOwn: (there) => own.includes(there as string) };
      const isTaken = await write(next, left, signal);
      const { since = {}, token } = known();
      // What was exchanged while the note was on its way may have come after it.
      const late = Object.entries(since).filter(([id, version]) => before.since?.[id] !== version);
      save({
        ...{ token: isTaken ? next : token, isBehind: late.length > 0, since: Object.fromEntries(late) },
      });
      movedAt = performance.now();
    });

  const exchangedMany: Checkpoint['exchangedMany'] = async (signal) => {
    save({ ...known(), isBehind: true });
    await moved(signal);
  };

  const hasAll = async (since: Known['since'] = {}, signal: AbortSignal): Promise<boolean> => {
    const listed = Object.entries(since);
    if (listed.length === 0) return true;
    const body = Object.fromEntries(listed.map(([id, version]) => [id, [version]]));
    const missing = await client.request<object>(`/${databaseName}/_revs_diff`, {
      ...{ method: 'POST', body, signal, shape: 'object' },
    });
    return Object.keys(missing).length === 0;
  };

  return {
    isWhereItWas: async (signal) => {
      const { token, next, since } = known();
      const note = (await read(signal)).token ?? null;
      const isFirst = token === null && next === undefined;
      if (!isFirst && note !== token && note !== next) return false;
      // Before the first note, too, something may have been exchanged.
      if (!(await hasAll(since, signal))) return false;
      // From the first contact on it is compared.
      if (isFirst) await exchangedMany(signal);
      return true;
    },
    exchanged: async (versions, signal) => {
      if (versions.length === 0) return;
      const now = known();
      const since = { ...now.since, ...Object.fromEntries(versions) };
      if (Object.keys(since).length > MOST_LISTED) await exchangedMany(signal);
      else save({ ...now, isBehind: true, since });
    },
    exchangedMany,
    moved,
    forget: () => values.remove(key),
  };
};
