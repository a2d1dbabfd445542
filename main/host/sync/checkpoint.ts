import { randomUUID } from 'node:crypto';
import type { LocalValues } from '../local/values.ts';
import { type CouchClient, CouchError } from './couch-client.ts';

/** What this device notes beside its copy of a database. */
type Known = {
  /** What the device's note on the server says; null: there is none. */
  readonly token: string | null;
  /** Written there, and nobody knows whether it arrived. */
  readonly next?: string;
  /** Something was exchanged since. */
  readonly isBehind: boolean;
};

type Note = { readonly _rev?: string; readonly token?: unknown };

export type Checkpoint = {
  /** Whether the server is where this device left it. False: its files are older ones, or another server's copies. */
  readonly isWhereItWas: (signal: AbortSignal) => Promise<boolean>;
  /** Something is about to be exchanged that a restored server would not know of. */
  readonly moving: () => void;
  /** Notes on both sides how far they are, if anything was exchanged since; `restMs`: unless that was done so short a time ago. */
  readonly moved: (signal: AbortSignal, restMs?: number) => Promise<void>;
  /** All is compared anew: where the server was counts no more. */
  readonly forget: () => void;
};

/**
 * A note on the server for this device alone, as CouchDB's own replication keeps one: `_local` documents are neither replicated nor in older
 * files as they are in newer ones. Both sides remember the last word written there; where they differ, the server is not the one that was
 * left, though its name and generation are the same. Any member can write such a document, so it is trusted to say no more than that.
 */
export const createCheckpoint = (
  client: CouchClient,
  databaseName: string,
  values: LocalValues,
  key: string,
  deviceId: string,
): Checkpoint => {
  const path = `/${databaseName}/_local/deskhand-${encodeURIComponent(deviceId)}`;
  let rev: string | undefined;
  let movedAt = Number.NEGATIVE_INFINITY;

  const known = (): Known => {
    const stored = values.get(key);
    return stored === null ? { token: null, isBehind: false } : (JSON.parse(stored) as Known);
  };
  const save = (next: Known): void => values.set(key, JSON.stringify(next));

  const read = async (signal: AbortSignal): Promise<Note> => {
    const note = await client.request<Note>(path, { signal }).catch((error): Note => {
      if (error instanceof CouchError && error.kind === 'missing') return {};
      throw error;
    });
    rev = note._rev;
    return note;
  };

  const put = async (token: string, signal: AbortSignal): Promise<void> => {
    const body = { token, ...(rev === undefined ? {} : { _rev: rev }) };
    const answer = await client.request<{ readonly rev: string }>(path, { method: 'PUT', body, signal });
    rev = answer.rev;
  };

  /** False: the server takes no such notes of this user, so there is nothing to compare. */
  const write = async (token: string, signal: AbortSignal): Promise<boolean> => {
    try {
      await put(token, signal).catch(async (error) => {
        if (!(error instanceof CouchError) || error.status !== 409) throw error;
        await read(signal);
        await put(token, signal);
      });
      return true;
    } catch (error) {
      if (error instanceof CouchError && (error.kind === 'rejected' || error.kind === 'missing'))
        return false;
      throw error;
    }
  };

  const moved: Checkpoint['moved'] = async (signal, restMs = 0) => {
    const { token, isBehind } = known();
    if (!isBehind || performance.now() - movedAt < restMs) return;
    const next = randomUUID();
    save({ token, next, isBehind });
    const isTaken = await write(next, signal);
    save({ token: isTaken ? next : token, isBehind: false });
    movedAt = performance.now();
  };

  return {
    isWhereItWas: async (signal) => {
      const { token, next } = known();
      const note = (await read(signal)).token ?? null;
      if (token === null && next === undefined) {
        // The first contact, from which on it is compared.
        save({ token, isBehind: true });
        await moved(signal);
        return true;
      }
      return note === token || note === next;
    },
    moving: () => {
      const now = known();
      if (!now.isBehind) save({ ...now, isBehind: true });
    },
    moved,
    forget: () => values.remove(key),
  };
};
