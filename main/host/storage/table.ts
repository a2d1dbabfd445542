import type { RxDocumentData, RxJsonSchema } from 'rxdb';
import { Subject } from 'rxjs';
import { fromColumnText, toColumnText } from './column-text.ts';
import { columnsOf, type TableColumns, trustedColumn } from './columns.ts';
import { createTable } from './create-table.ts';
import type { Connection } from './driver.ts';
import { rowEncoder, rowFields } from './row-values.ts';
import { createSearchWriter, type SearchWriter } from './search-index.ts';
import { createSeenRows } from './seen-rows.ts';
import { visitDocuments } from './stored-documents.ts';
import { dropRowsView, jsonTableOf, putJsonSql, removeJsonSql } from './table-parts.ts';
import {
  findRegistered,
  type RegistryKey,
  register,
  registryKeyText,
  saveTraits,
  unregister,
} from './table-registry.ts';
import type { AnyDocument, CollectionTable, StoredPlace, TableHome } from './table-types.ts';

/** The table of a collection, created with its indexes when it is not there yet. */
export function openTable<T>(
  store: TableHome,
  key: RegistryKey,
  schema: RxJsonSchema<RxDocumentData<T>>,
): CollectionTable {
  const keyText = registryKeyText(key);
  const open = store.tables.get(keyText);
  if (open !== undefined) {
    open.users += 1;
    return open;
  }
  const { connection } = store;
  const columns = columnsOf(schema);
  const registered =
    findRegistered(connection, key) ??
    connection.transaction(() => {
      const row = register(
        connection,
        key,
        columns.indexed.map((column) => column.path),
      );
      createTable(connection, row.table, columns);
      return row;
    });
  const definition = store.fullText.get(key.collection);
  const search =
    definition === undefined
      ? undefined
      : createSearchWriter(store, registered.no, registered.table, definition);
  const table = collectionTable(
    store,
    key,
    registered.no,
    registered.table,
    columns,
    new Set(registered.traits),
    search,
  );
  store.tables.set(keyText, table);
  return table;
}

/** Gives a table back; the last user's call lets it go. */
export function releaseTable(store: TableHome, key: RegistryKey, table: CollectionTable): void {
  table.users -= 1;
  if (table.users <= 0 || table.removed) store.tables.delete(registryKeyText(key));
}

/** What the columns of a table have met, in memory and in the registry. */
const traitsOf = (connection: Connection, no: number, known: Set<string>) => ({
  known,
  note: (met: readonly string[]): void => {
    const fresh = met.filter((trait) => !known.has(trait));
    if (fresh.length === 0) return;
    // Saved first: a trait that only memory knows would be taken for unmet after the next start.
    saveTraits(connection, no, new Set([...known, ...fresh]));
    for (const trait of fresh) known.add(trait);
  },
  /** As they are in the registry, after a transaction was rolled back. */
  reload: (): void => {
    const row = connection.prepare('SELECT traits FROM dh_tables WHERE no = ?').get([no]);
    known.clear();
    for (const trait of JSON.parse(String(row?.[0] ?? '[]')) as string[]) known.add(trait);
  },
});

/** The greatest id of a table, remembered as long as nobody else writes. Ids are time-ordered, so new ones mostly lie beyond it. */
const greatestIdOf = (connection: Connection, name: string) => {
  let known: string | undefined;
  /** While another connection loads pages into the table, it is only right at the moment of asking. */
  let loads = 0;
  return {
    get: (): string => {
      if (known === undefined || loads > 0) {
        const row = connection.prepare(`SELECT max(id) FROM "${name}"`).get([]);
        known = typeof row?.[0] === 'string' ? fromColumnText(row[0]) : '';
      }
      return known;
    },
    set: (id: string): void => {
      known = id;
    },
    forget: (): void => {
      known = undefined;
    },
    loading: () => {
      loads += 1;
      return () => {
        loads -= 1;
        known = undefined;
      };
    },
  };
};

const encodedIds = (ids: readonly string[]): string => JSON.stringify(ids.map(toColumnText));

/** Looks documents up by their ids. */
const lookUps = (
  connection: Connection,
  table: Pick<CollectionTable, 'name' | 'setAside'>,
  primaryPath: string,
) => {
  const { name } = table;
  const placesSql = `SELECT id, n, rev FROM "${name}" WHERE id IN (SELECT value FROM json_each(?))`;
  return {
    places: (ids: readonly string[]): ReadonlyMap<string, StoredPlace> => {
      const found = new Map<string, StoredPlace>();
      connection.prepare(placesSql).each([encodedIds(ids)], (row) => {
        found.set(fromColumnText(String(row[0])), { n: Number(row[1]), rev: String(row[2]) });
      });
      return found;
    },
    load: (ids: readonly string[]): Map<string, AnyDocument> => {
      const found = new Map<string, AnyDocument>();
      const one = ids.length === 1;
      const rest = one ? 'WHERE id = ?' : 'WHERE id IN (SELECT value FROM json_each(?))';
      const params = [one ? toColumnText(ids[0] ?? '') : encodedIds(ids)];
      if (ids.length > 0) {
        visitDocuments({ connection, table, rest, params }, (document) => {
          found.set(document[primaryPath], document);
        });
      }
      return found;
    },
  };
};

