import type { Reply } from '#contracts/define.ts';
import type { CommandName } from '#contracts/registry.ts';
import {
  addComment,
  addWorkNote,
  assignIncident,
  bookTime,
  createIncident,
  type IncidentContext,
  type IncidentResult,
  linkCi,
  linkKnowledge,
  setParent,
  transitionIncident,
  updateIncidentFields,
} from '#domain/incidents/incident.commands.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import type { HostContext } from '../../kernel/context.ts';
import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { actorOf } from '../actor.ts';
import { insertOnce } from '../insert-once.ts';
import { assignmentReferences, changedReferences, checkReferences, type Reference } from '../references.ts';
import { notFound, toReply } from '../reply.ts';
import { incidentContext } from './incident-context.ts';
import { pendingCascades, resolveChildren } from './resolve-children.ts';
import { suggest } from './suggest.ts';

/** Permission on this very ticket, whether what the input names is there, then the rule, then the write. */
const change = async (
  context: HostContext,
  command: CommandName,
  id: string,
  rule: (ticket: Ticket, ctx: IncidentContext) => IncidentResult,
  references: readonly Reference[] = [],
): Promise<Reply<Ticket>> => {
  const actor = actorOf(context);
  const current = references.length === 0 ? null : await context.records.get('tickets', id);
  if (current !== null) {
    const allowed = may(actor, command, current);
    if (!allowed.ok) return toReply(allowed);
    const known = await checkReferences(context, changedReferences(references, current));
    if (!known.ok) return toReply(known);
  }
  const ctx = incidentContext(context);
  return toReply(
    await context.records.change('tickets', id, (ticket) => {
      const allowed = may(actor, command, ticket);
      return allowed.ok ? rule(ticket, ctx) : allowed;
    }),
  );
};

type Named = {
  readonly [F in 'requesterId' | 'affectedPersonId' | 'placeId' | 'serviceId' | 'ciId']?:
    | string
    | null
    | undefined;
};
const referencesOf = (input: Named): readonly Reference[] => [
  { field: 'requesterId', id: input.requesterId, kind: 'person' },
  { field: 'affectedPersonId', id: input.affectedPersonId, kind: 'person' },
  { field: 'placeId', id: input.placeId, kind: 'place' },
  { field: 'serviceId', id: input.serviceId, kind: 'service' },
  { field: 'ciId', id: input.ciId, kind: 'ci' },
];

export const incidentsHandlers: FeatureHandlers<'incidents'> = {
  commands: {
    create: async (context, input) => {
      const id = input.id ?? context.newId();
      // The same form sent twice makes one incident.
      const existing = await context.records.get('tickets', id);
      if (existing !== null) return { ok: true, data: existing };
      const known = await checkReferences(context, [
        ...referencesOf(input),
        ...assignmentReferences(input, actorOf(context)),
        ...(input.knowledgeIds ?? []).map(
          (knowledgeId): Reference => ({ field: 'knowledgeIds', id: knowledgeId, kind: 'knowledge' }),
        ),
      ]);
      if (!known.ok) return toReply(known);
      const number = context.device.nextNumber('incident');
      const created = createIncident(null, { ...input, id, number }, incidentContext(context));
      return created.ok ? insertOnce(context, 'tickets', created.value) : toReply(created);
    },
    update: async (context, { id, changes }) => {
      const { ciId, ...fields } = changes;
      const rule = (ticket: Ticket, ctx: IncidentContext): IncidentResult => {
        const updated = updateIncidentFields(ticket, fields, ctx);
        if (!updated.ok || ciId === undefined || ciId === ticket.ciId) return updated;
        return ciId === null
          ? linkCi(updated.value, { ciId: ticket.ciId ?? '', as: 'main', remove: true }, ctx)
          : linkCi(updated.value, { ciId, as: 'main' }, ctx);
      };
      return change(context, 'incidents.update', id, rule, referencesOf(changes));
    },
    assign: async (context, { id, teamId, assigneeId }) =>
      change(
        context,
        'incidents.assign',
        id,
        (ticket, ctx) => assignIncident(ticket, { teamId, assigneeId }, ctx),
        assignmentReferences({ teamId, assigneeId }, actorOf(context)),
      ),
    transition: async (context, { id, ...input }) => {
      if (input.to === 'resolved') pendingCascades.note(context, id);
      const reply = await change(context, 'incidents.transition', id, (ticket, ctx) =>
        transitionIncident(ticket, input, ctx),
      );
      if (input.to !== 'resolved') return reply;
      if (reply.ok) await resolveChildren(context, reply.data);
      else pendingCascades.forget(context, id);
      return reply;
    },
    addNote: async (context, { id, text }) =>
      change(context, 'incidents.addNote', id, (ticket, ctx) => addWorkNote(ticket, { text }, ctx)),
    addComment: async (context, { id, text, byRequester }) =>
      change(context, 'incidents.addComment', id, (ticket, ctx) =>
        addComment(ticket, { text, byRequester }, ctx),
      ),
    bookTime: async (context, { id, minutes, text }) =>
      change(context, 'incidents.bookTime', id, (ticket, ctx) =>
        bookTime(ticket, { minutes, text: text ?? undefined }, ctx),
      ),
    linkCi: async (context, { id, ciId, linked }) =>
      change(
        context,
        'incidents.linkCi',
        id,
        (ticket, ctx) => linkCi(ticket, { ciId, as: 'further', remove: !linked }, ctx),
        linked ? [{ field: 'ciId', id: ciId, kind: 'ci' }] : [],
      ),
    setParent: async (context, { id, parentId }) => {
      const lookup = context.read.ticketLookup();
      return change(context, 'incidents.setParent', id, (ticket, ctx) =>
        setParent(ticket, { parentId }, { ...ctx, lookup }),
      );
    },
    linkKnowledge: async (context, { id, knowledgeId, linked, insertWorkaround }) => {
      const known = await context.records.get('knowledge', knowledgeId);
      if (known === null) return notFound(knowledgeId);
      return change(context, 'incidents.linkKnowledge', id, (ticket, ctx) => {
        const after = linkKnowledge(ticket, { knowledgeId, remove: !linked }, ctx);
        if (!after.ok || !insertWorkaround || known.workaround.trim() === '') return after;
        return addWorkNote(
          after.value,
          { text: `${known.number} ${known.title}\n\n${known.workaround}` },
          ctx,
        );
      });
    },
  },
  queries: { suggest },
};
