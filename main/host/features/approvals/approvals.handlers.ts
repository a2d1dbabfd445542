import type { FeatureHandlers } from '../../context.ts';
import { done } from '../reply.ts';
import { waitingFor, waitingRows } from './waiting-rows.ts';

export const approvalsHandlers: FeatureHandlers<'approvals'> = {
  commands: {},
  queries: {
    waiting: async (context) => {
      const rows = [...waitingRows(context, waitingFor(context))].sort((one, other) =>
        `${one.plannedStartAt} ${one.id}` < `${other.plannedStartAt} ${other.id}` ? -1 : 1,
      );
      return done({ rows });
    },
    counts: async (context, { filters }) => {
      const { length } = waitingFor(context);
      return done({ counts: filters.map(() => length) });
    },
  },
};
