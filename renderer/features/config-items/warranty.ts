export type WarrantyState = 'over' | 'near' | 'good';

/** Three months: long enough to order a successor before the warranty ends. */
const NEAR_DAYS = 90;

/** How urgent a warranty is; `daysLeft` negative: over since that many days, 0: ends today. */
export const warrantyState = (daysLeft: number): WarrantyState => {
  if (daysLeft < 0) return 'over';
  return daysLeft <= NEAR_DAYS ? 'near' : 'good';
};
