import { findTrends } from '#domain/trends/find-trends.ts';
import type { IncidentFact, ToldTrend } from '#domain/trends/trend.ts';
import type { Row, SqlValue } from '../storage/driver.ts';
import { parseJson, type Reads, type Sql, sql, textOf } from './sql.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The window of a week and the twelve weeks before it, the defaults of domain/trends. */
const LOOKED_AT_DAYS = 7 * 13;

const factsSince = (reads: Reads, since: string): Sql =>
  sql(
    `SELECT t.id, t.f_number, t.f_openedAt, t.f_ciId, c.f_model,
       json_extract(t.data, '$.category', '$.subcategory'), t.f_placeId, t.f_problemId, t.f_state
     FROM ${reads.table('tickets')} t
     LEFT JOIN ${reads.table('configItems')} c ON c.id = t.f_ciId AND c.deleted = 0
     WHERE t.deleted = 0 AND t.f_type = 'incident' AND t.f_openedAt >= ?`,
    since,
  );

const orNull = (value: SqlValue | undefined): string | null =>
  value === null || value === undefined ? null : textOf(value);

const factOf = (row: Row): IncidentFact => {
  const [category, subcategory] = parseJson<readonly (string | null)[]>(row[5]);
  return {
    id: textOf(row[0]),
    number: textOf(row[1]),
    openedAt: textOf(row[2]),
    ciId: orNull(row[3]),
    model: orNull(row[4]),
    category: category ?? null,
    subcategory: subcategory ?? null,
    placeId: orNull(row[6]),
    problemId: orNull(row[7]),
    state: textOf(row[8]),
  };
};

export type TrendReads = {
  /** As of the full hour, so that asking twice is answered alike; `completeSince` is from when this device has all incidents, null for always. */
  readonly trends: (nowMs: number, completeSince: string | null) => Promise<readonly ToldTrend[]>;
};

export const trendReads = (reads: Reads): TrendReads => {
  let known: { readonly key: string; readonly trends: Promise<readonly ToldTrend[]> } | null = null;
  const look = async (now: string, completeSince: string | null): Promise<readonly ToldTrend[]> => {
    const since = new Date(Date.parse(now) - LOOKED_AT_DAYS * DAY_MS).toISOString();
    const rows = await reads.aside.all(factsSince(reads, since));
    return findTrends(rows.map(factOf), { now, completeSince });
  };
  return {
    trends: (nowMs, completeSince) => {
      // The hour that has begun is counted whole: what came in a minute ago belongs to the picture.
      const now = new Date(Math.ceil(nowMs / HOUR_MS) * HOUR_MS).toISOString();
      const key = JSON.stringify([reads.version(), now, completeSince]);
      if (known?.key !== key) {
        const trends = look(now, completeSince);
        known = { key, trends };
        trends.catch(() => {
          known = null;
        });
      }
      return known.trends;
    },
  };
};
