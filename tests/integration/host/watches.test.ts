import { describe, expect, it, vi } from 'vitest';
import { CONTRACTS, type QueryName } from '#contracts/registry.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { ALL_HANDLERS } from '#main/host/features/all-handlers.ts';
import type { Host } from '#main/host/host.ts';
import { createDispatcher } from '#main/host/kernel/dispatcher.ts';
import { columnsFor } from '#main/host/storage/reader.ts';
import { VALID_INPUTS } from './contract-inputs.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, NO_CONTROL } from './support/test-host.ts';

/** What was read since it was emptied: texts of statements, and collections of records. */
const read = vi.hoisted(() => ({ texts: [] as string[] }));

vi.mock('#main/host/storage/reader.ts', async (original) => {
  const real = await original<typeof import('#main/host/storage/reader.ts')>();
  const openReader: typeof real.openReader = (store, options) => {
    const reader = real.openReader(store, options);
    const noting = <F extends (text: string, ...rest: never[]) => unknown>(ask: F): F =>
      ((text: string, ...rest: never[]) => {
        read.texts.push(text);
        return ask(text, ...rest);
      }) as F;
    return {
      ...reader,
      all: noting(reader.all),
      get: noting(reader.get),
      each: noting(reader.each),
    };
  };
  return { ...real, openReader };
});

/** Collections that a query reads and does not watch, each with the reason. */
const UNWATCHED: Readonly<Partial<Record<QueryName, Readonly<Partial<Record<CollectionName, string>>>>>> = {
  'sync.status': Object.fromEntries(
    COLLECTIONS.map((collection) => [collection, 'counts clashes, which come with what the sync writes']),
  ),
  'search.all': {
    tickets: 'what is found must not move under the hand that chooses from it',
    directory: 'as tickets',
    configItems: 'as tickets',
  },
  'notices.choices': { settings: 'documents beside the settings are told as `notices` (host/background.ts)' },
  'notices.watching': { settings: 'as notices.choices' },
  // What somebody took note of stands there.
  'announcements.current': { settings: 'as notices.choices' },
  'presence.others': {
    settings: 'documents beside the settings are told as `presence` (host/background.ts)',
  },
  'knowledge.counts': {
    tickets: 'a number beside a list is not worth the whole base at each change of a ticket',
  },
};

/** Types of the events that a feature is about. */
const EVENTS = {
  announcements: "'announcement'",
  meetings: "'cab_meeting'",
  events: "'maintenance_window', 'blackout', 'lockdown'",
} as const;

const soon = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const QUERIES = Object.entries(CONTRACTS).flatMap(([feature, { queries }]) =>
  Object.entries(queries as Readonly<Record<string, { readonly watches: readonly string[] }>>)
    // Without any it is asked once, not followed.
    .filter(([, { watches }]) => watches.length > 0)
    .map(([name, { watches }]) => ({ name: `${feature}.${name}` as QueryName, watches })),
);

