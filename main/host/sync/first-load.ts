import { createRevision, now, type RxStorageDefaultCheckpoint, type RxStorageInstance } from 'rxdb';
import type { CollectionName } from '#domain/records/collections.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { LocalValues } from '../local/values.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import type { Replicated } from './couch-documents.ts';
import type { PullCheckpoint, PullPage } from './pull.ts';

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
  readonly nextPage: (checkpoint: PullCheckpoint | undefined) => Promise<PullPage | null>;
};

type Stored = { readonly _rev: string } & Readonly<Record<string, unknown>>;
/** A storage instance of whatever collection; rows are cast to its generics, which know no collection that is a variable. */
type Instance = RxStorageInstance<Stored, unknown, unknown>;

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
    let coming = parts.nextPage(progress.seq === '' ? undefined : { seq: progress.seq });
    let last: PullPage | null = null;
    while (last === null) {
      const page = await coming;
      // Stopped, or to be compared document by document after all.
      if (page === null) return null;
      // The server prepares the next page while this one is written.
      if (page.isLast) last = page;
      else coming = parts.nextPage(page.checkpoint);
      await writePage(parts, page.documents);
      save({ step: 'loading', seq: page.checkpoint.seq });
    }
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
  const written = await instanceOf(target).bulkWrite(rows as never, 'first-load');
  return written.error.flatMap((error) => {
    if (error.status !== 409) throw new Error(`loading ${target.collection}: status ${error.status}`);
    const document = documents.find((one) => one.id === error.documentId);
    const previous = (error as { readonly documentInDb?: Stored }).documentInDb;
    return document === undefined || previous === undefined ? [] : [{ document, previous }];
  });
};

const asServers = (document: Replicated, hash: string, previous?: Stored): object => ({
  ...document,
  _attachments: {},
  _meta: { lwt: now(), o: { _rev: previous === undefined ? 1 : heightOf(previous._rev) + 1, hash } },
  _rev: createRevision(hash, previous as never),
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
  await instanceOf(parts).bulkWrite(rows as never, 'first-load');
};

/** Edits made while the load ran lie before the point from which the replication pushes: written once more, they lie behind it. */
const release = async ({ collection, database, pending }: FirstLoadParts): Promise<void> => {
  for (const id of pending.ids(collection)) {
    const edited = await database.collections[collection].findOne(id).exec();
    await edited?.incrementalModify(((data: object) => data) as never);
  }
};
