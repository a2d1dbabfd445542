import type { Instant } from '#domain/records/common.ts';
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * When each of `count` tickets is opened, ascending: over the last 180 days, mostly on weekdays between 7 and 17 o'clock UTC+1, the
 * last few minutes before `now`, so that the queue has something that is due soon whenever it is looked at.
 */
export const openingTimes = (count: number, now: Instant, random: Random): ((index: number) => number) => {
  const nowMs = Date.parse(now);
  const today = Math.floor(nowMs / DAY_MS);
  const days = Array.from({ length: 180 }, (_, index) => today - 179 + index);
  const weight = (day: number) => ([2, 3].includes(((day % 7) + 7) % 7) ? 0.08 : 1);
  const sums: number[] = [];
  for (const day of days) {
    sums.push((sums.at(-1) ?? 0) + weight(day));
  }
  const total = sums.at(-1) ?? 1;
  return (index) => {
    const place = ((index + random.next()) / count) * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const day = days[low] ?? today;
    const within = Math.min(1, Math.max(0, (place - ((sums[low] ?? 0) - weight(day))) / weight(day)));
    const start = day * DAY_MS + 6 * 3_600_000;
    const end = start + 10 * 3_600_000;
    const openedMs = start + within * (end - start);
    return Math.floor(
      openedMs > nowMs - MINUTE_MS ? nowMs - MINUTE_MS * (1 + random.next() * 240) : openedMs,
    );
  };
};
