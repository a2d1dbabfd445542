/**
 * What people are told of: what others did to tickets that are theirs, as the histories tell it. Each console works it out from the records it
 * has, so it needs no server and comes as late as the sync brings what it is about.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { correctedBy } from '#domain/journal/corrections.ts';
import { takesBack } from '#domain/journal/taken-back.ts';
import { isSideOf } from '#domain/merge/concerned.ts';
import type { Id } from '#domain/records/common.ts';

/** In the order of what an entry is told as, where it would be several. */
export const NOTICE_KINDS = [
  'mentioned',
  'escalated',
  'assigned',
  'major',
  'conflict',
  'comment',
  'team',
  'state',
  'due',
  'breached',
  'approval',
  'update_due',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whom it is told to. */
export type Reader = {
  readonly personId: Id;
  readonly login: string | null;
  readonly teamIds: readonly Id[];
  /** Decides whether what is proposed is a major incident. */
  readonly leads: boolean;
  /** Tickets that they watch. */
  readonly watches: (ticketId: Id) => boolean;
};

/** One entry of a history as somebody is told of it. */
export type Told = { readonly kind: NoticeKind; readonly entry: JournalEntry };

const MENTION = /(?:^|[^\w@.])@([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)/gi;

/** The logins that a text names as `@login`, in small letters, each once. */
export const mentionsIn = (text: string | null): readonly string[] => [
  ...new Set([...(text ?? '').matchAll(MENTION)].map(([, login = '']) => login.toLowerCase())),
];

/** A text in the pieces that name somebody, as `@login`, and those between; `login` in small letters, null where nobody is named. */
export const mentionParts = (
  text: string,
): readonly { readonly text: string; readonly login: string | null }[] => {
  const parts: { text: string; login: string | null }[] = [];
  let at = 0;
  for (const { index, 0: found, 1: login = '' } of text.matchAll(MENTION)) {
    const start = index + found.length - login.length - 1;
    if (start > at) parts.push({ text: text.slice(at, start), login: null });
    at = index + found.length;
    parts.push({ text: text.slice(start, at), login: login.toLowerCase() });
  }
  if (at < text.length) parts.push({ text: text.slice(at), login: null });
  return parts;
};

const setTo = ({ changes }: JournalEntry, field: string): unknown =>
  changes.find((change) => change.field === field)?.to;

const isTheirs = ({ assigneeId, openedBy }: Ticket, { personId }: Reader): boolean =>
  assigneeId === personId || openedBy === personId;

/** Whether a clash of the ticket waits that holds a value of this person. */
const isInClash = ({ clashes }: Ticket, { personId }: Reader): boolean =>
  clashes.some((clash) => clash.resolvedAt === null && isSideOf(clash, personId));

/** Who is called by an escalation. */
const isCalled = (entry: JournalEntry, { personId }: Reader): boolean =>
  setTo(entry, 'escalation') !== 'taken_on' && setTo(entry, 'escalatedToId') === personId;

/** What is proposed is told to those who decide, what is decided and each update to those whom it is for. */
const isOfMajor = (ticket: Ticket, entry: JournalEntry, reader: Reader, isConcerned: boolean): boolean => {
  const to = setTo(entry, 'majorState');
  if (to === 'proposed') return reader.leads;
  const informed = ('informedIds' in ticket && ticket.informedIds) || [];
  const isInformed = informed.includes(reader.personId);
  if (to === 'accepted' || to === 'rejected') return isInformed || isConcerned;
  return isInformed && setTo(entry, 'updatedLastAt') !== undefined;
};

const kindOf = (
  ticket: Ticket,
  entry: JournalEntry,
  reader: Reader,
  isClashing: boolean,
): NoticeKind | null => {
  const { kind, text } = entry;
  const { personId, login, teamIds } = reader;
  if (kind === 'clash') return isClashing ? 'conflict' : null;
  if (kind === 'merged' || takesBack(entry) !== null || correctedBy(entry) !== null) return null;
  if (login !== null && mentionsIn(text).includes(login.toLowerCase())) return 'mentioned';
  const isWatched = reader.watches(ticket.id);
  if (isCalled(entry, reader)) return 'escalated';
  if (isOfMajor(ticket, entry, reader, isWatched || isTheirs(ticket, reader))) return 'major';
  if (setTo(entry, 'assigneeId') === personId) return 'assigned';
  const isWord = kind === 'comment' || kind === 'work_note';
  if (isWord) return isWatched || isTheirs(ticket, reader) ? 'comment' : null;
  const teamId = setTo(entry, 'teamId');
  const isOfTeam = typeof teamId === 'string' && teamIds.includes(teamId);
  if (isOfTeam && ticket.assigneeId === null && ticket.active) return 'team';
  const isMoved = kind !== 'created' && setTo(entry, 'state') !== undefined;
  return isMoved && (isWatched || isTheirs(ticket, reader)) ? 'state' : null;
};

/** What `reader` is told of these new entries of a ticket, which others wrote; each entry at most once. */
export const toldOf = (ticket: Ticket, entries: readonly JournalEntry[], reader: Reader): readonly Told[] => {
  // Asked once: a ticket of thousands of clashes has as many entries of them.
  const isClashing = entries.some(({ kind }) => kind === 'clash') && isInClash(ticket, reader);
  return entries.flatMap((entry) => {
    // A clash is written by whoever's console merged.
    if (entry.by === reader.personId && entry.kind !== 'clash') return [];
    const kind = kindOf(ticket, entry, reader, isClashing);
    return kind === null ? [] : [{ kind, entry }];
  });
};

/** Which kinds somebody is told of at all and by the system, and the hours in which the system stays quiet: `22:00` to `07:00`, local time. */
export type NoticeChoices = {
  readonly muted: readonly NoticeKind[];
  readonly native: boolean;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
};

export const DEFAULT_CHOICES: NoticeChoices = {
  muted: ['state'],
  native: true,
  quietFrom: null,
  quietTo: null,
};

/** Whether `time` (`HH:MM`) lies in the quiet hours; those that end before they begin go over midnight. */
export const isQuiet = ({ quietFrom, quietTo }: NoticeChoices, time: string): boolean => {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return false;
  return quietFrom < quietTo ? time >= quietFrom && time < quietTo : time >= quietFrom || time < quietTo;
};
