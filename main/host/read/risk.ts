/** What the risk of a change is weighed by (domain/changes/risk.ts): columns and single members of many records, never their documents. */
import type { Few } from '#contracts/shared.ts';
import type { RiskInput } from '#domain/changes/risk.ts';
import type { PastChange } from '#domain/changes/team-success.ts';
import type { ChangeOutcome } from '#domain/fields/changes.ts';
import type { Priority } from '#domain/fields/tickets.ts';
import { countMore } from './record-rows.ts';
import { allOf, anyOf, idIn, parseJson, type Reads, type Sql, sql, textOf } from './sql.ts';

type WeighedItem = Omit<RiskInput['items'][number], 'depth'> & { readonly active: boolean };

export type RiskReads = {
  /** Those of the items that are here. */
  readonly weighedItems: (ids: readonly string[]) => readonly WeighedItem[];
  /** Open incidents about any of these items, the most urgent first; at most `limit`, null: all. */
  readonly openIncidentsAbout: (
    ciIds: readonly string[],
    limit: number | null,
  ) => Few<RiskInput['incidents'][number]>;
  /** How the team's changes went that were planned since, the latest first; at most `limit`. */
  readonly pastChanges: (teamId: string, since: string, limit: number) => readonly PastChange[];
};

/** By its main item or a further one. Open ones are few, so they are looked through: no index holds the further ones. */
const about = (ciIds: readonly string[]): Sql =>
  anyOf([
    idIn('f_ciId', ciIds),
    sql(
      'f_ciIds IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(f_ciIds) WHERE value IN (SELECT value FROM json_each(?)))',
      JSON.stringify(ciIds),
    ),
  ]);

export const riskReads = (reads: Reads): RiskReads => {
  const tickets = reads.table('tickets');
  return {
    weighedItems: (ids) => {
      const { text, params } = idIn('id', ids);
      return reads
        .all(
          sql(
            `SELECT id, f_ciClass, f_active, json_extract(data, '$.criticality'), ${reads.checked('configItems')}
               FROM ${reads.table('configItems')} WHERE deleted = 0 AND ${text}`,
            ...params,
          ),
        )
        .map(([id, ciClass, active, criticality]) => ({
          ...{ id: textOf(id), isService: ciClass === 'service', active: active === 1 },
          criticality: textOf(criticality) as WeighedItem['criticality'],
        }));
    },
    openIncidentsAbout: (ciIds, limit) => {
      const open = sql("deleted = 0 AND f_active = 1 AND f_dueAt >= '' AND f_type = 'incident'");
      const where = allOf([open, about(ciIds)]);
      const rows = reads
        .all(
          sql(
            `SELECT id, f_priority FROM ${tickets} WHERE ${where.text} ORDER BY f_priority, id LIMIT ?`,
            ...where.params,
            limit ?? -1,
          ),
        )
        .map(([id, priority]) => ({ id: textOf(id), priority: Number(priority) as Priority }));
      return {
        rows,
        more: limit === null || rows.length < limit ? 0 : countMore(reads, 'tickets', where, limit),
      };
    },
    pastChanges: (teamId, since, limit) => {
      // Only what had a window was ever carried out, and few tickets have one.
      const past = sql(
        `SELECT id, json_extract(data, '$.outcome'), ${reads.checked('tickets')} FROM ${tickets}
           WHERE deleted = 0 AND f_plannedStartAt >= ? AND f_type = 'change' AND f_teamId = ?
             AND f_state IN ('review', 'closed') ORDER BY f_plannedStartAt DESC LIMIT ?`,
        ...[since, teamId],
        limit,
      );
      const rows = reads.all(past);
      const { text, params } = idIn(
        'f_causedByChangeId',
        rows.map(([id]) => textOf(id)),
      );
      const caused = reads.all(
        sql(
          `SELECT f_causedByChangeId, json_group_array(f_priority) FROM ${tickets}
             WHERE deleted = 0 AND ${text} GROUP BY f_causedByChangeId`,
          ...params,
        ),
      );
      const byChange = new Map(
        caused.map(([id, priorities]) => [textOf(id), parseJson<Priority[]>(priorities)]),
      );
      return rows.flatMap(([id, outcome]): PastChange[] =>
        outcome === null
          ? []
          : [{ outcome: textOf(outcome) as ChangeOutcome, caused: byChange.get(textOf(id)) ?? [] }],
      );
    },
  };
};
