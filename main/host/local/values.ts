import type { Connection, SqlParams } from '../storage/driver.ts';

/** A value to be set in somebody else's transaction. */
export type Setting = { readonly sql: string; readonly params: SqlParams };

/** Small settings of the profile: server address, device id and code, counters, clock offset. */
export type LocalValues = {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
  /** What `set` runs, to be run in another transaction. */
  readonly setting: (key: string, value: string) => Setting;
  /** All of them or none. */
  readonly apply: (settings: readonly Setting[]) => void;
  readonly remove: (key: string) => void;
  /** Adds one and answers the new value, durably: a number handed out is never handed out again. */
  readonly increment: (key: string) => number;
};

export const createLocalValues = (connection: Connection): LocalValues => {
  const read = (key: string): string | null => {
    const row = connection.prepare('SELECT value FROM local_values WHERE key = ?').get([key]);
    return row === undefined ? null : String(row[0]);
  };
  const setting: LocalValues['setting'] = (key, value) => ({
    sql: 'INSERT INTO local_values (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    params: [key, value],
  });
  const write = (key: string, value: string): void => {
    const { sql, params } = setting(key, value);
    connection.prepare(sql).run(params);
  };
  return {
    get: read,
    set: write,
    setting,
    apply: (settings) =>
      connection.transaction(() => {
        for (const { sql, params } of settings) connection.prepare(sql).run(params);
      }),
    remove: (key) => void connection.prepare('DELETE FROM local_values WHERE key = ?').run([key]),
    increment: (key) =>
      connection.transaction(() => {
        const next = Number(read(key) ?? '0') + 1;
        write(key, String(next));
        return next;
      }),
  };
};
