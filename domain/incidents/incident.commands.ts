import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { IncidentState, Ticket } from '#domain/records/ticket.ts';
import { change, refuseEnded, type TicketPatch } from './incident.change.ts';
import { checkCategory, checkTitle, type IncidentContext, type IncidentResult } from './incident.create.ts';
import { checkTransition, type TransitionInput } from './incident.transitions.ts';
import { derivePriority } from './priority.ts';

export { createIncident, type IncidentContext, type IncidentResult } from './incident.create.ts';
export { cascadeResolve, linkCi, linkKnowledge, setParent } from './incident.links.ts';
export { recomputeTicket } from './incident.recompute.ts';

/** What `updateIncidentFields` may touch. State, assignment, links and priority have commands of their own. */
const EDITABLE_INCIDENT_FIELDS = [
  'title',
  'description',
  'requesterId',
  'affectedPersonId',
  'channel',
  'placeId',
  'category',
  'subcategory',
  'symptom',
  'serviceId',
  'impact',
  'urgency',
  'problemId',
  'changeId',
  'causedByChangeId',
  'closureCode',
  'closureNotes',
  'tags',
] as const satisfies readonly (keyof Ticket)[];
export type EditableIncidentField = (typeof EDITABLE_INCIDENT_FIELDS)[number];
export type IncidentPatch = { readonly [F in EditableIncidentField]?: Ticket[F] | undefined };

const checkPatch = (ticket: Ticket, patch: IncidentPatch, ctx: IncidentContext): IncidentResult => {
  const unknown = Object.keys(patch).filter(
    (field) => !EDITABLE_INCIDENT_FIELDS.some((known) => known === field),
  );
  if (unknown.includes('priority')) {
    return fail('not_editable', 'field.derived', { field: 'priority' });
  }
  if (unknown.length > 0) return fail('not_editable', 'field.not_editable', { fields: unknown });
  if (patch.title !== undefined) {
    const title = checkTitle(patch.title);
    if (!title.ok) return title;
  }
  if (patch.category !== undefined || patch.subcategory !== undefined) {
    const category = patch.category === undefined ? ticket.category : patch.category;
    const keepsOld = patch.category === undefined || patch.category === ticket.category;
    const subcategory =
      patch.subcategory ?? (keepsOld && patch.subcategory === undefined ? ticket.subcategory : null);
    const checked = checkCategory(ctx.settings.categories, category, subcategory);
    if (!checked.ok) return checked;
  }
  const touchesSolution = patch.closureCode !== undefined || patch.closureNotes !== undefined;
  if (touchesSolution && ticket.state !== 'resolved') {
    return fail('not_editable', 'closure.not_yet');
  }
  if (
    patch.closureCode === null ||
    (patch.closureNotes !== undefined && (patch.closureNotes ?? '').trim() === '')
  ) {
    return fail('missing_fields', 'closure.kept', {
      fields: ['closureCode', 'closureNotes'],
    });
  }
  const code = patch.closureCode;
  if (code !== undefined && !ctx.settings.closureCodes.some((known) => known.code === code && known.active)) {
    return fail('unknown_value', 'closure_code.unknown', { value: code });
  }
  return ok(ticket);
};

/**
 * Edits plain fields. A new category drops a subcategory that was not given with it; the priority is derived anew and recorded
 * in the same entry. Errors: `not_editable`, `missing_fields`, `unknown_value`, `invalid`.
 */
export const updateIncidentFields = (
  ticket: Ticket,
  patch: IncidentPatch,
  ctx: IncidentContext,
): IncidentResult => {
  const refused = refuseEnded(ticket) ?? checkPatch(ticket, patch, ctx);
  if (!refused.ok) return refused;
  const given = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<Pick<Ticket, EditableIncidentField>>;
  const losesSubcategory =
    patch.category !== undefined && patch.category !== ticket.category && patch.subcategory === undefined;
  const full: TicketPatch = {
    ...given,
    ...(given.title === undefined ? {} : { title: given.title.trim() }),
    ...(losesSubcategory ? { subcategory: null } : {}),
    priority: derivePriority(
      ctx.settings.matrix,
      given.impact ?? ticket.impact,
      given.urgency ?? ticket.urgency,
    ),
  };
  return ok(change(ticket, full, ctx));
};

export type AssignInput = {
  readonly teamId?: Id | null | undefined;
  readonly assigneeId?: Id | null | undefined;
  readonly note?: string | null | undefined;
};

/**
 * Gives the incident to a team, a person or both. Another team without a person takes the old person off, since they are
 * seldom in it. Errors: `not_editable`, `missing_fields` when neither is given.
 */
