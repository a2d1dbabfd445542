import { describe, expect, it } from 'vitest';
import type { Person } from '#domain/fields/directory.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';

let host: Host;

const person = (id: string, more: Partial<Person>): Person =>
  ({
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
  }) as unknown as Person;

hostForAll(async (opened) => {
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

  it('left out the country or the area that the settings say', async () => {
    await host.context.records.putAll('directory', [
      person('local', { name: 'Lo Cal', login: 'lo.cal', phones: ['555 7788'] }),
      person('elsewhere', { name: 'El Se', login: 'el.se', phones: ['0221 5557788'] }),
    ]);
    const value = { key: 'telephony' as const, country: 'DE', area: '40' };
    await actAs(host, { roles: ['administrator'], personId: 'admin-1' });
    const { settings } = await data(query(host, 'settings.all', {}));
    const baseVersion = settings.find(({ key }) => key === 'telephony')?.version ?? 0;
    await data(command(host, 'settings.update', { value, baseVersion }));
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
    expect((await find('+49 40 5557788'))[0]).toBe('local');
    expect((await find('+49 221 5557788'))[0]).toBe('elsewhere');
    expect((await find('5557788'))[0]).toBe('local');
  });

  it('come first among all that the search finds by their number', async () => {
    const { rows } = await data(query(host, 'search.all', { text: 'tel:+4940555019971', limit: 10 }));
    expect(rows[0]).toMatchObject({ id: 'zoe', kind: 'person' });
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

describe('members of teams', () => {
  const members = async (teamId: string | null) =>
    (await data(query(host, 'directory.members', { teamId }))).rows.filter(({ id }) => id.startsWith('mate'));
  const write = async (...people: readonly Person[]) => host.context.records.putAll('directory', [...people]);

  it('are those who are in one now, with the open tickets that they have now', async () => {
    const mate = person('mate-1', { name: 'Ma Te', jobTitle: 'Technician', teamIds: ['team-a'] });
    const other = person('mate-2', { name: 'Ot Her', teamIds: ['team-a', 'team-b'] });
    await write(mate, other, person('mate-3', { name: 'Alone' }));
    const row = { id: 'mate-1', label: 'Ma Te', hint: 'Technician', openTickets: 0 };
    expect(await members('team-a')).toEqual([row, expect.objectContaining({ id: 'mate-2', hint: null })]);
    expect((await members('team-b')).map(({ id }) => id)).toEqual(['mate-2']);
    expect((await members(null)).map(({ id }) => id)).toEqual(['mate-1', 'mate-2']);

    const { database } = host.context;
    const change = async (id: string, data: Partial<Person>) =>
      (await database.collections.directory.findOne(id).exec())?.incrementalPatch(data);
    await change('mate-3', { teamIds: ['team-b'] });
    expect((await members('team-b')).map(({ id }) => id)).toEqual(['mate-3', 'mate-2']);
    await change('mate-2', { teamIds: ['team-a'], name: 'An Other' });
    expect((await members('team-b')).map(({ id }) => id)).toEqual(['mate-3']);
    expect((await members('team-a')).map(({ label }) => label)).toEqual(['An Other', 'Ma Te']);
    await change('mate-1', { active: false });
    expect((await members(null)).map(({ id }) => id)).toEqual(['mate-3', 'mate-2']);

    const ticket = await database.collections.tickets.findOne({ selector: { active: true } }).exec();
    await ticket?.incrementalPatch({ assigneeId: 'mate-2' });
    expect((await members(null)).map(({ openTickets }) => openTickets)).toEqual([0, 1]);
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

  it('finds a ticket first by its number as people type it', async () => {
    const { id, number } = await data(command(host, 'incidents.create', { title: 'Numbered loosely' }));
    const [kind, code, counter] = number.split('-');
    const bare = String(Number(counter));
    for (const text of [
      `${kind} ${code} ${bare}`,
      `${kind}${code}${counter}`,
      `${code}${counter}`,
      `${code} ${bare}`,
    ]) {
      const typed = text.toLowerCase();
      const hits = await search(typed);
      expect(hits[0], typed).toMatchObject({ id, key: number });
      expect(hits.filter(({ lacks }) => lacks.length > 0)).toEqual([]);
      const page = await data(
        query(host, 'tickets.page', {
          filter: { text: typed },
          sort: { field: 'number', direction: 'asc' },
          offset: 0,
          limit: 50,
        }),
      );
      expect(
        page.rows.map((row) => row.id),
        typed,
      ).toContain(id);
    }
    expect((await search(`${kind} ${bare}`)).map((hit) => hit.id)).toContain(id);
  });

  it('brings somebody and their open tickets by their full name, and the list of tickets by any part of it', async () => {
    const open = await data(command(host, 'incidents.create', { title: 'Cannot print', requesterId: 'zoe' }));
    const ended = await data(command(host, 'incidents.create', { title: 'Was dark', requesterId: 'zoe' }));
    await data(command(host, 'incidents.step', { id: ended.id, to: 'cancelled', note: 'Twice' }));
    for (const text of ['Zoë Müller-Ångström', 'müller angstrom zoe']) {
      const hits = await search(text);
      expect(hits[0], text).toMatchObject({ id: 'zoe', kind: 'person' });
      // Right behind them what is open, and only that.
      const at = hits.findIndex(({ id }) => id === open.id);
      expect(at, text).toBeGreaterThan(0);
      expect(
        hits.slice(1, at + 1).every(({ kind, hint }) => kind === 'ticket' && hint?.includes('Zoë')),
      ).toBe(true);
      expect(hits.map(({ id }) => id)).not.toContain(ended.id);
    }
    expect((await search('zoë', ['person'])).length).toBeGreaterThan(1);
    for (const text of ['zoe müller', 'angstrom', 'Müller-Ång']) {
      const page = await data(
        query(host, 'tickets.page', {
          filter: { text, activeOnly: true },
          sort: { field: 'dueAt', direction: 'asc' },
          offset: 0,
          limit: 50,
        }),
      );
      expect(
        page.rows.map((row) => row.id),
        text,
      ).toContain(open.id);
      expect(page.rows.every((row) => row.requesterId === 'zoe')).toBe(true);
    }
  });

  it('says which words a record lacks where none has all, and narrows lists by all of them', async () => {
    const { id } = await data(
      command(host, 'incidents.create', { title: 'Galactic ferment overflow', description: 'Sluice jammed' }),
    );
    const lacks = async (text: string) => (await search(text)).find((hit) => hit.id === id)?.lacks;
    expect(await lacks('galactic ferment')).toEqual([]);
    expect(await lacks('galactic the ferment xylophonist')).toEqual(['xylophonist']);
    expect(await lacks('galactic sluice quorum xylophonist')).toEqual(['quorum', 'xylophonist']);
    // A misspelt word that was taken for another one is not lacking.
    expect(await lacks('galactik ferment xylophonist')).toEqual(['xylophonist']);
    const listed = async (text: string) =>
      (
        await data(
          query(host, 'tickets.page', {
            filter: { text },
            sort: { field: 'number', direction: 'asc' },
            offset: 0,
            limit: 50,
          }),
        )
      ).rows.map((row) => row.id);
    expect(await listed('galactic sluice')).toEqual([id]);
    expect(await listed('galactic xylophonist')).toEqual([]);
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

describe('a device that is made by hand', () => {
  const make = (fields: object) =>
    command(host, 'configItems.create', { name: 'TWIN', ciClass: 'notebook', ...fields });

  it('with a serial or a tag that another one has is told of, and made when that is meant', async () => {
    await data(make({ serial: 'TW-1 a', assetTag: 'T-TW1' }));
    for (const [fields, field] of [
      [{ serial: 'tw-1A' }, 'serial'],
      [{ assetTag: ' t-tw1' }, 'assetTag'],
      [{ serial: 'TW-2', assetTag: 'T-TW1' }, 'assetTag'],
    ] as const) {
      const error = await refusal(make(fields));
      expect(error).toMatchObject({ code: 'identifier_taken', details: { field, name: 'TWIN' } });
    }
    expect((await data(make({ serial: 'TW-1A', evenIfTaken: true }))).serial).toBe('TW-1A');
  });

  it('is told of a number that an edit gives it and another one has, and keeps its own without a question', async () => {
    const one = await data(make({ serial: 'TW-9', assetTag: 'T-TW9' }));
    const other = await data(make({ serial: 'TW-10' }));
    const edit = (id: string, changes: object, more: object = {}) =>
      command(host, 'configItems.update', { id, changes, ...more });
    for (const [changes, field] of [
      [{ serial: 'tw-9 ' }, 'serial'],
      [{ assetTag: 't-tw9', model: 'X' }, 'assetTag'],
    ] as const) {
      const error = await refusal(edit(other.id, changes));
      expect(error).toMatchObject({ code: 'identifier_taken', details: { field, name: 'TWIN' } });
    }
    await data(edit(other.id, { serial: 'TW-9' }, { evenIfTaken: true }));
    // Both have it by now: neither is asked about what it has.
    await data(edit(one.id, { serial: 'TW-9', model: 'Y' }));
    await data(edit(other.id, { serial: null }));
    await data(edit(other.id, { model: 'Z' }));
  });

  it('is made where the serial says nothing', async () => {
    await data(make({ serial: 'To be filled by O.E.M.' }));
    await data(make({ serial: 'To be filled by O.E.M.' }));
    await data(make({ serial: '', assetTag: '' }));
    await data(make({}));
  });

  it('goes to somebody else by an order only when that is meant', async () => {
    const hers = await data(make({ name: 'HERS', userId: 'zoe' }));
    const order = {
      type: 'add' as const,
      title: 'Take it',
      devices: [{ role: 'new' as const, ciId: hers.id }],
      targetPlaceId:
        (await data(query(host, 'directory.places', { text: '', limit: 1 }))).rows[0]?.id ?? null,
    };
    expect(await refusal(command(host, 'orders.create', { ...order, personId: 'local' }))).toMatchObject({
      code: 'device_in_use',
      details: { name: 'HERS', user: 'Zoë Müller-Ångström' },
    });
    await data(command(host, 'orders.create', { ...order, personId: 'zoe' }));
    await data(command(host, 'orders.create', { ...order, personId: 'local', evenIfInUse: true }));
  });
});
