import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection } from '../storage/driver.ts';

/** The losing revisions of one server's records of a collection, and which of them were looked at. */
export type LeafStore = {
  /** Notes what the server told of. What was looked at before stays so; what a user had no right to may be another matter in what the record is now. */
  readonly found: (recordId: string, revs: readonly string[]) => void;
  /** Records with leaves that nobody has looked at, a window of them in the order of their ids, those behind `after`. */
  readonly open: (after: string) => readonly string[];
  /** What was noted of a record and not looked at. */
  readonly notedOf: (recordId: string) => readonly string[];
  /** Those of `revs` that want to be looked at. */
  readonly openOf: (recordId: string, revs: readonly string[]) => readonly string[];
  /** Looked at; with `login` where that user has no right to write what was found. */
  readonly settle: (recordId: string, revs: readonly string[], login: string | null) => void;
  /** The server has these no more. */
  readonly drop: (recordId: string, revs: readonly string[]) => void;
  /** What another user had no right to is to be looked at once more. */
  readonly reopen: (login: string) => void;
  /** The database is another one. */
  readonly forget: () => void;
};

/** How many records with open leaves are read at once. */
const WINDOW = 100;
/** Leaves looked at that are kept in mind; a forgotten one is looked at again when its record changes. */
const MOST_SETTLED = 10_000;

export const createLeafStore = (
  connection: Connection,
  server: string,
  collection: CollectionName,
): LeafStore => {
  const place = [server, collection] as const;
  const run = (sql: string, ...params: (string | number | null)[]): void =>
    void connection.prepare(sql).run([...place, ...params]);

  const revsOf = (recordId: string, state: 'open' | 'settled'): readonly string[] =>
    connection
      .prepare(
        'SELECT rev FROM local_leaves WHERE server = ? AND collection = ? AND record = ? AND state = ?',
      )
      .all([...place, recordId, state])
      .map((row) => String(row[0]));

  return {
    found: (recordId, revs) =>
      run(
        `INSERT INTO local_leaves (server, collection, record, rev, state)
         SELECT ?, ?, ?, value, 'open' FROM json_each(?) WHERE true
         ON CONFLICT DO UPDATE SET state = 'open', login = NULL WHERE login IS NOT NULL`,
        recordId,
        JSON.stringify(revs),
      ),
    open: (after) =>
      connection
        .prepare(
          `SELECT DISTINCT record FROM local_leaves
           WHERE server = ? AND collection = ? AND record > ? AND state = 'open' ORDER BY record LIMIT ${WINDOW}`,
        )
        .all([...place, after])
        .map((row) => String(row[0])),
    notedOf: (recordId) => revsOf(recordId, 'open'),
    openOf: (recordId, revs) => {
      const settled = revsOf(recordId, 'settled');
      return revs.filter((rev) => !settled.includes(rev));
    },
    settle: (recordId, revs, login) => {
      run(
        `INSERT INTO local_leaves (server, collection, record, rev, state, login)
         SELECT ?, ?, ?, value, 'settled', ? FROM json_each(?) WHERE true
         ON CONFLICT DO UPDATE SET state = excluded.state, login = excluded.login`,
        recordId,
        login,
        JSON.stringify(revs),
      );
      run(
        `DELETE FROM local_leaves WHERE server = ?1 AND collection = ?2 AND state = 'settled' AND n <= (
           SELECT n FROM local_leaves WHERE server = ?1 AND collection = ?2 AND state = 'settled'
           ORDER BY n DESC LIMIT 1 OFFSET ${MOST_SETTLED})`,
      );
    },
    drop: (recordId, revs) =>
      run(
        `DELETE FROM local_leaves WHERE server = ? AND collection = ? AND record = ? AND state = 'open'
         AND rev IN (SELECT value FROM json_each(?))`,
        recordId,
        JSON.stringify(revs),
      ),
    reopen: (login) =>
      run(
        `UPDATE local_leaves SET state = 'open', login = NULL WHERE server = ? AND collection = ? AND login <> ?`,
        login,
      ),
    forget: () => run('DELETE FROM local_leaves WHERE server = ? AND collection = ?'),
  };
};