export const assignIncident = (ticket: Ticket, input: AssignInput, ctx: IncidentContext): IncidentResult => {
  const refused = refuseEnded(ticket);
  if (refused !== null) return refused;
  if (input.teamId === undefined && input.assigneeId === undefined) {
    return fail('missing_fields', 'assign.nobody', { fields: ['teamId', 'assigneeId'] });
  }
  const teamId = input.teamId === undefined ? ticket.teamId : input.teamId;
  const kept = teamId === ticket.teamId ? ticket.assigneeId : null;
  const assigneeId = input.assigneeId === undefined ? kept : input.assigneeId;
  if (teamId === ticket.teamId && assigneeId === ticket.assigneeId) return ok(ticket);
  return ok(change(ticket, { teamId, assigneeId }, ctx, { kind: 'assigned', text: cleaned(input.note) }));
};

const cleaned = (text: string | null | undefined): string | null => {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
};

export type TransitionIncidentInput = TransitionInput & {
  readonly to: IncidentState;
  readonly minutes?: number | undefined;
};

/** Fields that change along with the state. What belongs to the old state only is dropped; the journal keeps it. */
const patchFor = (ticket: Ticket, input: TransitionIncidentInput): TicketPatch => {
  const base = { state: input.to, holdReason: input.to === 'on_hold' ? (input.holdReason ?? null) : null };
  switch (input.to) {
    case 'resolved':
      return {
        ...base,
        closureCode: input.closureCode ?? ticket.closureCode,
        closureNotes: cleaned(input.closureNotes) ?? ticket.closureNotes,
      };
    case 'closed':
    case 'cancelled':
      return base;
    case 'new':
    case 'in_progress':
    case 'on_hold':
      return { ...base, closureCode: null, closureNotes: null };
  }
};

/**
 * Takes the incident to another state along the transition table; the same state with nothing new is no change. A comment given
 * with it is published first. Errors: those of `checkTransition`, `invalid` for minutes that are no whole number from 0.
 */
export const transitionIncident = (
  ticket: Ticket,
  input: TransitionIncidentInput,
  ctx: IncidentContext,
): IncidentResult => {
  const checked = checkTransition(ticket, input.to, input, ctx.env.actor, ctx.settings);
  if (!checked.ok) return checked;
  const minutes = checkMinutes(input.minutes, 0);
  if (!minutes.ok) return minutes;
  const comment = cleaned(input.comment);
  const told = comment === null ? ticket : change(ticket, {}, ctx, { kind: 'comment', text: comment });
  return ok(
    change(told, patchFor(ticket, input), ctx, {
      kind: 'state',
      text: cleaned(input.note),
      minutes: input.minutes ?? null,
    }),
  );
};

const MAX_MINUTES = 60 * 24 * 31;
const checkMinutes = (minutes: number | undefined, least: number) =>
  minutes === undefined || (Number.isInteger(minutes) && minutes >= least && minutes <= MAX_MINUTES)
    ? ok(minutes)
    : fail('invalid', 'minutes.range', { min: least, max: MAX_MINUTES, field: 'minutes' });

export type NoteInput = { readonly text: string; readonly minutes?: number | undefined };

const note = (
  ticket: Ticket,
  input: NoteInput,
  kind: 'work_note' | 'comment',
  ctx: IncidentContext,
): IncidentResult => {
  const text = cleaned(input.text);
  if (text === null) return fail('missing_fields', 'text.missing', { fields: ['text'] });
  const minutes = checkMinutes(input.minutes, 0);
  if (!minutes.ok) return minutes;
  return ok(change(ticket, {}, ctx, { kind, text, minutes: input.minutes ?? null }));
};

/** An internal note; possible in every state. Errors: `missing_fields`, `invalid`. */
export const addWorkNote = (ticket: Ticket, input: NoteInput, ctx: IncidentContext): IncidentResult =>
  note(ticket, input, 'work_note', ctx);

export type CommentInput = NoteInput & {
  /** The requester said it (phoned back, mailed), whoever typed it. */
  readonly byRequester?: boolean | undefined;
};

/**
 * A public comment. The requester's own, while the incident waits for them, returns it to in progress. Errors: `missing_fields`,
 * `invalid`.
 */
export const addComment = (ticket: Ticket, input: CommentInput, ctx: IncidentContext): IncidentResult => {
  const commented = note(ticket, input, 'comment', ctx);
  if (!commented.ok) return commented;
  const author = ctx.env.actor.personId;
  const fromCaller =
    input.byRequester === true || author === ticket.requesterId || author === ticket.affectedPersonId;
  const isAwaited = ticket.state === 'on_hold' && ticket.holdReason === 'awaiting_caller';
  if (!fromCaller || !isAwaited) return commented;
  return ok(change(commented.value, { state: 'in_progress', holdReason: null }, ctx, { kind: 'state' }));
};

/** Books working time, at least a minute, with an optional remark. Errors: `invalid`. */
export const bookTime = (
  ticket: Ticket,
  input: { readonly minutes: number; readonly text?: string | null | undefined },
  ctx: IncidentContext,
): IncidentResult => {
  const minutes = checkMinutes(input.minutes, 1);
  if (!minutes.ok) return minutes;
  return ok(change(ticket, {}, ctx, { kind: 'time', text: cleaned(input.text), minutes: input.minutes }));
};
