import type { Reply } from '#contracts/define.ts';
import type { MeetingRow } from '#contracts/meetings.ts';
import { type ApprovedRecord, approvalOf } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { VoteMeeting } from '#domain/fields/approvals.ts';
import { CAB_MEETING_FIELDS, type CabMeeting } from '#domain/fields/events.ts';
import { nextMeeting } from '#domain/meetings/agenda.ts';
import {
  arrangeAgenda,
  beginMeeting,
  closeMeeting,
  contradiction,
  createMeeting,
  decideItem,
  type MeetingInput,
  noteItem,
  noteMeeting,
  updateMeeting,
  VOTES,
} from '#domain/meetings/meetings.ts';
import { itemsOf, LEADERS, MINUTES, mayLead, stageOf } from '#domain/meetings/stages.ts';
import { may } from '#domain/permissions/permissions.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { fail, type Result } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { recordNames } from '../record-names.ts';
import { changedReferences, checkReferences, tableReferences } from '../references.ts';
import { done, insertOnce, notFound, toReply } from '../reply.ts';
import { agendaRows, currentAgenda } from './agenda-rows.ts';

type Handlers = FeatureHandlers<'meetings'>;
type Saved = Reply<CabMeeting>;

const isMeeting = (event: { readonly type: string } | null): event is CabMeeting =>
  event !== null && event.type === 'cab_meeting';

const meetingOf = async (context: HostContext, id: Id): Promise<CabMeeting | null> => {
  const event = await context.records.get('events', id);
  return isMeeting(event) ? event : null;
};

const changed = async (
  context: HostContext,
  id: Id,
  how: (meeting: CabMeeting, env: Env) => Result<CabMeeting>,
): Promise<Saved> => {
  const env = context.env();
  const reply = await context.records.change('events', id, (event) =>
    isMeeting(event) ? how(event, env) : fail('not_found', 'record.missing', { id }),
  );
  return toReply(reply) as Saved;
};

const leads = (context: HostContext, meeting: CabMeeting): boolean => {
  const actor = actorOf(context);
  return mayLead(meeting, actor.personId, may(actor, 'meetings.update').ok);
};

/** Whether who plans meetings may edit this of one that somebody leads: neither its minutes nor who leads it. */
const mayEdit = (
  context: HostContext,
  meeting: CabMeeting,
  patch: { readonly [F in keyof CabMeeting]?: unknown },
): boolean => {
  const gives = (fields: readonly (keyof CabMeeting)[]): boolean =>
    fields.some((field) => patch[field] !== undefined && !sameValue(patch[field], meeting[field]));
  return (
    leads(context, meeting) ||
    (!gives(MINUTES) && (!gives(LEADERS) || may(actorOf(context), 'meetings.nameLeaders').ok))
  );
};

/** What only those do who lead the meeting or write its minutes. */
const led = (
  context: HostContext,
  id: Id,
  how: (meeting: CabMeeting, env: Env) => Result<CabMeeting>,
): Promise<Saved> =>
  changed(context, id, (meeting, env) =>
    leads(context, meeting) ? how(meeting, env) : fail('forbidden', 'meeting.not_leading'),
  );

/** The decision as a vote in the record itself: by who decides, said in the meeting. */
const voteIn = async (
  context: HostContext,
  { id, title, presentIds }: CabMeeting,
  input: Parameters<Handlers['commands']['decide']>[1],
): Promise<Reply<ApprovedRecord> | null> => {
  const { ticketId, decision, reason, seen } = input;
  const ticket = await context.records.get('tickets', ticketId);
  const process = ticket === null ? null : processOf(ticket.type);
  if (ticket === null || process?.approval === undefined) return notFound(ticketId);
  const { counting } = approvalOf(process, ticket as unknown as ApprovedRecord);
  const against = contradiction(id, { number: ticket.number, decision }, counting, actorOf(context).personId);
  if (against !== null) return toReply(against);
  if (decision === 'deferred') return null;
  const meeting: VoteMeeting = { id, title, presentIds: [...(presentIds ?? [])] };
  const vote = { decision: VOTES[decision], reason, seen };
  return changeByRule<ApprovedRecord>(context, process, 'vote', ticketId, (record, ctx) =>
    castVote(process, record, { ...vote, meeting }, ctx),
  );
};

/** Number of a ticket, for words about it. */
const numberOf = async ({ records }: HostContext, id: Id): Promise<string> =>
  (await records.get('tickets', id))?.number ?? id;

