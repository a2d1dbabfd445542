import { DateTime, IANAZone } from 'luxon';
import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { done, refuse } from '../reply.ts';
import { dashboardAnswer } from './dashboard-answer.ts';

/** Longer periods would be a chart nobody can read bar by bar. */
const MAX_DAYS = 800;

export const reportsHandlers: FeatureHandlers<'reports'> = {
  commands: {},
  queries: {
    dashboard: async (context, input) => {
      if (!IANAZone.isValidZone(input.zone)) {
        return refuse('invalid_input', `zone: "${input.zone}" is not a time zone.`);
      }
      const days = DateTime.fromISO(input.to).diff(DateTime.fromISO(input.from), 'days').days;
      if (Number.isNaN(days)) return refuse('invalid_input', 'from, to: not a date.');
      if (days < 0) return refuse('invalid_input', 'to: lies before the first day.');
      if (days > MAX_DAYS) return refuse('invalid_input', `to: a period has ${MAX_DAYS} days at most.`);
      return done(dashboardAnswer(context, input));
    },
  },
};