describe('a query that is followed', () => {
  let host: Host;
  hostForAll(async (opened) => {
    host = opened;
    await actAs(host, { roles: ['administrator'] });
    // A company with problems, changes and releases.
    await fillWithSamples(host, { tickets: 260 });
    const span = { startsAt: soon(-1), endsAt: soon(2) };
    await data(command(host, 'meetings.create', { title: 'Board', ...span }));
    const { records } = host.context;
    const [release] = await records.getMany(
      'tickets',
      idsOf('tickets', "AND f_type = 'release'").slice(0, 1),
    );
    if (release === undefined) throw new Error('there is no release');
    await data(command(host, 'announcements.create', { title: 'Mail', ticketId: release.id, ...span }));
    // One that people are asked about.
    await records.putAll('tickets', [{ ...release, state: 'decision', active: true } as typeof release]);
  });

  const idsOf = (collection: CollectionName, where = ''): readonly string[] =>
    host.store.connection
      .prepare(`SELECT id FROM ${columnsFor(host.store, collection).table} WHERE deleted = 0 ${where}`)
      .all([])
      .map((row) => String(row[0]));

  /** Inputs that find something: records that are there, and lists without a filter. */
  const inputsOf = (name: QueryName): readonly object[] => {
    const valid = VALID_INPUTS[name];
    if ('filter' in valid) return [{ ...valid, filter: {} }];
    if ('filters' in valid) return [{ filters: [{}] }];
    if ('ticketId' in valid) return idsOf('tickets').map((ticketId) => ({ ...valid, ticketId }));
    const place = placeOf(name);
    if (!('id' in valid || 'ciId' in valid) || place === null) return [valid];
    return idsOf(place.collection, place.where)
      .slice(0, 400)
      .map((id) => ('id' in valid ? { ...valid, id } : { ...valid, ciId: id }));
  };

  type Place = { readonly collection: CollectionName; readonly where: string };

  /** Where the records lie that a query is about. */
  const placeOf = (name: QueryName): Place | null => {
    const feature = name.split('.')[0] ?? '';
    const process = Object.values(PROCESSES).find((one) => one.feature === feature);
    if (name === 'changes.ofTicket') return { collection: 'tickets', where: "AND f_type <> 'change'" };
    if (process !== undefined)
      return { collection: process.collection, where: `AND f_type = '${process.type}'` };
    if (feature in EVENTS)
      return { collection: 'events', where: `AND f_type IN (${EVENTS[feature as keyof typeof EVENTS]})` };
    const collection =
      name === 'knowledge.image' ? 'attachments' : feature === 'related' ? 'tickets' : feature;
    return feature !== 'settings' && COLLECTIONS.includes(collection as CollectionName)
      ? { collection: collection as CollectionName, where: '' }
      : null;
  };

  it.each(QUERIES)('$name runs again when anything changes that it read', async ({ name, watches }) => {
    const collections = new Set<string>();
    const noting = <F extends (collection: CollectionName, ...rest: never[]) => unknown>(read: F): F =>
      ((collection: CollectionName, ...rest: never[]) => {
        collections.add(collection);
        return read(collection, ...rest);
      }) as F;
    const { records, settings, sync } = host.context;
    const from = <F extends (...asked: never[]) => unknown>(area: CollectionName | 'sync', ask: F): F =>
      ((...asked: never[]) => {
        collections.add(area);
        return ask(...asked);
      }) as F;
    const context = {
      ...host.context,
      records: { ...records, get: noting(records.get), getMany: noting(records.getMany) },
      settings: {
        ...settings,
        services: from('catalogue', settings.services),
        agreements: from('catalogue', settings.agreements),
        calendars: from('catalogue', settings.calendars),
        calendar: from('catalogue', settings.calendar),
        incident: from('settings', settings.incident),
      },
      sync: { ...sync, isPending: from('sync', sync.isPending) },
    };
    const dispatcher = createDispatcher(context, ALL_HANDLERS);
    // What was remembered of an earlier query is read anew after a write.
    host.context.values.set('test.watches', name);
    read.texts.length = 0;
    for (const input of inputsOf(name)) await dispatcher.run(name, input, NO_CONTROL);
    const texts = read.texts.join('\n');
    for (const collection of COLLECTIONS) {
      if (texts.includes(columnsFor(host.store, collection).table)) collections.add(collection);
    }
    const watched = [...watches, ...Object.keys(UNWATCHED[name] ?? {})];
    expect([...collections].filter((one) => !watched.includes(one)).sort()).toEqual([]);
  });

  it('hears of settings and of what stands beside them, also where one write brings all of them', async () => {
    const { bus, records } = host.context;
    const areas: string[] = [];
    const stop = bus.listen((area) => areas.push(area));
    const [setting] = await records.getMany('settings', idsOf('settings').slice(0, 1));
    if (setting === undefined) throw new Error('there is no setting');
    const beside = { ...setting, value: { key: 'device', code: '---', deviceId: '' } as const };
    const ids = ['open-1', 'personal-1'];
    await records.putAll('settings', [...ids.map((id) => ({ ...beside, id, key: id })), setting]);
    await expect.poll(() => areas).toEqual(expect.arrayContaining(['settings', 'presence', 'notices']));
    areas.length = 0;
    await records.putAll('settings', [{ ...beside, id: 'open-1', key: 'open-1', version: 2 }]);
    await expect.poll(() => areas).toContain('presence');
    expect(areas).not.toContain('settings');
    stop();
  });
});
