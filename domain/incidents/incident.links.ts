import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import { change, refuseEnded } from './incident.change.ts';
import type { IncidentContext, IncidentResult } from './incident.create.ts';

export type LinkCiInput = {
  readonly ciId: Id;
  /** `main`: the item that is broken; `further`: one more that is affected. A replaced main item stays as a further one. */
  readonly as: 'main' | 'further';
  readonly remove?: boolean | undefined;
};

/** Links or unlinks a configuration item. Errors: `not_editable`. */
export const linkCi = (ticket: Ticket, input: LinkCiInput, ctx: IncidentContext): IncidentResult => {
  const refused = refuseEnded(ticket);
  if (refused !== null) return refused;
  const others = ticket.ciIds.filter((id) => id !== input.ciId);
  const isMain = ticket.ciId === input.ciId;
  if (input.remove === true) {
    return ok(change(ticket, { ciId: isMain ? null : ticket.ciId, ciIds: others }, ctx, { kind: 'link' }));
  }
  if (isMain) return ok(ticket);
  if (input.as === 'further')
    return ok(change(ticket, { ciIds: [...others, input.ciId] }, ctx, { kind: 'link' }));
  const ciIds = ticket.ciId === null ? others : [...others.filter((id) => id !== ticket.ciId), ticket.ciId];
  return ok(change(ticket, { ciId: input.ciId, ciIds }, ctx, { kind: 'link' }));
};

/** Links or unlinks an article or known error that was used. Possible in every state. */
export const linkKnowledge = (
  ticket: Ticket,
  input: { readonly knowledgeId: Id; readonly remove?: boolean | undefined },
  ctx: IncidentContext,
): IncidentResult => {
  const others = ticket.knowledgeIds.filter((id) => id !== input.knowledgeId);
  if (input.remove !== true && others.length < ticket.knowledgeIds.length) return ok(ticket);
  const knowledgeIds = input.remove === true ? others : [...others, input.knowledgeId];
  return ok(change(ticket, { knowledgeIds }, ctx, { kind: 'link' }));
};

/**
 * Puts the incident under a parent, or under none. `lookup` finds a ticket by id. Errors: `not_found`, `cycle` when the parent is
 * the ticket itself or one of its descendants, `not_editable`.
 */
export const setParent = (
  ticket: Ticket,
  input: { readonly parentId: Id | null },
  ctx: IncidentContext & { readonly lookup: (id: Id) => Ticket | undefined },
): IncidentResult => {
  const refused = refuseEnded(ticket);
  if (refused !== null) return refused;
  const seen = new Set<Id>();
  for (let id = input.parentId; id !== null; ) {
    if (id === ticket.id) {
      return fail('cycle', 'parent.cycle', { number: ticket.number, parentId: input.parentId });
    }
    const above = ctx.lookup(id);
    if (above === undefined && id === input.parentId) return fail('not_found', 'parent.missing', { id });
    // A loop among the ancestors (two replicas linked crosswise) must not hang the console.
    if (above === undefined || seen.has(id)) break;
    seen.add(id);
    id = above.parentId;
  }
  return ok(change(ticket, { parentId: input.parentId }, ctx, { kind: 'link' }));
};

/**
 * The open incidents below a resolved `parent` (children, their children, ...) among `children`, resolved with its code and
 * notes. Reopening does not cascade. Empty while the parent is not resolved.
 */
export const cascadeResolve = (
  parent: Ticket,
  children: readonly Ticket[],
  ctx: IncidentContext,
): Ticket[] => {
  if (parent.state !== 'resolved') return [];
  const below = new Set<Id>([parent.id]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const child of children)
      if (child.parentId !== null && below.has(child.parentId)) below.add(child.id);
  }
  return children
    .filter(
      (child) => child.id !== parent.id && child.active && child.type === 'incident' && below.has(child.id),
    )
    .map((child) =>
      change(
        child,
        {
          state: 'resolved',
          holdReason: null,
          closureCode: parent.closureCode,
          closureNotes: parent.closureNotes,
        },
        ctx,
        { kind: 'state', text: `Resolved with ${parent.number}.` },
      ),
    );
};
