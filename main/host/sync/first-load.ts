import {
  createRevision,
  now,
  type RxCollection,
  type RxDocumentData,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
} from 'rxdb';
import type { CollectionName } from '#domain/records/collections.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { UnreadDocument } from '../local/unreadable.ts';
import type { LocalValues, Setting } from '../local/values.ts';
import { UnreadablePage } from '../storage/page-load.ts';
import { PageLost } from '../storage/page-thread.ts';
import type { SqliteInternals } from '../storage/rx-storage.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { type CouchDocument, fromCouch, type Replicated } from './couch-documents.ts';
import { type PullCheckpoint, type RawPage, recordsOfPage } from './pull.ts';

/** Where RxDB's replication goes on after a first load, in both directions. */
export type LoadedTo = { readonly pull: PullCheckpoint; readonly push: RxStorageDefaultCheckpoint };

/** `through`: all is here. `released`: the edits made meanwhile were handed to the replication. */
type Progress =
  | { readonly step: 'loading'; readonly seq: string }
  | { readonly step: 'through' | 'released'; readonly to: LoadedTo }
  /** The collection was not empty, or its database was recreated half way: RxDB compares every document. */
  | { readonly step: 'skipped' };

/** Where documents of the server are written, as RxDB's replication would have written them. */
export type LoadTarget = {
  readonly collection: CollectionName;
  readonly database: DeskhandDatabase;
  /** RxDB's own name of the replication, by whose hash it knows what it wrote. */
  readonly identifier: string;
};

export type FirstLoadParts = LoadTarget & {
  readonly values: LocalValues;
  readonly pending: PendingMarks;
  /** Key of the progress in `values`, different for each server. */
  readonly key: string;
  readonly nextPage: (checkpoint: PullCheckpoint | undefined) => Promise<FirstPage | null>;
  /** Nothing was loaded yet. */
  readonly onBegin: () => void;
  /** Told before it is noted that the page is here: a process killed in between meets these again. */
  readonly onUnread: (unread: readonly UnreadDocument[]) => Promise<void>;
  /** The page is stored. */
  readonly onStored: (page: RawPage, documents: number) => void;
};

/** `noted`: what has to be noted here together with the page, see Checkpoint. */
export type FirstPage = RawPage & { readonly noted: Setting };

/** What of a page was taken in. */
type StoredPage = {
  readonly documents: number;
  readonly unread: readonly UnreadDocument[];
  /** What is there already, or comes in a page that can't be read the fast way: it has still to be written. */
  readonly others: readonly Replicated[];
  /** All of it is in the store, which notes so. */
  readonly isNoted: boolean;
};

type Stored = RxDocumentData<Replicated>;
/** A storage instance of whatever collection; rows are cast to its generics, which know no collection that is a variable. */
type Instance = RxStorageInstance<Replicated, SqliteInternals, unknown>;

const heightOf = (rev: string): number => Number(rev.split('-')[0]);

/**
 * Fills an empty collection straight from the server. RxDB's replication would look for each document twice and store it twice, the
 * second time as its note of what the server has; a first sync has nothing to compare. Documents carry RxDB's own mark of
 * origin (`_meta.o`), by which it takes them for the server's later on; the version a first edit starts from is kept by Records.
 * Survives being killed: the next start goes on where the last page ended.
 * @returns where the replication goes on; null when it has to begin at the beginning
 */
export const firstLoad = async (parts: FirstLoadParts): Promise<LoadedTo | null> => {
  const { values, key } = parts;
  const instance = instanceOf(parts);
  const save = (progress: Progress): void => values.set(key, JSON.stringify(progress));
  const stored = values.get(key);
  let progress: Progress = stored === null ? await beginning(instance) : (JSON.parse(stored) as Progress);
  if (progress.step === 'skipped') {
    save(progress);
    return null;
  }
  if (progress.step === 'loading') {
    if (progress.seq === '') parts.onBegin();
    const last = await loadPages(parts);
    if (last === null) return null;
    progress = { step: 'through', to: { pull: last.checkpoint, push: { id: '', lwt: now() } } };
    save(progress);
  }
  if (progress.step === 'through') {
    await release(parts);
    save({ step: 'released', to: progress.to });
  }
  return progress.to;
};

/** The next start, or a recreated database, must compare document by document. */
export const skipFirstLoad = (values: LocalValues, key: string): void =>
  values.set(key, JSON.stringify({ step: 'skipped' } satisfies Progress));

const beginning = async (instance: Instance): Promise<Progress> => {
  const { documents } = await changedSince(instance);
  return documents.length === 0 ? { step: 'loading', seq: '' } : { step: 'skipped' };
};

const changedSince = (instance: Instance) => {
  if (instance.getChangedDocumentsSince === undefined) throw new Error('the storage has no changed-since');
  return instance.getChangedDocumentsSince(1);
};

const seqOf = (stored: string | null): string => {
  const progress = stored === null ? null : (JSON.parse(stored) as Progress);
  return progress?.step === 'loading' ? progress.seq : '';
};

