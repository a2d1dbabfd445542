import { missingApprovals } from '#domain/approvals/approval-rules.ts';
import type { Change } from '#domain/fields/changes.ts';
import { CHANGE, lacksReview } from '#domain/processes/change.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { approvalAnswer } from '../approvals/approval-answer.ts';
import { checkSaid } from '../approvals/said.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { processHandlers, recordOf } from '../processes/process-handlers.ts';
import { done, notFound } from '../reply.ts';
import { assessedRisk, shownRisk } from './assessed-risk.ts';
import { changeConflicts } from './change-conflicts.ts';
import { createChange, draftFrom } from './change-from.ts';
import { ofTicket, tieChange } from './change-links.ts';
import { approveModel, models, retireModel, saveModel, standardRefusal } from './change-models.ts';
import { today } from './changes-today.ts';
import { checkLockdown, lockdownsToAsk, stoppedBy } from './lockdown-guard.ts';
import { apply, prepare, rehearsal, revert } from './rehearsal.ts';

/** Listed on a change's page. */
const LISTED = 200;

/** Whoever requests approval stores the risk as it is by then, and asks for exceptions from what stops the change in its window. */
const lookedAt = (context: HostContext, change: Change, to: string) => {
  if (to !== 'authorize') return {};
  const { level, score } = assessedRisk(context, change);
  return { riskLevel: level, riskScore: score, lockdowns: lockdownsToAsk(context, change) };
};

/** Names of rules that would be asked of the change as it is now: by an edit since, its risk may be another one than when approval was requested. */
const missingNow = (context: HostContext, change: Change): readonly string[] =>
  missingApprovals(context.settings.incident().approvalRules, {
    ...change,
    riskLevel: assessedRisk(context, change).level,
  });

export const changesHandlers: FeatureHandlers<'changes'> = {
  commands: {
    ...processHandlers(CHANGE),
    create: createChange,
    saveModel,
    approveModel,
    retireModel,
    linkTicket: async (context, { id, ticketId, linked }) => {
      const tied = await tieChange(context, { changeId: id, ticketId, tie: 'fix', linked });
      return tied.ok ? done(tied.data.change) : tied;
    },
    prepare,
    apply,
    revert,
    step: async (context, { id, ...input }) => {
      // An incident that was made as caused by it is known here by its index alone.
      const scheduled = input.to === 'scheduled' ? await recordOf(context, CHANGE, id) : null;
      const said = scheduled === null ? null : await checkSaid(context, CHANGE, scheduled);
      const hasCaused = input.to === 'closed' && context.read.causedBy(id, 1).total > 0;
      return changeByRule<Change>(context, CHANGE, 'step', id, (change, ctx) => {
        const taken = takeStep(CHANGE, change, { ...input, ...lookedAt(context, change, input.to) }, ctx);
        if (!taken.ok) return taken;
        const stopped = input.to === 'implement' ? checkLockdown(context, change) : null;
        if (stopped !== null) return stopped;
        if (hasCaused && isEmpty(taken.value.reviewNotes))
          return fail('missing_fields', 'field.missing', { fields: ['reviewNotes'] });
        if (said !== null) return said;
        const fault = input.to === 'scheduled' ? standardRefusal(context, taken.value) : null;
        if (fault !== null) return fault;
        const missing = input.to === 'scheduled' ? missingNow(context, change) : [];
        return missing.length === 0
          ? taken
          : fail('missing_fields', 'approval.rules', { fields: ['approvals'], names: missing });
      });
    },
  },
  queries: {
    draftFrom,
    today,
    models,
    ofTicket,
    rehearsal,
    page: async ({ read }, { filter, sort, offset, limit }) => {
      const page = await read.ticketPage({ ...filter, types: [CHANGE.type] }, sort, { offset, limit });
      return done({ ...page, rows: read.changeRows(page.rows) });
    },
    conflicts: async (context, { id, at }) => {
      const change = await recordOf(context, CHANGE, id);
      return change === null ? notFound(id) : done(changeConflicts(context, change, at));
    },
    stoppedBy: async (context, scope) => done(stoppedBy(context, scope)),
    beside: async (context, { id }) => {
      const change = await recordOf(context, CHANGE, id);
      if (change === null) return notFound(id);
      const caused = context.read.causedBy(id, LISTED);
      return done({
        approval: approvalAnswer(context, CHANGE, change),
        releases: context.read.tickets(context.read.releasesOf(id)),
        problems: context.read.tickets(change.problemIds),
        incidents: context.read.tickets(change.incidentIds ?? []),
        caused: caused.rows,
        causedTotal: caused.total,
        standardFault: change.active ? (standardRefusal(context, change)?.error ?? null) : null,
        lacksReview:
          change.state === 'closed' &&
          (lacksReview(change) || (caused.total > 0 && isEmpty(change.reviewNotes))),
      });
    },
    risk: async (context, { id }) => {
      const change = await recordOf(context, CHANGE, id);
      return change === null ? notFound(id) : done(shownRisk(context, change));
    },
  },
};
