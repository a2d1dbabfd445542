import type { AnnouncementRow, ConcerningRow } from '#contracts/announcements.ts';
import type { Names, TicketRow } from '#contracts/shared.ts';
import {
  type AnnouncementInput,
  correctUpdate,
  createAnnouncement,
  endAnnouncement,
  followSource,
  newsOf,
  outdatedBy,
  proposalOf,
  type SourceNow,
  sourceOf,
  tellUpdate,
  updateAnnouncement,
  updatesOf,
} from '#domain/events/announcements.ts';
import { type Concerned, concernOf } from '#domain/events/concern.ts';
import {
  ANNOUNCEMENT_FIELDS,
  ANNOUNCEMENT_SEVERITIES,
  type Announcement,
  type AnnouncementSeverity,
} from '#domain/fields/events.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { seenBy, setSeen } from '../notices/personal.ts';
import { recordNames } from '../record-names.ts';
import { changedReferences, checkReferences, tableReferences } from '../references.ts';
import { done, insertOnce, notFound, toReply } from '../reply.ts';
import { reachedBy, shownAudience, whoIs, whoLooks } from './audience.ts';

type Handlers = FeatureHandlers<'announcements'>;
type Reply = Awaited<ReturnType<Handlers['commands']['create']>>;

const isAnnouncement = (event: { readonly type: string } | null): event is Announcement =>
  event !== null && event.type === 'announcement';

const announcement = async (context: HostContext, id: Id): Promise<Announcement | null> => {
  const event = await context.records.get('events', id);
  return isAnnouncement(event) ? event : null;
};

const rowOf = ({ journal, clashes, openClashes, ...now }: Announcement): AnnouncementRow => ({
  ...now,
  updates: updatesOf({ journal }),
  news: newsOf({ journal }),
});

const namesIn = ({ settings, read }: HostContext, rows: readonly AnnouncementRow[]): Names => {
  const services = settings.services().map(({ id, name }) => [id, name] as const);
  const people = rows.flatMap(({ createdBy, updates }) => [createdBy, ...updates.map(({ by }) => by)]);
  return {
    ...Object.fromEntries(services),
    ...read.ciNames(rows.flatMap(({ ciIds, reachedIds }) => [...ciIds, ...(reachedIds ?? [])])),
    ...read.names([
      ...people,
      ...rows.flatMap((row) => [
        ...(row.placeIds ?? []),
        ...(row.reachedPlaceIds ?? []),
        ...(row.teamIds ?? []),
      ]),
    ]),
  };
};

const ticketName = (ticket: TicketRow | null): Names =>
  ticket === null ? {} : { [ticket.id]: `${ticket.number} ${ticket.title}` };

/** What the ticket that it is told of is now; null: none, or it is not here. */
const sourceNow = async ({ records }: HostContext, ticketId: Id | null): Promise<SourceNow | null> => {
  const ticket = ticketId === null ? null : await records.get('tickets', ticketId);
  if (ticket === null) return null;
  const states = processIn('tickets', ticket.type)?.states ?? {};
  return sourceOf(ticket, states[ticket.state]?.undone === true);
};

const changed = async (
  context: HostContext,
  id: Id,
  how: (before: Announcement, env: Env) => Result<Announcement>,
): Promise<Reply> => {
  const env = context.env();
  const reply = await context.records.change('events', id, (event) =>
    isAnnouncement(event) ? how(event, env) : fail('not_found', 'record.missing', { id }),
  );
  return toReply(reply) as Reply;
};

const RANK: Readonly<Record<AnnouncementSeverity, number>> = Object.fromEntries(
  ANNOUNCEMENT_SEVERITIES.map((severity, rank) => [severity, rank]),
) as Record<AnnouncementSeverity, number>;

/** What holds now and concerns them, the gravest first. */
const concerning = ({ read, clock }: HostContext, who: Concerned): readonly Omit<ConcerningRow, 'source'>[] =>
  read
    .currentAnnouncements(clock.now())
    .flatMap((one) => {
      const because = concernOf(one, who);
      return because === null ? [] : [{ id: one.id, row: rowOf(one), because }];
    })
    .sort((one, other) => RANK[other.row.severity] - RANK[one.row.severity]);

const withSources = (
  { read }: HostContext,
  rows: readonly Omit<ConcerningRow, 'source'>[],
): readonly ConcerningRow[] => {
  const sources = new Map(
    read
      .tickets(rows.flatMap(({ row }) => (row.ticketId === null ? [] : [row.ticketId])))
      .map((ticket) => [ticket.id, ticket]),
  );
  return rows.map((one) => ({ ...one, source: sources.get(one.row.ticketId ?? '') ?? null }));
};

