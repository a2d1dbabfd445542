import type { Notice } from '#contracts/notices.ts';
import type { SessionUser } from '#contracts/session.ts';
import type { TicketRow } from '#contracts/shared.ts';
import {
  type ApprovedRecord,
  askedAt,
  isWaitingFor,
  requesterOf,
  waitsForDelegate,
} from '#domain/approvals/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { nextUpdateAt } from '#domain/incidents/major.ts';
import { correctedBy } from '#domain/journal/corrections.ts';
import { type NoticeKind, type Reader, toldOf } from '#domain/notices/notices.ts';
import { scopeOf } from '#domain/permissions/permissions.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Actor } from '#domain/records/common.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { laterBy } from '#domain/records/instants.ts';
import type { HostContext } from '../../context.ts';
import { isApprovalOverdue } from '../approvals/overdue.ts';
import { bringAlong, mutedOf, watchesOf } from './personal.ts';

/** How often it is looked what is due. */
const LOOK_MS = 60_000;
/** How long before it is due a ticket is told of. */
const SOON_MS = 30 * 60_000;
/** What has been overdue for longer is no news. */
const LATE_MS = 24 * 60 * 60_000;
/** Due tickets of one person that are looked at. */
const MOST_DUE = 200;
/** Characters of a note that are kept to show. */
const SHOWN = 300;

const shortened = (text: string | null): string | null => (text === null ? null : cutText(text, SHOWN));

type Changed = { readonly before: Ticket | undefined; readonly after: Ticket };

/** Which request for approval a notice is of; empty where there is none. */
const askedOf = (record: Pick<Ticket, 'type' | 'journal'> | ApprovedRecord | undefined): string => {
  const process = record === undefined ? null : processOf(record.type);
  return (process?.approval === undefined ? null : askedAt(process, record as ApprovedRecord)) ?? '';
};

/** Whether it waits for a word of who is signed in, their own or for whom they decide. */
const waitsForWord = ({ clock }: HostContext, record: ApprovedRecord, actor: Actor): boolean => {
  const process = processOf(record.type);
  return (
    process !== null &&
    (isWaitingFor(process, record, actor) ||
      waitsForDelegate(process, record, actor.personId, clock.now()).length > 0)
  );
};

const userOf = ({ session }: HostContext): SessionUser | null => {
  const now = session.current();
  return now.state === 'signed_out' ? null : now.user;
};

const readerOf = (context: HostContext, { personId, login, teamIds, roles }: SessionUser): Reader => {
  const watched = watchesOf(context, personId);
  const leads = scopeOf(roles, 'incidents.acceptMajor') !== 'none';
  return { ...{ personId, login, teamIds, leads }, watches: (ticketId) => watched.has(ticketId) };
};

const newEntries = ({ before, after }: Changed, since: string): readonly JournalEntry[] => {
  const known = new Set(before?.journal.map(({ id }) => id));
  return after.journal.filter(({ id, at, origin }) => !known.has(id) && at > since && origin !== 'import');
};

const noticesOf = (changed: Changed, reader: Reader, since: string): readonly Omit<Notice, 'readAt'>[] => {
  const { id: ticketId, number, title, type } = changed.after;
  return toldOf(changed.after, newEntries(changed, since), reader).map(({ kind, entry }) => ({
    ...{ id: entry.id, kind, ticketId, number, title, type },
    ...{ at: entry.at, by: entry.by, text: shortened(entry.text) },
  }));
};

/** Whoever is asked hears of it at once, not only when it has waited too long. */
const askedNotices = (
  context: HostContext,
  { before, after }: Changed,
  since: string,
): readonly Omit<Notice, 'readAt'>[] => {
  const session = context.session.current();
  const process = processOf(after.type);
  const at = askedOf(after);
  if (session.state === 'signed_out' || process === null || at <= since || at === askedOf(before)) return [];
  const record = after as Ticket & ApprovedRecord;
  if (!waitsForWord(context, record, session.actor)) return [];
  const { id: ticketId, number, title, type } = after;
  return [
    {
      ...{ id: `asked ${ticketId} ${at}`, kind: 'approval', ticketId, number, title, type },
      ...{ at, by: requesterOf(process, record), text: null },
    },
  ];
};

/**
 * Tells whoever is signed in what others do to their tickets, as the sync brings it, and what comes due. What was done before somebody's first
 * sign-in on this device is no news: a first load tells of nothing.
 */
