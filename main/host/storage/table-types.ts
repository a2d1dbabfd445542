import type { EventBulk, RxDocumentData, RxStorageChangeEvent, RxStorageDefaultCheckpoint } from 'rxdb';
import type { Subject } from 'rxjs';
import type { TableColumns, TrustedColumn } from './columns.ts';
import type { DamagedRows } from './damaged.ts';
import type { Connection } from './driver.ts';
import type { Backlog } from './search-backlog.ts';
import type { FullTextDefinition } from './search-fields.ts';
import type { SearchWriter } from './search-index.ts';
import type { WordList } from './search-words.ts';
import type { SeenRows } from './seen-rows.ts';
import type { RegistryKey } from './table-registry.ts';

// biome-ignore lint/suspicious/noExplicitAny: RxDB's generics differ per collection; a table holds any of them.
export type AnyDocument = RxDocumentData<any>;
export type ChangeBulk = EventBulk<RxStorageChangeEvent<AnyDocument>, RxStorageDefaultCheckpoint>;

/** Where a stored document is: its row number and revision. */
export type StoredPlace = { readonly n: number; readonly rev: string };

/**
 * One collection at one schema version, as a table. All storage instances opened for it share this object, so that
 * each sees the others' change events.
 */
export type CollectionTable = {
  readonly key: RegistryKey;
  readonly no: number;
  readonly name: string;
  readonly columns: TableColumns;
  readonly changes: Subject<ChangeBulk>;
  /** Column name for a path, or undefined when there is none or it can't be trusted (mixed). */
  readonly trusted: (path: string) => TrustedColumn | undefined;
  /** All that the columns have met. */
  readonly traits: () => readonly string[];
  /** Notes, in the registry too, what another connection is about to write. */
  readonly noteTraits: (met: readonly string[]) => void;
  /** Another connection inserts from now on, until the answer is called. */
  readonly loading: () => () => void;
  readonly places: (ids: readonly string[]) => ReadonlyMap<string, StoredPlace>;
  readonly load: (ids: readonly string[]) => Map<string, AnyDocument>;
  /** Inserts in order; the ids must be new. Runs inside a transaction. */
  readonly insert: (documents: readonly AnyDocument[]) => void;
  readonly update: (document: AnyDocument, previous: AnyDocument | undefined, n: number) => void;
  /** Writes a row anew as it follows from its document; search is left as it is. Runs inside a transaction. */
  readonly rewrite: (document: AnyDocument, n: number) => void;
  /** Removes rows for good, with attachments and search entries. Runs inside a transaction. */
  readonly purge: (ids: readonly string[]) => void;
  /** Takes rows that are not what was written out of the table, and notes which records they were; answers how many. */
  readonly setAside: (ns: readonly number[]) => number;
  /** Purges what was deleted before an instant, so many rows at most; answers how many. */
  readonly purgeDeleted: (beforeMs: number, limit: number) => number;
  readonly search: SearchWriter | undefined;
  /** Rows that lists need not compare again. */
  readonly seen: SeenRows;
  /** Forgets what was learnt in a transaction that was rolled back. */
  readonly forget: () => void;
  readonly drop: () => void;
  users: number;
  removed: boolean;
};

/** The part of an open store that its tables need. */
export type TableHome = {
  /** The writing connection. Reads that need no write of their own belong on a reader. */
  readonly connection: Connection;
  readonly fullText: ReadonlyMap<string, FullTextDefinition>;
  /** Tables in use by open collections, by registry key; shared by all instances of a collection. */
  readonly tables: Map<string, CollectionTable>;
  /** What was set aside as damaged. */
  readonly damaged: DamagedRows;
  /** What is written but not yet in the full-text index. */
  readonly backlog: Backlog;
  /** The words of the full-text index. */
  readonly words: WordList;
};
