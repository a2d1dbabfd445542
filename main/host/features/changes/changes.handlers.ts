import type { WaitingRow } from '#contracts/changes.ts';
import { approvalOf, isApprover, isWaitingFor, requesterOf } from '#domain/approvals/approvals.ts';
import type { Change } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { processHandlers, recordOf } from '../processes/process-handlers.ts';
import { done, notFound } from '../reply.ts';
import { assessedRisk, shownRisk } from './assessed-risk.ts';
import { changeConflicts } from './change-conflicts.ts';

/** Listed on a change's page. */
const LISTED = 200;

const waitingRows = (context: HostContext, changes: readonly Change[]): readonly WaitingRow[] => {
  const { read } = context;
  const requesters = new Map(changes.map((change) => [change.id, requesterOf(CHANGE, change)]));
  const names = read.names([...requesters.values()]);
  return read.changeRows(read.tickets(changes.map(({ id }) => id))).map((row) => {
    const requestedBy = requesters.get(row.id) ?? null;
    return {
      ...row,
      requestedBy,
      requestedByName: requestedBy === null ? null : (names[requestedBy] ?? null),
    };
  });
};

/** Whoever requests approval stores the risk as it is by then. */
const storedRisk = (context: HostContext, change: Change, to: string) => {
  if (to !== 'authorize') return {};
  const { level, score } = assessedRisk(context, change);
  return { riskLevel: level, riskScore: score };
};

export const changesHandlers: FeatureHandlers<'changes'> = {
  commands: {
    ...processHandlers(CHANGE),
    step: async (context, { id, ...input }) => {
      // What it broke is found on other records: whoever closes it says what was learned.
      const hasCaused = input.to === 'closed' && context.read.causedBy(id, 1).total > 0;
      return changeByRule<Change>(context, CHANGE, 'step', id, (change, ctx) => {
        if (hasCaused && isEmpty(input.reviewNotes ?? change.reviewNotes))
          return fail('missing_fields', 'field.missing', { fields: ['reviewNotes'] });
        return takeStep(CHANGE, change, { ...input, ...storedRisk(context, change, input.to) }, ctx);
      });
    },
  },
  queries: {
    page: async ({ read }, { filter, sort, offset, limit }) => {
      const page = await read.ticketPage({ ...filter, types: [CHANGE.type] }, sort, { offset, limit });
      return done({ ...page, rows: read.changeRows(page.rows) });
    },
    waiting: async (context) => {
      const actor = actorOf(context);
      const mine = context.read.changesToApprove().filter((change) => isWaitingFor(CHANGE, change, actor));
      const rows = [...waitingRows(context, mine)].sort((one, other) =>
        (one.plannedStartAt ?? '') < (other.plannedStartAt ?? '') ? -1 : 1,
      );
      return done({ rows });
    },
    conflicts: async (context, { id, at }) => {
      const change = await recordOf(context, CHANGE, id);
      return change === null ? notFound(id) : done(changeConflicts(context, change, at));
    },
    beside: async (context, { id }) => {
      const change = await recordOf(context, CHANGE, id);
      if (change === null) return notFound(id);
      const actor = actorOf(context);
      const caused = context.read.causedBy(id, LISTED);
      return done({
        approval: {
          ...approvalOf(CHANGE, change),
          requestedBy: requesterOf(CHANGE, change),
          isAsked: isApprover(CHANGE, change, actor),
          isWaitedFor: isWaitingFor(CHANGE, change, actor),
        },
        problems: context.read.tickets(change.problemIds),
        caused: caused.rows,
        causedTotal: caused.total,
      });
    },
    risk: async (context, { id }) => {
      const change = await recordOf(context, CHANGE, id);
      return change === null ? notFound(id) : done(shownRisk(context, change));
    },
  },
};
