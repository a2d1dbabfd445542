/**
 * A change and the tickets that it mends or broke name each other. Each side is a plain fact of its own record, so two consoles that link apart merge
 * without a clash; possible in every state, because both are often found out afterwards.
 */
import type { Change } from '#domain/fields/changes.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { changeRecord, type ProcessResult, refuseForeign } from '#domain/processes/engine.ts';
import type { Process, ProcessContext } from '#domain/processes/process.ts';
import type { Id } from '#domain/records/common.ts';
import { ok } from '#domain/records/result.ts';

/** `fix`: the change is to take it away. `cause`: the change brought it about, which counts against it. */
export const CHANGE_TIES = ['fix', 'cause'] as const;
export type ChangeTie = (typeof CHANGE_TIES)[number];

type Link = { readonly id: Id; readonly linked: boolean };

const withLink = (ids: readonly Id[], { id, linked }: Link): Id[] => [
  ...ids.filter((one) => one !== id),
  ...(linked ? [id] : []),
];

/** The change's side. `field` says what the ticket is to it. */
export const linkTicket = (
  process: Process,
  change: Change,
  field: 'problemIds' | 'incidentIds' | 'causedIncidentIds',
  link: Link,
  ctx: ProcessContext,
): ProcessResult<Change> => {
  const foreign = refuseForeign(process, change);
  if (foreign !== null) return foreign;
  const ids = change[field] ?? [];
  if (ids.includes(link.id) === link.linked) return ok(change);
  return ok(changeRecord(process, change, { [field]: withLink(ids, link) }, ctx, { kind: 'link' }));
};

/** The problem's side: it may need several changes. */
export const linkProblemChange = (
  process: Process,
  problem: Problem,
  link: Link,
  ctx: ProcessContext,
): ProcessResult<Problem> => {
  const foreign = refuseForeign(process, problem);
  if (foreign !== null) return foreign;
  if (problem.changeIds.includes(link.id) === link.linked) return ok(problem);
  const changeIds = withLink(problem.changeIds, link);
  return ok(changeRecord(process, problem, { changeIds }, ctx, { kind: 'link' }));
};

/** Where the incident names a change of this tie. */
export const incidentField = (tie: ChangeTie): 'changeId' | 'causedByChangeId' =>
  tie === 'fix' ? 'changeId' : 'causedByChangeId';

/** The incident's side: one change that mends it, one that caused it; null takes it off. */
export const linkIncidentChange = (
  process: Process,
  incident: Incident,
  tie: ChangeTie,
  changeId: Id | null,
  ctx: ProcessContext,
): ProcessResult<Incident> => {
  const foreign = refuseForeign(process, incident);
  if (foreign !== null) return foreign;
  const field = incidentField(tie);
  if (incident[field] === changeId) return ok(incident);
  return ok(changeRecord(process, incident, { [field]: changeId }, ctx, { kind: 'link' }));
};
