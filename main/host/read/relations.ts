import { CARRIES_FAILURE, type ImpactRelation, type RelationLookup } from '#domain/config-items/impact.ts';
import type { RelationKind } from '#domain/fields/config-items.ts';
import { idIn, parseJson, type Reads, type Sql, sql, textOf } from './sql.ts';

/** Relations and seats of CIs, found through their indexes. */
export const relationReads = (reads: Reads) => {
  const relations = reads.table('relations');
  /** Those along which a failure travels; columns and three members rather than documents, since an impact looks at thousands. */
  const carrying = (where: Sql): readonly ImpactRelation[] =>
    reads
      .all(
        sql(
          `SELECT id, f_fromId, f_toId, f_kind, json_extract(data, '$.group', '$.minUp', '$.active'), ${reads.checked('relations')}
             FROM ${relations} WHERE deleted = 0 AND f_kind IN (SELECT value FROM json_each(?)) AND ${where.text}`,
          JSON.stringify(CARRIES_FAILURE),
          ...where.params,
        ),
      )
      .map(([id, fromId, toId, kind, rest]) => {
        const [group, minUp, active] = parseJson<[string | null, number | null, boolean]>(rest);
        return {
          ...{
            id: textOf(id),
            fromId: textOf(fromId),
            toId: textOf(toId),
            kind: textOf(kind) as RelationKind,
          },
          ...{ group, minUp, active },
        };
      });

  return {
    relationIdsOf: (ciIds: readonly string[]): readonly string[] => {
      const from = idIn('f_fromId', ciIds);
      const to = idIn('f_toId', ciIds);
      return reads
        .all(
          sql(
            `SELECT id FROM ${relations} WHERE deleted = 0 AND ${from.text}
             UNION SELECT id FROM ${relations} WHERE deleted = 0 AND ${to.text}`,
            ...from.params,
            ...to.params,
          ),
        )
        .map((row) => String(row[0]));
    },
    seatIdsOf: (ciIds: readonly string[]): readonly string[] => {
      const inCis = idIn('f_ciId', ciIds);
      return reads
        .all(
          sql(
            `SELECT id FROM ${reads.table('licences')} WHERE deleted = 0 AND f_type = 'seat' AND ${inCis.text}`,
            ...inCis.params,
          ),
        )
        .map((row) => String(row[0]));
    },
    /** What is attached to the CIs, and what is attached to that. */
    attachedIds: (ciIds: readonly string[]): readonly string[] =>
      reads
        .all(
          sql(
            `WITH RECURSIVE hanging (id) AS (
               SELECT value FROM json_each(?)
               UNION SELECT r.f_fromId FROM ${relations} r JOIN hanging ON r.f_toId = hanging.id
                 WHERE r.deleted = 0 AND r.f_kind = 'attached_to' AND json_extract(r.data, '$.active') = 1)
             SELECT id FROM hanging`,
            JSON.stringify(ciIds),
          ),
        )
        .map((row) => String(row[0]))
        .filter((id) => !ciIds.includes(id)),
    /** Items that active relations join to one of these, in either direction, as pairs. */
    neighbours: (ciIds: readonly string[]): readonly (readonly [string, string])[] => {
      const pairs = (column: string): string =>
        `SELECT r.f_fromId, r.f_toId FROM ${relations} r WHERE r.deleted = 0
           AND r.${column} IN (SELECT value FROM json_each(?1)) AND json_extract(r.data, '$.active') = 1`;
      return reads
        .all(sql(`${pairs('f_fromId')} UNION ${pairs('f_toId')}`, JSON.stringify(ciIds)))
        .map((row) => [String(row[0]), String(row[1])] as const);
    },
    relationLookup: (): RelationLookup => ({
      dependents: (ids, limit) => {
        const { text, params } = idIn('f_toId', ids);
        return carrying(sql(`${text} LIMIT ?`, ...params, limit));
      },
      groups: (ids) => {
        const { text, params } = idIn('f_fromId', ids);
        return carrying(sql(text, ...params)).filter(({ group }) => group !== null);
      },
    }),
  };
};
