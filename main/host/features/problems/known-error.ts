import type { KnownError } from '#domain/fields/knowledge.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import { may } from '#domain/permissions/permissions.ts';
import { knownErrorInput } from '#domain/problems/known-error.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { linkKnowledge } from '#domain/processes/ticket-acts.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { createByRule, recordOf } from '../processes/process-handlers.ts';
import { done, notFound, toReply } from '../reply.ts';

/** The known error that a problem has already, whoever made it. */
const existingOf = async (context: HostContext, problemId: string): Promise<KnownError | null> => {
  const [id] = context.read.allKnownErrorsOfProblem(problemId);
  return id === undefined ? null : recordOf(context, KNOWN_ERROR, id);
};

/**
 * The known error is written first and names its problem: should this console die before the problem names it too, the problem's page shows it
 * all the same, and asking again links it.
 */
export const createKnownError: FeatureHandlers<'problems'>['commands']['createKnownError'] = async (
  context,
  { id },
) => {
  const problem = await recordOf(context, PROBLEM, id);
  if (problem === null) return notFound(id);
  const allowed = may(actorOf(context), 'problems.createKnownError', problem);
  if (!allowed.ok) return toReply(allowed);
  const items = [problem.ciId, ...problem.ciIds].filter((one) => one !== null);
  const models = context.read.cis(items).flatMap(({ model }) => (model === null ? [] : [model]));
  const existing = await existingOf(context, id);
  const made =
    existing === null
      ? await createByRule<KnownError>(context, KNOWN_ERROR, knownErrorInput(problem, models))
      : done(existing);
  if (!made.ok) return made;
  const linked = await changeByRule<Problem>(context, PROBLEM, 'createKnownError', id, (stored, ctx) =>
    linkKnowledge(PROBLEM, stored, { knowledgeId: made.data.id }, ctx),
  );
  return linked.ok ? made : linked;
};
