import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb';
import { openReader, type Reader } from '#main/host/storage/reader.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { defineFullText, type FullTextDefinition } from '#main/host/storage/search-fields.ts';
import { type SearchHit, type SearchOptions, searchText } from '#main/host/storage/search-query.ts';
import type { SearchTables } from '#main/host/storage/search-tables.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';

export type Ticket = { id: string; number: string; title: string; body: string };
export type Asset = { id: string; serial: string; owner: string; mail: string; phone: string };

// biome-ignore lint/suspicious/noExplicitAny: the documents' types are what the cases write.
type Collections = { tickets: RxCollection<any>; assets: RxCollection<any> };

const string = { type: 'string', maxLength: 200 } as const;
const ticketSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: string, number: string, title: string, body: { type: 'string' } },
} as const;
const assetSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: string, serial: string, owner: string, mail: string, phone: string },
} as const;

export const TICKET_TEXT = {
  collection: 'tickets',
  form: 'title, body, number',
  fields: (ticket: Ticket) => ({ title: ticket.title, body: ticket.body, keys: [ticket.number] }),
};
const assetText = defineFullText<Asset>({
  collection: 'assets',
  fields: (asset) => ({ title: asset.owner, body: '', keys: [asset.serial, asset.mail, asset.phone] }),
});

export const ticket = (n: number, title: string, body = ''): Ticket => ({
  id: `t${String(n).padStart(6, '0')}`,
  number: `INC-7QK-${String(n).padStart(4, '0')}`,
  title,
  body,
});

/** A store with tickets and assets that can be closed and opened again. */
export type SearchStore = {
  readonly store: () => OpenStore;
  readonly reader: () => Reader;
  readonly db: () => RxDatabase<Collections>;
  readonly open: (tickets?: FullTextDefinition) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly insert: (tickets: readonly Ticket[]) => Promise<void>;
  readonly hits: (text: string, options?: SearchOptions) => readonly SearchHit[];
  /** Ids of the hits. */
  readonly found: (text: string, options?: SearchOptions) => readonly string[];
  /** The tables of the index. */
  readonly indexes: () => readonly SearchTables[];
  /** Closes it and removes the file. */
  readonly remove: () => Promise<void>;
};

type Opened = { readonly store: OpenStore; readonly reader: Reader; readonly db: RxDatabase<Collections> };

export const searchStore = (): SearchStore => {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-search-'));
  let opened: Opened | null = null;
  const now = (): Opened => {
    if (opened === null) throw new Error('not open');
    return opened;
  };
  const hits = (text: string, options?: SearchOptions): readonly SearchHit[] =>
    searchText(now().store, now().reader, text, options);
  const close = async (): Promise<void> => {
    await opened?.db.close();
    await opened?.store.close();
    opened = null;
  };
  return {
    store: () => now().store,
    reader: () => now().reader,
    db: () => now().db,
    open: async (tickets = defineFullText<Ticket>(TICKET_TEXT)) => {
      const store = openStoreFile(join(folder, 'store.db'), 'a key', { fullText: [tickets, assetText] });
      if (!store.ok) throw new Error(store.error.reason);
      const reader = openReader(store.value);
      const db = await createRxDatabase<Collections>({
        name: 'search',
        storage: getRxStorageSqlite({ file: store.value }),
        multiInstance: false,
      });
      await db.addCollections({ tickets: { schema: ticketSchema }, assets: { schema: assetSchema } });
      opened = { store: store.value, reader, db };
    },
    close,
    insert: async (tickets) => {
      const written = await now().db.collections.tickets.bulkInsert([...tickets]);
      if (written.error.length > 0) throw new Error(`${written.error.length} tickets were not written`);
    },
    hits,
    found: (text, options) => hits(text, options).map(({ id }) => id),
    indexes: () => [...now().store.tables.values()].flatMap(({ search }) => search?.tables ?? []),
    remove: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
