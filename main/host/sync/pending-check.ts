import {
  getAssumedMasterState,
  getLastCheckpointDoc,
  type RxDocumentData,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
  type RxStorageInstanceReplicationState,
} from 'rxdb';
import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { isFromServer } from '../store/records.ts';
import type { Replicated } from './couch-documents.ts';
import { plainRecord } from './true-base.ts';

type Stored = RxDocumentData<Replicated>;
type Instance = RxStorageInstance<Replicated, unknown, unknown>;

const isPassed = (sent: RxStorageDefaultCheckpoint, { id, _meta }: Stored): boolean =>
  _meta.lwt < sent.lwt || (_meta.lwt === sent.lwt && id <= sent.id);

/** Compares marks of unsent edits with what the store really holds. */
export const createPendingCheck = (
  collection: CollectionName,
  database: DeskhandDatabase,
  pending: PendingMarks,
) => {
  // The collection is a variable here, so its documents are typed by what all records have (see store/records.ts).
  // For a name that is a variable RxDB's types fit no collection.
  const instance = database.collections[collection].storageInstance as unknown as Instance;
  const stored = (ids: readonly string[]) => instance.findDocumentsById([...ids], true);

  /** Which of `versions` are what the store holds now; the others have been edited again meanwhile. */
  const unchanged = async (versions: readonly { readonly id: string }[]): Promise<ReadonlySet<string>> => {
    const found = await stored(versions.map((version) => version.id));
    const byId = new Map(found.map((document) => [document.id, plainRecord(document)]));
    const same = versions.filter((version) => sameValue(byId.get(version.id) ?? null, plainRecord(version)));
    return new Set(same.map((version) => version.id));
  };

  /**
   * Edits that the push has gone past, because the clock was behind when an earlier Deskhand wrote them: written once more as they are,
   * they lie ahead of it again. What was edited again meanwhile does so already.
   */
  const offerAgain = async (state: RxStorageInstanceReplicationState<Replicated>): Promise<void> => {
    const checkpoint = await getLastCheckpointDoc<Replicated, RxStorageDefaultCheckpoint>(state, 'up');
    const ids = pending.ids(collection);
    if (checkpoint === undefined || ids.length === 0) return;
    const passed = (await stored(ids)).filter((document) => isPassed(checkpoint, document));
    if (passed.length === 0) return;
    await instance.bulkWrite(
      passed.map((document) => ({ previous: document, document })),
      'offer-again',
    );
  };

  return {
    unchanged,
    offerAgain,
    /** Takes off marks of edits that never happened or had arrived already when the process died. */
    tidy: async (state: RxStorageInstanceReplicationState<Replicated>): Promise<void> => {
      const ids = pending.ids(collection);
      if (ids.length === 0) return;
      const until = pending.now();
      const assumed = await getAssumedMasterState(state, [...ids]);
      const arrived = await unchanged(ids.flatMap((id) => (assumed[id] ? [assumed[id].docData] : [])));
      // What still is as the server gave it was marked by a process that died before it wrote; of a first load no version is assumed.
      const written = (await stored(ids)).filter((document) => !isFromServer(document));
      const edited = new Set(written.map((document) => document.id));
      const gone = ids.filter((id) => arrived.has(id) || !edited.has(id));
      pending.clear(collection, gone, until);
    },
  };
};
