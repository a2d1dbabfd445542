import { MOST_AT_ONCE } from '#contracts/tickets.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import { may, scopeOf } from '#domain/permissions/permissions.ts';
import { toldIncidents } from '#domain/problems/problem.effects.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { linkedKnowledge } from '../linked-knowledge.ts';
import { recordNames } from '../record-names.ts';
import { done, notFound } from '../reply.ts';
import { bulk, bulkPreview } from './bulk.ts';

/** Listed on a ticket's page, of children and of a problem's incidents. */
const LISTED = 200;

const untoldOf = ({ read }: Pick<HostContext, 'read'>, problem: Problem): number => {
  if (problem.workaround.trim() === '') return 0;
  const told = toldIncidents(problem);
  return read.openIncidentsOfProblem(problem.id).filter((id) => !told.has(id)).length;
};

/** How many open children who is signed in may not resolve; nobody's documents are read for those who may resolve all. */
const othersChildren = async (context: HostContext, ids: readonly string[]): Promise<number> => {
  const actor = actorOf(context);
  if (scopeOf(actor.roles, 'incidents.step') === 'all') return 0;
  const children = await context.records.getMany('tickets', ids);
  return children.filter((child) => child.active && !may(actor, 'incidents.step', child).ok).length;
};

/** Ids of those that are its duplicates still: ending one may have been taken back, alone or on a console that has not got the rest. */
const duplicatesOf = async (
  { records }: HostContext,
  { id, duplicateIds }: Ticket,
): Promise<readonly string[]> =>
  (await records.getMany('tickets', duplicateIds ?? []))
    .filter(({ duplicateOfId }) => duplicateOfId === id)
    .map((duplicate) => duplicate.id);

export const ticketsHandlers: FeatureHandlers<'tickets'> = {
  commands: {
    bulk,
  },
  queries: {
    bulkPreview,
    page: async (context, { filter, sort, offset, limit }) =>
      done(await context.read.ticketPage(filter, sort, { offset, limit })),
    ids: async (context, { filter, sort }) =>
      done({ ids: await context.read.ticketIds(filter, sort, MOST_AT_ONCE) }),
    counts: async (context, { filters }) => done({ counts: context.read.ticketCounts(filters) }),
    states: async (context, { types }) => done({ rows: context.read.ticketStates(types) }),
    likely: async (context, { id }) => {
      const ticket = await context.records.get('tickets', id);
      return ticket === null ? notFound(id) : done({ rows: context.read.likelyDuplicates(ticket) });
    },
    detail: async (context, { id }) => {
      const ticket = await context.records.get('tickets', id);
      if (ticket === null) return notFound(id);
      const { read } = context;
      const { requesterId, ciId } = ticket;
      // What a type has is told by its fields; who names a ticket is found by an index, whatever its type.
      const parentId = 'parentId' in ticket ? ticket.parentId : null;
      const problemId = 'problemId' in ticket ? ticket.problemId : null;
      const children = read.childIds(id);
      const incidents = read.incidentsOfProblem(id, LISTED);
      const withWorkaround = 'workaround' in ticket ? ticket : null;
      const knownErrorIds = withWorkaround === null ? [] : read.allKnownErrorsOfProblem(id);
      return done({
        ticket,
        names: recordNames(context, 'tickets', ticket),
        requester: requesterId === null ? null : (read.people([requesterId])[0] ?? null),
        ci: ciId === null ? null : (read.cis([ciId])[0] ?? null),
        furtherCis: read.cis(ticket.ciIds),
        parent: parentId === null ? null : (read.tickets([parentId])[0] ?? null),
        children: read.tickets(children.slice(0, LISTED)),
        childrenTotal: children.length,
        childrenOpen: read.openChildren(id),
        childrenOthers: await othersChildren(context, children),
        problem: problemId === null ? null : (read.tickets([problemId])[0] ?? null),
        incidents: read.tickets(incidents.ids),
        incidentsTotal: incidents.total,
        incidentsOpen: incidents.open,
        incidentsWaiting: incidents.waiting,
        incidentsUntold: withWorkaround === null ? 0 : untoldOf(context, withWorkaround),
        knowledge: await linkedKnowledge(context, ticket.knowledgeIds),
        knownErrors: await linkedKnowledge(context, knownErrorIds),
        agreementName:
          context.settings.agreements().find((agreement) => agreement.id === ticket.sla.agreementId)?.name ??
          null,
        duplicateOf: ticket.duplicateOfId == null ? null : (read.tickets([ticket.duplicateOfId])[0] ?? null),
        duplicates: read.tickets(await duplicatesOf(context, ticket)),
        pendingSync: context.sync.isPending('tickets', id),
      });
    },
  },
};
