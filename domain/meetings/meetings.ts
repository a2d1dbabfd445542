/** A meeting of the change advisory board: planned, held, with minutes. */
import { IANAZone } from 'luxon';
import type { Vote } from '#domain/fields/approvals.ts';
import {
  type AgendaItem,
  CAB_MEETING_FIELDS,
  type CabMeeting,
  type MeetingDecision,
} from '#domain/fields/events.ts';
import { type CreateField, type EditableField, uneditableIn, type ValueOf } from '#domain/fields/field.ts';
import { append, applyChanges, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { ProcessFailure } from '#domain/processes/process.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { itemsOf, stageOf } from './stages.ts';

type Fields = typeof CAB_MEETING_FIELDS;
export type MeetingInput = {
  readonly [F in CreateField<Fields>]?: ValueOf<Fields[F]> | undefined;
} & Pick<CabMeeting, 'title' | 'startsAt'> & { readonly id?: Id | undefined };
export type MeetingPatch = { readonly [F in EditableField<Fields>]?: ValueOf<Fields[F]> | undefined };
type Saved = Result<
  CabMeeting,
  'invalid' | 'missing_fields' | 'not_editable' | 'forbidden' | 'not_found' | 'conflict'
>;

const checked = (meeting: CabMeeting): Saved => {
  const { title, startsAt: start, endsAt: end, zone } = meeting;
  const missing = title.trim() === '' ? 'title' : end === null ? 'endsAt' : null;
  if (missing !== null) return fail('missing_fields', 'field.missing', { fields: [missing] });
  if (end !== null && end <= start)
    return fail('invalid', 'window.reversed', { field: 'endsAt', start, end });
  if (zone !== undefined && zone !== '' && !IANAZone.isValidZone(zone))
    return fail('invalid', 'calendar.zone', { field: 'zone', zone });
  return ok(meeting);
};

const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [F in keyof T]?: Exclude<T[F], undefined>;
  };

/** A meeting that is to come. Errors: `missing_fields` (`details.fields`), `invalid` (ends before it begins, no such zone), `not_editable`. */
export const createMeeting = ({ id, ...input }: MeetingInput, env: Env): Saved => {
  const foreign = uneditableIn(CAB_MEETING_FIELDS, given(input));
  if (foreign.length > 0) return fail('not_editable', 'field.not_editable', { fields: foreign });
  const meeting = {
    ...newRecordBase(env, { id }),
    ...{ type: 'cab_meeting', body: '', endsAt: null, ciIds: [], active: true, stage: 'planned' },
    ...given(input),
    // Late fields are there only where they hold something.
  } as unknown as CabMeeting;
  const changes = diff<CabMeeting>(null, meeting, ['title', 'startsAt', 'endsAt']);
  return checked(append(meeting, entry(env, 'created', { changes })));
};

/** Edits, and calls off (`active: false`). Errors as of `createMeeting`. */
export const updateMeeting = (meeting: CabMeeting, patch: MeetingPatch, env: Env): Saved => {
  const foreign = uneditableIn(CAB_MEETING_FIELDS, patch);
  if (foreign.length > 0) return fail('not_editable', 'field.not_editable', { fields: foreign });
  return checked(applyChanges<CabMeeting>(meeting, given(patch), env));
};

const blankItem = (ticketId: Id, order: number): AgendaItem => ({
  ...{ id: ticketId, ticketId, order, decision: null, reason: null, decidedBy: null, decidedAt: null },
  actions: '',
});

/** The items of the agenda in this order; what stood there before keeps what was decided. */
const arranged = (meeting: CabMeeting, ticketIds: readonly Id[]): AgendaItem[] => {
  const had = new Map(itemsOf(meeting).map((item) => [item.id, item]));
  const first = [...new Set(ticketIds)];
  const rest = [...had.keys()].filter((id) => !first.includes(id));
  return [...first, ...rest].map((id, order) => ({ ...(had.get(id) ?? blankItem(id, order)), order }));
};

/** Puts tickets on the agenda in an order, and takes others off that nothing was decided about. */
export const arrangeAgenda = (
  meeting: CabMeeting,
  { ticketIds, offIds }: { readonly ticketIds: readonly Id[]; readonly offIds: readonly Id[] },
  env: Env,
): Saved => {
  if (stageOf(meeting) === 'closed') return fail('not_editable', 'meeting.stage', { title: meeting.title });
  const off = offIds.filter((id) => !itemsOf(meeting).some((one) => one.id === id && one.decision !== null));
  const agendaItems = arranged(meeting, ticketIds).filter(({ id }) => !off.includes(id));
  const takenOffIds = [...new Set([...(meeting.takenOffIds ?? []), ...off])].filter(
    (id) => !ticketIds.includes(id) || off.includes(id),
  );
  return ok(
    applyChanges<CabMeeting>(
      meeting,
      {
        agendaItems,
        ...(takenOffIds.length > 0 || meeting.takenOffIds !== undefined ? { takenOffIds } : {}),
      },
      env,
    ),
  );
};