export const watchNotices = (context: HostContext): (() => void) => {
  const { bus, clock, database, log, notices, read } = context;
  const keep = (personId: string, found: readonly Omit<Notice, 'readAt'>[]): void => {
    const muted = mutedOf(context, personId);
    const heard = found.filter(({ kind }) => !muted.includes(kind));
    if (heard.length > 0 && notices.add(personId, heard) > 0) bus.touch('notices');
  };
  /** Words that their writer took away are not kept here either. */
  const reword = (changed: Changed): void => {
    for (const entry of newEntries(changed, '')) {
      const id = correctedBy(entry);
      if (id !== null) notices.reword(id, entry.kind === 'withdrawn' ? null : shortened(entry.text));
    }
  };
  const tell = (changes: readonly Changed[]): void => {
    for (const changed of changes) if (changed.before !== undefined) reword(changed);
    const user = userOf(context);
    if (user === null) return;
    const since = notices.since(user.personId, clock.now());
    const reader = readerOf(context, user);
    keep(
      user.personId,
      changes.flatMap((changed) => [
        ...noticesOf(changed, reader, since),
        ...askedNotices(context, changed, since),
      ]),
    );
  };
  /** A notice that the clock gives: once for each time at which it was due. */
  const ofTime = (
    kind: NoticeKind,
    { id: ticketId, number, title, type }: Pick<TicketRow, 'id' | 'number' | 'title' | 'type'>,
    dueAt: string,
  ) => ({
    ...{ id: `${kind} ${ticketId} ${dueAt}`, kind, ticketId, number, title, type },
    ...{ at: clock.now(), by: null, text: null },
  });
  /** Updates that are overdue to those who wait for a major incident, for whose it is. */
  const lookAtUpdates = async (personId: string, since: string): Promise<void> => {
    const now = clock.now();
    const { rows } = await read.ticketPage(
      { activeOnly: true, assigneeIds: [personId], majorStates: ['accepted'] },
      { field: 'dueAt', direction: 'desc' },
      { offset: 0, limit: MOST_DUE },
    );
    const majors = await context.records.getMany(
      'tickets',
      rows.map(({ id }) => id),
    );
    keep(
      personId,
      majors.flatMap((ticket) => {
        const dueAt = 'majorState' in ticket ? nextUpdateAt(ticket) : null;
        const isNews = dueAt !== null && dueAt <= now && dueAt > since && dueAt > laterBy(now, -LATE_MS);
        return isNews ? [ofTime('update_due', ticket, dueAt)] : [];
      }),
    );
  };
  const lookAtTime = async (): Promise<void> => {
    const user = userOf(context);
    if (user === null) return;
    const { personId } = user;
    const since = notices.since(personId, clock.now());
    const now = clock.now();
    await lookAtUpdates(personId, since);
    const { rows } = await read.ticketPage(
      { activeOnly: true, assigneeIds: [personId], dueBefore: laterBy(now, SOON_MS) },
      { field: 'dueAt', direction: 'desc' },
      { offset: 0, limit: MOST_DUE },
    );
    keep(
      personId,
      rows
        .filter(({ dueAt }) => dueAt > since && dueAt > laterBy(now, -LATE_MS))
        .map((row) => ofTime(row.dueAt <= now ? 'breached' : 'due', row, row.dueAt)),
    );
  };
  /** Reminds whoever is asked, once for each request. */
  const remind = (): void => {
    const session = context.session.current();
    if (session.state === 'signed_out') return;
    const { actor, user } = session;
    const found = read.toApprove().filter((record) => {
      const process = processOf(record.type);
      return (
        process !== null &&
        waitsForWord(context, record, actor) &&
        isApprovalOverdue(context, process, record)
      );
    });
    keep(
      user.personId,
      found.map((record) => ({
        id: `approval ${record.id} ${askedOf(record)}`,
        kind: 'approval',
        ...{ ticketId: record.id, number: record.number, title: record.title },
        type: record.type as Ticket['type'],
        ...{ at: clock.now(), by: null, text: null },
      })),
    );
  };
  const look = (): void => {
    remind();
    lookAtTime().catch((error: unknown) => log('error', 'what is due was not looked at', error));
  };
  const subscription = database.collections.tickets.eventBulks$.subscribe(({ events }) =>
    tell(
      events.flatMap((event) =>
        event.operation === 'DELETE'
          ? []
          : [
              {
                before: event.previousDocumentData as Ticket | undefined,
                // RxDB hands out the stored document, which the schema looked at when it was written.
                after: event.documentData as unknown as Ticket,
              },
            ],
      ),
    ),
  );
  const bring = (): void => {
    const user = userOf(context);
    if (user === null) return;
    bringAlong(context, user.personId).catch((error: unknown) =>
      log('error', 'what was chosen on this device stays here', error),
    );
  };
  const stopListening = bus.listen((area) => {
    if (area !== 'session') return;
    look();
    bring();
  });
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return () => {
    subscription.unsubscribe();
    stopListening();
    clearInterval(timer);
  };
};
