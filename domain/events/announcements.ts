import type { JournalEntry } from '#domain/fields/base.ts';
import { ANNOUNCEMENT_FIELDS, ANNOUNCEMENT_SEVERITIES, type Announcement } from '#domain/fields/events.ts';
import { type CreateField, type EditableField, uneditableIn, type ValueOf } from '#domain/fields/field.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import {
  type CorrectionErrorCode,
  type CorrectionInput,
  correctionOf,
} from '#domain/journal/correct-words.ts';
import { corrections } from '#domain/journal/corrections.ts';
import { append, applyChanges, byTime, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env, Id, Instant } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Audience } from './audience.ts';
import { frameFault } from './event-faults.ts';

type Fields = typeof ANNOUNCEMENT_FIELDS;
export type AnnouncementInput = {
  readonly [F in CreateField<Fields>]?: ValueOf<Fields[F]> | undefined;
} & Pick<Announcement, 'title' | 'startsAt'> & { readonly id?: Id | undefined };
export type AnnouncementPatch = {
  readonly [F in EditableField<Fields>]?: ValueOf<Fields[F]> | undefined;
};

type AnnouncementErrorCode = 'invalid' | 'missing_fields' | 'not_editable';
type AnnouncementResult = Result<Announcement, AnnouncementErrorCode>;

/** What of a change decides about its announcement. */
export type SourceWindow = { readonly startsAt: Instant; readonly endsAt: Instant };

const checked = (announcement: Announcement): AnnouncementResult => {
  const fault = frameFault(announcement);
  return fault === null ? ok(announcement) : { ok: false, error: fault };
};

type Given<T> = { readonly [F in keyof T]?: Exclude<T[F], undefined> };
const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

type Reached = Pick<Audience, 'reachedIds' | 'placeIds'>;
/** Late fields are there only where they hold something. */
const reachedFields = ({ reachedIds, placeIds }: Reached, before?: Announcement) => ({
  ...(reachedIds.length > 0 || before?.reachedIds !== undefined ? { reachedIds: [...reachedIds] } : {}),
  ...(placeIds.length > 0 || before?.reachedPlaceIds !== undefined ? { reachedPlaceIds: [...placeIds] } : {}),
});

const sourceFields = (source: SourceWindow | null) =>
  source === null ? {} : { sourceWindow: { startsAt: source.startsAt, endsAt: source.endsAt } };

/**
 * A new announcement. `reached`: what follows from its items; `source`: the window of the change that it names. Errors: `missing_fields` (`details.fields`),
 * `invalid` (ends before it begins), `not_editable`.
 */
export const createAnnouncement = (
  { id, ...input }: AnnouncementInput,
  { reached, source }: { readonly reached: Reached; readonly source: SourceWindow | null },
  env: Env,
): AnnouncementResult => {
  const foreign = uneditableIn(ANNOUNCEMENT_FIELDS, given(input));
  if (foreign.length > 0) return fail('not_editable', 'field.not_editable', { fields: foreign });
  const announcement: Announcement = {
    ...newRecordBase(env, { id }),
    ...{ type: 'announcement', body: '', severity: 'info', endsAt: null, ciIds: [] },
    ...{ ticketId: null, active: true },
    ...given(input),
    ...reachedFields(reached),
    ...sourceFields(source),
  } as Announcement;
  const changes = diff<Announcement>(null, announcement, ['title', 'severity', 'startsAt', 'endsAt']);
  return checked(append(announcement, entry(env, 'created', { changes })));
};

/** Those who had taken note of it are shown it again. */
const shownAgain = (announcement: Announcement, env: Env): Announcement =>
  append(announcement, entry(env, 'comment'));

/**
 * Edits, and withdraws (`active: false`). `reached`: what follows from its items after the edit; null: they are as they were. `again`: what it says now matters to those
 * who have taken note of it, too.
 */
export const updateAnnouncement = (
  announcement: Announcement,
  patch: AnnouncementPatch,
  { reached, again = false }: { readonly reached: Reached | null; readonly again?: boolean },
  env: Env,
): AnnouncementResult => {
  const foreign = uneditableIn(ANNOUNCEMENT_FIELDS, patch);
  if (foreign.length > 0) return fail('not_editable', 'field.not_editable', { fields: foreign });
  const fields = reached === null ? {} : reachedFields(reached, announcement);
  const edited = applyChanges<Announcement>(announcement, { ...given(patch), ...fields }, env);
  return checked(again && edited !== announcement ? shownAgain(edited, env) : edited);
};

/** One more update for those whom it concerns. */
export const tellUpdate = (announcement: Announcement, text: string, env: Env): AnnouncementResult =>
  text.trim() === ''
    ? fail('missing_fields', 'field.missing', { fields: ['text'] })
    : ok(append(announcement, entry(env, 'comment', { text: text.trim() })));

/**
 * Corrects one's own update, or takes it back (`text` null), for `minutes` after it was sent. `again`: the correction matters to those who have taken note of it, too;
 * what is taken back always does. Errors: those of {@link correctionOf}.
 */
export const correctUpdate = (
  announcement: Announcement,
  { again, ...input }: CorrectionInput & { readonly again: boolean },
  minutes: number,
  env: Env,
): Result<Announcement, CorrectionErrorCode> => {
  const added = correctionOf(announcement.journal, input, minutes, env);
  if (!added.ok) return added;
  if (added.value === null) return ok(announcement);
  const corrected = append(announcement, added.value);
  return ok(again || added.value.kind === 'withdrawn' ? shownAgain(corrected, env) : corrected);
};

