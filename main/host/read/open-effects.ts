import { EFFECT_COLLECTIONS } from '#domain/fields/base.ts';
import { type Reads, sql } from './sql.ts';

/** Records changed since the instant, with effects that the journal of a target on this device does not know. */
export const withOpenEffects = (
  reads: Reads,
  causes: 'tickets' | 'orders',
  since: string,
): readonly string[] => {
  const bounded = causes === 'orders' ? `json_extract(o.data, '$.updatedAt') >= ?1` : 'o.f_updatedAt >= ?1';
  const targets = EFFECT_COLLECTIONS.map(
    (collection) => `
        SELECT o.id FROM ${reads.table(causes)} o, json_each(o.data, '$.effects') e
        JOIN ${reads.table(collection)} t ON t.id = json_extract(e.value, '$.targetId')
        WHERE o.deleted = 0 AND ${bounded}
          AND json_extract(e.value, '$.collection') = '${collection}'
          AND NOT EXISTS (SELECT 1 FROM json_each(t.data, '$.journal') j
            WHERE json_extract(j.value, '$.effectId') = json_extract(e.value, '$.id'))`,
  );
  return reads.all(sql(targets.join(' UNION '), since)).map((row) => String(row[0]));
};
