import { existsSync, renameSync } from 'node:fs';
import { createDamagedRows, createDamagedTable } from './damaged.ts';
import { type Connection, openConnection } from './driver.ts';
import { type StoreError, type StoreResult, storeErrorFrom, storeFailure } from './errors.ts';
import { checkKey, keyCheckPath, writeKeyCheck } from './key-check.ts';
import { type StoreLock, takeLock } from './lock.ts';
import type { ReadPage } from './page-load.ts';
import { createPageThread, type PageThread } from './page-thread.ts';
import { createBacklog } from './search-backlog.ts';
import type { FullTextDefinition } from './search-fields.ts';
import { createSearchStore } from './search-tables.ts';
import { createWordList } from './search-words.ts';
import { beginFile, closeToOthers, lookAtFolder } from './store-folder.ts';
import { beginSums } from './sum-conversion.ts';
import { createRegistry } from './table-registry.ts';
import type { TableHome } from './table-types.ts';

/**
 * Version of the layout below RxDB (registry, attachment and search tables), in `PRAGMA user_version`.
 * The shape of the documents has its own versions, in the collection schemas.
 */
const STORE_VERSION = 4;
/** The first whose rows have checksums. */
const SUMMED_VERSION = 3;

/** An open profile: one encrypted file, locked by this process. */
export type OpenStore = TableHome & {
  readonly path: string;
  /** For openReader; never leaves the data host. */
  readonly key: string;
  readonly isOpen: () => boolean;
  /** Null when the store was opened without a way to read pages. */
  readonly pages: PageThread | null;
  /** Runs `work` when the store is closed, before the file is let go of. */
  readonly onClose: (work: () => void | Promise<void>) => void;
  /** Folds the WAL into the file and lets go of file and lock. Close the RxDatabase first. */
  readonly close: () => Promise<void>;
};

export type OpenStoreOptions = {
  /** What of each collection goes into the full-text index. */
  readonly fullText?: readonly FullTextDefinition[];
  /** How whole pages of documents come in, see page-thread.ts. */
  readonly pages?: {
    readonly read: ReadPage;
    readonly script: string | null;
    readonly log: (message: string, error: unknown) => void;
  };
};

/** A thread of the store's own writes as well, for some 20 ms at a time: whom it keeps waiting for so long is told that writing failed. */
const BUSY_MS = 10_000;

/*
 * page_size 8192: 15 to 30 % faster bulk inserts than 4096 at 1 to 2 KB a document.
 * synchronous=FULL: each commit is synced to the medium before a write is acknowledged, so an acknowledged edit
 *   survives the loss of power. In WAL mode NORMAL would survive a killed process but may lose the last commits with the
 *   power; on the build machine the sync costs 0.18 ms a commit against 0.01, which one user's edits don't feel and a
 *   bulkWrite of many documents pays once.
 * temp_store=MEMORY: sorting must not spill decrypted rows into a plain temporary file.
 * wal_autocheckpoint: 64 MB, so that bulk writes put the pages of random indexes into the file once, not again and again.
 * mmap is of no use: pages are decrypted on the way in.
 */
