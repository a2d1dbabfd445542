import type { Connection } from '#main/host/storage/driver.ts';

/** Makes a store what version 2 wrote: no checksums, and nothing set aside. */
export const asVersion2 = (connection: Connection): void => {
  const tables = connection.prepare('SELECT name FROM dh_tables').all([]);
  for (const [name] of tables) connection.exec(`ALTER TABLE "${String(name)}" DROP COLUMN sum`);
  connection.exec(
    'ALTER TABLE dh_tables DROP COLUMN unsummed; DROP TABLE dh_damaged; PRAGMA user_version = 2;',
  );
};
