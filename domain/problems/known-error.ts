import type { Problem } from '#domain/fields/tickets.ts';
import { derivedId } from '#domain/merge/paths.ts';
import type { Values } from '#domain/processes/process.ts';
import type { Id } from '#domain/records/common.ts';

/** The known error of a problem has an id that follows from it, so asking twice makes one. */
const knownErrorIdOf = (problemId: Id): Id => derivedId('ke', problemId);

/**
 * A known error with what the problem knows: what is seen, why it happens, what helps. `models` are those of the problem's items: the next
 * incident is about another device of the same make.
 */
export const knownErrorInput = (
  problem: Problem,
  models: readonly string[],
): Values & { readonly id: Id } => ({
  id: knownErrorIdOf(problem.id),
  title: problem.title,
  symptom: problem.symptom === '' ? problem.description : problem.symptom,
  rootCause: problem.rootCause,
  workaround: problem.workaround,
  solution: problem.solution,
  category: problem.category,
  ciIds: [...new Set([problem.ciId, ...problem.ciIds].filter((id) => id !== null))],
  models: [...new Set(models)],
  serviceIds: problem.serviceId === null ? [] : [problem.serviceId],
  tags: problem.tags,
  problemId: problem.id,
});
