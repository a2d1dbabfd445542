import { DateTime, IANAZone, type Zone } from 'luxon';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A local day with its UTC bounds, `to` exclusive; one of a clock change has 23 or 25 hours. */
export type Day = { readonly key: string; readonly from: string; readonly to: string };

/** When a local day begins, and how far its clocks are ahead of UTC then. */
type Start = { readonly ms: number; readonly aheadMs: number };

const startAt = (ms: number, zone: Zone): Start => ({ ms, aheadMs: zone.offset(ms) * MINUTE_MS });

/**
 * Where the clocks are not changed the next day begins 24 hours later. luxon, which is asked where they are, takes a hundred times as long.
 * Where they go forward at midnight, a day begins at one o'clock; the next one does not.
 */
const startAfter = (start: Start, zone: Zone): Start => {
  const next = startAt(start.ms + DAY_MS, zone);
  const isMidnight = (next.ms + next.aheadMs) % DAY_MS === 0;
  if (isMidnight && next.aheadMs === start.aheadMs) return next;
  const day = DateTime.fromMillis(start.ms, { zone });
  return startAt(day.plus({ days: 1 }).startOf('day').toMillis(), zone);
};

/** Local days from one date to another, both inclusive. */
export const daysOf = ({
  from,
  to,
  zone: name,
}: {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}): readonly Day[] => {
  const zone = IANAZone.create(name);
  const lastMs = DateTime.fromISO(to, { zone }).toMillis();
  const days: Day[] = [];
  let start = startAt(DateTime.fromISO(from, { zone }).toMillis(), zone);
  while (start.ms <= lastMs) {
    const next = startAfter(start, zone);
    days.push({
      key: new Date(start.ms + start.aheadMs).toISOString().slice(0, 10),
      from: new Date(start.ms).toISOString(),
      to: new Date(next.ms).toISOString(),
    });
    start = next;
  }
  return days;
};

/** Where the period of as many days just before `from` begins: its date, and the UTC instant of that day's start. */
export const startBefore = (
  from: string,
  days: number,
  zone: string,
): { readonly date: string; readonly instant: string } => {
  const start = DateTime.fromISO(from, { zone }).minus({ days }).startOf('day');
  return { date: start.toFormat('yyyy-MM-dd'), instant: new Date(start.toMillis()).toISOString() };
};
