import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { updateConfigItem } from '#domain/config-items/config-item.commands.ts';
import { actionsOf, type ImportBench, openImportBench } from './import-host.ts';

const PEOPLE = {
  into: 'people',
  columns: { Login: 'login', First: 'firstName', Last: 'lastName', Site: 'place' },
};
const PEOPLE_TABLE = 'Login,First,Last,Site\nmia.k,Mia,Kern,Depot\ntom.b,Tom,Brandt,Depot\n';
const ASSETS_TABLE = [
  'Name,Asset Tag,Category,Manufacturer,Model,Location,Purchase Date,Purchase Cost,Checked Out To: Username,Serial,Status',
  'WP-21,T-21,Laptops,Acme,Light 14,Depot,2026-05-04,"1,299.00",mia.k,S21,Deployed',
  'WP-22,T-22,Laptops,Acme,Light 14,Depot,2026-05-04,1299,nobody,S22,Deployed',
  ',T-23,Monitors,Acme,U24,Annex,,,,S23,Archived',
].join('\n');

describe('importing tables', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const people = async () =>
    bench.run([await bench.file('people.csv', PEOPLE_TABLE)], {
      format: 'csv',
      map: await bench.file('people.map.json', PEOPLE),
    });
  const assets = async (table = ASSETS_TABLE) =>
    bench.run([await bench.file('assets.csv', table)], { format: 'csv', map: 'snipe-it-assets' });
  const byTag = async (tag: string) => (await bench.all('configItems')).find((item) => item.assetTag === tag);

  it('makes people and the places they name, once', async () => {
    expect(actionsOf(await people())).toEqual([
      'created place Depot',
      'created person mia.k',
      'created person tom.b',
    ]);
    expect(await people()).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const mia = (await bench.all('directory')).find((entry) => entry.name === 'Mia Kern');
    const depot = (await bench.all('directory')).find((entry) => entry.name === 'Depot');
    expect(mia).toMatchObject({ type: 'person', login: 'mia.k', placeId: depot?.id });
  });

  it.each([
    [
      'ends its lines in two ways',
      'Login,First,Last,Site\r\nmia.k,Mia,Kern,Depot\ntom.b,Tom,Brandt,Depot\r\n',
    ],
    [
      'has invisible characters in its header',
      '\u200bLogin,First\u00a0,\u2060Last,Site\u200b\nmia.k,Mia,Kern,Depot\ntom.b,Tom,Brandt,Depot\n',
    ],
  ])('takes a table that %s', async (_how, table) => {
    const map = await bench.file('people.map.json', PEOPLE);
    const report = await bench.run([await bench.file('people.csv', table)], { format: 'csv', map });
    expect(report).toMatchObject({ created: 3, errors: [] });
  });

  it.each([
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0]), 'it is packed'],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0]), 'it is packed'],
    ['UTF-16 that nothing marks', Buffer.from('Login,First,Last,Site\nm,M,K,D\n', 'utf16le'), 'utf-16le'],
  ])('says what to do with %s', async (_what, content, words) => {
    const map = await bench.file('people.map.json', PEOPLE);
    const report = await bench.run([await bench.file('people.csv', content)], { format: 'csv', map });
    expect(report.errors[0]?.message).toContain(words);
  });

  it('names only rows that say something else as those of the same identifier', async () => {
    const table =
      'Login,First,Last,Site\nmia.k,Mia,Kern,Depot\nmia.k,Mia,Kern,Depot\nMIA.K,Mara,Kern,Depot\n';
    const map = await bench.file('people.map.json', PEOPLE);
    const report = await bench.run([await bench.file('people.csv', table)], { format: 'csv', map });
    expect(report.errors.map(({ where, details }) => [where, details?.lines])).toEqual([
      ['line 2', ['4']],
      ['line 3', ['4']],
      ['line 4', ['2', '3']],
    ]);
  });

  it("takes Snipe-IT's assets and skips a row whose user nobody knows", async () => {
    await people();
    const report = await assets();
    expect(report).toMatchObject({ created: 3, skipped: 1, errors: [] });
    expect(report.records.find((record) => record.action === 'skipped')?.reason).toContain(
      'line 3: nobody is called',
    );
    const mia = (await bench.all('directory')).find((entry) => entry.name === 'Mia Kern');
    expect(await byTag('T-21')).toMatchObject({
      ciClass: 'notebook',
      status: 'in_operation',
      userId: mia?.id,
      commercial: { priceMinor: 129_900, deliveredOn: '2026-05-04' },
    });
    expect(await byTag('T-23')).toMatchObject({
      ciClass: 'monitor',
      status: 'out_of_operation',
      active: false,
    });
    expect((await byTag('T-23'))?.retiredAt).not.toBeNull();
    expect(await assets()).toMatchObject({ created: 0, updated: 0 });
  });

  it('leaves fields edited by hand alone', async () => {
    await people();
    await assets();
    const { records, env } = bench.host.context;
    const id = (await byTag('T-21'))?.id ?? '';
    await records.change('configItems', id, (ci) =>
      updateConfigItem(ci, { model: 'Light 14 G2' }, { env: env() }),
    );
    const report = await assets(ASSETS_TABLE.replace('Deployed', 'Out for Repair'));
    expect(report.records.find((record) => record.id === id)).toMatchObject({
      action: 'updated',
      changes: ['status'],
      reason: 'edited by hand and left alone: Model',
    });
  });

  it('builds places from the top down', async () => {
    const map = await bench.file('places.map.json', {
      into: 'places',
      delimiter: ';',
      columns: { Name: 'name', Kind: 'kind', In: 'parent', Code: 'code' },
    });
    const table = 'Name;Kind;In;Code\nNorth;site;;N\nHouse 2;building;N;N-2\nLost;room;Nowhere;L\n';
    const report = await bench.run([await bench.file('places.csv', table)], { format: 'csv', map });
    expect(report).toMatchObject({ created: 2, skipped: 1 });
    const house = (await bench.all('directory')).find((entry) => entry.name === 'House 2');
    const north = (await bench.all('directory')).find((entry) => entry.name === 'North');
    expect(house).toMatchObject({
      kind: 'building',
      path: 'North / House 2',
      parentId: north?.id,
      siteId: north?.id,
    });
  });

  it.each([
    ['no mapping', null, 'needs a mapping'],
    [
      'a mapping to a field that does not exist',
      { into: 'people', columns: { A: 'journal' } },
      'is not a field of people',
    ],
    [
      'a column the table does not have',
      { into: 'people', columns: { Nick: 'name' } },
      'columns are missing: Nick',
    ],
  ])('refuses %s', async (_name, mapping, message) => {
    const map = mapping === null ? null : await bench.file('map.json', mapping);
    const report = await bench.run([await bench.file('people.csv', PEOPLE_TABLE)], { format: 'csv', map });
    expect(report.errors[0]?.message).toContain(message);
    expect(await bench.all('directory')).toEqual([]);
  });

  const mapped = async (map: object, table: string | Buffer, skipBadRows = false) =>
    bench.run([await bench.file('table.csv', table)], {
      format: 'csv',
      map: await bench.file('table.map.json', map),
      skipBadRows,
    });
  const DEVICES = {
    into: 'configItems',
    columns: {
      Name: 'name',
      Serial: 'serial',
      Tag: 'assetTag',
      Cost: 'commercial.priceMinor',
      Since: 'commercial.deliveredOn',
    },
  };
  const devices = (...rows: readonly string[]) => ['Name,Serial,Tag,Cost,Since', ...rows, ''].join('\n');

  it('lists every row that can not be read, offers the others, and takes those when told to', async () => {
    const table = devices(
      'Hub,HB-100,,10,',
      'Hub,HB-101,,151.970,',
      'Hub,HB-102,,10,31/12/2023',
      'Hub,HB-103',
      'Hub,#N/A,,10,',
      'Hub,1.23457E+14,,10,',
      ',,,,',
      'Hub,HB-104,,1.234.56,',
    );
    const report = await mapped(DEVICES, table);
    expect(report.errors.map(({ where, message }) => `${where}: ${message.slice(0, 22)}`)).toEqual([
      'line 3: Cost is “151.970”, exp',
      'line 4: Since is “31/12/2023”,',
      'line 5: this row has another n',
      'line 6: Serial is “#N/A”, expe',
      'line 7: Serial is “1.23457E+14',
      'line 9: Cost is “1.234.56”, ex',
    ]);
    expect(report).toMatchObject({ created: 0, offered: 1 });
    expect(await bench.all('configItems')).toEqual([]);
    expect(await mapped(DEVICES, table, true)).toMatchObject({ created: 1, skipped: 7, errors: [] });
    expect((await bench.all('configItems')).map(({ serial }) => serial)).toEqual(['HB-100']);
  });

  it('reads numbers and dates as the map says, and shows first how', async () => {
    const map = { ...DEVICES, numbers: 'comma', dates: 'day-month-year', delimiter: ';' };
    const table = 'Name;Serial;Tag;Cost;Since;Colour\nHub;HB-1;;1.299,50;03/04/2026;red\n';
    const report = await bench.run([await bench.file('table.csv', table)], {
      format: 'csv',
      map: await bench.file('table.map.json', map),
      dryRun: true,
    });
    const shown = report.columns.map(({ column, field, examples }) => [column, field, examples[0]?.value]);
    expect(shown).toEqual([
      ['Name', 'name', 'Hub'],
      ['Serial', 'serial', 'HB-1'],
      ['Tag', 'assetTag', undefined],
      ['Cost', 'commercial.priceMinor', '1299.50'],
      ['Since', 'commercial.deliveredOn', '2026-04-03'],
      ['Colour', null, undefined],
    ]);
  });

  it('takes a preset in the form a company writes', async () => {
    const table = 'Asset Tag;Category;Purchase Cost\nT-1;Laptops;1.299,00\n';
    const preset = { preset: 'snipe-it-assets', delimiter: ';', numbers: 'comma' };
    expect(await mapped(preset, table)).toMatchObject({ created: 1, errors: [] });
    expect((await byTag('T-1'))?.commercial.priceMinor).toBe(129_900);
    const other = await mapped({ preset: 'none' }, table);
    expect(other.errors[0]?.where).toBe('preset');
  });

  const PEOPLE_NAMES = { into: 'people', columns: { Name: 'name', Login: 'login' } };
  const NAMES = 'Name,Login\nBjörn Ö\u20ac,bjoern\n';
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  it.each([
    ['UTF-8 with a mark', {}, Buffer.from(`\ufeff${NAMES}`)],
    ['Windows-1252', { encoding: 'windows-1252' }, Buffer.from(NAMES.replace('\u20ac', '\x80'), 'latin1')],
    ['UTF-16 with a mark', {}, utf16(`\ufeff${NAMES}`)],
    ['UTF-16, the other way round, with a mark', {}, utf16(`\ufeff${NAMES}`).swap16()],
    ['UTF-16 without a mark', { encoding: 'utf-16le' }, utf16(NAMES)],
  ])('reads %s', async (_name, encoding, content) => {
    expect(await mapped({ ...PEOPLE_NAMES, ...encoding }, content)).toMatchObject({ created: 1, errors: [] });
    expect((await bench.all('directory')).map(({ name }) => name)).toEqual(['Björn Ö\u20ac']);
  });

  it.each([
    ['an encoding nobody chose', {}, Buffer.from(NAMES, 'latin1'), 'say in the map how it is encoded'],
    [
      'bytes the encoding has no meaning for',
      { encoding: 'windows-1252' },
      Buffer.from([0x41, 0x81]),
      'not encoded as windows-1252',
    ],
    ['half a character', { encoding: 'utf-16le' }, utf16(NAMES).subarray(1), 'not encoded as utf-16le'],
    ['another delimiter', {}, 'Name;Login\nA;b\n', 'The first line has: Name;Login'],
  ])('guesses nothing: %s', async (_name, encoding, content, message) => {
    const report = await mapped({ ...PEOPLE_NAMES, ...encoding }, content);
    expect(report.errors.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
  });

  it('asks which of two rows with one identifier is right', async () => {
    const table = devices(
      'Dock A,,T-1,,',
      'Dock B,,t-1,,',
      'Dock C,,T-2,,',
      'Dock C,,T-2,,',
      'Hub,HB-1,T-3,,',
      'Bus,HB-1,T-4,,',
    );
    const report = await mapped(DEVICES, table);
    expect(report.errors.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'line 2: Asset tag “T-1” is also in line 3, of something else; which of them is right?',
      'line 3: Asset tag “t-1” is also in line 2, of something else; which of them is right?',
      'line 6: Serial “HB-1” is also in line 7, of something else; which of them is right?',
      'line 7: Serial “HB-1” is also in line 6, of something else; which of them is right?',
    ]);
    expect(await mapped(DEVICES, table, true)).toMatchObject({ created: 1, unchanged: 1, skipped: 4 });
  });

  it('takes no word for nothing as an identifier, and no two rows for one item', async () => {
    const table = devices(
      'L 1,PF1,N/A,,',
      'L 2,PF2,N/A,,',
      'L 3,PF3,-,,',
      'L 4,none,1234,,',
      'L 5,0000000,,,',
      'L 6,0000000,,,',
    );
    expect(await mapped(DEVICES, table)).toMatchObject({ created: 6, errors: [], skipped: 0 });
    expect(await mapped(DEVICES, table)).toMatchObject({ created: 0, unchanged: 6 });
    expect((await bench.all('configItems')).map(({ assetTag }) => assetTag).filter(Boolean)).toEqual([
      '1234',
    ]);
    const twice = await mapped(
      DEVICES,
      devices('L 1,PF1,,1.00,', 'L 1,,1234,2.00,', 'L 4,,1234,2.00,'),
      true,
    );
    expect(twice.records.map(({ action }) => action)).toContain('skipped');
  });

  const STAFF = {
    into: 'people',
    columns: { Login: 'login', Name: 'name', Mail: 'email', Nr: 'employeeNumber' },
  };
  const staff = (...rows: readonly string[]) => ['Login,Name,Mail,Nr', ...rows, ''].join('\n');
  const reasons = ({ records }: Awaited<ReturnType<typeof mapped>>) =>
    records.map(({ why, action }) => {
      const cause = why?.details?.cause as { reason: string } | undefined;
      return cause?.reason ?? action;
    });

  it('takes people for one person by login or number, not by a mail address', async () => {
    const team = staff('k.a,Kim,team@example.org,', 'r.b,Rob,team@example.org,', ',Tess,team@example.org,7');
    expect(await mapped(STAFF, team)).toMatchObject({ created: 3, errors: [], skipped: 0 });
    expect(await mapped(STAFF, team)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    // A mail address alone is nobody; the same name with it is.
    const more = staff(
      ',Una,team@example.org,',
      ',Kim,team@example.org,',
      'k.a,Kim Other,,9',
      'x.y,Tess New,,7',
    );
    expect(reasons(await mapped(STAFF, more))).toEqual([
      'row.maybe_known',
      'unchanged',
      'row.same_record',
      'updated',
    ]);
  });

  it('asks whose a login is when the number is another', async () => {
    await mapped(STAFF, staff('k.a,Kim,,1'));
    expect(reasons(await mapped(STAFF, staff('k.a,Karl,,2')))).toEqual(['row.login_of_another']);
    expect(reasons(await mapped(STAFF, staff('k.adams,Kim,,1')))).toEqual(['updated']);
    // The next one with the first login is somebody new, though the first person was made from it.
    expect(reasons(await mapped(STAFF, staff('k.a,Karl,,2')))).toEqual(['created']);
  });

  it('asks before a name or a mail address is a person, unless the map says it is', async () => {
    const list = 'Name,Phone\nKim,4711\n';
    const phones = { into: 'people', columns: { Name: 'name', Phone: 'phones' } };
    expect(reasons(await mapped(phones, list))).toEqual(['created']);
    expect(reasons(await mapped(phones, list.replace('4711', '4712')))).toEqual(['updated']);
    await mapped(STAFF, staff('r.b,Rob,,'));
    expect(reasons(await mapped(phones, 'Name,Phone\nRob,1\n'))).toEqual(['row.maybe_known']);
    expect(reasons(await mapped({ ...phones, identifyBy: ['name'] }, 'Name,Phone\nRob,1\n'))).toEqual([
      'updated',
    ]);
  });

  it('leaves a place where it is when the table says nothing of that', async () => {
    const map = { into: 'places', columns: { Name: 'name', In: 'parent', Code: 'code' } };
    await mapped(map, 'Name,In,Code\nNorth,,N\nHouse,N,H\n');
    const short = { into: 'places', columns: { Name: 'name', Code: 'code' } };
    expect(await mapped(short, 'Name,Code\nHouse,H\n')).toMatchObject({ unchanged: 1 });
  });
});
