import type { Ticket } from '#domain/fields/tables.ts';
import { numberOf, parseJson, type Reads, sql } from './sql.ts';

/** Incidents of a problem: how many, how many are open, how many of those wait for it. */
export type ProblemIncidents = {
  readonly ids: readonly string[];
  readonly total: number;
  readonly open: number;
  readonly waiting: number;
};

/** Parents and children among tickets, incidents of problems. */
export type FamilyReads = {
  readonly childIds: (ticketId: string) => readonly string[];
  readonly openChildren: (ticketId: string) => number;
  /** Children, their children and so on; a loop of parents ends by itself. */
  readonly descendantIds: (ticketId: string) => readonly string[];
  /** Those of them that are still being worked on. */
  readonly openDescendantIds: (ticketId: string) => readonly string[];
  /** Open ones first, then the newest; `ids` at most `limit`. */
  readonly incidentsOfProblem: (problemId: string, limit: number) => ProblemIncidents;
  readonly openIncidentsOfProblem: (problemId: string) => readonly string[];
  /** Those on hold for the problem. */
  readonly waitingIncidentsOfProblem: (problemId: string) => readonly string[];
  /** Known errors that name the problem as their cause, those in force. */
  readonly knownErrorsOfProblem: (problemId: string) => readonly string[];
  /** In force or not, the newest first. */
  readonly allKnownErrorsOfProblem: (problemId: string) => readonly string[];
  readonly ticketLookup: () => (id: string) => Ticket | undefined;
};

const descendants = (reads: Reads, ticketId: string, which: string): readonly string[] =>
  reads
    .all(
      sql(
        `WITH RECURSIVE below (id) AS (
           SELECT ? UNION SELECT t.id FROM ${reads.table('tickets')} t JOIN below ON t.f_parentId = below.id
             WHERE t.deleted = 0)
         SELECT t.id FROM below JOIN ${reads.table('tickets')} t ON t.id = below.id WHERE t.deleted = 0 ${which}`,
        ticketId,
      ),
    )
    .map((row) => String(row[0]))
    .filter((id) => id !== ticketId);

const openOfProblem = (reads: Reads, problemId: string, which: string): readonly string[] =>
  reads
    .all(
      sql(
        `SELECT id FROM ${reads.table('tickets')}
         WHERE deleted = 0 AND f_problemId = ? AND f_active = 1 ${which} ORDER BY id`,
        problemId,
      ),
    )
    .map((row) => String(row[0]));

const knownErrors = (reads: Reads, problemId: string, which: string): readonly string[] =>
  reads
    .all(
      sql(
        `SELECT id FROM ${reads.table('knowledge')}
         WHERE deleted = 0 AND f_type = 'known_error' ${which} AND json_extract(data, '$.problemId') = ?
         ORDER BY json_extract(data, '$.createdAt') DESC, id`,
        problemId,
      ),
    )
    .map((row) => String(row[0]));

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
  descendantIds: (ticketId) => descendants(reads, ticketId, ''),
  openDescendantIds: (ticketId) => descendants(reads, ticketId, 'AND t.f_active = 1'),
  incidentsOfProblem: (problemId, limit) => {
    const ofProblem = `FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_problemId = ?`;
    const counts = reads.get(
      sql(
        `SELECT count(*), sum(f_active),
           sum(f_active = 1 AND json_extract(data, '$.holdReason') = 'awaiting_problem') ${ofProblem}`,
        problemId,
      ),
    );
    const rows = reads.all(
      sql(`SELECT id ${ofProblem} ORDER BY f_active DESC, f_openedAt DESC, id LIMIT ?`, problemId, limit),
    );
    const [total, open, waiting] = (counts ?? []).map((value) => Number(value ?? 0));
    return {
      ids: rows.map((row) => String(row[0])),
      total: total ?? 0,
      open: open ?? 0,
      waiting: waiting ?? 0,
    };
  },
  openIncidentsOfProblem: (problemId) => openOfProblem(reads, problemId, ''),
  waitingIncidentsOfProblem: (problemId) =>
    openOfProblem(reads, problemId, `AND json_extract(data, '$.holdReason') = 'awaiting_problem'`),
  knownErrorsOfProblem: (problemId) => knownErrors(reads, problemId, 'AND f_active = 1'),
  allKnownErrorsOfProblem: (problemId) => knownErrors(reads, problemId, ''),
  ticketLookup: () => (id) => {
    const row = reads.get(
      sql(
        `SELECT ${reads.document('tickets')} FROM ${reads.table('tickets')} WHERE deleted = 0 AND id = ?`,
        id,
      ),
    );
    return row === undefined ? undefined : parseJson<Ticket>(row[0]);
  },
});
