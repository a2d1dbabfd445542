import { describe, expect, it, vi } from 'vitest';
import type { NarrowedView } from '#contracts/drafts.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import type { Person } from '#domain/fields/directory.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';
import { seen, windowOn } from './support/window.ts';

let host: Host;

const person = (id: string, more: Partial<Person>): Person => ({
  ...newRecordBase(host.context.env(), { id }),
  type: 'person',
  name: id,
  login: null,
  email: null,
  phones: [],
  employeeNumber: null,
  jobTitle: null,
  department: null,
  costCentre: null,
  placeId: null,
  managerId: null,
  teamIds: [],
  vip: false,
  active: true,
  authorizations: [],
  extra: {},
  ...more,
});

const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60 });
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  await host.context.records.putAll('directory', [
    person('zoe', {
      name: 'Zoë Müller-Ångström',
      login: 'zoe.mueller',
      email: 'zoe.mueller@northport.example',
      phones: ['+49 (40) 555-0199 71', '0170/1234567'],
      employeeNumber: 'E-90817',
    }),
    person('gone', { name: 'Zoë Former', login: 'zoe.former', active: false }),
  ]);
});

describe('people', () => {
  const find = async (text: string) =>
    (await data(query(host, 'directory.findPeople', { text, limit: 10 }))).rows.map((row) => row.id);

  it.each([
    'Zoë Müller',
    'zoe muller',
    'ZOE MÜLLER-ANGSTROM',
    'Ångström',
    'angstrom',
    'müll',
    'zoe.mueller',
    'zoe.mueller@northport.example',
    'mueller@north',
    '+49 40 555 0199 71',
    '0199 71',
    // As telephones show a number: with the country or without, with two zeros for the plus, in any groups.
    '+4940555019971',
    '004940555019971',
    '0049 40 555 0199 71',
    '+49 (0)40 555 0199 71',
    '040 555 0199 71',
    '040/555019971',
    '00491701234567',
    '+49 170 1234567',
    '019971',
    '555-0199',
    '1234567',
    '0170 123',
    'E-90817',
    '90817',
  ])('are found by "%s"', async (text) => {
    expect(await find(text)).toContain('zoe');
  });

  it('who left come after those who are here', async () => {
    const ids = await find('Zoë');
    expect(ids.indexOf('zoe')).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf('gone')).toBeGreaterThan(ids.indexOf('zoe'));
  });

  it('are not found by what nobody has, whatever it holds', async () => {
    for (const text of ['', '   ', '%', '_', '"', '*', "' OR 1=1", 'NEAR(', '(', '\u0000', '☃', 'zzzzqqq']) {
      expect(await find(text), text).not.toContain('zoe');
    }
  });

  it('show the desk what it needs of a caller', async () => {
    const { id } = await data(command(host, 'incidents.create', { title: 'Hers', requesterId: 'zoe' }));
    await data(command(host, 'configItems.create', { name: 'NB-ZOE', ciClass: 'notebook', userId: 'zoe' }));
    const caller = await data(query(host, 'directory.caller', { id: 'zoe' }));
    expect(caller.person.name).toBe('Zoë Müller-Ångström');
    expect(caller.openTickets.map((row) => row.id)).toEqual([id]);
    expect(caller.devices.map((row) => row.name)).toEqual(['NB-ZOE']);
    expect((await refusal(query(host, 'directory.caller', { id: 'team-network' }))).code).toBe('not_found');
  });

  it('tell what was done for them before, and name what their records mention', async () => {
    const { rows } = await data(
      query(host, 'orders.page', {
        filter: { states: ['closed_complete'] },
        sort: { field: 'number', direction: 'asc' },
        ...{ offset: 0, limit: 100 },
      }),
    );
    const done = await host.context.records.getMany(
      'orders',
      rows.map(({ id }) => id),
    );
    const ended = done.find(({ personId }) => personId !== null);
    const caller = await data(query(host, 'directory.caller', { id: ended?.personId ?? '' }));
    expect(caller.recentOrders.map((row) => row.id)).toContain(ended?.id);
    expect(caller.openOrders.map((row) => row.id)).not.toContain(ended?.id);
    const { placeId, managerId, teamIds, createdBy } = caller.person;
    const mentioned = [placeId, managerId, createdBy, ...teamIds].filter((one) => one !== null);
    expect(mentioned.length).toBeGreaterThan(1);
    for (const one of mentioned) expect(caller.names[one], one).toBeDefined();
  });
});

