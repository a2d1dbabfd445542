import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { anyOf, parseJson, type Reads, sql } from './sql.ts';

/** A ticket whose process has approvals. */
export type ToApprove = ApprovedRecord;

export type ApprovalReads = {
  /** Tickets for which approval is asked, of every process that has approvals. What is not written in between is the same object. */
  readonly toApprove: () => readonly ToApprove[];
};

const APPROVED: readonly Process[] = (Object.values(PROCESSES) as readonly Process[]).filter(
  ({ approval, collection }) => approval !== undefined && collection === 'tickets',
);

/** Those that approval is asked for. */
const ASKED = anyOf(
  APPROVED.map(({ type, approval }) =>
    sql(
      'f_type = ? AND f_state IN (SELECT value FROM json_each(?))',
      type,
      JSON.stringify(approval?.states ?? []),
    ),
  ),
);

type Known = { readonly rev: string; readonly record: ToApprove };

export const approvalReads = (reads: Reads): ApprovalReads => {
  // Inbox, counts, reminders and delegates ask at every write, and hundreds of records with their histories take tens of milliseconds to read.
  let known: ReadonlyMap<number, Known> = new Map();
  const read = (rows: readonly number[]): ReadonlyMap<number, Known> =>
    new Map(
      reads
        .all({
          text: `SELECT n, rev, ${reads.document('tickets')} FROM ${reads.table('tickets')}
                 WHERE n IN (SELECT value FROM json_each(?))`,
          params: [JSON.stringify(rows)],
        })
        .map((row) => [Number(row[0]), { rev: String(row[1]), record: parseJson<ToApprove>(row[2]) }]),
    );
  return {
    toApprove: () => {
      const asked = reads
        .all({
          // The index of open work holds type and state.
          text: `SELECT n, rev FROM ${reads.table('tickets')} WHERE n IN
             (SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_active = 1 AND f_dueAt >= '' AND (${ASKED.text}))`,
          params: ASKED.params,
        })
        .map((row) => ({ n: Number(row[0]), rev: String(row[1]) }));
      const isKnown = ({ n, rev }: (typeof asked)[number]): boolean => known.get(n)?.rev === rev;
      const written = asked.filter((one) => !isKnown(one)).map(({ n }) => n);
      const fresh = written.length === 0 ? known : read(written);
      known = new Map(
        asked.flatMap((one) => {
          const found = (isKnown(one) ? known : fresh).get(one.n);
          return found === undefined ? [] : [[one.n, found] as const];
        }),
      );
      return [...known.values()].map(({ record }) => record);
    },
  };
};
