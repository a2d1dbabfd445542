/** What a change takes over from what it is to mend; everything in it may be changed before it is saved. */
import type { KnownError } from '#domain/fields/knowledge.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import type { Id } from '#domain/records/common.ts';

export type ChangeDraft = {
  readonly title: string;
  readonly description: string;
  readonly justification: string;
  readonly implementationPlan: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly serviceId: Id | null;
  readonly ciId: Id | null;
  readonly ciIds: Id[];
  readonly impact: Incident['impact'] | null;
  readonly urgency: Incident['urgency'] | null;
  readonly problemIds: Id[];
  readonly incidentIds: Id[];
  readonly knownErrorIds: Id[];
};

const said = (...texts: readonly (string | null)[]): string =>
  texts.filter((text) => text !== null && text.trim() !== '').join('\n\n');

const itemsOf = (ciId: Id | null, ciIds: readonly Id[]): Pick<ChangeDraft, 'ciId' | 'ciIds'> => ({
  ciId: ciId ?? ciIds[0] ?? null,
  ciIds: ciIds.filter((id) => id !== (ciId ?? ciIds[0])),
});

/**
 * From a problem: why it is worth it, and what takes the cause away; until a solution is known, what helps meanwhile is where the plan begins. Its known errors,
 * given by id, are told as well.
 */
export const changeFromProblem = (problem: Problem, knownErrorIds: readonly Id[]): ChangeDraft => ({
  title: problem.title,
  description: said(problem.symptom === '' ? problem.description : problem.symptom, problem.rootCause),
  justification: problem.businessImpact,
  implementationPlan: problem.solution.trim() === '' ? problem.workaround : problem.solution,
  category: problem.category,
  subcategory: problem.subcategory,
  serviceId: problem.serviceId,
  ...itemsOf(problem.ciId, problem.ciIds),
  impact: problem.impact,
  urgency: problem.urgency,
  problemIds: [problem.id],
  incidentIds: [],
  knownErrorIds: [...knownErrorIds],
});

/** From a known error, and so for the problem behind it. It is about many items of one make, so none is taken over but a few that it names. */
export const changeFromKnownError = (entry: KnownError): ChangeDraft => ({
  title: entry.title,
  description: said(entry.symptom, entry.rootCause),
  justification: '',
  implementationPlan: entry.solution.trim() === '' ? entry.workaround : entry.solution,
  category: entry.category,
  subcategory: null,
  serviceId: entry.serviceIds[0] ?? null,
  ...itemsOf(null, entry.ciIds),
  ...{ impact: null, urgency: null },
  problemIds: entry.problemId === null ? [] : [entry.problemId],
  incidentIds: [],
  knownErrorIds: [entry.id],
});

/** From an incident: what is broken. What is done about it nobody has written yet. */
export const changeFromIncident = (incident: Incident): ChangeDraft => ({
  title: incident.title,
  description: said(incident.symptom, incident.description),
  ...{ justification: '', implementationPlan: '' },
  category: incident.category,
  subcategory: incident.subcategory,
  serviceId: incident.serviceId,
  ...itemsOf(incident.ciId, incident.ciIds),
  impact: incident.impact,
  urgency: incident.urgency,
  problemIds: incident.problemId === null ? [] : [incident.problemId],
  incidentIds: [incident.id],
  knownErrorIds: [],
});
