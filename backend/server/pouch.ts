import leveldbAdapter from 'pouchdb-adapter-leveldb';
import memoryAdapter from 'pouchdb-adapter-memory';
import PouchDBCore from 'pouchdb-core';
import findPlugin from 'pouchdb-find';
import { notingLeveldown } from './level-handles.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A document as it travels: `_id`, `_rev`, `_deleted`, `_attachments`, `_revisions` beside the record's own fields. */
export type Doc = {
  readonly _id: string;
  readonly _rev?: string;
  readonly _deleted?: boolean;
  readonly _revisions?: { readonly start: number; readonly ids: readonly string[] };
  readonly _attachments?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
};

/** One row of PouchDB's bulkDocs answer: accepted (`ok`) or an error with CouchDB's name for it. */
export type PouchWriteRow = {
  readonly ok?: boolean;
  readonly id?: string;
  readonly rev?: string;
  readonly error?: unknown;
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
};

export type PouchChange = {
  readonly id: string;
  readonly seq: number;
  readonly changes: readonly { readonly rev: string }[];
  readonly deleted?: boolean;
  readonly doc?: Doc;
};

type PouchAllDocs = {
  readonly total_rows: number;
  readonly offset: number;
  readonly rows: readonly {
    readonly id?: string;
    readonly key: string;
    readonly value?: { readonly rev: string; readonly deleted?: boolean };
    readonly doc?: Doc | null;
    readonly error?: string;
  }[];
};

export type PouchBulkGetRow = {
  readonly id: string;
  readonly docs: readonly {
    readonly ok?: Doc;
    readonly error?: { readonly name?: string; readonly reason?: string; readonly rev?: string };
  }[];
};

type Options = Readonly<Record<string, unknown>>;

/** The part of PouchDB's database object that the server uses. */
export type PouchDatabase = {
  info(): Promise<{ readonly doc_count: number; readonly update_seq: number }>;
  id(): Promise<string>;
  get(id: string, options: { readonly open_revs: 'all' }): Promise<readonly { readonly ok?: Doc }[]>;
  get(id: string, options?: Options): Promise<Doc>;
  put(doc: Doc): Promise<{ readonly ok: boolean; readonly id: string; readonly rev: string }>;
  bulkDocs(docs: readonly Doc[], options?: Options): Promise<readonly PouchWriteRow[]>;
  bulkGet(options: Options): Promise<{ readonly results: readonly PouchBulkGetRow[] }>;
  allDocs(options: Options): Promise<PouchAllDocs>;
  changes(options: Options): Promise<{ readonly results: readonly PouchChange[]; readonly last_seq: number }>;
  revsDiff(
    revs: Readonly<Record<string, readonly string[]>>,
  ): Promise<
    Readonly<
      Record<string, { readonly missing: readonly string[]; readonly possible_ancestors?: readonly string[] }>
    >
  >;
  getAttachment(id: string, name: string, options?: Options): Promise<Buffer>;
  find(request: Options): Promise<{ readonly docs: readonly Doc[]; readonly warning?: string }>;
  createIndex(
    request: Options,
  ): Promise<{ readonly id: string; readonly name: string; readonly result: string }>;
  getIndexes(): Promise<unknown>;
  deleteIndex(index: {
    readonly ddoc: string;
    readonly name: string;
    readonly type: string;
  }): Promise<unknown>;
  compact(): Promise<unknown>;
  close(): Promise<void>;
  destroy(): Promise<void>;
};

export type PouchConstructor = {
  new (name: string, options?: Options): PouchDatabase;
  plugin(plugin: unknown): PouchConstructor;
  defaults(options: Options): PouchConstructor;
};

const PouchDB = (PouchDBCore as PouchConstructor)
  .plugin(leveldbAdapter)
  .plugin(memoryAdapter)
  .plugin(findPlugin);

/**
 * A PouchDB constructor whose databases live below `prefix`.
 * @param prefix a folder ending in a slash, or for `memory` any unique string (memory stores are global to the process)
 */
export function pouchAt(prefix: string, adapter: 'leveldb' | 'memory'): PouchConstructor {
  return PouchDB.defaults({ prefix, adapter, ...(adapter === 'leveldb' ? { db: notingLeveldown } : {}) });
}