describe('search', () => {
  const search = async (text: string, kinds?: ('ticket' | 'ci' | 'person' | 'knowledge' | 'order')[]) =>
    (await data(query(host, 'search.all', { text, limit: 20, ...(kinds === undefined ? {} : { kinds }) })))
      .rows;

  it('finds a ticket by its number, whole, in part and without dashes', async () => {
    const { id, number } = await data(command(host, 'incidents.create', { title: 'Numbered' }));
    for (const text of [number, number.toLowerCase(), number.replaceAll('-', ''), number.slice(4)]) {
      expect((await search(text))[0], text).toMatchObject({ id, kind: 'ticket', key: number, state: 'new' });
    }
  });

  it('tells of records that a bulk write brought and that can not be found yet', async () => {
    const { id } = await data(command(host, 'incidents.create', { title: 'One of many' }));
    const template = await host.context.records.get('tickets', id);
    if (template === null) throw new Error('no ticket');
    const many = Array.from({ length: 700 }, (_, at) => ({
      ...template,
      id: `many-${at}`,
      title: 'Sesquipedalian',
    }));
    await host.context.database.collections.tickets.bulkInsert(many);
    const ask = () => data(query(host, 'search.all', { text: 'sesquipedalian', limit: 5 }));
    expect(await ask()).toEqual({ rows: [], corrected: [], notIndexed: 700 });
    await host.store.backlog.drain();
    const { rows, notIndexed } = await ask();
    expect([rows.length, notIndexed]).toEqual([5, 0]);
  });

  it('finds a device by a part of its serial and a person by mail and phone', async () => {
    const { id } = await data(
      command(host, 'configItems.create', { name: 'NB-SER', ciClass: 'notebook', serial: 'QX-77-ABCDEF' }),
    );
    for (const text of ['QX-77-ABCDEF', 'qx77abc', 'QX-77', 'ABCDEF']) {
      expect(
        (await search(text)).map((hit) => hit.id),
        text,
      ).toContain(id);
    }
    for (const text of ['zoe.mueller@northport.example', '+49 40 555 0199 71', '0170 1234567', 'angstrom']) {
      expect(
        (await search(text)).map((hit) => hit.id),
        text,
      ).toContain('zoe');
    }
  });

  it('keeps to the kinds that were asked for', async () => {
    const hits = await search('printer', ['knowledge']);
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every((hit) => hit.kind === 'knowledge')).toBe(true);
    expect(await search('zoe', ['ticket'])).toEqual([]);
  });

  it('takes any text', async () => {
    for (const text of [
      '',
      '"',
      '"a',
      'a AND',
      'NOT',
      'a OR b*',
      '{title}: x',
      '^',
      "'",
      '\\',
      '🙂',
      '\u0000a',
    ]) {
      expect(Array.isArray(await search(text)), text).toBe(true);
    }
  });
});

describe('settings', () => {
  const options = DEFAULT_SETTINGS['incident-options'];
  const setting = async (key: string) =>
    (await data(query(host, 'settings.all', {}))).settings.find((one) => one.key === key);

  it('are changed by administrators only, one version after the other, and hold at once', async () => {
    const before = await setting('incident-options');
    const value = { ...options, defaultUrgency: 1 as const };
    const update = (baseVersion: number) => command(host, 'settings.update', { value, baseVersion });
    expect((await refusal(update(before?.version ?? 0))).code).toBe('forbidden');
    await actAs(host, { roles: ['administrator'], personId: 'admin-1' });
    const changed = await data(update(before?.version ?? 0));
    expect(changed.version).toBe((before?.version ?? 0) + 1);
    expect(changed.journal.at(-1)?.by).toBe('admin-1');
    expect((await data(command(host, 'incidents.create', { title: 'At once' }))).urgency).toBe(1);
    expect(await setting('incident-options')).toMatchObject({ version: changed.version });
    expect((await refusal(update(before?.version ?? 0))).code).toBe('version_conflict');
    const both = await Promise.all([update(changed.version), update(changed.version)]);
    // The same value twice is no second change.
    expect(both.filter((reply) => reply.ok).length).toBeGreaterThanOrEqual(1);
    await data(
      command(host, 'settings.update', {
        value: options,
        baseVersion: (await setting('incident-options'))?.version ?? 0,
      }),
    );
  });

  it('are answered as they hold now, without how they came to be', async () => {
    const { settings, calendars, services } = await data(query(host, 'settings.all', {}));
    expect(settings.length * calendars.length * services.length).toBeGreaterThan(0);
    for (const one of [...settings, ...calendars, ...services]) {
      expect(Object.keys(one)).not.toContain('journal');
      expect(Object.keys(one)).not.toContain('clashes');
    }
  });

  it('are checked before they hold', async () => {
    const version = (await setting('closure-codes'))?.version ?? 0;
    const value = { key: 'closure-codes' as const, codes: [{ code: 'a', label: 'A', active: false }] };
    expect((await refusal(command(host, 'settings.update', { value, baseVersion: version }))).code).toBe(
      'invalid',
    );
    const device = { key: 'device' as const, code: '7QK', deviceId: 'd' };
    expect((await refusal(command(host, 'settings.update', { value: device, baseVersion: 0 }))).code).toBe(
      'not_editable',
    );
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  });
});

