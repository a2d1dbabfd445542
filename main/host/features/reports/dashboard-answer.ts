import { DateTime } from 'luxon';
import type { DashboardAnswer, ReportInput } from '#contracts/reports.ts';
import type { HostContext } from '../../context.ts';

/** The figures, and from which day on this device holds everything they are counted from. */
export const dashboardAnswer = ({ read, sync, clock }: HostContext, input: ReportInput): DashboardAnswer => {
  const { endedMonths } = sync.reached('tickets');
  const now = DateTime.fromISO(clock.now(), { zone: input.zone });
  const completeFrom = endedMonths === null ? null : now.minus({ months: endedMonths }).toISODate();
  return { ...read.dashboard(input), completeFrom };
};
