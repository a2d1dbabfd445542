import { absorbLeaves, type Branches, basesOf, type Leaf } from '#domain/merge/absorb-leaf.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { isObject } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { LeafStore } from '../local/leaves.ts';
import type { LocalValues } from '../local/values.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { recomputeRecord } from '../store/recompute.ts';
import type { Connection } from './connection.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import {
  type Conflicted,
  type CouchDocument,
  conflictsOf,
  documentPath,
  type Replicated,
} from './couch-documents.ts';
import type { HandOver } from './hand-over.ts';
import { createLeafScan } from './leaf-scan.ts';
import { pushRows } from './push.ts';
import { readDocument } from './read-document.ts';

export type Leaves = {
  /** Notes what a page told of, before the page counts as taken in. */
  readonly found: (conflicted: readonly Conflicted[]) => void;
  /**
   * Looks at what was noted, the first time through the whole database; answers whether anything was absorbed, which comes here as a change. Rejects
   * with what the server rejects; when that is about some records, after the others were looked at.
   */
  readonly absorb: () => Promise<boolean>;
  /** All is pulled from the beginning, and tells of its leaves. */
  readonly forget: () => void;
  /** A load from the beginning is about to tell of all of them. */
  readonly loading: () => void;
  /** Resolves when nothing is being looked at. */
  readonly idle: () => Promise<void>;
};

type LeafParts = {
  readonly collection: CollectionName;
  readonly databaseName: string;
  readonly client: CouchClient;
  readonly connection: Pick<Connection, 'run'>;
  readonly env: () => Env;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
  readonly handOver: HandOver;
  readonly login: string;
  readonly mayDelete: () => boolean;
  readonly log: (level: 'info' | 'warn', message: string, error?: unknown) => void;
  readonly store: LeafStore;
  readonly values: LocalValues;
  /** Key in `values` of how far the database was looked through. */
  readonly scanKey: string;
};

/** Leaves looked at in one go; a record with more has them looked at afterwards. */
const MOST_AT_ONCE = 20;
/** Somebody writes the record all the time: it is looked at again with the next change. */
const TRIES = 10;
/** Records that the server does not give; with so many in one round it is not about them. */
const MOST_FAILED = 20;

/** A revision as the server keeps it; null: it has it no more. */
const revisionOf = async (
  client: CouchClient,
  path: string,
  rev: string,
  signal: AbortSignal,
): Promise<CouchDocument | null> => {
  try {
    return await client.request<CouchDocument>(`${path}?revs=true&rev=${encodeURIComponent(rev)}`, {
      signal,
      shape: 'document',
    });
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'missing') return null;
    throw error;
  }
};

const winnerOf = async (
  client: CouchClient,
  path: string,
  signal: AbortSignal,
): Promise<CouchDocument | null> => {
  try {
    return await client.request<CouchDocument>(`${path}?revs=true&conflicts=true`, {
      ...{ signal, shape: 'document' },
    });
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'missing') return null;
    throw error;
  }
};

/** A revision with those it came from, the newest first. */
const revisionNames = ({ _rev = '', _revisions: told }: CouchDocument): readonly string[] => {
  if (!isObject(told) || !Array.isArray(told.ids) || told.ids.length === 0) return [_rev];
  const start = Number(told.start);
  return told.ids.map((id, index) => `${start - index}-${String(id)}`);
};

/** Null for a deletion, which is no lost edit, and for what this version can't read. */
const leafOf = (collection: CollectionName, document: CouchDocument): Leaf<Replicated> | null => {
  const { record } = readDocument(collection, document._id, document);
  return record === null || record._deleted ? null : { revisions: revisionNames(document), record };
};

/** What is to be done about a record's leaves. */
type Look = {
  readonly winner: Leaf<Replicated>;
  readonly looked: readonly string[];
  readonly losers: readonly Leaf<Replicated>[];
};

const look = async (
  { client, collection, databaseName, store }: LeafParts,
  id: string,
  signal: AbortSignal,
): Promise<Look | null> => {
  const path = documentPath(databaseName, id);
  const document = await winnerOf(client, path, signal);
  const winner = document === null ? null : leafOf(collection, document);
  if (document === null || winner === null) return null;
  const looked = store.openOf(id, conflictsOf(document)).slice(0, MOST_AT_ONCE);
  const found = await Promise.all(looked.map((rev) => revisionOf(client, path, rev, signal)));
  const losers = found.flatMap((one) => (one === null ? [] : (leafOf(collection, one) ?? [])));
  return { winner, looked, losers };
};

/** The winner with what its losing leaves hold beyond it, or null when that is nothing. */
const merged = async <C extends CollectionName>(
  parts: LeafParts & { readonly collection: C },
  id: string,
  { winner, losers }: Look,
  signal: AbortSignal,
): Promise<Replicated | null> => {
  const { client, collection, databaseName, env, settings } = parts;
  // Records of whatever collection, which the page's check has let through as such.
  const branches = { winner, losers } as unknown as Branches<RecordOf[C]>;
  const path = documentPath(databaseName, id);
  const bases = new Map<string, RecordOf[C]>();
  for (const rev of basesOf(branches)) {
    const found = await revisionOf(client, path, rev, signal);
    const base = found === null ? null : leafOf(collection, found);
    if (base !== null) bases.set(rev, withoutMark<C>(base.record));
  }
  const plain: Branches<RecordOf[C]> = {
    winner: { ...winner, record: withoutMark<C>(winner.record) },
    losers: losers.map((leaf) => ({ ...leaf, record: withoutMark<C>(leaf.record) })),
  };
  const result = absorbLeaves(collection, plain, bases, env());
  if (result === plain.winner.record) return null;
  // A record of whatever collection, as the sync hands all of them over.
  return {
    ...recomputeRecord(collection, result, plain.winner.record, settings()),
    _deleted: false,
  } as unknown as Replicated;
};

