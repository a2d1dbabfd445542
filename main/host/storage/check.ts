import { namingStoreErrors, StoreFailure } from './errors.ts';
import type { OpenStore } from './store-file.ts';

export type StoreCheck = {
  /** SQLite's findings; empty when the file is sound. */
  readonly problems: readonly string[];
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
};

const MAX_FINDINGS = 100;

/**
 * Looks through the whole file (`PRAGMA quick_check`): seconds for a large store. Changes nothing. Damage is an answer, not
 * an error; a medium that can't be read throws StoreFailure.
 */
export function checkStore(store: OpenStore): StoreCheck {
  try {
    return namingStoreErrors(store.path, () => {
      const problems = store.connection
        .prepare(`PRAGMA quick_check(${MAX_FINDINGS})`)
        .all([])
        .map((row) => String(row[0]))
        .filter((finding) => finding !== 'ok');
      const tables = [...store.tables.values()].map((table) => ({
        name: table.name,
        rows: Number(store.connection.prepare(`SELECT count(*) FROM "${table.name}"`).get([])?.[0] ?? 0),
      }));
      return { problems, tables };
    });
  } catch (error) {
    // Some damage stops quick_check itself.
    if (!(error instanceof StoreFailure) || error.storeError.code !== 'damaged') throw error;
    return { problems: [error.message], tables: [] };
  }
}

/** Builds the full-text index of all open collections anew from the documents. Safe at any time. */
export async function rebuildSearch(store: OpenStore): Promise<void> {
  namingStoreErrors(store.path, () =>
    store.connection.transaction(() => {
      store.words.clear();
      for (const table of store.tables.values()) table.search?.rebuild();
    }),
  );
  await store.backlog.drain();
}
