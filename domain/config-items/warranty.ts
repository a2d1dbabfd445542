import type { IsoDate } from '#domain/records/common.ts';

const DAY_MS = 86_400_000;
/** From this many days before its end a warranty counts as ending. */
const ENDING_DAYS = 90;

export type Warranty = {
  readonly state: 'unknown' | 'active' | 'ending' | 'ended';
  /** Whole days from today to the last day of the warranty: 0 on that day, negative afterwards, null when unknown. */
  readonly daysLeft: number | null;
};

const dayNumber = (date: IsoDate): number => Math.floor(Date.parse(`${date}T00:00:00.000Z`) / DAY_MS);

/** Where a warranty stands on `today` (local calendar date). The last day still counts. */
export const warrantyOn = (warrantyUntil: IsoDate | null, today: IsoDate): Warranty => {
  const daysLeft = warrantyUntil === null ? Number.NaN : dayNumber(warrantyUntil) - dayNumber(today);
  if (Number.isNaN(daysLeft)) return { state: 'unknown', daysLeft: null };
  if (daysLeft < 0) return { state: 'ended', daysLeft };
  return { state: daysLeft <= ENDING_DAYS ? 'ending' : 'active', daysLeft };
};
