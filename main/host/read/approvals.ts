import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { anyOf, parseJson, type Reads, sql } from './sql.ts';

/** A ticket whose process has approvals. */
export type ToApprove = ApprovedRecord;

export type ApprovalReads = {
  /** Tickets for which approval is asked, of every process that has approvals. */
  readonly toApprove: () => readonly ToApprove[];
};

const APPROVED: readonly Process[] = (Object.values(PROCESSES) as readonly Process[]).filter(
  ({ approval, collection }) => approval !== undefined && collection === 'tickets',
);

export const approvalReads = (reads: Reads): ApprovalReads => ({
  toApprove: () => {
    const asked = anyOf(
      APPROVED.map(({ type, approval }) =>
        sql(
          'f_type = ? AND f_state IN (SELECT value FROM json_each(?))',
          type,
          JSON.stringify(approval?.states ?? []),
        ),
      ),
    );
    return reads
      .all({
        // The index of open work holds type and state.
        text: `SELECT ${reads.document('tickets')} FROM ${reads.table('tickets')} WHERE deleted = 0 AND n IN
             (SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_active = 1 AND f_dueAt >= '' AND ${asked.text})`,
        params: asked.params,
      })
      .map((row) => parseJson<ToApprove>(row[0]));
  },
});
