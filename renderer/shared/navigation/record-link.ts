import type { DeepLink } from '#contracts/native.ts';
import { SEARCH_COLLECTIONS, SEARCH_KINDS } from '#contracts/search-kinds.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { isRecordNumber } from '#domain/numbering/number-in-text.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { FILTERED_TYPES } from '#domain/tickets/ticket-sort.ts';
import { host } from '#renderer/shared/host/host.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { openRoute } from './navigation-store.ts';
import { routeOfRecord } from './record-route.ts';

/** A record that a link can lead to. */
export type LinkedRecord = {
  readonly collection: CollectionName;
  readonly id: string;
  /** Null: it is not known, or the collection has no types. */
  readonly type: string | null;
  /** What people call it; null where it has none. */
  readonly number: string | null;
};

/** What links call the records of collections that have no types of their own; the others are called by their type. */
const WORDS: Readonly<Partial<Record<CollectionName, string>>> = {
  configItems: 'ci',
  orders: 'order',
  directory: 'person',
};
const ANY_TICKET = 'ticket';

/** `deskhand://incident/INC-7QK-0042`; null for what no link leads to. */
const linkOf = ({ collection, id, type, number }: LinkedRecord): string | null => {
  const word = WORDS[collection] ?? type ?? (collection === 'tickets' ? ANY_TICKET : null);
  // What an import brought may be called by a number of another form, which is not found by a link.
  const key = number !== null && isRecordNumber(number) ? number : id;
  return word === null || collectionOf(word) !== collection ? null : `deskhand://${word}/${key}`;
};

const collectionOf = (word: string): CollectionName | null => {
  if (word === ANY_TICKET || FILTERED_TYPES.some((type) => type === word)) return 'tickets';
  if (Object.keys(FIELD_TABLES.knowledge).includes(word)) return 'knowledge';
  const known = Object.entries(WORDS).find(([, called]) => called === word);
  return known === undefined ? null : (known[0] as CollectionName);
};

/** Numbers begin with capital letters of their kind, ids that consoles make with digits. */
const isNumber = (key: string): boolean => /^[A-Z]{2,5}-/.test(key);
const FEW = 10;

/** The record of a link by its number, as far as it is on this device. */
const byNumber = async (
  collection: CollectionName,
  number: string,
): Promise<{ readonly id: string; readonly type: string | null } | null> => {
  const kinds = SEARCH_KINDS.filter((kind) => SEARCH_COLLECTIONS[kind] === collection);
  const reply = await host.query('search.all', { text: number, kinds, limit: FEW });
  const hit = reply.ok ? reply.data.rows.find(({ key }) => key === number) : undefined;
  return hit === undefined ? null : { id: hit.id, type: hit.recordType };
};

/** The `type` of a record, which decides its page; null where it is not on this device, or all of its collection have one page. */
const typeOf = async (collection: CollectionName, id: string): Promise<string | null> => {
  if (collection === 'tickets') {
    const reply = await host.query('tickets.detail', { id });
    return reply.ok ? reply.data.ticket.type : null;
  }
  if (collection !== 'knowledge') return null;
  const reply = await host.query('knowledge.detail', { id });
  return reply.ok ? reply.data.entry.type : null;
};

/** The link to a record with its type, which who shows it may not know. */
export const fullLinkOf = async (record: LinkedRecord): Promise<string | null> =>
  linkOf(
    record.type === null && WORDS[record.collection] === undefined
      ? { ...record, type: await typeOf(record.collection, record.id) }
      : record,
  );

/** Opens what a `deskhand://` link points at, by number or id; a record that is not here opens the page that says so. */
export const openLink = async ({ kind, id }: DeepLink): Promise<void> => {
  const collection = collectionOf(kind);
  if (collection === null) {
    notify('warning', text('common:links.unknown', { kind }));
    return;
  }
  const found = isNumber(id) ? await byNumber(collection, id) : { id, type: await typeOf(collection, id) };
  const route = found === null ? null : routeOfRecord(collection, found.id, found.type);
  if (route === null) notify('info', text('common:links.notHere', { number: id }));
  else openRoute(route);
};