/** The page's check has let it through as a record of the collection. */
const withoutMark = <C extends CollectionName>({ _deleted, ...record }: Replicated): RecordOf[C] =>
  record as unknown as RecordOf[C];

/**
 * Reads what lost. A server that took two edits of one version (nodes of a cluster, servers that replicate) shows one of them to all, and says only
 * to who asks that there is another. Whatever console sees that merges it into the winner and sends that as any edit; the server
 * has it then, and everybody gets it as a change. Who has no right to the record leaves it to others.
 */
export const createLeaves = (parts: LeafParts): Leaves => {
  const { client, collection, connection, databaseName, login, log, mayDelete, store } = parts;
  const found = (conflicted: readonly Conflicted[]): void => {
    for (const { id, revs } of conflicted) store.found(id, revs);
  };
  const scan = createLeafScan({ ...parts, key: parts.scanKey, found });

  /** An administrator's console takes off what was absorbed; nobody else may delete. */
  const prune = async (id: string, revs: readonly string[], signal: AbortSignal): Promise<void> => {
    if (!mayDelete()) return;
    for (const rev of revs) {
      const path = `${documentPath(databaseName, id)}?rev=${encodeURIComponent(rev)}`;
      await client.request(path, { method: 'DELETE', signal }).catch((error) => {
        // Somebody else was faster, or it became the winner.
        if (!(error instanceof CouchError) || error.kind === 'offline') throw error;
      });
    }
  };

  /** One try. `again`: the record was written meanwhile, or has more leaves. */
  const attempt = async (id: string, signal: AbortSignal): Promise<'done' | 'absorbed' | 'again'> => {
    // What a pull notes while the server is asked is none of what its answer could tell of.
    const noted = store.notedOf(id);
    const seen = await look(parts, id, signal);
    if (seen === null || seen.looked.length === 0) {
      store.drop(id, noted);
      return 'done';
    }
    const { looked, losers, winner } = seen;
    const result = await merged(parts, id, seen, signal).catch((error: unknown) => {
      if (error instanceof CouchError) throw error;
      log('warn', `losing revisions of ${collection} ${id} can't be merged; the server keeps them`, error);
      return 'unmergeable' as const;
    });
    if (result === null || result === 'unmergeable') {
      if (result === null)
        await prune(
          id,
          losers.map(({ revisions: [rev = ''] }) => rev),
          signal,
        );
      store.settle(id, looked, null);
      return 'again';
    }
    const row = { assumedMasterState: winner.record, newDocumentState: result };
    const { accepted, refused } = await pushRows(
      client,
      databaseName,
      collection,
      [row],
      parts.handOver,
      signal,
    );
    // Trouble of the server's own is no word on who may write it: it is looked at again.
    if (refused.some(({ code }) => code === 'not_taken')) return 'again';
    if (refused.length > 0) {
      store.settle(id, looked, login);
      log('info', `losing revisions of ${collection} ${id} wait for somebody who may write it`);
      return 'again';
    }
    // Not settled yet: the next look finds all of it in the winner.
    return accepted.length > 0 ? 'absorbed' : 'again';
  };

  const absorbOne = async (id: string, signal: AbortSignal): Promise<boolean> => {
    let hasAbsorbed = false;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const outcome = await attempt(id, signal);
      if (outcome === 'done') return hasAbsorbed;
      hasAbsorbed ||= outcome === 'absorbed';
    }
    return hasAbsorbed;
  };

  /** A record with open leaves that is not among `seen`; also those that come up meanwhile. */
  const nextOpen = (seen: ReadonlySet<string>): string | undefined => {
    for (let window = store.open(''); window.length > 0; window = store.open(window.at(-1) ?? '')) {
      const unseen = window.find((id) => !seen.has(id));
      if (unseen !== undefined) return unseen;
    }
    return undefined;
  };

  const absorbAll = async (): Promise<boolean> => {
    await scan.run();
    let hasAbsorbed = false;
    const seen = new Set<string>();
    const failures: CouchError[] = [];
    for (let id = nextOpen(seen); id !== undefined; id = nextOpen(seen)) {
      seen.add(id);
      try {
        const one = id;
        if (await connection.run((signal) => absorbOne(one, signal))) hasAbsorbed = true;
      } catch (error) {
        if (!(error instanceof CouchError) || error.kind === 'aborted') throw error;
        failures.push(error);
        if (failures.length >= MOST_FAILED) throw error;
      }
    }
    if (failures[0] !== undefined) throw failures[0];
    return hasAbsorbed;
  };

  store.reopen(login);
  let running: Promise<boolean> | null = null;
  return {
    found,
    absorb: async () => {
      // Who asks while it runs waits for a look that begins afterwards.
      const before = running;
      const own = (before ?? Promise.resolve(false)).catch(() => false).then(absorbAll);
      running = own;
      try {
        return await own;
      } finally {
        if (running === own) running = null;
      }
    },
    forget: () => {
      store.forget();
      scan.skip();
    },
    loading: scan.skip,
    idle: async () => void (await running?.catch(() => {})),
  };
};
