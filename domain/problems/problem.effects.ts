/** What a problem does to its incidents and known errors, as effects in the problem (domain/effects): any console finishes them. */

import { type EffectDraft, effectOf } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { actedAt, append, entry } from '#domain/journal/journal.ts';
import { stableText } from '#domain/merge/paths.ts';
import { changeRecord, type ProcessResult, refuseEnded, refuseForeign } from '#domain/processes/engine.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { checkClosureCode } from '#domain/processes/ticket-rules.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';

const onIncident = (
  targetId: Id,
  act: EffectDraft['act'],
  set: EffectDraft['set'],
  text: string | null,
  reason: string,
): EffectDraft => ({ collection: 'tickets', targetId, act, set, text, reason });

/** Unless told otherwise, the entry last written is what tells two effects of the same kind on the same record apart. */
const withAdded = (
  problem: Problem,
  drafts: readonly EffectDraft[],
  ctx: ProcessContext,
  occasionOf: (draft: EffectDraft) => string = () => problem.journal.at(-1)?.id ?? problem.updatedAt,
): Problem => {
  const added: Effect[] = drafts.map((draft) => effectOf(problem.id, occasionOf(draft), draft, ctx.env));
  return { ...problem, effects: [...problem.effects, ...added] };
};

/**
 * The history of the problem tells which incidents came and went under this name. It is no field: which incidents a problem has is told by the
 * incidents alone.
 */
export const INCIDENTS_IN_HISTORY = 'incidentIds';

const noted = (problem: Problem, from: readonly Id[], to: readonly Id[], ctx: ProcessContext): Problem =>
  append(
    problem,
    entry(ctx.env, 'link', {
      changes: [{ field: INCIDENTS_IN_HISTORY, from: [...from], to: [...to] }],
      origin: ctx.origin,
    }),
  );

/**
 * The problem, made just now or there already, with the effects that make these incidents its own. What is its own already is left out;
 * nothing left is no change.
 */
export const linkIncidents = (
  problem: Problem,
  incidents: readonly Pick<Incident, 'id' | 'problemId'>[],
  ctx: ProcessContext,
): ProcessResult<Problem> => {
  const foreign = refuseForeign(PROBLEM, problem);
  if (foreign !== null) return foreign;
  const ids = incidents.filter(({ problemId }) => problemId !== problem.id).map(({ id }) => id);
  if (ids.length === 0) return ok(problem);
  const set = { problemId: problem.id };
  return ok(
    withAdded(
      noted(problem, [], ids, ctx),
      ids.map((id) => onIncident(id, 'link', set, null, problem.number)),
      ctx,
    ),
  );
};

/** Notes that incidents were taken off the problem; they themselves say so first. */
export const noteUnlinked = (
  problem: Problem,
  incidentIds: readonly Id[],
  ctx: ProcessContext,
): ProcessResult<Problem> =>
  refuseForeign(PROBLEM, problem) ??
  ok(incidentIds.length === 0 ? problem : noted(problem, incidentIds, [], ctx));

/** Incidents that were told the workaround as it reads now; one that was changed since is news to them. */
export const toldIncidents = (problem: Pick<Problem, 'effects' | 'workaround'>): ReadonlySet<Id> => {
  const text = cleaned(problem.workaround);
  return new Set(
    problem.effects
      .filter((effect) => effect.act === 'comment' && effect.text === text)
      .map(({ targetId }) => targetId),
  );
};

/**
 * An incident is told the same words once, whoever tells them: two consoles without a network that both do have one effect and one comment
 * after the merge.
 */
const tellingOf =
  (workaround: string) =>
  ({ set }: EffectDraft): string =>
    `told ${stableText([workaround, set])}`;

/**
 * Tells those incidents of the problem that don't know it yet the workaround (field guide 1.3): a public comment on each, a link to the known
 * error where there is one, and a mark on the problem that it was told. Errors: `missing_fields` without a workaround, `nothing_to_do`
 * without incidents or when all were told.
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
  const told = toldIncidents(problem);
  const untold = incidentIds.filter((id) => !told.has(id));
  if (untold.length === 0) return fail('nothing_to_do', 'incidents.told', { number: problem.number });
  const mark = {
    workaroundToldAt: actedAt(problem, ctx.env.now),
    workaroundToldBy: ctx.env.actor.personId,
  };
  const marked = changeRecord(PROBLEM, problem, mark, ctx, { kind: 'link' });
  const knowledgeIds = [...knownErrorIds].sort();
  const drafts = untold.flatMap((id) => [
    onIncident(id, 'comment', {}, text, problem.number),
    ...(knowledgeIds.length === 0 ? [] : [onIncident(id, 'link', { knowledgeIds }, null, problem.number)]),
  ]);
  return ok(withAdded(marked, drafts, ctx, tellingOf(text)));
};

/** What is resolved along with a problem that was resolved or closed just now. */
export type ResolvedAlong = {
  readonly incidentIds: readonly Id[];
  /** How the incidents were solved; needed when there are any. */
  readonly closureCode: string | null;
  readonly knownErrorIds: readonly Id[];
};

/**
 * A problem that was resolved or closed just now, with the effects on what shall be resolved along: its solution becomes theirs. The
 * same problem in every other state. Errors: `missing_fields` without a closure code for the incidents or what the others take from the problem,
 * `unknown_value` for a code that is not in use.
 */
export const resolveAlong = (
  problem: Problem,
  { incidentIds, closureCode, knownErrorIds }: ResolvedAlong,
  ctx: ProcessContext,
): ProcessResult<Problem> => {
  const foreign = refuseForeign(PROBLEM, problem);
  if (foreign !== null) return foreign;
  if (problem.state !== 'resolved' && problem.state !== 'closed') return ok(problem);
  const { number, rootCause, solution } = problem;
  // What the others need to end as solved is the problem's; one whose risk was accepted may have been closed without.
  const needed = {
    ...(incidentIds.length > 0 ? { closureCode, solution } : {}),
    ...(knownErrorIds.length > 0 ? { rootCause, solution } : {}),
  };
  const missing = Object.entries(needed).flatMap(([field, value]) =>
    cleaned(value) === null ? [field] : [],
  );
  if (missing.length > 0) return fail('missing_fields', 'field.missing', { fields: missing });
  const unknown = incidentIds.length > 0 ? checkClosureCode(ctx.settings, closureCode) : null;
  if (unknown !== null) return unknown;
  const solved = { to: 'resolved', closureCode, closureNotes: solution };
  const known = { to: 'resolved', rootCause, solution };
  return ok(
    withAdded(
      problem,
      [
        ...incidentIds.map((id) => onIncident(id, 'step', solved, null, number)),
        ...knownErrorIds.map(
          (targetId): EffectDraft => ({
            ...{ collection: 'knowledge', targetId, act: 'step' },
            ...{ set: known, text: null, reason: number },
          }),
        ),
      ],
      ctx,
    ),
  );
};
