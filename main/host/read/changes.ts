import type { ChangeRow } from '#contracts/changes.ts';
import type { Few, TicketRow } from '#contracts/shared.ts';
import { approvalOf } from '#domain/approvals/approvals.ts';
import { itemsOf, type PlannedChange } from '#domain/changes/conflicts.ts';
import type { BegunChange } from '#domain/changes/likely-causes.ts';
import { unapplied } from '#domain/changes/preparations.ts';
import type { PreparingChange } from '#domain/changes/rehearsal.ts';
import type { Span } from '#domain/events/event-spans.ts';
import type { Change, Preparation } from '#domain/fields/changes.ts';
import { CHANGE, CHANGES_TO_DO } from '#domain/processes/change.ts';
import { countMore } from './record-rows.ts';
import { idIn, numberOf, parseJson, type Reads, sql, textOf } from './sql.ts';
import { ticketRows } from './ticket-list.ts';

/** A change with work left to do, and what it is about. */
export type OpenChange = Pick<Change, 'id' | 'ciId' | 'ciIds' | 'serviceId' | 'placeId'>;

export type ChangeReads = {
  /** Rows of changes with their window and whether they are approved as they are. */
  readonly changeRows: (rows: readonly TicketRow[]) => readonly ChangeRow[];
  /** Changes to do whose window lies in part within the span: those of the person, of one of the items, or with further items. */
  readonly plannedChanges: (
    within: Span,
    ciIds: readonly string[],
    assigneeId: string | null,
  ) => readonly PlannedChange[];
  /** Changes whose window lies in part within `from` and `to` and that are not closed, the earliest first; at most `limit`. */
  readonly changesDuring: (from: string, to: string, limit: number) => Few<Change>;
  /** Changes to do whose window lies in part within the span, the earliest first. */
  readonly openChanges: (within: Span) => readonly OpenChange[];
  /** Changes to do that prepare something that is not applied yet. */
  readonly preparingChanges: () => readonly (PreparingChange & Pick<Change, 'number' | 'title'>)[];
  /** The latest changes that were begun before `to`, and planned to begin or begun within `from` (included) and `to`. */
  readonly begunChanges: (from: string, to: string) => readonly BegunChange[];
  /** Incidents that a change caused, open ones first, then the newest; `rows` at most `limit`. */
  readonly causedBy: (
    changeId: string,
    limit: number,
  ) => { readonly rows: readonly TicketRow[]; readonly total: number };
};

/** The changes to do, by the index of open work; {@link TO_DO} are its parameters. */
const toDo = (reads: Reads): string =>
  `SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_active = 1 AND f_dueAt >= ''
     AND f_type = ? AND f_state IN (SELECT value FROM json_each(?))`;
const TO_DO = [CHANGE.type, JSON.stringify(CHANGES_TO_DO)] as const;

const ACTUAL_START = "json_extract(data, '$.actualStartAt')";

/** Of a month's changes: the earlier ones of more are the least likely. */
const MOST_BEGUN = 200;

const documents = (reads: Reads, where: ReturnType<typeof sql>): readonly Change[] =>
  reads
    .all({
      text: `SELECT ${reads.document('tickets')} FROM ${reads.table('tickets')} WHERE deleted = 0 AND ${where.text}`,
      params: where.params,
    })
    .map((row) => parseJson<Change>(row[0]));

