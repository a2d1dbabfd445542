import { toColumnText } from './column-text.ts';
import { columnReader, type TableColumns, traitText } from './columns.ts';
import type { Connection, SqlValue } from './driver.ts';
import { saveTraits } from './table-registry.ts';
import type { AnyDocument } from './table-types.ts';

/** The fields of a row that are written, in the order of rowEncoder's values; `n` is SQLite's to give. */
export function rowFields(columns: TableColumns): string[] {
  return ['id', 'rev', 'deleted', 'lwt', 'data', ...columns.indexed.map((column) => `"${column.name}"`)];
}

/**
 * Turns a document into the values of its row. What a NULL stands for is noted in `traits` and, the first time, in the
 * registry, inside the transaction of the write.
 */
export function rowEncoder(
  connection: Connection,
  no: number,
  columns: TableColumns,
  traits: Set<string>,
): (document: AnyDocument) => SqlValue[] {
  const { primaryPath } = columns;
  const readers = columns.indexed.map((column) => ({ path: column.path, read: columnReader(column) }));
  const note = (trait: string): void => {
    if (traits.has(trait)) return;
    traits.add(trait);
    saveTraits(connection, no, traits);
  };
  return (document) => {
    const values: SqlValue[] = [
      toColumnText(document[primaryPath]),
      document._rev,
      document._deleted ? 1 : 0,
      document._meta.lwt,
      JSON.stringify(document),
    ];
    for (const { path, read } of readers) {
      const reading = read(document);
      if (typeof reading === 'object') {
        note(traitText(reading.trait, path));
        values.push(null);
      } else values.push(reading);
    }
    return values;
  };
}