/** Begins it with this agenda and these people; one that was closed goes on. */
export const beginMeeting = (
  meeting: CabMeeting,
  { ticketIds, presentIds }: { readonly ticketIds: readonly Id[]; readonly presentIds: readonly Id[] },
  env: Env,
): Saved => {
  const { active, title } = meeting;
  if (!active) return fail('not_editable', 'meeting.called_off', { title });
  if (stageOf(meeting) === 'open') return fail('not_editable', 'meeting.begun', { title });
  return ok(
    applyChanges<CabMeeting>(
      meeting,
      { stage: 'open', agendaItems: arranged(meeting, ticketIds), presentIds: [...new Set(presentIds)] },
      env,
      { kind: 'state' },
    ),
  );
};

const editItem = (
  meeting: CabMeeting,
  ticketId: Id,
  number: string,
  edit: (item: AgendaItem) => AgendaItem,
  env: Env,
): Saved => {
  if (stageOf(meeting) !== 'open') return fail('not_editable', 'meeting.stage', { title: meeting.title });
  const items = itemsOf(meeting);
  if (!items.some(({ id }) => id === ticketId)) return fail('not_found', 'meeting.not_on_agenda', { number });
  const agendaItems = items.map((item) => (item.id === ticketId ? edit(item) : item));
  return ok(applyChanges<CabMeeting>(meeting, { agendaItems }, env));
};

/** A decision as the vote that it is. */
export const VOTES = { approved: 'approve', rejected: 'reject' } as const;

export type Decided = {
  readonly ticketId: Id;
  readonly number: string;
  readonly decision: MeetingDecision;
  readonly reason: string | null;
};

/** Writes down what was decided about an item, by who acts. Errors: `not_editable` (it is not under way), `not_found`, `missing_fields` (a rejection without a reason). */
export const decideItem = (meeting: CabMeeting, decided: Decided, env: Env): Saved => {
  const { ticketId, number, decision, reason } = decided;
  if (decision === 'rejected' && reason === null)
    return fail('missing_fields', 'vote.reason', { fields: ['reason'] });
  const said = { decision, reason, decidedBy: env.actor.personId, decidedAt: env.now };
  return editItem(meeting, ticketId, number, (item) => ({ ...item, ...said }), env);
};

/**
 * Why a decision about an item would say something else than the votes that count for it from this meeting; null where it would not. A vote is its voter's own, the first
 * one stands, and none is taken back. Errors: `forbidden` (decided otherwise by somebody else), `not_editable` (deferred after it was decided).
 */
export const contradiction = (
  meetingId: Id,
  { number, decision }: Pick<Decided, 'number' | 'decision'>,
  words: readonly Pick<Vote, 'id' | 'decision' | 'meeting'>[],
  personId: Id,
): ProcessFailure | null => {
  const said = words.filter(({ meeting }) => meeting?.id === meetingId);
  if (decision === 'deferred')
    return said.length === 0 ? null : fail('not_editable', 'meeting.voted', { number });
  const isOther = said.some((one) => one.id !== personId && one.decision !== VOTES[decision]);
  return isOther ? fail('forbidden', 'meeting.foreign') : null;
};

/** What is noted, and what stood there when its writer looked; what is left out stays as it is. */
type Said = { readonly text?: string | undefined; readonly presentIds?: readonly Id[] | undefined };
export type Noted = Said & { readonly seen?: Said | undefined };

/** Two write the minutes: words that the other one changed are put over by nobody who has not seen them. */
const isUnseen = ({ text, seen }: Noted, stored: string): boolean =>
  text !== undefined && seen?.text !== undefined && stored !== seen.text && stored !== text;
const unseen = ({ title }: CabMeeting) => fail('conflict', 'meeting.words_changed', { title });

/** What was said about an item and what is to be done. Errors: as of `decideItem`, and `conflict` (somebody else changed these words since they were seen). */
export const noteItem = (
  meeting: CabMeeting,
  { ticketId, number, ...noted }: Noted & { readonly ticketId: Id; readonly number: string },
  env: Env,
): Saved => {
  const stored = itemsOf(meeting).find(({ id }) => id === ticketId)?.actions ?? '';
  if (isUnseen(noted, stored)) return unseen(meeting);
  return editItem(
    meeting,
    ticketId,
    number,
    (item) => ({ ...item, actions: noted.text ?? item.actions }),
    env,
  );
};

/** What was said in general and who is there. Errors: `not_editable` (it has not begun), `conflict` as of `noteItem`. */
export const noteMeeting = (meeting: CabMeeting, noted: Noted, env: Env): Saved => {
  if (stageOf(meeting) === 'planned') return fail('not_editable', 'meeting.stage', { title: meeting.title });
  if (isUnseen(noted, meeting.remarks ?? '')) return unseen(meeting);
  const sent = given({ remarks: noted.text, presentIds: noted.presentIds });
  const onto = ontoStored(CAB_MEETING_FIELDS, meeting, sent, given({ presentIds: noted.seen?.presentIds }));
  return updateMeeting(meeting, onto as MeetingPatch, env);
};

/** Ends it: its minutes are done. What nothing was decided about comes up in the next one. */
export const closeMeeting = (meeting: CabMeeting, env: Env): Saved =>
  stageOf(meeting) === 'open'
    ? ok(applyChanges<CabMeeting>(meeting, { stage: 'closed' }, env, { kind: 'state' }))
    : fail('not_editable', 'meeting.stage', { title: meeting.title });
