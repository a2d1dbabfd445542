import type { RxStorageDefaultCheckpoint, RxStorageInstance } from 'rxdb';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { JsonObject } from '#domain/records/json.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import { nextTurn } from '../kernel/next-turn.ts';
import type { RefusedStore } from '../local/refused.ts';
import { type UnreadableStore, unreadOf } from '../local/unreadable.ts';
import type { LocalValues } from '../local/values.ts';
import type { SqliteInternals } from '../storage/rx-storage.ts';
import type { DeskhandDatabase } from './open-database.ts';

type Parts = {
  readonly database: DeskhandDatabase;
  readonly values: LocalValues;
  readonly unreadable: UnreadableStore;
  readonly refused: RefusedStore;
  readonly isPending: (collection: CollectionName, recordId: string) => boolean;
  readonly now: () => string;
  /** Something was taken out of a collection. */
  readonly onFound: (collection: CollectionName) => void;
};

/** Documents looked at between two turns, some 10 ms. */
const STEP = 250;

type Stored = JsonObject & { readonly id: string; readonly _deleted: boolean };
type Instance = RxStorageInstance<Stored, SqliteInternals, unknown, RxStorageDefaultCheckpoint>;

/** Takes what can't be read out of the store and into the list. An edit that was never sent is kept whole, among the refused. */
const takeOut = (parts: Parts, collection: CollectionName, instance: Instance, found: readonly Stored[]) => {
  const foundAt = parts.now();
  const unread = found.flatMap((document) => {
    const why = whyUnreadable(collection, document);
    return why === null ? [] : [{ document, told: unreadOf(document.id, document, why) }];
  });
  for (const { document, told } of unread) {
    if (!parts.isPending(collection, document.id)) continue;
    const { id: recordId, label } = told;
    parts.refused.save({
      ...{ id: `${collection}:${recordId}`, collection, recordId, label, code: 'unreadable' },
      ...{ reason: told.reason, refusedAt: foundAt, document },
    });
  }
  parts.unreadable.save(
    unread.map(({ told: { id, ...told } }) => ({
      ...told,
      ...{ collection, recordId: id, foundAt, isKept: false },
    })),
  );
  instance.internals.purge(unread.map(({ document }) => document.id));
  parts.onFound(collection);
};

const lookOverOne = async (
  parts: Parts,
  collection: CollectionName,
  isEnding: () => boolean,
): Promise<void> => {
  // RxDB types an instance by its collection, which is a variable here.
  const instance = parts.database.collections[collection].storageInstance
    .originalStorageInstance as unknown as Instance;
  let checkpoint: RxStorageDefaultCheckpoint | undefined;
  for (;;) {
    await nextTurn();
    if (isEnding() || instance.getChangedDocumentsSince === undefined) return;
    const page = await instance.getChangedDocumentsSince(STEP, checkpoint);
    const found = page.documents.filter(
      (document) => !document._deleted && whyUnreadable(collection, document) !== null,
    );
    if (found.length > 0) takeOut(parts, collection, instance, found);
    if (page.documents.length === 0) return;
    checkpoint = page.checkpoint;
  }
};

/**
 * Looks through the store for what this version can't read: a store may have been written before pulls were checked, or by a version that
 * read other things. Once for each version, beside everything else. What can be read later is brought by the sync, like all that is in the list.
 */
export const lookOver = async (parts: Parts, isEnding: () => boolean): Promise<void> => {
  const reader = parts.unreadable.reader();
  for (const collection of COLLECTIONS) {
    const key = `store.read.${collection}`;
    if (parts.values.get(key) === reader) continue;
    await lookOverOne(parts, collection, isEnding);
    if (isEnding()) return;
    parts.values.set(key, reader);
  }
};
