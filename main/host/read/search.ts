import type { Correction, SearchHit } from '#contracts/search.ts';
import { SEARCH_COLLECTIONS, SEARCH_KINDS, type SearchKind } from '#contracts/search-kinds.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { DirectoryEntry, Person } from '#domain/fields/directory.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Order } from '#domain/fields/orders.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { nameIn } from '#domain/records/names.ts';
import type { Reader } from '../storage/reader.ts';
import { type SearchHit as StoredHit, searchText } from '../storage/search-query.ts';
import type { OpenStore } from '../storage/store-file.ts';
import type { NameLookup } from './names.ts';

/** Row numbers of what a text finds in one collection, newest first, a bounded number. `exact`: no word is forgiven. */
export type TextRows = (text: string, exact?: boolean) => readonly number[];
/** People, teams and places that a text finds, best first. */
export type DirectorySearch = (text: string, limit: number) => readonly StoredHit[];

export type SearchAnswer = {
  readonly rows: readonly SearchHit[];
  /** Words taken for misspelt, and what was found in their place. */
  readonly corrected: readonly Correction[];
};

type Shown = Omit<SearchHit, 'hint'> & {
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
  hintParts: [ticket.category],
  names: [ticket.requesterId, ticket.teamId],
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

const shown = ({ kind, document }: StoredHit): Shown | null => {
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
};

/** Hits over all kinds, best first, with what the list shows of each. */
export const searchAll = (
  { store, reader, names, called }: SearchParts,
  text: string,
  kinds: readonly SearchKind[] | undefined,
  limit: number,
): SearchAnswer => {
  const wanted = kinds ?? SEARCH_KINDS;
  const owners = wanted.includes('person')
    ? called(text).flatMap((person) => directoryHit(person) ?? [])
    : [];
  const found = searchText(store, reader, text, {
    kinds: wanted.map((kind) => SEARCH_COLLECTIONS[kind]),
    limit,
  }).flatMap((hit) => {
    const row = shown(hit);
    return row === null || owners.some(({ id }) => id === row.id) ? [] : [{ row, corrected: hit.corrected }];
  });
  const hits = [...owners, ...found.map(({ row }) => row)].slice(0, limit);
  const known = names(hits.flatMap((hit) => hit.names));
  const rows = hits.map(({ names: ids, hintParts, ...hit }) => {
    const hint = [...hintParts, ...ids.map((id) => nameIn(known, id))]
      .filter((part): part is string => part !== null && part !== '')
      .join(' · ');
    return { ...hit, hint: hint === '' ? null : hint };
  });
  const corrected = new Map(
    found.flatMap((hit) => hit.corrected).map((one) => [`${one.typed} ${one.found}`, one]),
  );
  return { rows, corrected: [...corrected.values()] };
};
