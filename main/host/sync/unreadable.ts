import type { CollectionName } from '#domain/records/collections.ts';
import type { UnreadableStore, UnreadDocument } from '../local/unreadable.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { CouchClient } from './couch-client.ts';
import type { Replicated } from './couch-documents.ts';
import { documentsById } from './pull.ts';

/** The list of what could not be read, as the sync of one collection keeps it. */
export type Unreadable = ReturnType<typeof createUnreadable>;

/** Documents asked for again at once. */
const AGAIN = 200;

type Parts = {
  readonly client: CouchClient;
  readonly checkpoint: Pick<Checkpoint, 'exchanged'>;
  readonly collection: CollectionName;
  readonly databaseName: string;
  readonly database: DeskhandDatabase;
  readonly unreadableStore: UnreadableStore;
  readonly now: () => string;
  readonly onUnreadable: () => void;
  readonly log: (level: 'warn', message: string) => void;
};

/** What a pull brings and this version can't read: it is noted and nobody else meets it; what is here of such a record stays. */
export const createUnreadable = (parts: Parts) => {
  const { checkpoint, client, collection, databaseName, unreadableStore: store } = parts;

  const existing = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await parts.database.collections[collection].storageInstance.findDocumentsById(
      [...ids],
      false,
    );
    return new Set(found.map((document) => document.id));
  };

  const note = async (unread: readonly UnreadDocument[]): Promise<void> => {
    if (unread.length === 0) return;
    const kept = await existing(unread.map(({ id }) => id));
    const foundAt = parts.now();
    store.save(
      unread.map(({ id, ...told }) => ({
        ...told,
        ...{ collection, recordId: id, foundAt, isKept: kept.has(id) },
      })),
    );
    const [first] = unread;
    parts.log('warn', `${databaseName}: ${unread.length} not readable, ${first?.id}: ${first?.reason}`);
    parts.onUnreadable();
  };

  /** They came in a form that can be read, or were deleted. */
  const came = (documents: readonly { readonly id: string }[]): void => {
    if (store.count(collection) === 0) return;
    const gone = store.remove(
      collection,
      documents.map(({ id }) => id),
    );
    if (gone > 0) parts.onUnreadable();
  };

  return {
    note,
    came,
    /** Everything is about to be asked for anew. */
    clear: (): void => {
      if (store.count(collection) === 0) return;
      store.clear(collection);
      parts.onUnreadable();
    },
    /**
     * Asks once more for what another version of Deskhand could not read, or somebody wants tried again; answers what can be read now. That stays in the list
     * until it is stored: no change of the server brings it again, should it get lost on its way there.
     */
    again: async (signal: AbortSignal): Promise<readonly Replicated[]> => {
      const readable: Replicated[] = [];
      const all = store.ofOtherReaders(collection);
      for (let at = 0; at < all.length; at += AGAIN) {
        const ids = all.slice(at, at + AGAIN);
        const found = await documentsById(client, databaseName, collection, ids, signal);
        const { documents, unread } = found;
        await checkpoint.exchanged(found.versions, signal);
        const there = new Set([...documents, ...unread].map(({ id }) => id));
        came(ids.flatMap((id) => (there.has(id) ? [] : [{ id }])));
        await note(unread);
        readable.push(...documents);
      }
      return readable;
    },
  };
};
