/** Which records belong to a story: what they refer to, and what refers to them, a level at a time. */

import type { Announcement } from '#domain/fields/events.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Order } from '#domain/fields/orders.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Id } from '#domain/records/common.ts';
import type { StoryCollection, StoryLink, StoryRecord } from '#domain/related/story.ts';
import { idIn, parseJson, type Reads, type Sql } from './sql.ts';

/** So many links away, so many records, and so many that refer to the records of one level in the same way. */
const MOST_LEVELS = 6;
const MOST_RECORDS = 60;
const MOST_A_LEVEL = 20;

export type FoundStory = {
  readonly records: readonly StoryRecord[];
  readonly links: readonly StoryLink[];
  /** There is more than was followed. */
  readonly isCut: boolean;
};
export type StoryReads = {
  /** The story around a record; empty where it is not here. */
  readonly story: (collection: StoryCollection, id: string) => FoundStory;
};

type Found = { readonly record: StoryRecord; readonly links: readonly StoryLink[] };
type Level = Readonly<Record<StoryCollection, readonly Id[]>>;

/** Fields by which a ticket or known error refers to tickets and known errors; `back`: the story leads from there to here. */
const REFERENCES: Readonly<Record<string, { readonly kind: StoryLink['kind']; readonly back?: true }>> = {
  parentId: { kind: 'part_of' },
  duplicateOfId: { kind: 'part_of' },
  problemId: { kind: 'explained_by' },
  changeId: { kind: 'fixed_by' },
  causedByChangeId: { kind: 'caused', back: true },
  problemIds: { kind: 'fixed_by', back: true },
  changeIds: { kind: 'fixed_by' },
  knowledgeIds: { kind: 'explained_by' },
};

const linksOf = (record: Readonly<Record<string, unknown>>): readonly StoryLink[] =>
  Object.entries(REFERENCES).flatMap(([field, { kind, back }]) => {
    const value = record[field];
    const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string');
    // A known error explains its problem, a release brings its changes.
    const isBack =
      back === true ||
      (record.type === 'known_error' && field === 'problemId') ||
      (record.type === 'release' && field === 'changeIds');
    const said = record.type === 'release' && field === 'changeIds' ? ('brought_by' as const) : kind;
    const own = String(record.id);
    return ids.map((id) => ({ kind: said, ...(isBack ? { from: id, to: own } : { from: own, to: id }) }));
  });

const ofTicket = (ticket: Ticket): Found => {
  const { id, type, number, title, state, openedAt: at, closedAt, resolvedAt } = ticket;
  const record = { id, collection: 'tickets' as const, type, number, title, state, at };
  return { record: { ...record, endedAt: resolvedAt ?? closedAt }, links: linksOf({ ...ticket }) };
};
const ofEntry = (entry: KnowledgeEntry): Found => {
  const { id, type, number, title, state, createdAt: at } = entry;
  const record = { id, collection: 'knowledge' as const, type, number, title, state, at, endedAt: null };
  return { record, links: linksOf({ ...entry }) };
};
const besideLink = (ticketId: string | null, to: Id): readonly StoryLink[] =>
  ticketId === null ? [] : [{ kind: 'beside', from: ticketId, to }];
const ofOrder = (order: Order): Found => {
  const { id, number, title, state, createdAt: at, completedAt: endedAt, ticketId } = order;
  const record = { id, collection: 'orders' as const, type: 'order', number, title, state, at, endedAt };
  return { record, links: besideLink(ticketId, id) };
};
const ofAnnouncement = ({ id, title, startsAt: at, endsAt: endedAt, ticketId }: Announcement): Found => {
  const record = {
    id,
    collection: 'events' as const,
    type: 'announcement',
    number: null,
    title,
    state: null,
    at,
  };
  return { record: { ...record, endedAt }, links: besideLink(ticketId, id) };
};