/** Writes rows of documents; all of it runs inside a transaction. */
const rowWrites = (
  connection: Connection,
  name: string,
  columns: TableColumns,
  met: (trait: string) => void,
) => {
  const encoded = rowEncoder(columns, met);
  const fields = rowFields(columns);
  const insertSql = `INSERT INTO "${name}" (${fields.join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`;
  const putJson = putJsonSql(name);
  const updateSql = `UPDATE "${name}" SET ${fields.map((field) => `${field} = ?`).join(', ')} WHERE n = ?`;
  const deleteSql = `DELETE FROM "${name}" WHERE n = ?`;
  return {
    /** The row number of the last one. */
    insert: (documents: readonly AnyDocument[]): number => {
      const [insert, put] = [connection.prepare(insertSql), connection.prepare(putJson)];
      let n = 0;
      for (const document of documents) {
        const { json, values } = encoded(document);
        n = insert.run(values).lastInsertRowid;
        put.run([n, json]);
      }
      return n;
    },
    update: (document: AnyDocument, n: number): void => {
      const { json, values } = encoded(document);
      connection.prepare(updateSql).run([...values, n]);
      connection.prepare(putJson).run([n, json]);
    },
    delete: (no: number, id: string, n: number): void => {
      connection.prepare(deleteSql).run([n]);
      connection.prepare(removeJsonSql(name)).run([n]);
      connection
        .prepare('DELETE FROM dh_attachments WHERE owner = ? AND document = ?')
        .run([no, toColumnText(id)]);
    },
  };
};

function collectionTable(
  store: TableHome,
  key: RegistryKey,
  no: number,
  name: string,
  columns: TableColumns,
  registeredTraits: Set<string>,
  search: SearchWriter | undefined,
): CollectionTable {
  const { connection } = store;
  const { primaryPath } = columns;
  const traits = traitsOf(connection, no, registeredTraits);
  const greatest = greatestIdOf(connection, name);
  const setAside = (ns: readonly number[]): number => store.damaged.setAside(table, ns);
  const stored = lookUps(connection, { name, setAside }, primaryPath);
  const rows = rowWrites(connection, name, columns, (trait) => {
    if (!traits.known.has(trait)) traits.note([trait]);
  });

  const table: CollectionTable = {
    key,
    no,
    name,
    columns,
    changes: new Subject(),
    trusted: (path) => trustedColumn(columns, traits.known, path),
    traits: () => [...traits.known],
    noteTraits: traits.note,
    loading: greatest.loading,
    places: (ids) => {
      const last = greatest.get();
      return ids.every((id) => id > last) ? new Map() : stored.places(ids);
    },
    load: stored.load,
    insert: (documents) => {
      if (documents.length === 0) return;
      let last = greatest.get();
      const n = rows.insert(documents);
      for (const document of documents) {
        if (document[primaryPath] > last) last = document[primaryPath];
      }
      greatest.set(last);
      // Row numbers are given out in one run: SQLite takes the greatest plus one, and nobody else writes.
      search?.inserted(n - documents.length + 1, documents);
    },
    update: (document, previous, n) => {
      rows.update(document, n);
      search?.updated(n, document, previous);
    },
    rewrite: rows.update,
    purge: (ids) => {
      const places = table.places(ids);
      const documents = search === undefined ? undefined : table.load(ids);
      for (const [id, place] of places) {
        rows.delete(no, id, place.n);
        search?.purged(place.n, documents?.get(id));
      }
    },
    purgeDeleted: (beforeMs, limit) => {
      const ids = connection
        .prepare(`SELECT id FROM "${name}" WHERE deleted = 1 AND lwt <= ? LIMIT ?`)
        .all([beforeMs, limit])
        .map((row) => fromColumnText(String(row[0])));
      if (ids.length > 0) {
        connection.transaction(() => table.purge(ids));
        table.forget();
      }
      return ids.length;
    },
    setAside,
    search,
    seen: createSeenRows(),
    forget: () => {
      greatest.forget();
      search?.forget();
      traits.reload();
    },
    drop: () => {
      connection.transaction(() => {
        search?.dropped();
        dropRowsView(connection, name);
        connection.exec(`DROP TABLE "${name}"; DROP TABLE ${jsonTableOf(name)}`);
        unregister(connection, no);
      });
      table.removed = true;
    },
    users: 1,
    removed: false,
  };
  return table;
}
