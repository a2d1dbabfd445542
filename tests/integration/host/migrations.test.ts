import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '#domain/fields/tables.ts';
import { openHost } from '#main/host/host.ts';
import { checkStore } from '#main/host/storage/check.ts';
import { openReader } from '#main/host/storage/reader.ts';
import { searchText } from '#main/host/storage/search-query.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { FULL_TEXT } from '#main/host/store/full-text.ts';
import { MIGRATIONS, type Migration } from '#main/host/store/migrations.ts';
import { type DeskhandDatabase, openDatabase, type StoreShape } from '#main/host/store/open-database.ts';
import { storeSchemaOf, storeSchemas } from '#main/host/store/schemas.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import {
  actAs,
  command,
  data,
  fillWithSamples,
  KEY,
  openProfile,
  type Profile,
  tempProfile,
} from './support/test-host.ts';

/** As a Deskhand to come might have it: tickets one version further, with an urgent mark in front of urgent titles. */
const later = (migrate: Migration): StoreShape => {
  const schemas = storeSchemas();
  const version = schemas.tickets.version + 1;
  return {
    schemas: { ...schemas, tickets: { ...schemas.tickets, version } },
    migrations: { ...MIGRATIONS, tickets: { ...MIGRATIONS.tickets, [version]: migrate } },
  };
};
const marked: Migration = (ticket) =>
  ticket.urgency === 1 ? { ...ticket, title: `Quagmire ${String(ticket.title)}` } : { ...ticket };

const mustOpen = (profile: Profile): OpenStore => {
  const opened = openStoreFile(storePathOf(profile.dir), KEY, { fullText: FULL_TEXT });
  if (!opened.ok) throw new Error(opened.error.reason);
  return opened.value;
};
const noMerge = () => ({
  isEqual: () => true,
  resolve: async () => {
    throw new Error('nothing is merged here');
  },
});
const openAs = async (store: OpenStore, shape: StoreShape): Promise<DeskhandDatabase> => {
  const opened = await openDatabase(store, noMerge as never, shape);
  if (!opened.ok) throw new Error(opened.error.reason);
  return opened.value;
};
const allTickets = async (database: DeskhandDatabase): Promise<readonly Ticket[]> =>
  (await database.collections.tickets.find({ sort: [{ id: 'asc' }] }).exec()).map(
    (found) => found.toMutableJSON() as Ticket,
  );

describe('a profile of another version', () => {
  let profile: Profile;
  let before: readonly Ticket[];

  beforeEach(async () => {
    profile = tempProfile();
    const host = await openProfile(profile.dir);
    await fillWithSamples(host, { tickets: 700, cis: 60 });
    await actAs(host, { roles: ['service-desk'] });
    await data(command(host, 'incidents.create', { title: 'Made here', urgency: 1, impact: 1 }));
    before = await allTickets(host.context.database);
    await host.close();
  });
  afterEach(() => profile.remove());

  it('is brought to the newest version when it is older, with search and all other records', async () => {
    const store = mustOpen(profile);
    const database = await openAs(store, later(marked));
    const after = await allTickets(database);
    expect(after).toEqual(before.map((ticket) => marked(ticket)));
    expect(await database.collections.configItems.count().exec()).toBeGreaterThan(0);
    await store.backlog.drain();
    const reader = openReader(store);
    const hits = searchText(store, reader, 'Quagmire Made here', { kinds: ['tickets'] });
    expect(hits[0]?.document.title).toBe('Quagmire Made here');
    await database.close();
    expect(checkStore(store).problems).toEqual([]);
    await store.close();
    // Only once: a second start finds it done.
    const again = mustOpen(profile);
    const reopened = await openAs(again, later(marked));
    expect(await allTickets(reopened)).toEqual(after);
    await reopened.close();
    await again.close();
  });

  it('keeps its records when a migration fails, and is migrated by one that does not', async () => {
    const store = mustOpen(profile);
    let count = 0;
    const failing: Migration = (ticket) => {
      count += 1;
      if (count > 300) throw new Error('this ticket is odd');
      return marked(ticket);
    };
    await expect(openAs(store, later(failing))).rejects.toThrow();
    await store.close();
    const again = mustOpen(profile);
    const database = await openAs(again, later(marked));
    expect(await allTickets(database)).toEqual(before.map((ticket) => marked(ticket)));
    await database.close();
    await again.close();
  });

  it('is not opened by an older Deskhand, which says so and leaves it as it is', async () => {
    const store = mustOpen(profile);
    const migrated = await openAs(store, later(marked));
    const after = await allTickets(migrated);
    await migrated.close();
    await store.close();
    const refused = await openHost({ profileDir: profile.dir, key: KEY });
    const supported = storeSchemaOf('tickets').version;
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'newer-version',
        details: { collection: 'tickets', version: supported + 1, supported },
      },
    });
    // The lock is free again and nothing is lost.
    const again = mustOpen(profile);
    const reopened = await openAs(again, later(marked));
    expect(await allTickets(reopened)).toEqual(after);
    await reopened.close();
    await again.close();
  });
});
