import { isWaitingFor, waitsForDelegate } from '#domain/approvals/approvals.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { FeatureHandlers } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { done } from '../reply.ts';
import { type Waiting, waitingRows } from './waiting-rows.ts';

export const approvalsHandlers: FeatureHandlers<'approvals'> = {
  commands: {},
  queries: {
    waiting: async (context) => {
      const actor = actorOf(context);
      const now = context.clock.now();
      const mine = context.read.toApprove().flatMap((record): readonly Waiting[] => {
        const process = processOf(record.type);
        if (process === null) return [];
        const own = isWaitingFor(process, record, actor) ? [null] : [];
        const others = waitsForDelegate(process, record, actor.personId, now);
        return [...own, ...others].map((forId) => ({ process, record, forId }));
      });
      const rows = [...waitingRows(context, mine)].sort((one, other) =>
        `${one.plannedStartAt} ${one.id}` < `${other.plannedStartAt} ${other.id}` ? -1 : 1,
      );
      return done({ rows });
    },
  },
};