const WRITER_SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -32000;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 8000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA analysis_limit = 400;
`;

/**
 * Opens or creates the store at `path`. `key` is any non-empty string. Expected failures come back named
 * (see StoreErrorCode); nothing is changed on disk when opening fails.
 */
export function openStoreFile(
  path: string,
  key: string,
  options: OpenStoreOptions = {},
): StoreResult<OpenStore> {
  if (key === '') throw new Error('a store needs a key');
  try {
    const found = lookAtFolder(path);
    if (!found.ok) return found;
    closeToOthers(path);
    const lock = takeLock(path);
    if (!lock.ok) return lock;
    const opened = openLocked(path, key, options, lock.value, found.value.isNew);
    if (!opened.ok) void lock.value.release();
    return opened;
  } catch (error) {
    return named(error, path);
  }
}

function named(error: unknown, path: string): { readonly ok: false; readonly error: StoreError } {
  const storeError = storeErrorFrom(error, path);
  if (storeError === undefined) throw error;
  return { ok: false, error: storeError };
}

function openLocked(
  path: string,
  key: string,
  options: OpenStoreOptions,
  lock: StoreLock,
  isNew: boolean,
): StoreResult<OpenStore> {
  const keyIs = isNew ? 'unknown' : checkKey(path, key);
  if (keyIs === 'wrong') return storeFailure('wrong-key', path);
  if (isNew) beginFile(path);
  const connection = openConnection(path, { key, busyTimeoutMs: BUSY_MS });
  try {
    if (isNew) connection.exec('PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL;');
    const version = Number(connection.prepare('PRAGMA user_version').get([])?.[0] ?? 0);
    if (version > STORE_VERSION) {
      void connection.close();
      return storeFailure('newer-version', path, { version, supported: STORE_VERSION });
    }
    connection.exec(WRITER_SETTINGS);
    createLayout(connection, version);
    if (keyIs === 'unknown') writeKeyCheck(path, key);
  } catch (error) {
    void connection.close();
    return named(error, path);
  }
  return { ok: true, value: openStore(path, key, options, connection, lock) };
}

function createLayout(connection: Connection, version: number): void {
  connection.transaction(() => {
    createRegistry(connection);
    if (version > 0 && version < SUMMED_VERSION) beginSums(connection);
    createSearchStore(connection);
    createDamagedTable(connection);
    if (version !== STORE_VERSION) connection.exec(`PRAGMA user_version = ${STORE_VERSION}`);
  });
}

/** A store on a connection that stands for a disk: no file, no key, nobody to lock out. */
export function openStoreOn(connection: Connection, options: OpenStoreOptions = {}): OpenStore {
  createLayout(connection, Number(connection.prepare('PRAGMA user_version').get([])?.[0] ?? 0));
  return openStore(connection.path, '', options, connection, { release: async () => {} });
}

function openStore(
  path: string,
  key: string,
  options: OpenStoreOptions,
  connection: Connection,
  lock: StoreLock,
): OpenStore {
  const closers: (() => void | Promise<void>)[] = [];
  const words = createWordList(connection);
  const backlog = createBacklog(connection, words.forget);
  const tables: OpenStore['tables'] = new Map();
  const pages =
    options.pages === undefined
      ? null
      : createPageThread({
          path,
          key,
          connection,
          readPage: options.pages.read,
          script: options.pages.script,
          log: options.pages.log,
          tableOf: (no) => [...tables.values()].find((table) => table.no === no),
        });
  let open = true;
  return {
    path,
    key,
    connection,
    fullText: new Map((options.fullText ?? []).map((definition) => [definition.collection, definition])),
    tables,
    damaged: createDamagedRows(connection),
    backlog,
    words,
    pages,
    isOpen: () => open,
    onClose: (work) => void closers.push(work),
    close: async () => {
      if (!open) return;
      open = false;
      backlog.stop();
      await pages?.close();
      for (const work of closers) await work();
      try {
        connection.exec('PRAGMA optimize');
        connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get([]);
      } catch (error) {
        // A full or failing medium must not keep the process from ending; the WAL holds everything.
        if (storeErrorFrom(error, path) === undefined) throw error;
      }
      await connection.close();
      await lock.release();
    },
  };
}

/**
 * Moves a store that can't be used aside, under a name with the time, so that a new one can be started and nothing is lost.
 * The store must not be open. `nowMs` is the time in the name. Returns the file's new path.
 */
export function setAside(path: string, nowMs: number): StoreResult<string> {
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
  const lock = takeLock(path);
  if (!lock.ok) return lock;
  try {
    let target = `${path}.set-aside-${stamp}`;
    for (let n = 2; existsSync(target); n++) target = `${path}.set-aside-${stamp}-${n}`;
    // The WAL first: should this be cut short, the store and its WAL must not stay paired with a new file.
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
    }
    if (existsSync(keyCheckPath(path))) renameSync(keyCheckPath(path), keyCheckPath(target));
    if (existsSync(path)) renameSync(path, target);
    return { ok: true, value: target };
  } catch (error) {
    return named(error, path);
  } finally {
    void lock.value.release();
  }
}