const commands: Handlers['commands'] = {
  create: async (context, input) => {
    const known = await checkReferences(
      context,
      tableReferences(ANNOUNCEMENT_FIELDS, input, actorOf(context)),
    );
    if (!known.ok) return toReply(known);
    const source = await sourceNow(context, input.ticketId ?? null);
    const reached = reachedBy(context, input.ciIds ?? []);
    const created = createAnnouncement(
      input as AnnouncementInput,
      { reached, source: source?.window ?? null },
      context.env(),
    );
    if (!created.ok) return toReply(created);
    const reply = await insertOnce(context, 'events', created.value);
    // The id is that of an event of another type.
    if (reply.ok && !isAnnouncement(reply.data))
      return fail('exists', 'record.exists', { id: reply.data.id });
    return reply as Reply;
  },
  update: async (context, { id, changes, seen, again }) => {
    const current = await announcement(context, id);
    if (current === null) return notFound(id);
    const references = tableReferences(ANNOUNCEMENT_FIELDS, changes, actorOf(context));
    const known = await checkReferences(context, changedReferences(references, current));
    if (!known.ok) return toReply(known);
    return changed(context, id, (before, env) => {
      const patch = ontoStored(ANNOUNCEMENT_FIELDS, before, changes, seen);
      const reached = patch.ciIds === undefined ? null : reachedBy(context, patch.ciIds);
      return updateAnnouncement(before, patch, { reached, again: again ?? false }, env);
    });
  },
  tell: (context, { id, text }) => changed(context, id, (before, env) => tellUpdate(before, text, env)),
  correct: (context, { id, ...input }) => {
    const minutes = context.settings.incident().options.correctNoteMinutes;
    return changed(context, id, (before, env) => correctUpdate(before, input, minutes, env));
  },
  end: (context, { id }) => changed(context, id, endAnnouncement),
  follow: async (context, { id }) => {
    const current = await announcement(context, id);
    if (current === null) return notFound(id);
    const source = await sourceNow(context, current.ticketId);
    return changed(context, id, (before, env) => {
      const outdated = outdatedBy(before, source, env.now);
      return outdated === null ? ok(before) : followSource(before, outdated, env);
    });
  },
  acknowledge: async (context, { id, news }) => {
    const { personId } = actorOf(context);
    const over = new Set<Id>();
    for (const known of seenBy(context, personId).keys()) {
      const event = await announcement(context, known);
      const isOver = event !== null && event.endsAt !== null && event.endsAt < context.clock.now();
      if (event?.active === false || isOver) over.add(known);
    }
    const seen = await setSeen(context, personId, id, news, over);
    if (!seen.ok) return toReply(seen);
    context.bus.touch('notices');
    return done(null);
  },
};

const queries: Handlers['queries'] = {
  list: async (context, { list }) => {
    const { rows: found, more } = context.read.announcements(list, context.clock.now());
    const rows = found.map(rowOf);
    return done({ rows, more, names: namesIn(context, rows) });
  },
  one: async (context, { id }) => {
    const found = await announcement(context, id);
    if (found === null) return notFound(id);
    const row = rowOf(found);
    const source = row.ticketId === null ? null : (context.read.tickets([row.ticketId])[0] ?? null);
    const { ciIds, placeIds = [], leftOutIds = [], reachedIds = [], reachedPlaceIds = [] } = row;
    const reached = { reachedIds, placeIds: reachedPlaceIds, cut: null };
    return done({
      row,
      record: found,
      pendingSync: context.sync.isPending('events', id),
      names: {
        ...recordNames(context, 'events', found),
        ...namesIn(context, [row]),
        ...ticketName(source),
      },
      source,
      outdated: outdatedBy(found, await sourceNow(context, row.ticketId), context.clock.now()),
      audience: shownAudience(context, { ciIds, placeIds, leftOutIds }, reached),
    });
  },
  current: async (context) => {
    const seen = seenBy(context, actorOf(context).personId);
    const rows = withSources(context, concerning(context, await whoLooks(context)));
    return done({ rows: rows.map((one) => ({ ...one, seen: (seen.get(one.row.id) ?? 0) >= one.row.news })) });
  },
  concerning: async (context, { personId, ciIds, serviceId, placeId, exceptTicketId }) => {
    const caller = await whoIs(context, personId);
    const rows = concerning(context, {
      ...caller,
      placeIds: [...caller.placeIds, ...(placeId === null ? [] : context.read.placesAbove([placeId]))],
      ciIds: [...caller.ciIds, ...ciIds],
      serviceIds: serviceId === null ? [] : [serviceId],
    });
    return done({
      rows: withSources(
        context,
        rows.filter(({ row }) => exceptTicketId === null || row.ticketId !== exceptTicketId),
      ),
    });
  },
  ofTicket: async (context, { ticketId }) => {
    const now = context.clock.now();
    const source = await sourceNow(context, ticketId);
    const found = context.read.announcementsOf(ticketId, now);
    return done({
      rows: found.map((one) => ({ id: one.id, row: rowOf(one), outdated: outdatedBy(one, source, now) })),
    });
  },
  audience: async (context, input) => done(shownAudience(context, input, reachedBy(context, input.ciIds))),
  proposal: async (context, { ticketId }) => {
    const ticket = await context.records.get('tickets', ticketId);
    const source = context.read.tickets([ticketId])[0];
    if (ticket === null || source === undefined) return notFound(ticketId);
    const start = proposalOf(ticket, context.clock.now());
    const names = {
      ...ticketName(source),
      ...context.read.ciNames(start.ciIds),
      ...context.read.names(start.placeIds),
      ...Object.fromEntries(context.settings.services().map(({ id, name }) => [id, name] as const)),
    };
    return done({ start, names, source });
  },
};

export const announcementsHandlers: Handlers = { commands, queries };
