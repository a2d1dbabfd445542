import type { Correction, SearchHit } from '#contracts/search.ts';
import { SEARCH_COLLECTIONS, SEARCH_KINDS, type SearchKind } from '#contracts/search-kinds.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { DirectoryEntry, Person } from '#domain/fields/directory.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Order } from '#domain/fields/orders.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { nameIn } from '#domain/records/names.ts';
import type { Reader } from '../storage/reader.ts';
import type { Within } from '../storage/search-match.ts';
import {
  type FoundRows,
  type RowsOptions,
  type SearchHit as StoredHit,
  searchText,
} from '../storage/search-query.ts';
import type { OpenStore } from '../storage/store-file.ts';
import type { NameLookup } from './names.ts';
import type { Numbered } from './numbered.ts';

type TextOptions = Omit<RowsOptions, 'limit'>;
/** Row numbers of what a text finds in a list, a bounded number of the best. What else narrows the list has to be `within`, or the best of all may be none of it. */
export type TextRows = (text: string, options?: TextOptions) => readonly number[];
/** The same of any collection, and whether there are more. */
export type TextSearch = (collection: CollectionName, text: string, options?: TextOptions) => FoundRows;
/** `more`: there are more than were asked for. */
export type FoundIds = { readonly ids: readonly string[]; readonly more: boolean };
/** People, teams and places that a text finds, best first, of those that meet a condition. */
export type DirectorySearch = (text: string, limit: number, within?: Within) => readonly StoredHit[];
export const IS_PERSON: Within = { text: `f_type = 'person'`, params: [], few: false };

export type SearchAnswer = {
  readonly rows: readonly SearchHit[];
  /** Words taken for misspelt, and what was found in their place. */
  readonly corrected: readonly Correction[];
};

type Shown = Omit<SearchHit, 'hint' | 'lacks'> & {
  readonly hintParts: readonly (string | null)[];
  readonly names: readonly (string | null)[];
};

const ticketHit = (ticket: Ticket): Shown => ({
  id: ticket.id,
  kind: 'ticket',
  recordType: ticket.type,
  key: ticket.number,
  title: ticket.title,
  state: ticket.state,
  isMajor: 'majorState' in ticket && ticket.majorState === 'accepted',
  hintParts: [ticket.category],
  names: [ticket.requesterId, ticket.teamId],
});
/** The same of a line of a list. */
const ticketRowHit = ({
  id,
  type,
  number,
  title,
  state,
  category,
  requesterId,
  teamId,
  majorState,
}: TicketRow): Shown => ({
  ...{ id, kind: 'ticket', recordType: type, key: number, title, state, isMajor: majorState === 'accepted' },
  hintParts: [category],
  names: [requesterId, teamId],
});

const orderHit = (order: Order): Shown => ({
  id: order.id,
  kind: 'order',
  recordType: order.type,
  key: order.number,
  title: order.title,
  state: order.state,
  hintParts: [],
  names: [order.personId, order.placeId],
});

const ciHit = (ci: ConfigItem): Shown => ({
  id: ci.id,
  kind: 'ci',
  recordType: null,
  key: ci.assetTag ?? ci.serial,
  title: ci.name,
  state: ci.status,
  hintParts: [ci.manufacturer, ci.model],
  names: [ci.userId, ci.placeId],
});

const directoryHit = (entry: DirectoryEntry): Shown | null =>
  entry.type === 'person'
    ? {
        id: entry.id,
        kind: 'person',
        recordType: entry.type,
        key: entry.login,
        title: entry.name,
        state: entry.active ? null : 'inactive',
        hintParts: [entry.phones[0] ?? null, entry.department],
        names: [entry.placeId],
      }
    : null;

const knowledgeHit = (entry: KnowledgeEntry): Shown => ({
  id: entry.id,
  kind: 'knowledge',
  recordType: entry.type,
  key: entry.number,
  title: entry.title,
  state: entry.state,
  hintParts: [entry.category],
  names: [],
});