/** It is over now; what has not begun was never there, so it is withdrawn. What is over stays as it was. */
export const endAnnouncement = (announcement: Announcement, env: Env): AnnouncementResult => {
  const { active, startsAt, endsAt } = announcement;
  if (!active || (endsAt !== null && endsAt <= env.now)) return ok(announcement);
  const patch = startsAt < env.now ? { endsAt: env.now } : { active: false };
  return ok(applyChanges<Announcement>(announcement, patch, env));
};

/** How an announcement and the change that it is told of differ: the change moved, or nothing comes of it. */
export type Outdated =
  | { readonly by: 'moved'; readonly startsAt: Instant; readonly endsAt: Instant }
  | { readonly by: 'cancelled' };

/** What its source is now; null: a ticket without a window, or none. */
export type SourceNow = { readonly window: SourceWindow | null; readonly isCancelled: boolean };

/** Null: it is up to date, over, or follows no change. */
export const outdatedBy = (
  announcement: Announcement,
  source: SourceNow | null,
  now: Instant,
): Outdated | null => {
  const { active, endsAt, sourceWindow } = announcement;
  if (source === null || !active || (endsAt !== null && endsAt <= now)) return null;
  if (source.isCancelled) return { by: 'cancelled' };
  if (source.window === null || sourceWindow == null) return null;
  const { window } = source;
  if (window.startsAt === sourceWindow.startsAt && window.endsAt === sourceWindow.endsAt) return null;
  return { by: 'moved', ...window };
};

const moved = (instant: Instant, from: Instant, to: Instant): Instant =>
  new Date(Date.parse(instant) + Date.parse(to) - Date.parse(from)).toISOString();

/** Brought in line with its change: it begins and ends as much before or after the new window as it did the old one, or is withdrawn. */
export const followSource = (
  announcement: Announcement,
  outdated: Outdated,
  env: Env,
): AnnouncementResult => {
  if (outdated.by === 'cancelled') {
    return ok(applyChanges<Announcement>(announcement, { active: false }, env));
  }
  const { startsAt, endsAt, sourceWindow } = announcement;
  if (sourceWindow == null) return ok(announcement);
  const patch = {
    startsAt: moved(startsAt, sourceWindow.startsAt, outdated.startsAt),
    endsAt: endsAt === null ? null : moved(endsAt, sourceWindow.endsAt, outdated.endsAt),
    ...sourceFields(outdated),
  };
  return checked(applyChanges<Announcement>(announcement, patch, env));
};

/** What somebody has been told with an update. */
export type Update = {
  readonly id: Id;
  readonly at: Instant;
  readonly by: Id;
  readonly text: string;
  /** When its words were corrected last. */
  readonly correctedAt: Instant | null;
};

/** Its updates as their words stand now, the latest first. */
export const updatesOf = ({ journal }: Pick<Announcement, 'journal'>): readonly Update[] => {
  const corrected = corrections(journal);
  return [...journal]
    .sort((one, other) => byTime(other, one))
    .flatMap(({ id, kind, at, by, text }) => {
      const later = corrected.get(id);
      const words = later === undefined ? text : later.text;
      return kind === 'comment' && words !== null
        ? [{ id, at, by, text: words, correctedAt: later?.at ?? null }]
        : [];
    });
};

const rankOf = (severity: unknown): number =>
  (ANNOUNCEMENT_SEVERITIES as readonly unknown[]).indexOf(severity);

const isRaise = ({ changes }: JournalEntry): boolean =>
  changes.some(({ field, from, to }) => field === 'severity' && rankOf(to) > rankOf(from));

/**
 * How often it became news: when it was made, with each update, each time it became graver, and each time somebody had it shown again. Entries are only ever added, so whoever took note of `n` is told
 * again by whatever arrives later, however old it is.
 */
export const newsOf = ({ journal }: Pick<Announcement, 'journal'>): number =>
  1 + journal.filter((one) => one.kind === 'comment' || (one.kind !== 'created' && isRaise(one))).length;

/** Whether it holds now. */
export const holdsAt = (
  { active, startsAt, endsAt }: Pick<Announcement, 'active' | 'startsAt' | 'endsAt'>,
  now: Instant,
): boolean => active && startsAt <= now && (endsAt === null || endsAt > now);

/** What a new announcement of a ticket begins with; `now` where the ticket says no start. */
export const proposalOf = (ticket: Ticket, now: Instant) => {
  const window = windowOf(ticket);
  const isDown = ticket.type === 'incident' || (ticket.type === 'change' && ticket.hasOutage);
  return {
    ...{ title: ticket.title, ticketId: ticket.id },
    kind: ticket.type === 'change' ? ('planned' as const) : ('disturbance' as const),
    severity: isDown ? ('outage' as const) : ('warning' as const),
    startsAt: window?.startsAt ?? now,
    endsAt: window?.endsAt ?? null,
    ciIds: [...new Set([...(ticket.ciId === null ? [] : [ticket.ciId]), ...ticket.ciIds])],
    serviceIds: ticket.serviceId === null ? [] : [ticket.serviceId],
    placeIds: ticket.placeId === null ? [] : [ticket.placeId],
  };
};

/** What of a ticket decides about its announcements; `isUndone`: nothing comes of it. Only changes are followed: an incident has no window. */
export const sourceOf = (ticket: Ticket, isUndone: boolean): SourceNow => ({
  window: windowOf(ticket),
  isCancelled: ticket.type === 'change' && isUndone,
});

/** The window of a change that has one. */
const windowOf = (ticket: Ticket): SourceWindow | null =>
  ticket.type === 'change' && ticket.plannedStartAt !== null && ticket.plannedEndAt !== null
    ? { startsAt: ticket.plannedStartAt, endsAt: ticket.plannedEndAt }
    : null;
