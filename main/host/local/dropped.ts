import type { RefusedDocument } from '#contracts/sync.ts';
import type { Connection } from '../storage/driver.ts';
import { REFUSAL_COLUMNS, refusalOf } from './refused.ts';

/** An edit that the server refused and somebody gave up. */
export type DroppedEdit = Omit<RefusedDocument, 'id'> & {
  readonly droppedAt: string;
  /** The person who gave it up. */
  readonly droppedBy: string;
  /** The record as it was on this device when that was not the refused version any more, else null. */
  readonly record: unknown;
};

export type DroppedStore = {
  readonly add: (dropped: DroppedEdit) => void;
  /** Oldest first. */
  readonly list: () => readonly DroppedEdit[];
};

const COLUMNS = `${REFUSAL_COLUMNS}, dropped_at, dropped_by, held`;

const fromRow = (row: readonly unknown[]): DroppedEdit => ({
  ...refusalOf(row),
  droppedAt: String(row[7]),
  droppedBy: String(row[8]),
  record: JSON.parse(String(row[9])) as unknown,
});

/** Edits given up for good stay readable by `export dropped`: they are somebody's words, and a decision to drop them may be wrong. */
export const createDroppedStore = (connection: Connection): DroppedStore => ({
  list: () => connection.prepare(`SELECT ${COLUMNS} FROM local_dropped ORDER BY n`).all([]).map(fromRow),
  add: (dropped) => {
    connection
      .prepare(`INSERT INTO local_dropped (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run([
        dropped.collection,
        dropped.recordId,
        dropped.label,
        dropped.code,
        dropped.reason,
        dropped.refusedAt,
        JSON.stringify(dropped.document),
        dropped.droppedAt,
        dropped.droppedBy,
        JSON.stringify(dropped.record),
      ]);
  },
});