/** All pages from where the last one ended; answers the last. Null: stopped, or to be compared document by document after all. */
const loadPages = async (parts: FirstLoadParts): Promise<RawPage | null> => {
  for (;;) {
    try {
      return await loadPagesAfter(seqOf(parts.values.get(parts.key)), parts);
    } catch (error) {
      if (!(error instanceof PageLost)) throw error;
    }
  }
};

/** Stores page after page while the next one is fetched, and one more waits for its turn. */
const loadPagesAfter = async (seq: string, parts: FirstLoadParts): Promise<RawPage | null> => {
  let storing: Promise<void> = Promise.resolve();
  let coming = parts.nextPage(seq === '' ? undefined : { seq });
  for (;;) {
    const page = await coming;
    if (page !== null && !page.isLast) coming = parts.nextPage(page.checkpoint);
    await storing;
    if (page === null) return null;
    storing = storePage(parts, page);
    if (page.isLast) {
      await storing;
      return page;
    }
    // Thrown when it is awaited, which may be later than it fails.
    storing.catch(() => {});
  }
};

const storePage = async (parts: FirstLoadParts, page: FirstPage): Promise<void> => {
  const { values, key } = parts;
  const mark = JSON.stringify({ step: 'loading', seq: page.checkpoint.seq } satisfies Progress);
  const then = [values.setting(key, mark), page.noted];
  const { documents, unread, others, isNoted } = await loadPage(parts, page, then);
  await writePage(parts, others);
  await parts.onUnread(unread);
  if (!isNoted) values.apply(then);
  parts.onStored(page, documents);
};

/** The fast way for all that is new. */
const loadPage = async (
  parts: FirstLoadParts,
  { bytes }: RawPage,
  then: readonly Setting[],
): Promise<StoredPage> => {
  const { loadPage: load } = instanceOf(parts).internals;
  if (load === null) throw new Error('the store was opened without a way to read pages');
  const hash = await parts.database.hashFunction(parts.identifier);
  try {
    const meta = { lwt: now(), o: { _rev: 1, hash } };
    const { inserted, isNoted, present, setAside } = await load(
      { collection: parts.collection, bytes, rev: createRevision(hash), meta, then },
      'first-load',
    );
    const others = present.map((document) => fromCouch(document as CouchDocument));
    // What `readChangesPage` set aside, back from the storage.
    const unread = setAside as readonly UnreadDocument[];
    return { documents: inserted + others.length, unread, others, isNoted };
  } catch (error) {
    if (!(error instanceof UnreadablePage)) throw error;
    const { documents, unread } = recordsOfPage(parts.collection, error.bytes);
    return { documents: documents.length, unread, others: documents, isNoted: false };
  }
};

/** RxDB's wrapper would put its own `_meta` in place of ours. */
const instanceOf = ({ database, collection }: LoadTarget): Instance =>
  database.collections[collection].storageInstance.originalStorageInstance as unknown as Instance;

/** What stood there already, and the documents that would have come in its place. */
type Present = { readonly document: Replicated; readonly previous: Stored };

/** Writes documents that are not here yet as the server's; answers those that are. */
export const insertFromServer = async (
  target: LoadTarget,
  documents: readonly Replicated[],
): Promise<readonly Present[]> => {
  if (documents.length === 0) return [];
  const hash = await target.database.hashFunction(target.identifier);
  const rows = documents.map((document) => ({ document: asServers(document, hash) }));
  const written = await instanceOf(target).bulkWrite(rows, 'first-load');
  return written.error.flatMap((error) => {
    if (error.status !== 409) throw new Error(`loading ${target.collection}: status ${error.status}`);
    const document = documents.find((one) => one.id === error.documentId);
    const previous = (error as { readonly documentInDb?: Stored }).documentInDb;
    return document === undefined || previous === undefined ? [] : [{ document, previous }];
  });
};

const asServers = (document: Replicated, hash: string, previous?: Stored): Stored => ({
  ...document,
  _attachments: {},
  _meta: { lwt: now(), o: { _rev: previous === undefined ? 1 : heightOf(previous._rev) + 1, hash } },
  _rev: createRevision(hash, previous),
});

/** What is there already comes from a page before a crash, or was edited since; an edit is merged by the replication later. */
const writePage = async (parts: FirstLoadParts, documents: readonly Replicated[]): Promise<void> => {
  const present = await insertFromServer(parts, documents);
  const again = present.filter(({ document }) => !parts.pending.has(parts.collection, document.id));
  if (again.length === 0) return;
  const hash = await parts.database.hashFunction(parts.identifier);
  const rows = again.map(({ document, previous }) => ({
    previous,
    document: asServers(document, hash, previous),
  }));
  await instanceOf(parts).bulkWrite(rows, 'first-load');
};

/** Edits made while the load ran lie before the point from which the replication pushes: written once more, they lie behind it. */
const release = async ({ collection, database, pending }: FirstLoadParts): Promise<void> => {
  const local: RxCollection = database.collections[collection];
  for (const id of pending.ids(collection)) {
    const edited = await local.findOne(id).exec();
    await edited?.incrementalModify((data: object) => data);
  }
};
