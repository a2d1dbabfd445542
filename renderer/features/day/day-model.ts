import type { OrderRow } from '#contracts/shared.ts';

export const DAY_PARTS = ['overdue', 'today', 'upcoming', 'unplanned'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

const dayStart = (nowMs: number, days: number): string => {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
};

const partOf = ({ plannedStart }: Pick<OrderRow, 'plannedStart'>, nowMs: number): DayPart => {
  if (plannedStart === null) return 'unplanned';
  if (plannedStart < dayStart(nowMs, 0)) return 'overdue';
  return plannedStart < dayStart(nowMs, 1) ? 'today' : 'upcoming';
};

/**
 * Orders by the day they are planned for, in the device's zone: what was planned before today and is still open comes first. Within a part
 * they keep their order; parts without orders are left out.
 */
export const partsOf = <Row extends Pick<OrderRow, 'plannedStart'>>(
  rows: readonly Row[],
  nowMs: number,
): readonly { readonly part: DayPart; readonly rows: readonly Row[] }[] =>
  DAY_PARTS.map((part) => ({ part, rows: rows.filter((row) => partOf(row, nowMs) === part) })).filter(
    (one) => one.rows.length > 0,
  );