export const changeReads = (reads: Reads): ChangeReads => ({
  changeRows: (rows) => {
    const ids = rows.map(({ id }) => id);
    const changes = new Map(documents(reads, idIn('id', ids)).map((change) => [change.id, change]));
    return rows.flatMap((row) => {
      const change = changes.get(row.id);
      if (change === undefined) return [];
      const { changeType, plannedStartAt, plannedEndAt, riskLevel = null } = change;
      const approval = approvalOf(CHANGE, change).status;
      return [{ ...row, changeType, plannedStartAt, plannedEndAt, approval, riskLevel }];
    });
  },
  plannedChanges: ({ from, to }, ciIds, assigneeId) =>
    // Open ones are few, whatever the history grows to; all that is asked for stands in columns.
    reads
      .all(
        sql(
          `SELECT id, f_plannedStartAt, f_plannedEndAt, f_ciId, f_ciIds, f_assigneeId FROM ${reads.table('tickets')}
             WHERE n IN (${toDo(reads)}) AND f_plannedStartAt < ? AND f_plannedEndAt > ?
               AND (f_assigneeId = ? OR f_ciIds IS NOT NULL OR f_ciId IN (SELECT value FROM json_each(?)))`,
          ...[...TO_DO, new Date(to).toISOString(), new Date(from).toISOString()],
          ...[assigneeId, JSON.stringify(ciIds)],
        ),
      )
      .flatMap((row) => {
        const [mainItem, assignee] = [row[3], row[5]].map((id) => (id === null ? null : textOf(id)));
        const window = { from: Date.parse(textOf(row[1])), to: Date.parse(textOf(row[2])) };
        const further = row[4] === null ? [] : parseJson<readonly string[]>(textOf(row[4]));
        const items = itemsOf(mainItem ?? null, further);
        return window.from < window.to
          ? [{ id: String(row[0]), window, ciIds: items, assigneeId: assignee ?? null }]
          : [];
      }),
  changesDuring: (from, to, limit) => {
    const during = sql(
      `f_plannedStartAt < ? AND f_plannedEndAt > ? AND f_type = ? AND f_state NOT IN ('closed', 'cancelled')`,
      ...[to, from, CHANGE.type],
    );
    const rows = documents(
      reads,
      sql(
        `n IN (SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND ${during.text}
           ORDER BY f_plannedStartAt, id LIMIT ?)`,
        ...during.params,
        limit,
      ),
    ).toSorted((one, other) =>
      `${one.plannedStartAt} ${one.id}` < `${other.plannedStartAt} ${other.id}` ? -1 : 1,
    );
    return { rows, more: rows.length < limit ? 0 : countMore(reads, 'tickets', during, limit) };
  },
  openChanges: ({ from, to }) =>
    reads
      .all(
        sql(
          `SELECT id, f_ciId, f_ciIds, json_extract(data, '$.serviceId', '$.placeId'), ${reads.checked('tickets')}
             FROM ${reads.table('tickets')}
             WHERE n IN (${toDo(reads)}) AND f_plannedStartAt < ? AND f_plannedEndAt > ? ORDER BY f_plannedStartAt, id`,
          ...[...TO_DO, new Date(to).toISOString(), new Date(from).toISOString()],
        ),
      )
      .map((row) => {
        const [serviceId, placeId] = parseJson<[string | null, string | null]>(row[3]);
        const ciIds = row[2] === null ? [] : parseJson<string[]>(textOf(row[2]));
        return {
          id: String(row[0]),
          ciId: row[1] === null ? null : textOf(row[1]),
          ciIds,
          serviceId,
          placeId,
        };
      }),
  preparingChanges: () =>
    // Few prepare anything: a look for the list's beginning costs a tenth of parsing the document.
    reads
      .all(
        sql(
          `SELECT id, json_extract(data, '$.number', '$.title', '$.preparations', '$.effects'), ${reads.checked('tickets')}
             FROM ${reads.table('tickets')}
             WHERE n IN (${toDo(reads)}) AND instr(data, '"preparations":[{') > 0 ORDER BY id`,
          ...TO_DO,
        ),
      )
      .map((row) => {
        const [number, title, all, effects] = parseJson<
          [string, string, readonly Preparation[], Change['effects']]
        >(row[1]);
        const id = textOf(row[0]);
        const preparations = unapplied({ id, preparations: all, effects });
        return { id, number, title, preparations };
      }),
  begunChanges: (from, to) =>
    // Few tickets have a window, and what was begun after its time may be too late. What is done at another time than planned is looked for among what is not closed yet.
    reads
      .all(
        sql(
          `SELECT id, iif(f_plannedStartAt >= ? AND f_plannedStartAt < ?, f_plannedStartAt, ${ACTUAL_START}) AS began,
              f_ciId, f_ciIds, json_extract(data, '$.serviceId'), ${reads.checked('tickets')}
             FROM ${reads.table('tickets')} WHERE n IN
               (SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_plannedStartAt >= ? AND f_plannedStartAt < ?
                  AND f_type = ? AND f_state IN ('implement', 'review', 'closed') AND coalesce(${ACTUAL_START} < ?, 1)
                UNION SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_active = 1 AND f_dueAt >= ''
                  AND f_type = ? AND f_state IN ('implement', 'review') AND ${ACTUAL_START} >= ? AND ${ACTUAL_START} < ?)
             ORDER BY began DESC LIMIT ?`,
          ...[from, to, from, to, CHANGE.type, to],
          ...[CHANGE.type, from, to, MOST_BEGUN],
        ),
      )
      .map(([id, startsAt, mainItem, further, serviceId]) => ({
        ...{ id: textOf(id), startsAt: textOf(startsAt) },
        ciIds: itemsOf(
          mainItem === null ? null : textOf(mainItem),
          further === null ? [] : parseJson<readonly string[]>(textOf(further)),
        ),
        serviceId: serviceId === null ? null : textOf(serviceId),
      })),
  causedBy: (changeId, limit) => {
    const where = sql('f_causedByChangeId = ?', changeId);
    return {
      rows: ticketRows.first(reads, where, 'f_active DESC, f_openedAt DESC, id DESC', limit),
      total: numberOf(
        reads.get(
          sql(`SELECT count(*) FROM ${reads.table('tickets')} WHERE deleted = 0 AND ${where.text}`, changeId),
        ),
      ),
    };
  },
});
