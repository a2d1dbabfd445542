import { retireTable } from './retired-tables.ts';
import { retireAll } from './search-tables.ts';
import { visitDocuments } from './stored-documents.ts';
import { unregister } from './table-registry.ts';
import type { AnyDocument, CollectionTable, TableHome } from './table-types.ts';

/** Rows a transaction copies: some 20 ms, and all that is in memory at a time. */
const BATCH = 200;

/**
 * Copies the documents of one table into another, each as `change` makes it (null leaves it out), in the order they were written. What is there already stays:
 * a copy that was cut short goes on where it was. RxDB is not told, nobody may have the new table open in a query yet. `turn` is
 * awaited between batches; `onRows` is told how many rows each had.
 */
export async function copyTable(
  store: Pick<TableHome, 'connection'>,
  from: CollectionTable,
  to: CollectionTable,
  change: (document: AnyDocument) => AnyDocument | null,
  turn: () => Promise<void>,
  onRows: (count: number) => void,
): Promise<void> {
  const { connection } = store;
  const last = connection.prepare(
    `SELECT max(n), count(*) FROM (SELECT n FROM "${from.name}" WHERE n > ? ORDER BY n LIMIT ${BATCH})`,
  );
  let done = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const [until, count] = last.get([done]) ?? [];
    if (until === null || until === undefined) break;
    const documents: AnyDocument[] = [];
    visitDocuments(
      { connection, table: from, rest: 'WHERE n > ? AND n <= ? ORDER BY n', params: [done, Number(until)] },
      (document) => void documents.push(document),
    );
    try {
      connection.transaction(() => insertNew(to, documents, change));
    } catch (error) {
      to.forget();
      throw error;
    }
    done = Number(until);
    onRows(Number(count));
    await turn();
  }
  connection.prepare('UPDATE OR IGNORE dh_attachments SET owner = ? WHERE owner = ?').run([to.no, from.no]);
}

function insertNew(
  to: CollectionTable,
  documents: readonly AnyDocument[],
  change: (document: AnyDocument) => AnyDocument | null,
): void {
  const { primaryPath } = to.columns;
  const there = to.places(documents.map((document) => document[primaryPath]));
  const changed = documents
    .filter((document) => !there.has(document[primaryPath]))
    .map(change)
    .filter((document) => document !== null);
  to.insert(changed);
}

/** How many documents a table has. */
export const countRows = ({ connection }: Pick<TableHome, 'connection'>, { name }: CollectionTable): number =>
  Number(connection.prepare(`SELECT count(*) FROM "${name}"`).get([])?.[0] ?? 0);

/**
 * Takes tables out of use of which a newer version is there, and those in which RxDB's own way of migrating kept its notes. They are let go of bit by bit. Only when every
 * collection is at its newest version.
 */
export function retireSuperseded({ connection, backlog, tables }: TableHome): void {
  const old = connection
    .prepare(
      `SELECT no, name FROM dh_tables AS t WHERE collection GLOB 'rx-migration-state-meta-*' OR EXISTS (
         SELECT 1 FROM dh_tables AS newer
         WHERE newer.database = t.database AND newer.collection = t.collection AND newer.version > t.version)`,
    )
    .all([])
    .map((row) => ({ no: Number(row[0]), name: String(row[1]) }));
  const open = new Set([...tables.values()].map((table) => table.no));
  for (const { no, name } of old) {
    if (open.has(no)) continue;
    connection.transaction(() => {
      backlog.unregister(no);
      retireAll(connection, no);
      unregister(connection, no);
      retireTable(connection, name);
    });
  }
}
