import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Host } from '#main/host/host.ts';
import { createPendingMarks } from '#main/host/local/pending.ts';
import { checkStore } from '#main/host/storage/check.ts';
import {
  OLD_ARTICLE,
  OLD_INCIDENT,
  OLD_KNOWN_ERROR,
  OLD_RECORDS,
  OLD_SWAP,
  type OldRecord,
  TODAYS_RECORDS,
} from '../../fixtures/records/v0.ts';
import { writeOldStore } from './support/old-store.ts';
import { actAs, command, data, openProfile, type Profile, query, tempProfile } from './support/test-host.ts';

const COLLECTIONS = Object.keys(OLD_RECORDS) as (keyof typeof OLD_RECORDS)[];
const byId = (left: OldRecord, right: OldRecord): number => (left.id < right.id ? -1 : 1);

const stored = async (host: Host, collection: CollectionName): Promise<readonly OldRecord[]> => {
  const found = await host.context.database.collections[collection].find({ sort: [{ id: 'asc' }] }).exec();
  return found.map((one) => one.toMutableJSON() as unknown as OldRecord);
};

describe('a store of the first Deskhand', () => {
  let profile: Profile;
  let host: Host;
  const open = async (): Promise<void> => {
    host = await openProfile(profile.dir);
    await actAs(host, { roles: ['administrator'], personId: 'person-anna' });
  };

  beforeEach(async () => {
    profile = tempProfile();
    await writeOldStore(profile.dir, OLD_RECORDS, (connection) =>
      createPendingMarks(connection).mark('tickets', [OLD_INCIDENT.id]),
    );
    await open();
  });
  afterEach(async () => {
    await host.close();
    profile.remove();
  });

  it('opens with all records in today’s shape, and a second time unchanged', async () => {
    for (const start of ['first', 'second']) {
      for (const collection of COLLECTIONS) {
        expect(await stored(host, collection), `${start} ${collection}`).toEqual(
          [...TODAYS_RECORDS[collection]].sort(byId),
        );
      }
      expect(checkStore(host.store).problems).toEqual([]);
      expect(host.context.sync.isPending('tickets', OLD_INCIDENT.id)).toBe(true);
      await host.close();
      await open();
    }
  });

  it('is searched and listed as before', async () => {
    await host.store.backlog.drain();
    const hits = async (text: string) =>
      (await data(query(host, 'search.all', { text, limit: 20 }))).rows.map(({ id }) => id).sort();
    expect(await hits('docking')).toEqual(['inc-1', 'inc-2', 'kb-1', 'ke-1']);
    expect(await hits('SWP-OLD-0001')).toEqual([OLD_SWAP.id]);
    expect(await hits('Hold the button')).toEqual([OLD_ARTICLE.id]);
    expect(await hits('firmware')).toEqual(['inc-2', OLD_KNOWN_ERROR.id]);
    const sort = { field: 'dueAt', direction: 'asc' } as const;
    const swaps = await data(query(host, 'orders.page', { filter: { types: ['swap'] }, sort }));
    expect(swaps.rows.map(({ id }) => id)).toEqual([OLD_SWAP.id]);
    const open = await data(query(host, 'tickets.page', { filter: { activeOnly: true }, sort }));
    expect(open.rows.map(({ id }) => id)).toEqual([OLD_INCIDENT.id]);
  });

  it('works on with its records, and the server that still has the old ones takes each edit', async () => {
    const note = { text: 'Seen after the update.' };
    await data(command(host, 'incidents.addNote', { id: OLD_INCIDENT.id, ...note }));
    await data(command(host, 'incidents.step', { id: 'inc-2', to: 'in_progress', note: 'Again.' }));
    await data(command(host, 'orders.update', { id: OLD_SWAP.id, changes: { title: 'Other' } }));
    await data(command(host, 'articles.update', { id: OLD_ARTICLE.id, changes: { body: '1. Hold it.' } }));
    await data(command(host, 'knownErrors.step', { id: OLD_KNOWN_ERROR.id, to: 'resolved' }));
    const edited = ['inc-1', 'inc-2', OLD_SWAP.id, OLD_ARTICLE.id, OLD_KNOWN_ERROR.id];
    for (const collection of COLLECTIONS) {
      for (const after of (await stored(host, collection)).filter(({ id }) => edited.includes(id))) {
        const before = OLD_RECORDS[collection].find(({ id }) => id === after.id);
        const actor = { name: 'ada', roles: ['administrator', 'person:person-anna'] };
        const verdict = checkDocumentWrite({
          collection,
          before,
          after,
          actor,
          now: new Date().toISOString(),
        });
        expect(verdict, after.id).toEqual({ ok: true });
      }
    }
    expect((await stored(host, 'tickets'))[1]).toMatchObject({ state: 'in_progress', reopenCount: 1 });
  });
});