const shown = ({ kind, document }: Pick<StoredHit, 'kind' | 'document'>): Shown | null => {
  // The storage hands out plain documents; the collection says which record it is.
  switch (kind) {
    case 'tickets':
      return ticketHit(document as Ticket);
    case 'orders':
      return orderHit(document as Order);
    case 'configItems':
      return ciHit(document as ConfigItem);
    case 'directory':
      return directoryHit(document as DirectoryEntry);
    case 'knowledge':
      return knowledgeHit(document as KnowledgeEntry);
    default:
      return null;
  }
};

type SearchParts = {
  readonly store: OpenStore;
  readonly reader: Reader;
  readonly names: NameLookup;
  /** Whom a text belongs to as a telephone number: the index knows digits as they are grouped, and numbers are written in many ways. */
  readonly called: (text: string) => readonly Person[];
  /** Whom a text names in full. */
  readonly named: (text: string) => readonly Person[];
  /** What a text is the name, serial or asset tag of. */
  readonly items: (text: string) => readonly ConfigItem[];
  /** What a text means as a number typed loosely. */
  readonly numbered: (text: string) => readonly Numbered[];
  /** A caller's open tickets, what is due first. */
  readonly openOf: (personId: string) => readonly TicketRow[];
  /** Tickets that have some of the words in the name of their caller or device. */
  readonly beside: (text: string) => readonly TicketRow[];
};

/** Somebody who calls is found with what they may be calling about; of namesakes that would be too much. */
const MOST_CALLERS = 3;

/** What a text means before it is looked for by its words: a record's number, a device, or somebody, with their open tickets. */
const meantBy = ({ called, named, items, numbered, openOf }: SearchParts, text: string): readonly Shown[] => {
  const people = [...called(text), ...named(text)];
  const callers = people.length <= MOST_CALLERS ? people : [];
  return [
    ...numbered(text).flatMap((record) => shown(record) ?? []),
    ...items(text).map(ciHit),
    ...people.flatMap((person) => directoryHit(person) ?? []),
    ...callers.flatMap(({ id }) => openOf(id).map(ticketRowHit)),
  ];
};

/** Hits over all kinds, best first, with what the list shows of each. */
export const searchAll = (
  parts: SearchParts,
  text: string,
  kinds: readonly SearchKind[] | undefined,
  limit: number,
): SearchAnswer => {
  const { store, reader, names } = parts;
  const wanted = kinds ?? SEARCH_KINDS;
  const found = searchText(store, reader, text, {
    kinds: wanted.map((kind) => SEARCH_COLLECTIONS[kind]),
    limit,
  }).flatMap((hit) => {
    const row = shown(hit);
    return row === null ? [] : [{ row, lacks: hit.lacks, corrected: hit.corrected }];
  });
  const whole = found.filter(({ lacks }) => lacks.length === 0);
  const isSaid = (row: Shown): boolean => wanted.includes(row.kind);
  const sure = (row: Shown) => ({ row, lacks: [], corrected: [] });
  const meant = meantBy(parts, text).filter(isSaid).map(sure);
  const asksForTickets = meant.length === 0 && wanted.includes('ticket');
  const hasTicket = whole.some(({ row }) => row.kind === 'ticket');
  const beside = asksForTickets && !hasTicket ? parts.beside(text).map(ticketRowHit).map(sure) : [];
  // Where it is known what is meant, what has some of the words only is none of it.
  const all = [...meant, ...beside, ...(meant.length + beside.length === 0 ? found : whole)];
  const hits = all
    .filter(({ row }, index) => all.findIndex((one) => one.row.id === row.id) === index)
    .slice(0, limit);
  const known = names(hits.flatMap(({ row }) => row.names));
  const rows = hits.map(({ row: { names: ids, hintParts, ...hit }, lacks }) => {
    const hint = [...hintParts, ...ids.map((id) => nameIn(known, id))]
      .filter((part): part is string => part !== null && part !== '')
      .join(' · ');
    return { ...hit, lacks, hint: hint === '' ? null : hint };
  });
  const corrected = new Map(
    hits.flatMap((hit) => hit.corrected).map((one) => [`${one.typed} ${one.found}`, one]),
  );
  return { rows, corrected: [...corrected.values()] };
};
