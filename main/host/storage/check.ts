import { namingStoreErrors, StoreFailure } from './errors.ts';
import { checkRows } from './row-check.ts';
import type { OpenStore } from './store-file.ts';

export type StoreCheck = {
  /** SQLite's findings; empty when the file is sound. */
  readonly problems: readonly string[];
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
};

export type StoreRepair = {
  /** What could not be repaired. */
  readonly problems: readonly string[];
  readonly tables: StoreCheck['tables'];
  /** Rows whose document was not what was written; they are set aside, see damaged.ts. */
  readonly damaged: number;
  /** Rows whose columns were written anew from the document. */
  readonly mended: number;
  readonly indexesRebuilt: boolean;
};

const MAX_FINDINGS = 100;

/** Findings that follow from rows or indexes alone, which can be made anew from the documents. */
const REPAIRABLE =
  /missing from index|wrong # of entries|non-unique entry|value in |NULL value|fts5|inverted index/i;

function findings(store: OpenStore): readonly string[] {
  try {
    return namingStoreErrors(store.path, () =>
      store.connection
        .prepare(`PRAGMA integrity_check(${MAX_FINDINGS})`)
        .all([])
        .map((row) => String(row[0]))
        .filter((finding) => finding !== 'ok'),
    );
  } catch (error) {
    // Some damage stops the check itself.
    if (!(error instanceof StoreFailure) || error.storeError.code !== 'damaged') throw error;
    return [error.message];
  }
}

/**
 * Looks through the whole file (`PRAGMA integrity_check`): seconds for a large store. Changes nothing. Damage is an answer, not
 * an error; a medium that can't be read throws StoreFailure.
 */
export function checkStore(store: OpenStore): StoreCheck {
  const problems = findings(store);
  try {
    const tables = [...store.tables.values()].map((table) => ({
      name: table.name,
      rows: Number(store.connection.prepare(`SELECT count(*) FROM "${table.name}"`).get([])?.[0] ?? 0),
    }));
    return { problems, tables };
  } catch (error) {
    if (problems.length === 0) throw error;
    return { problems, tables: [] };
  }
}

/**
 * Looks through the file, then at each document of all open collections: rows that are not what was written are set aside, columns and indexes made anew
 * where they differ from the documents. A file whose own structure is damaged is left as it is. `turn` is awaited between batches.
 */
export async function repairStore(store: OpenStore, turn: () => Promise<void>): Promise<StoreRepair> {
  const found = findings(store);
  const nothing = { damaged: 0, mended: 0, indexesRebuilt: false };
  if (found.some((finding) => !REPAIRABLE.test(finding))) {
    return { ...nothing, problems: found, tables: [] };
  }
  if (found.length > 0) namingStoreErrors(store.path, () => store.connection.exec('REINDEX'));
  let [damaged, mended] = [0, 0];
  const tables: StoreCheck['tables'][number][] = [];
  for (const table of store.tables.values()) {
    const steps = checkRows(store, table);
    for (;;) {
      const step = namingStoreErrors(store.path, () => steps.next());
      await turn();
      if (step.done !== true) continue;
      damaged += step.value.damaged;
      mended += step.value.mended;
      tables.push({ name: table.name, rows: step.value.rows - step.value.damaged });
      break;
    }
  }
  await rebuildSearch(store);
  const problems = found.length + damaged + mended > 0 ? findings(store) : [];
  return { problems, tables, damaged, mended, indexesRebuilt: found.length > 0 };
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
