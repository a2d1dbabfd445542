import { randomUUID } from 'node:crypto';
import type { LocalValues, Setting } from '../local/values.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { DatabaseRecreated } from './generation.ts';
import { createTurns } from './waiters.ts';

/** A document's version as the server names it: id and revision. */
export type Version = readonly [id: string, rev: string];

/** What this device notes beside its copy of a database. */
type Known = {
  /** What the device's note on the server says; null: there is none. */
  readonly token: string | null;
  /** Notes that begin so are this device's own: they are counted, and some may have been written there since the token. */
  readonly run?: string;
  /** Something was exchanged since. */
  readonly isBehind: boolean;
  /** The versions exchanged since, the newest of each document. A Deskhand before this one kept no such list. */
  readonly since?: Readonly<Record<string, string>>;
};

type Note = { readonly _rev?: string; readonly token?: unknown };

export type Checkpoint = {
  /** Whether the server is where this device left it. False: its files are older ones, or another server's copies. */
  readonly isWhereItWas: (signal: AbortSignal) => Promise<boolean>;
  /** To be called before versions that the server has count as exchanged: a restored server would not know of them. */
  readonly exchanged: (versions: readonly Version[], signal: AbortSignal) => Promise<void>;
  /** The same for versions that nobody has listed: a note on both sides is written at once. */
  readonly exchangedMany: (signal: AbortSignal) => Promise<void>;
  /** Writes the note there, and answers what notes it here: to be run in the transaction that stores what was exchanged. */
  readonly exchanging: (signal: AbortSignal) => Promise<Setting>;
  /** Notes on both sides how far they are, if anything was exchanged since; `restMs`: unless that was done so short a time ago. */
  readonly moved: (signal: AbortSignal, restMs?: number) => Promise<void>;
  /** All is compared anew: where the server was counts no more. */
  readonly forget: () => void;
};

/** The number of a note in this run; NaN for what is none. */
const countOf = (note: unknown, run: string | undefined): number =>
  run !== undefined && typeof note === 'string' && note.startsWith(run)
    ? Number(note.slice(run.length))
    : Number.NaN;

/** Whether the note is one that was left with the token, or later. */
const isOwnNote = (note: unknown, { token, run }: Known): boolean =>
  note === token || countOf(note, run) >= (countOf(token, run) || 0);

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
  /** One for each start: of two copies of a profile the other one's notes are strange. */
  const run = `${randomUUID()}:`;
  let count = 0;
  let movedAt = Number.NEGATIVE_INFINITY;

  const known = (): Known => {
    const stored = values.get(key);
    return stored === null ? { token: null, isBehind: false } : (JSON.parse(stored) as Known);
  };
  const save = (next: Known): void => values.set(key, JSON.stringify(next));

  const read = (signal: AbortSignal): Promise<Note> =>
    client.request<Note>(path, { signal, shape: 'object' }).catch((error): Note => {
      if (error instanceof CouchError && error.kind === 'missing') return {};
      throw error;
    });

  /**
   * False: the server takes no such notes of this user, so there is nothing to compare. CouchDB lets a note take the place of any other one, whatever
   * revision it names, so what stands there is looked at first: to write over the note of older files would hide that they are.
   */
  const write = async (token: string, left: Known, signal: AbortSignal): Promise<boolean> => {
    try {
      const { _rev, token: there = null } = await read(signal);
      if (left.token !== null && !isOwnNote(there, left)) throw new DatabaseRecreated(null);
      // A revision that counts on has nodes that missed some of the notes told apart from the others.
      const body = { token, ...(_rev === undefined ? {} : { _rev }) };
      await client.request(path, { method: 'PUT', body, signal, shape: 'written' });
      return true;
    } catch (error) {
      if (error instanceof CouchError && (error.kind === 'rejected' || error.kind === 'missing'))
        return false;
      throw error;
    }
  };

  /** Told before the first note of a run is written there, so that no end of this process makes it a stranger's. */
  const begun = (): Known => {
    const before = known();
    if (before.run === run) return before;
    const now = { ...before, run };
    save(now);
    return now;
  };

  /** Writes the next note there; answers what is known once that is noted here. */
  const leave = async (signal: AbortSignal): Promise<Known> => {
    const before = begun();
    count += 1;
    const next = `${run}${count}`;
    const isTaken = await write(next, before, signal);
    const { since = {}, token } = known();
    // What was exchanged while the note was on its way may have come after it.
    const late = Object.entries(since).filter(([id, version]) => before.since?.[id] !== version);
    movedAt = performance.now();
    return {
      ...{ token: isTaken ? next : token, run, isBehind: late.length > 0, since: Object.fromEntries(late) },
    };
  };

  const moved: Checkpoint['moved'] = (signal, restMs = 0) =>
    inTurn(async () => {
      if (!known().isBehind || performance.now() - movedAt < restMs) return;
      save(await leave(signal));
    });

  const exchanging: Checkpoint['exchanging'] = (signal) =>
    inTurn(async () => values.setting(key, JSON.stringify(await leave(signal))));

  const exchangedMany: Checkpoint['exchangedMany'] = (signal) =>
    inTurn(async () => save(await leave(signal)));

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
      const left = known();
      const { token, run: former, since } = left;
      const note = (await read(signal)).token ?? null;
      const isFirst = token === null && former === undefined;
      if (!isFirst && !isOwnNote(note, left)) return false;
      // Written there, and not noted here any more. What was noted here while the server was asked stands.
      const now = known();
      if (typeof note === 'string' && note !== token && now.token === token) save({ ...now, token: note });
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
    exchanging,
    moved,
    forget: () => values.remove(key),
  };
};
