import { DateTime, IANAZone } from 'luxon';
import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers } from '../../context.ts';
import { done } from '../reply.ts';
import { dashboardAnswer } from './dashboard-answer.ts';

/** Longer periods would be a chart nobody can read bar by bar. */
const MAX_DAYS = 800;

export const reportsHandlers: FeatureHandlers<'reports'> = {
  commands: {},
  queries: {
    dashboard: async (context, input) => {
      if (!IANAZone.isValidZone(input.zone)) {
        return fail('invalid_input', 'report.zone', { zone: input.zone });
      }
      const days = DateTime.fromISO(input.to).diff(DateTime.fromISO(input.from), 'days').days;
      if (Number.isNaN(days)) return fail('invalid_input', 'report.no_date');
      if (days < 0) return fail('invalid_input', 'report.backwards');
      if (days > MAX_DAYS) return fail('invalid_input', 'report.too_long', { max: MAX_DAYS });
      return done(dashboardAnswer(context, input));
    },
  },
};
