import { toColumnText } from './column-text.ts';
import { columnReader, type TableColumns, traitText } from './columns.ts';
import type { SqlValue } from './driver.ts';
import { rowSum } from './row-sum.ts';
import type { AnyDocument } from './table-types.ts';

/** The fields of a row that are written beside its JSON, in the order of the encoders' values; `n` is SQLite's to give. */
export function rowFields(columns: TableColumns): string[] {
  return ['id', 'rev', 'deleted', 'lwt', 'sum', ...columns.indexed.map((column) => `"${column.name}"`)];
}

/** What of a document is no column of its own. */
export type RowHead = {
  readonly id: string;
  readonly rev: string;
  readonly deleted: boolean;
  readonly lwt: number;
  /** Of the document's JSON. */
  readonly sum: number;
};

/** Turns a document into the values of its row; what its NULLs stand for goes to `note`, which has to be quick. */
export function columnEncoder(
  columns: TableColumns,
  note: (trait: string) => void,
): (head: RowHead, document: unknown) => SqlValue[] {
  const readers = columns.indexed.map((column) => ({
    read: columnReader(column),
    traits: {
      null: traitText('null', column.path),
      absent: traitText('absent', column.path),
      mixed: traitText('mixed', column.path),
    },
  }));
  return ({ id, rev, deleted, lwt, sum }, document) => {
    const values: SqlValue[] = [toColumnText(id), rev, deleted ? 1 : 0, lwt, sum];
    for (const { read, traits } of readers) {
      const reading = read(document);
      if (typeof reading === 'object') {
        note(traits[reading.trait]);
        values.push(null);
      } else values.push(reading);
    }
    return values;
  };
}

/** A document as it is written: its JSON, and the values of its other fields. */
export type EncodedRow = { readonly json: string; readonly values: SqlValue[] };

/** {@link columnEncoder} for documents as RxDB hands them over. `note` is told of traits as often as they are met. */
export function rowEncoder(
  columns: TableColumns,
  note: (trait: string) => void,
): (document: AnyDocument) => EncodedRow {
  const { primaryPath } = columns;
  const encode = columnEncoder(columns, note);
  return (document) => {
    const json = JSON.stringify(document);
    const head: RowHead = {
      id: document[primaryPath],
      rev: document._rev,
      deleted: document._deleted === true,
      lwt: document._meta.lwt,
      sum: rowSum(json),
    };
    return { json, values: encode(head, document) };
  };
}
