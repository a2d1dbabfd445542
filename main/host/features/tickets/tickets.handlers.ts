import type { BulkResult } from '#contracts/tickets.ts';
import { assignIncident } from '#domain/incidents/incident.commands.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
import { actorOf } from '../actor.ts';
import { incidentContext } from '../incidents/incident-context.ts';
import { assignmentReferences, checkReferences } from '../references.ts';
import { done, notFound, toReply } from '../reply.ts';

/** Listed on a ticket's page. */
const CHILDREN = 200;

export const ticketsHandlers: FeatureHandlers<'tickets'> = {
  commands: {
    bulkAssign: async (context, { ids, teamId, assigneeId }, control) => {
      const actor = actorOf(context);
      const known = await checkReferences(context, assignmentReferences({ teamId, assigneeId }, actor));
      if (!known.ok) return toReply(known);
      const results: BulkResult[] = [];
      const numbers = new Map(context.read.tickets(ids).map((row) => [row.id, row.number]));
      for (const id of ids) {
        if (control.signal.aborted) break;
        const ctx = incidentContext(context);
        const changed = await context.records.change('tickets', id, (ticket) => {
          const allowed = may(actor, 'tickets.bulkAssign', ticket);
          return allowed.ok ? assignIncident(ticket, { teamId, assigneeId }, ctx) : allowed;
        });
        results.push({
          id,
          number: numbers.get(id) ?? id,
          ok: changed.ok,
          error: changed.ok ? null : changed.error,
        });
        control.progress(results.length, ids.length, numbers.get(id) ?? id);
        await nextTurn();
      }
      return done({ results });
    },
  },
  queries: {
    page: async (context, { filter, sort, offset, limit }) =>
      done(await context.read.ticketPage(filter, sort, { offset, limit })),
    counts: async (context, { filters }) => done({ counts: context.read.ticketCounts(filters) }),
    states: async (context, { types }) => done({ rows: context.read.ticketStates(types) }),
    detail: async (context, { id }) => {
      const ticket = await context.records.get('tickets', id);
      if (ticket === null) return notFound(id);
      const { read } = context;
      const idsInJournal = ticket.journal.flatMap((entry) => [
        entry.by,
        ...entry.changes
          .flatMap((change) => [change.from, change.to])
          .filter((value) => typeof value === 'string'),
      ]);
      const { requesterId, affectedPersonId, teamId, assigneeId, placeId, ciId, parentId } = ticket;
      const children = read.childIds(id);
      const knowledge = await context.records.getMany('knowledge', ticket.knowledgeIds);
      return done({
        ticket,
        names: {
          ...read.names([
            requesterId,
            affectedPersonId,
            teamId,
            assigneeId,
            placeId,
            ticket.openedBy,
            ...idsInJournal,
          ]),
          ...Object.fromEntries(context.settings.services().map(({ id, name }) => [id, name])),
          ...read.ciNames([ciId, ...ticket.ciIds, ...idsInJournal]),
        },
        requester: requesterId === null ? null : (read.people([requesterId])[0] ?? null),
        ci: ciId === null ? null : (read.cis([ciId])[0] ?? null),
        furtherCis: read.cis(ticket.ciIds),
        parent: parentId === null ? null : (read.tickets([parentId])[0] ?? null),
        children: read.tickets(children.slice(0, CHILDREN)),
        childrenTotal: children.length,
        childrenOpen: read.openChildren(id),
        knowledge: knowledge.map((entry) => ({
          id: entry.id,
          title: `${entry.number} ${entry.title}`,
          type: entry.type,
        })),
        agreementName:
          context.settings.agreements().find((agreement) => agreement.id === ticket.sla.agreementId)?.name ??
          null,
        pendingSync: context.sync.isPending('tickets', id),
      });
    },
  },
};