describe('drafts and views', () => {
  it("are each person's own, and outlive a restart", async () => {
    const draft = { key: 'incident:1', label: 'One', fields: { title: 'half a sent', deep: [1, null] } };
    const view = {
      id: 'v1',
      name: 'Mine',
      kind: 'filter',
      filter: { activeOnly: true },
      sort: { field: 'dueAt', direction: 'asc' },
      columns: ['number', 'title'],
    } as const;
    await data(command(host, 'drafts.save', draft));
    const narrowed: NarrowedView = {
      ...{ id: 'v2', name: 'Swaps in Vienna', kind: 'choice', list: 'orders', view: 'week' },
      ...{ choice: { types: ['swap'], text: 'vienna' }, sort: { field: 'dueAt', direction: 'asc' } },
    };
    await data(command(host, 'views.save', { ...view, columns: [...view.columns] }));
    await data(command(host, 'views.save', narrowed));
    // Saved when only the queue had views, which had no kind.
    const { kind: _, ...former } = { ...view, id: 'v0' };
    host.store.connection
      .prepare('INSERT INTO local_views (person, id, body) VALUES (?, ?, ?)')
      .run(['desk-1', 'v0', JSON.stringify(former)]);
    await actAs(host, { roles: ['service-desk'], personId: 'desk-2' });
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toBeNull();
    expect((await data(query(host, 'drafts.list', {}))).rows).toEqual([]);
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([]);
    await data(command(host, 'views.delete', { id: 'v1' }));
    await data(command(host, 'drafts.discard', { key: draft.key }));
    host = await reopenHost();
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toMatchObject(draft);
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([
      { ...view, id: 'v0', list: 'queue' },
      { ...view, list: 'queue' },
      narrowed,
    ]);
    await data(command(host, 'drafts.save', { ...draft, fields: {} }));
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toBeNull();
    await data(command(host, 'views.delete', { id: 'v1' }));
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([
      { ...view, id: 'v0', list: 'queue' },
      narrowed,
    ]);
  });
});

it("what is saved or thrown away late never touches the next person's drafts", async () => {
  const late = { key: 'incident:2', label: 'Two', fields: { title: 'of desk 1' }, personId: 'desk-1' };
  await actAs(host, { roles: ['service-desk'], personId: 'desk-2' });
  expect((await refusal(command(host, 'drafts.save', late))).code).toBe('signed_out');
  expect((await refusal(query(host, 'drafts.get', { key: late.key, personId: 'desk-1' }))).code).toBe(
    'signed_out',
  );
  expect((await data(query(host, 'drafts.list', {}))).rows).toEqual([]);
  const own = { ...late, personId: 'desk-2' };
  await data(command(host, 'drafts.save', own));
  const { code } = await refusal(command(host, 'drafts.discard', { key: late.key, personId: 'desk-1' }));
  expect(code).toBe('signed_out');
  expect(await data(query(host, 'drafts.get', { key: late.key }))).toMatchObject({ fields: own.fields });
  await data(command(host, 'drafts.discard', { key: late.key, personId: 'desk-2' }));
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  await data(command(host, 'drafts.save', late));
  expect(await data(query(host, 'drafts.get', { key: late.key, personId: 'desk-1' }))).toMatchObject({
    fields: late.fields,
  });
  await data(command(host, 'drafts.discard', { key: late.key }));
});

describe('announcements', () => {
  const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
  const announcement = (
    id: string,
    startsAt: string,
    endsAt: string | null,
    active = true,
  ): Announcement => ({
    ...newRecordBase(host.context.env(), { id }),
    type: 'announcement',
    title: id,
    body: '',
    severity: 'info',
    startsAt,
    endsAt,
    ticketId: null,
    ciIds: [],
    active,
  });

  it('are shown while they hold', async () => {
    await host.context.records.putAll('events', [
      announcement('now', hours(-1), hours(1)),
      announcement('without-end', hours(-2), null),
      announcement('over', hours(-3), hours(-1)),
      announcement('to-come', hours(1), hours(2)),
      announcement('withdrawn', hours(-1), hours(1), false),
      // Many that are over must not crowd out one that holds.
      ...Array.from({ length: 30 }, (_, i) => announcement(`past-${i}`, hours(-1 - i / 100), hours(-0.5))),
    ]);
    const rows = (await data(query(host, 'settings.announcements', {}))).rows.map((row) => row.id);
    expect(rows).toEqual(['now', 'without-end']);
  });

  it('come up on time in a window that is open, though nothing is written', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
    host = await reopenHost();
    await actAs(host, { roles: ['service-desk'] });
    const startsAt = new Date(Date.now() + 30_000).toISOString();
    await host.context.records.putAll('events', [announcement('soon', startsAt, null)]);
    const { client, close } = windowOn(host);
    const shown = seen<QueryOutput<'settings.announcements'>>();
    client.live('settings.announcements', {}, shown.listener);
    expect((await shown.until(() => true)).rows.map((row) => row.id)).not.toContain('soon');
    vi.advanceTimersByTime(60_000);
    expect((await shown.until(({ rows }) => rows[0]?.id === 'soon')).rows).toHaveLength(3);
    close();
    host = await reopenHost(() => vi.useRealTimers());
  });
});
