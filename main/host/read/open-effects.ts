import { EFFECT_COLLECTIONS } from '#domain/fields/base.ts';
import { type Reads, sql } from './sql.ts';

/**
 * Records changed since the instant, with effects that the journal of a target on this device does not know. Looks into the documents of weeks (a second of
 * processor time at 100,000 tickets), so each is read once, and beside the host.
 */
export const withOpenEffects = async (
  reads: Reads,
  causes: 'tickets' | 'orders',
  since: string,
): Promise<readonly string[]> => {
  const bounded = causes === 'orders' ? `json_extract(o.data, '$.updatedAt') >= ?1` : 'o.f_updatedAt >= ?1';
  const targets = EFFECT_COLLECTIONS.map(
    (collection) => `
        SELECT cause FROM told JOIN ${reads.table(collection)} t ON t.id = json_extract(effect, '$.targetId')
        WHERE json_extract(effect, '$.collection') = '${collection}'
          AND NOT EXISTS (SELECT 1 FROM json_each(t.data, '$.journal') j
            WHERE json_extract(j.value, '$.effectId') = json_extract(effect, '$.id'))`,
  );
  const rows = await reads.aside.all(
    sql(
      `WITH told AS MATERIALIZED (
         SELECT o.id AS cause, e.value AS effect FROM ${reads.table(causes)} o, json_each(o.data, '$.effects') e
         WHERE o.deleted = 0 AND ${bounded})
       ${targets.join(' UNION ')}`,
      since,
    ),
  );
  return rows.map((row) => String(row[0]));
};