export const storyReads = (reads: Reads): StoryReads => {
  const documents = <R>(collection: StoryCollection, where: Sql, order: string): readonly R[] =>
    reads
      .all({
        text: `SELECT ${reads.document(collection)} FROM ${reads.table(collection)} WHERE deleted = 0 AND ${where.text}
           ORDER BY ${order} LIMIT ${MOST_A_LEVEL + 1}`,
        params: where.params,
      })
      .map((row) => parseJson<R>(row[0]));
  const tickets = (where: Sql): readonly Found[] =>
    documents<Ticket>('tickets', where, 'f_openedAt, id').map(ofTicket);
  const inside = (field: string, ids: readonly Id[]): Sql => ({
    text: `EXISTS (SELECT 1 FROM json_each(data, '$.${field}') one WHERE one.value IN (SELECT value FROM json_each(?)))`,
    params: [JSON.stringify(ids)],
  });
  const both = (...parts: readonly Sql[]): Sql => ({
    text: parts.map(({ text }) => `(${text})`).join(' AND '),
    params: parts.flatMap(({ params }) => params),
  });
  const plain = (text: string): Sql => ({ text, params: [] });
  const named = (field: string, ids: readonly Id[]): Sql => idIn(`json_extract(data, '$.${field}')`, ids);
  /** The records of these ids, and all that refer to them. */
  const around = ({
    tickets: ids,
    knowledge: entryIds,
    orders,
    events,
  }: Level): readonly (readonly Found[])[] => [
    tickets(idIn('id', ids)),
    documents<KnowledgeEntry>(
      'knowledge',
      both(plain("f_type = 'known_error'"), idIn('id', entryIds)),
      'id',
    ).map(ofEntry),
    documents<Order>('orders', idIn('id', orders), 'id').map(ofOrder),
    documents<Announcement>('events', both(plain("f_type = 'announcement'"), idIn('id', events)), 'id').map(
      ofAnnouncement,
    ),
    tickets(idIn('f_parentId', ids)),
    tickets(idIn('f_problemId', ids)),
    tickets(idIn('f_causedByChangeId', ids)),
    // Those are few, whatever the history grows to.
    tickets(both(plain("f_type = 'change'"), inside('problemIds', ids))),
    tickets(both(plain("f_type IN ('problem', 'release')"), inside('changeIds', ids))),
    // Which change an incident waits for is no column; of those that wait it is asked.
    tickets(both(plain("f_active = 1 AND f_dueAt >= '' AND f_type = 'incident'"), named('changeId', ids))),
    documents<KnowledgeEntry>(
      'knowledge',
      both(plain("f_type = 'known_error'"), {
        text: `${named('problemId', ids).text} OR ${named('changeId', ids).text}`,
        params: [...named('problemId', ids).params, ...named('changeId', ids).params],
      }),
      'id',
    ).map(ofEntry),
    documents<Order>('orders', named('ticketId', ids), 'id').map(ofOrder),
    documents<Announcement>(
      'events',
      both(plain("f_type = 'announcement'"), named('ticketId', ids)),
      'f_startsAt, id',
    ).map(ofAnnouncement),
  ];
  return {
    story: (collection, id) => {
      const records = new Map<Id, StoryRecord>();
      const links = new Map<string, StoryLink>();
      const seen = new Set<Id>();
      let isCut = false;
      let next: Level = { ...{ tickets: [], knowledge: [], orders: [], events: [] }, [collection]: [id] };
      for (let level = 0; level <= MOST_LEVELS; level += 1) {
        const asked = Object.values(next).flat();
        if (asked.length === 0) break;
        for (const one of asked) seen.add(one);
        const reached = new Set<Id>();
        for (const found of around(next)) {
          isCut = isCut || found.length > MOST_A_LEVEL;
          for (const { record, links: own } of found.slice(0, MOST_A_LEVEL)) {
            if (!records.has(record.id)) {
              if (records.size >= MOST_RECORDS) {
                isCut = true;
                continue;
              }
              records.set(record.id, record);
            }
            for (const link of own) {
              links.set(JSON.stringify(link), link);
              for (const end of [link.from, link.to]) if (!seen.has(end)) reached.add(end);
            }
            if (!seen.has(record.id)) reached.add(record.id);
          }
        }
        if (level === MOST_LEVELS) isCut = isCut || reached.size > 0;
        // Of an id that is not known yet any collection may have the record; only one does.
        const of = (one: StoryCollection): readonly Id[] =>
          [...reached]
            .filter((known) => (records.get(known)?.collection ?? one) === one)
            .slice(0, MOST_RECORDS);
        next = {
          tickets: of('tickets'),
          knowledge: of('knowledge'),
          orders: of('orders'),
          events: of('events'),
        };
      }
      return { records: [...records.values()], links: [...links.values()], isCut };
    },
  };
};
