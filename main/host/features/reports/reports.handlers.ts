import { DateTime, IANAZone } from 'luxon';
import type { DashboardAnswer, ReportInput } from '#contracts/reports.ts';
import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { done } from '../reply.ts';

/** Longer periods would be a chart nobody can read bar by bar. */
const MAX_DAYS = 800;

/** The figures, and from which day on this device holds everything they are counted from. */
export const dashboardAnswer = async (
  { read, sync, clock }: HostContext,
  input: ReportInput,
): Promise<DashboardAnswer> => {
  const { endedMonths } = sync.reached('tickets');
  const now = DateTime.fromISO(clock.now(), { zone: input.zone });
  const completeFrom = endedMonths === null ? null : now.minus({ months: endedMonths }).toISODate();
  return { ...(await read.dashboard(input)), completeFrom };
};

export const reportsHandlers: FeatureHandlers<'reports'> = {
  commands: {},
  queries: {
    dashboard: async (context, input) => {
      if (!IANAZone.isValidZone(input.zone)) {
        return fail('invalid_input', 'report.zone', { zone: input.zone });
      }
      const days = DateTime.fromISO(input.to).diff(DateTime.fromISO(input.from), 'days').days;
      if (days < 0) return fail('invalid_input', 'report.backwards');
      if (days > MAX_DAYS) return fail('invalid_input', 'report.too_long', { max: MAX_DAYS });
      return done(await dashboardAnswer(context, input));
    },
  },
};