const commands: Handlers['commands'] = {
  create: async (context, input) => {
    const known = await checkReferences(
      context,
      tableReferences(CAB_MEETING_FIELDS, input, actorOf(context)),
    );
    if (!known.ok) return toReply(known);
    const created = createMeeting(input as MeetingInput, context.env());
    if (!created.ok) return toReply(created);
    const reply = await insertOnce(context, 'events', created.value);
    // The id is that of an event of another type.
    if (reply.ok && !isMeeting(reply.data)) return fail('exists', 'record.exists', { id: reply.data.id });
    return reply as Saved;
  },
  update: async (context, { id, changes, seen }) => {
    const current = await meetingOf(context, id);
    if (current === null) return notFound(id);
    const references = tableReferences(CAB_MEETING_FIELDS, changes, actorOf(context));
    const known = await checkReferences(context, changedReferences(references, current));
    if (!known.ok) return toReply(known);
    return changed(context, id, (meeting, env) =>
      mayEdit(context, meeting, changes)
        ? updateMeeting(meeting, ontoStored(CAB_MEETING_FIELDS, meeting, changes, seen), env)
        : fail('forbidden', 'meeting.not_leading'),
    );
  },
  arrange: async (context, { id, ticketIds, offIds }) => {
    const known = await checkReferences(
      context,
      ticketIds.map((ticketId) => ({ field: 'ticketId', id: ticketId, kind: 'ticket' })),
    );
    if (!known.ok) return toReply(known);
    return changed(context, id, (meeting, env) => arrangeAgenda(meeting, { ticketIds, offIds }, env));
  },
  begin: async (context, { id, presentIds }) => {
    const meeting = await meetingOf(context, id);
    if (meeting === null) return notFound(id);
    const ticketIds = (await currentAgenda(context, meeting)).map((one) => one.id);
    return led(context, id, (stored, env) => beginMeeting(stored, { ticketIds, presentIds }, env));
  },
  decide: async (context, input) => {
    const { id, ticketId, decision } = input;
    const meeting = await meetingOf(context, id);
    if (meeting === null) return notFound(id);
    if (!leads(context, meeting)) return toReply(fail('forbidden', 'meeting.not_leading'));
    const number = await numberOf(context, ticketId);
    const decided = { ticketId, number, decision, reason: cleaned(input.reason) };
    // Looked at before the vote is written: one without a place in the minutes would be told nowhere.
    const may = decideItem(meeting, decided, context.env());
    if (!may.ok) return toReply(may);
    const voted = await voteIn(context, meeting, input);
    if (voted !== null && !voted.ok) return voted;
    return led(context, id, (stored, env) => decideItem(stored, decided, env));
  },
  note: async (context, { id, ticketId, ...noted }) => {
    const number = ticketId === null ? '' : await numberOf(context, ticketId);
    return led(context, id, (meeting, env) =>
      ticketId === null
        ? noteMeeting(meeting, noted, env)
        : noteItem(meeting, { ticketId, number, ...noted }, env),
    );
  },
  close: (context, { id }) => led(context, id, closeMeeting),
};

const rowOf = (meeting: CabMeeting): MeetingRow => {
  const { id, title, startsAt, endsAt, active, stage, venue, chairId } = meeting;
  const items = itemsOf(meeting);
  return {
    ...{ id, title, startsAt, endsAt, active, stage, venue, chairId },
    decided: items.filter(({ decision }) => decision !== null).length,
    items: items.length,
  };
};

const LATEST = 200;

export const meetingsHandlers: Handlers = {
  commands,
  queries: {
    list: async (context) => {
      const meetings = context.read.meetings();
      const isToCome = (one: CabMeeting): boolean => one.active && stageOf(one) !== 'closed';
      const rows = [
        ...meetings.filter(isToCome).reverse(),
        ...meetings.filter((one) => !isToCome(one)).slice(0, LATEST),
      ].map(rowOf);
      return done({ rows, names: context.read.names(rows.map(({ chairId }) => chairId ?? null)) });
    },
    one: async (context, { id }) => {
      const meeting = await meetingOf(context, id);
      if (meeting === null) return notFound(id);
      return done({
        meeting,
        names: recordNames(context, 'events', meeting),
        ...(await agendaRows(context, meeting)),
        mayLead: leads(context, meeting),
        nextId: nextMeeting(context.read.meetings(), meeting.startsAt)?.id ?? null,
      });
    },
  },
};
