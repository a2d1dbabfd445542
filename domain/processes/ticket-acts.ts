/** What can be done to tickets of every process beyond the engine: assigning, time, links to items, knowledge, parents and problems. */

import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { changeRecord, type ProcessResult, refuseEnded, refuseForeign } from './engine.ts';
import type { Process, ProcessContext } from './process.ts';
import { checkMinutes } from './steps.ts';
import { withReplaced } from './ticket-rules.ts';

export type AssignInput = {
  readonly teamId?: Id | null | undefined;
  readonly assigneeId?: Id | null | undefined;
  readonly note?: string | null | undefined;
};

/**
 * Gives the ticket to a team, a person or both. Another team without a person takes the old person off, since they are
 * seldom in it. Errors: `not_editable`, `missing_fields` when neither is given.
 */
export const assignTicket = <T extends Ticket>(
  process: Process,
  ticket: T,
  input: AssignInput,
  ctx: ProcessContext,
): ProcessResult<T> => {
  const refused = refuseEnded(process, ticket);
  if (refused !== null) return refused;
  if (input.teamId === undefined && input.assigneeId === undefined) {
    return fail('missing_fields', 'assign.nobody', { fields: ['teamId', 'assigneeId'] });
  }
  const teamId = input.teamId === undefined ? ticket.teamId : input.teamId;
  const kept = teamId === ticket.teamId ? ticket.assigneeId : null;
  const assigneeId = input.assigneeId === undefined ? kept : input.assigneeId;
  if (teamId === ticket.teamId && assigneeId === ticket.assigneeId) return ok(ticket);
  const options = { kind: 'assigned', text: cleaned(input.note) } as const;
  const patch = { teamId, assigneeId };
  const full = { ...patch, ...process.own.follow?.(ticket, patch, ctx) };
  return ok(changeRecord(process, ticket, full, ctx, options));
};

/** Books working time, at least a minute, with an optional remark. Errors: `invalid`. */
export const bookTime = <T extends Ticket>(
  process: Process,
  ticket: T,
  input: { readonly minutes: number; readonly text?: string | null | undefined },
  ctx: ProcessContext,
): ProcessResult<T> => {
  const refused = refuseForeign(process, ticket) ?? checkMinutes(input.minutes, 1);
  if (refused !== null) return refused;
  const options = { kind: 'time', text: cleaned(input.text), minutes: input.minutes } as const;
  return ok(changeRecord(process, ticket, {}, ctx, options));
};

export type LinkConfigItemInput = {
  readonly ciId: Id;
  /** `main`: the item that is broken; `further`: one more that is affected. A replaced main item stays as a further one. */
  readonly as: 'main' | 'further';
  readonly remove?: boolean | undefined;
};

/** Links or unlinks a configuration item. Errors: `not_editable`. */
export const linkConfigItem = <T extends Ticket>(
  process: Process,
  ticket: T,
  input: LinkConfigItemInput,
  ctx: ProcessContext,
): ProcessResult<T> => {
  const refused = refuseEnded(process, ticket);
  if (refused !== null) return refused;
  const linked = (patch: Partial<Ticket>) => ok(changeRecord(process, ticket, patch, ctx, { kind: 'link' }));
  const others = ticket.ciIds.filter((id) => id !== input.ciId);
  const isMain = ticket.ciId === input.ciId;
  if (input.remove === true) return linked({ ciId: isMain ? null : ticket.ciId, ciIds: others });
  if (isMain) return ok(ticket);
  if (input.as === 'further' && others.length < ticket.ciIds.length) return ok(ticket);
  if (input.as === 'further') return linked({ ciIds: [...others, input.ciId] });
  return linked({ ciId: input.ciId, ciIds: withReplaced(ticket, input.ciId) });
};

/** Links or unlinks an article or known error that was used. Possible in every state. */
export const linkKnowledge = <T extends Ticket>(
  process: Process,
  ticket: T,
  input: { readonly knowledgeId: Id; readonly remove?: boolean | undefined },
  ctx: ProcessContext,
): ProcessResult<T> => {
  const refused = refuseForeign(process, ticket);
  if (refused !== null) return refused;
  const others = ticket.knowledgeIds.filter((id) => id !== input.knowledgeId);
  if (input.remove !== true && others.length < ticket.knowledgeIds.length) return ok(ticket);
  const knowledgeIds = input.remove === true ? others : [...others, input.knowledgeId];
  return ok(changeRecord(process, ticket, { knowledgeIds }, ctx, { kind: 'link' }));
};

/**
 * Puts the incident under a parent, or under none. `lookup` finds a ticket by id. Errors: `not_found`, `cycle` when the parent is
 * the ticket itself or one of its descendants, `invalid` when it is no incident, `not_editable`.
 */
export const setParent = (
  process: Process,
  incident: Incident,
  input: { readonly parentId: Id | null },
  ctx: ProcessContext & { readonly lookup: (id: Id) => Ticket | undefined },
): ProcessResult<Incident> => {
  const refused = refuseEnded(process, incident);
  if (refused !== null) return refused;
  const seen = new Set<Id>();
  for (let id = input.parentId; id !== null; ) {
    if (id === incident.id) {
      return fail('cycle', 'parent.cycle', { number: incident.number, parentId: input.parentId });
    }
    const above = ctx.lookup(id);
    if (above === undefined && id === input.parentId) return fail('not_found', 'parent.missing', { id });
    // A loop among the ancestors (two replicas linked crosswise) must not hang the console.
    if (above === undefined || seen.has(id)) break;
    const foreign = refuseForeign(process, above);
    if (foreign !== null) return foreign;
    seen.add(id);
    id = above.type === 'incident' ? above.parentId : null;
  }
  return ok(changeRecord(process, incident, { parentId: input.parentId }, ctx, { kind: 'link' }));
};

/** Says which problem caused the incident, or takes that back. Possible in every state: a problem is often found afterwards. */
export const linkProblem = (
  process: Process,
  incident: Incident,
  input: { readonly problemId: Id | null },
  ctx: ProcessContext,
): ProcessResult<Incident> => {
  const foreign = refuseForeign(process, incident);
  if (foreign !== null) return foreign;
  return ok(changeRecord(process, incident, { problemId: input.problemId }, ctx, { kind: 'link' }));
};
