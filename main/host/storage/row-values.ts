import { toColumnText } from './column-text.ts';
import { columnReader, MIXED, type TableColumns } from './columns.ts';
import type { Connection, SqlValue } from './driver.ts';
import type { AnyDocument } from './table.ts';
import { saveMixed } from './table-registry.ts';

/** The fields of a row that are written, in the order of rowEncoder's values; `n` is SQLite's to give. */
export function rowFields(columns: TableColumns): string[] {
  return ['id', 'rev', 'deleted', 'lwt', 'data', ...columns.indexed.map((column) => `"${column.name}"`)];
}

/**
 * Turns a document into the values of its row. A value that its column can't hold is stored as NULL, and the path is noted in
 * `mixed` and in the registry, inside the transaction of the write.
 */
export function rowEncoder(
  connection: Connection,
  no: number,
  columns: TableColumns,
  mixed: Set<string>,
): (document: AnyDocument) => SqlValue[] {
  const { primaryPath } = columns;
  const readers = columns.indexed.map((column) => ({ path: column.path, read: columnReader(column) }));
  return (document) => {
    const values: SqlValue[] = [
      toColumnText(document[primaryPath]),
      document._rev,
      document._deleted ? 1 : 0,
      document._meta.lwt,
      JSON.stringify(document),
    ];
    for (const { path, read } of readers) {
      const value = read(document);
      if (value === MIXED) {
        if (!mixed.has(path)) {
          mixed.add(path);
          saveMixed(connection, no, mixed);
        }
        values.push(null);
      } else values.push(value);
    }
    return values;
  };
}
