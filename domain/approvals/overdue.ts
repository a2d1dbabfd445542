/** When an approval has waited too long: whoever is asked is reminded then. */
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { endOfBusinessDays } from '#domain/sla/business-days.ts';
import { type ApprovedProcess, askedAt } from './approvals.ts';

/**
 * The end of the last of so many business days after approval was asked, in epoch ms; null where it was not asked, and of none days: nobody is reminded. Without a
 * calendar Monday to Friday count.
 */
export const approvalDueMs = (
  process: ApprovedProcess,
  record: ProcessRecord,
  calendar: BusinessCalendar | null,
  days: number,
): number | null => {
  const at = askedAt(process, record);
  return at === null || days <= 0 ? null : endOfBusinessDays(calendar, Date.parse(at), days);
};
