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
});
