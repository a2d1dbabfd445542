import { now } from 'rxdb';
import type { Connection } from '../storage/driver.ts';

/** The latest `lwt` in any table of the store; 0 when it is empty. */
const latestWrite = (connection: Connection): number =>
  connection
    .prepare('SELECT name FROM dh_tables')
    .all([])
    .map(([name]) => connection.prepare(`SELECT max(lwt) FROM "${String(name)}"`).get([])?.[0])
    .reduce<number>((latest, lwt) => Math.max(latest, Number(lwt ?? 0)), 0);

/**
 * RxDB numbers writes by its `now()`, and the replication sends what comes after the last number sent. `now()` never goes back while the
 * process lives, but begins with the device's clock, so after a restart with an earlier clock edits would be numbered before those
 * that were sent, and never be sent themselves. Here it is made to begin after all that the store has; as it asks only the clock, it
 * is shown that time once. Call it before anything is written.
 */
export const continueOrder = (connection: Connection): void => {
  const latest = Math.ceil(latestWrite(connection)) + 1;
  const clock = Date.now;
  if (latest <= clock()) return;
  Date.now = () => latest;
  try {
    now();
  } finally {
    Date.now = clock;
  }
};
