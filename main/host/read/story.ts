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
  duplicateIds: { kind: 'part_of', back: true },
  problemId: { kind: 'explained_by' },
  changeId: { kind: 'fixed_by' },
  causedByChangeId: { kind: 'caused', back: true },
  problemIds: { kind: 'fixed_by', back: true },
  incidentIds: { kind: 'fixed_by', back: true },
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
    // Whether a text holds an id at all is told a hundred times as fast as what stands in its field.
    text: `EXISTS (SELECT 1 FROM json_each(?) one WHERE instr(data, one.value) > 0) AND
      EXISTS (SELECT 1 FROM json_each(data, '$.${field}') one WHERE one.value IN (SELECT value FROM json_each(?)))`,
    params: [JSON.stringify(ids), JSON.stringify(ids)],
  });
  const both = (...parts: readonly Sql[]): Sql => ({
    text: parts.map(({ text }) => `(${text})`).join(' AND '),
    params: parts.flatMap(({ params }) => params),
  });
  const plain = (text: string): Sql => ({ text, params: [] });
  const named = (field: string, ids: readonly Id[]): Sql => idIn(`json_extract(data, '$.${field}')`, ids);
  const entries = (where: Sql): readonly Found[] =>
    documents<KnowledgeEntry>('knowledge', both(plain("f_type = 'known_error'"), where), 'id').map(ofEntry);
  const orders = (where: Sql): readonly Found[] => documents<Order>('orders', where, 'id').map(ofOrder);
  const announcements = (where: Sql): readonly Found[] =>
    documents<Announcement>('events', both(plain("f_type = 'announcement'"), where), 'f_startsAt, id').map(
      ofAnnouncement,
    );
  /** Nothing refers to nothing: the history is not looked through for that. */
  const of = (ids: readonly Id[], find: (ids: readonly Id[]) => readonly Found[]): readonly Found[] =>
    ids.length === 0 ? [] : find(ids);
  /** The records of these ids, and all that refer to them; what is asked of the history depends on what they are. */
  const around = (level: Level): readonly (readonly Found[])[] => {
    const own = of(level.tickets, (ids) => tickets(idIn('id', ids)));
    const typed = (type: string): readonly Id[] =>
      own.flatMap(({ record }) => (record.type === type ? [record.id] : []));
    const [all, problems, changes] = [own.map(({ record }) => record.id), typed('problem'), typed('change')];
    return [
      own,
      of(level.knowledge, (ids) => entries(idIn('id', ids))),
      of(level.orders, (ids) => orders(idIn('id', ids))),
      of(level.events, (ids) => announcements(idIn('id', ids))),
      of(all, (ids) => tickets(idIn('f_parentId', ids))),
      of(problems, (ids) => tickets(idIn('f_problemId', ids))),
      of(changes, (ids) => tickets(idIn('f_causedByChangeId', ids))),
      of(problems, (ids) => tickets(both(plain("f_type = 'change'"), inside('problemIds', ids)))),
      of(changes, (ids) =>
        tickets(both(plain("f_type IN ('problem', 'release')"), inside('changeIds', ids))),
      ),
      // Which change an incident waits for is no column; of those that wait it is asked, the others the change names.
      of(changes, (ids) =>
        tickets(
          both(plain("f_active = 1 AND f_dueAt >= '' AND f_type = 'incident'"), named('changeId', ids)),
        ),
      ),
      of(problems, (ids) => entries(named('problemId', ids))),
      of(changes, (ids) => entries(named('changeId', ids))),
      of(all, (ids) => orders(named('ticketId', ids))),
      of(all, (ids) => announcements(named('ticketId', ids))),
    ];
  };
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
