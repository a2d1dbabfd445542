import type { Ticket } from '#domain/records/ticket.ts';
import { numberOf, parseJson, type Reads, sql } from './sql.ts';

/** Parents and children among tickets. */
export type FamilyReads = {
  readonly childIds: (ticketId: string) => readonly string[];
  readonly openChildren: (ticketId: string) => number;
  /** Children, their children and so on; a loop of parents ends by itself. */
  readonly descendantIds: (ticketId: string) => readonly string[];
  readonly ticketLookup: () => (id: string) => Ticket | undefined;
};

export const familyReads = (reads: Reads): FamilyReads => ({
  childIds: (ticketId) =>
    reads
      .all(
        sql(
          `SELECT id FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_parentId = ? ORDER BY id`,
          ticketId,
        ),
      )
      .map((row) => String(row[0])),
  openChildren: (ticketId) =>
    numberOf(
      reads.get(
        sql(
          `SELECT count(*) FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_parentId = ? AND f_active = 1`,
          ticketId,
        ),
      ),
    ),
  descendantIds: (ticketId) =>
    reads
      .all(
        sql(
          `WITH RECURSIVE below (id) AS (
             SELECT ? UNION SELECT t.id FROM ${reads.table('tickets')} t JOIN below ON t.f_parentId = below.id
               WHERE t.deleted = 0)
           SELECT id FROM below`,
          ticketId,
        ),
      )
      .map((row) => String(row[0]))
      .filter((id) => id !== ticketId),
  ticketLookup: () => (id) => {
    const row = reads.get(sql(`SELECT data FROM ${reads.table('tickets')} WHERE deleted = 0 AND id = ?`, id));
    return row === undefined ? undefined : parseJson<Ticket>(row[0]);
  },
});
