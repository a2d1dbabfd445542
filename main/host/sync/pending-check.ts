import { getAssumedMasterState, type RxStorageInstanceReplicationState } from 'rxdb';
import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { isFromServer } from '../store/records.ts';
import type { Replicated } from './couch-documents.ts';
import { plainRecord } from './true-base.ts';

/** Compares marks of unsent edits with what the store really holds. */
export const createPendingCheck = (
  collection: CollectionName,
  database: DeskhandDatabase,
  pending: PendingMarks,
) => {
  const stored = (ids: readonly string[]) =>
    database.collections[collection].storageInstance.findDocumentsById([...ids], true);

  /** Which of `versions` are what the store holds now; the others have been edited again meanwhile. */
  const unchanged = async (versions: readonly { readonly id: string }[]): Promise<ReadonlySet<string>> => {
    const found = await stored(versions.map((version) => version.id));
    const byId = new Map(found.map((document) => [document.id, plainRecord(document)]));
    const same = versions.filter((version) => sameValue(byId.get(version.id) ?? null, plainRecord(version)));
    return new Set(same.map((version) => version.id));
  };

  return {
    unchanged,
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
