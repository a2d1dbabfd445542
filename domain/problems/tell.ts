import { type EffectDraft, effectOf } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import {
  changeRecord,
  cleaned,
  type ProcessResult,
  refuseEnded,
  refuseForeign,
} from '#domain/processes/engine.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';

const onIncident = (
  targetId: Id,
  act: EffectDraft['act'],
  set: EffectDraft['set'],
  text: string | null,
  reason: string,
): EffectDraft => ({ collection: 'tickets', targetId, act, set, text, reason });

const withAdded = (problem: Problem, drafts: readonly EffectDraft[], ctx: ProcessContext): Problem => {
  const occasion = problem.journal.at(-1)?.id ?? problem.updatedAt;
  const added: Effect[] = drafts.map((draft) => effectOf(problem.id, occasion, draft, ctx.env));
  return { ...problem, effects: [...problem.effects, ...added] };
};

/**
 * Tells every incident of the problem the workaround (field guide 1.3): a public comment on each, a link to the known error where there is one,
 * and a mark on the problem that it was told. Errors: `missing_fields` without a workaround, `nothing_to_do` without incidents.
 */
export const tellWorkaround = (
  problem: Problem,
  incidentIds: readonly Id[],
  knownErrorIds: readonly Id[],
  ctx: ProcessContext,
): ProcessResult<Problem> => {
  const refused = refuseEnded(PROBLEM, problem);
  if (refused !== null) return refused;
  const text = cleaned(problem.workaround);
  if (text === null) return fail('missing_fields', 'field.missing', { fields: ['workaround'] });
  if (incidentIds.length === 0) return fail('nothing_to_do', 'incidents.none', { number: problem.number });
  const { now, actor } = ctx.env;
  const told = { workaroundToldAt: now, workaroundToldBy: actor.personId };
  const marked = changeRecord(PROBLEM, problem, told, ctx, { kind: 'link' });
  const drafts = incidentIds.flatMap((id) => [
    onIncident(id, 'comment', {}, text, problem.number),
    ...(knownErrorIds.length === 0
      ? []
      : [onIncident(id, 'link', { knowledgeIds: [...knownErrorIds] }, null, problem.number)]),
  ]);
  return ok(withAdded(marked, drafts, ctx));
};

/**
 * A problem that was resolved just now, with the effects on the incidents that shall be resolved along: its solution becomes theirs. The same
 * problem when it is not resolved. Errors: none of its own.
 */
export const resolveIncidents = (
  problem: Problem,
  incidentIds: readonly Id[],
  closureCode: string,
  ctx: ProcessContext,
): ProcessResult<Problem> => {
  const foreign = refuseForeign(PROBLEM, problem);
  if (foreign !== null) return foreign;
  if (problem.state !== 'resolved') return ok(problem);
  const set = { to: 'resolved', closureCode, closureNotes: problem.solution };
  return ok(
    withAdded(
      problem,
      incidentIds.map((id) => onIncident(id, 'step', set, null, problem.number)),
      ctx,
    ),
  );
};
