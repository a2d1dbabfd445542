import type { Version } from './checkpoint.ts';
import type { CollectionWorld } from './collection-world.ts';
import type { CouchDocument, Replicated } from './couch-documents.ts';
import { insertFromServer } from './first-load.ts';
import { readDocument } from './read-document.ts';
import { pause } from './waiters.ts';

const AT_ONCE = 100;

type AllDocs = {
  readonly rows: readonly { readonly key: string; readonly doc?: CouchDocument | null }[];
};

/**
 * Records that the store set aside as damaged (storage/damaged.ts) are fetched from the server at the next contact, whether they were found before it or while
 * the sync runs. An edit that was not sent yet is lost with its row; that it was there is noted, its mark and its base are taken off.
 */
export const watchDamaged = (world: CollectionWorld): void => {
  const { collection, damaged, ending } = world;
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await restore(world);
    } while (again && !ending.aborted);
  };
  const start = (): void => {
    if (running !== null) {
      again = true;
      return;
    }
    running = run()
      .catch((error) => world.log('warn', `damaged records of ${collection} were not fetched`, error))
      .finally(() => {
        running = null;
      });
  };
  const stop = damaged.onFound((found) => {
    if (found === collection) start();
  });
  ending.addEventListener('abort', stop, { once: true });
  start();
};

const restore = async (world: CollectionWorld): Promise<void> => {
  const { collection, damaged, ending, retryMs } = world;
  while (!ending.aborted) {
    const ids = damaged.waiting(collection).slice(0, AT_ONCE);
    if (ids.length === 0) return;
    try {
      await restoreSome(world, ids);
    } catch (error) {
      world.note(error);
      await pause(retryMs, ending);
    }
  }
};

/** Those of which no row is there, though an edit of them was not sent: it was lost with the row. Noted before anything takes its place, should the process be killed. */
const noteLost = async (world: CollectionWorld, ids: readonly string[]): Promise<void> => {
  const { collection, damaged, database, pending } = world;
  const here = await database.collections[collection].storageInstance.findDocumentsById([...ids], false);
  const present = new Set(here.map(({ id }) => id));
  for (const id of ids)
    if (!present.has(id) && pending.has(collection, id)) damaged.settle(collection, id, 'waiting', true);
};

const restoreSome = async (world: CollectionWorld, ids: readonly string[]): Promise<void> => {
  const { bases, checkpoint, client, collection, connection, damaged, database, databaseName, pending } =
    world;
  const { rows } = await connection.run(async (signal) => {
    const path = `/${databaseName}/_all_docs?include_docs=true`;
    const found = await client.request<AllDocs>(path, {
      ...{ method: 'POST', body: { keys: ids }, signal, shape: 'rows' },
    });
    await checkpoint.exchanged(
      found.rows.flatMap(({ key, doc }): readonly Version[] =>
        doc?._rev === undefined ? [] : [[key, doc._rev]],
      ),
      signal,
    );
    return found;
  });
  // One that can't be read is told by the pull, which brings it as well.
  const documents = rows.flatMap(({ key, doc }): readonly Replicated[] => {
    const record = doc == null ? null : readDocument(collection, key, doc).record;
    return record === null || record._deleted ? [] : [record];
  });
  await noteLost(world, ids);
  const target = { collection, database, identifier: `rxdbreplication${world.identifier}` };
  // One that is there again was written meanwhile, by the replication or by somebody here.
  const present = new Set((await insertFromServer(target, documents)).map(({ document }) => document.id));
  const there = new Set(documents.map(({ id }) => id));
  for (const id of ids) {
    const hadUnsent = !present.has(id) && pending.has(collection, id);
    if (hadUnsent) {
      bases.remove(collection, id);
      pending.clear(collection, [id], pending.now());
    }
    damaged.settle(collection, id, there.has(id) ? 'restored' : 'missing', hadUnsent);
  }
  world.onMoved(documents.length);
  world.onDamaged();
  world.onChange();
};
