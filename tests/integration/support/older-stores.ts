import type { Connection } from '#main/host/storage/driver.ts';
import { dropRowsView, jsonTableOf } from '#main/host/storage/table-parts.ts';

const tablesOf = (connection: Connection): readonly string[] =>
  connection
    .prepare('SELECT name FROM dh_tables')
    .all([])
    .map(([name]) => String(name));

/** Makes a store what version 3 wrote: each document's JSON in its row. */
export const asVersion3 = (connection: Connection): void => {
  for (const name of tablesOf(connection)) {
    dropRowsView(connection, name);
    connection.exec(`
      ALTER TABLE "${name}" ADD COLUMN data TEXT NOT NULL DEFAULT '';
      UPDATE "${name}" SET data = (SELECT data FROM ${jsonTableOf(name)} AS j WHERE j.n = "${name}".n);
      DROP TABLE ${jsonTableOf(name)};`);
  }
  connection.exec('PRAGMA user_version = 3');
};

/** Makes a store what version 2 wrote: no checksums, and nothing set aside. */
export const asVersion2 = (connection: Connection): void => {
  asVersion3(connection);
  for (const name of tablesOf(connection)) connection.exec(`ALTER TABLE "${name}" DROP COLUMN sum`);
  connection.exec(
    'ALTER TABLE dh_tables DROP COLUMN unsummed; DROP TABLE dh_damaged; PRAGMA user_version = 2;',
  );
};
