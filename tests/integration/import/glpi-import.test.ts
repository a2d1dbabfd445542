import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { updateConfigItem } from '#domain/config-items/config-item.commands.ts';
import {
  actionsOf,
  type ImportBench,
  networkSwitch,
  notebook,
  openImportBench,
  partialNotebook,
} from './import-host.ts';

describe('importing inventories', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const glpi = async (content: object, name = 'device.json') =>
    bench.run([await bench.file(name, content)], { format: 'glpi' });
  const item = async (name: string) => {
    const found = (await bench.all('configItems')).find((one) => one.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const relations = async (kind: string) =>
    (await bench.all('relations')).filter((one) => one.kind === kind && one.active);

  it('makes the device, its inventory and its monitor', async () => {
    const report = await glpi(notebook());
    expect(actionsOf(report)).toEqual([
      'created configItem WP-17',
      'created inventory WP-17',
      'created configItem Acme U24',
      'created relation Acme U24 attached to WP-17',
    ]);
    const device = await item('WP-17');
    expect(device).toMatchObject({
      ciClass: 'notebook',
      serial: 'WPX17',
      assetTag: 'T-0017',
      manufacturer: 'Acme',
      softwareCount: 1,
      hardware: { cpu: 'Fast CPU', memoryMb: 16_000 },
    });
    const inventory = (await bench.all('inventories'))[0];
    expect(inventory).toMatchObject({ id: device.id, ciId: device.id });
    expect(inventory?.sections.softwares).toEqual([{ name: 'Editor', version: '1', odd_key: true }]);
    expect(await relations('attached_to')).toMatchObject([
      { fromId: (await item('Acme U24')).id, toId: device.id },
    ]);
  });

  it('changes nothing when it is imported again', async () => {
    const files = [
      await bench.file('part.json', partialNotebook({ softwares: [{ name: 'Viewer' }] })),
      await bench.file('a.json', notebook()),
      await bench.file('b.json', networkSwitch()),
    ];
    await bench.run(files, { format: 'glpi' });
    const before = [
      await bench.all('configItems'),
      await bench.all('inventories'),
      await bench.all('relations'),
    ];
    const again = await bench.run(files, { format: 'glpi' });
    expect(again).toMatchObject({ created: 0, updated: 0, errors: [] });
    expect([
      await bench.all('configItems'),
      await bench.all('inventories'),
      await bench.all('relations'),
    ]).toEqual(before);
  });

  it('lets a partial inventory change its section only, wherever it stands among the files', async () => {
    const part = await bench.file(
      '1-part.json',
      partialNotebook({ softwares: [{ name: 'Editor' }, { name: 'Viewer' }] }),
    );
    const full = await bench.file('2-full.json', notebook());
    await bench.run([part, full], { format: 'glpi' });
    expect((await item('WP-17')).softwareCount).toBe(2);
    const sections = (await bench.all('inventories'))[0]?.sections;
    expect(sections?.cpus).toEqual([{ name: 'Fast CPU' }]);
    expect(sections?.softwares).toHaveLength(2);
    expect(await relations('attached_to')).toHaveLength(1);
  });

  it('takes a partial inventory of a device that came earlier, and its monitors stay', async () => {
    await glpi(notebook());
    const report = await glpi(partialNotebook({ cpus: [{ name: 'Faster CPU' }] }), 'part.json');
    expect(report.records).toMatchObject([
      { kind: 'configItem', action: 'updated', changes: expect.arrayContaining(['hardware']) },
      { kind: 'inventory', action: 'updated', changes: ['cpus'] },
    ]);
    expect(await item('WP-17')).toMatchObject({
      softwareCount: 1,
      hardware: { cpu: 'Faster CPU', memoryMb: 16_000 },
    });
    expect(await relations('attached_to')).toHaveLength(1);
  });

  it('skips a partial inventory of a device that nobody knows', async () => {
    const report = await glpi(partialNotebook({ cpus: [] }));
    expect(report.records).toMatchObject([
      { action: 'skipped', reason: expect.stringContaining('not known') },
    ]);
    expect(await bench.all('configItems')).toEqual([]);
  });

  it('keeps thousands of programs in one document', async () => {
    const softwares = Array.from({ length: 3_000 }, (_, index) => ({
      name: `Program ${index}`,
      version: '1',
    }));
    await glpi(notebook({ softwares }));
    expect((await item('WP-17')).softwareCount).toBe(3_000);
    expect(await bench.all('inventories')).toHaveLength(1);
  });

  it('leaves fields alone that were edited by hand, and says so', async () => {
    await glpi(notebook());
    const { records, env } = bench.host.context;
    const { id } = await item('WP-17');
    await records.change('configItems', id, (ci) =>
      updateConfigItem(ci, { model: 'Light 14 G2' }, { env: env() }),
    );
    const report = await glpi(
      notebook({ bios: { ssn: 'WPX17', smodel: 'Light 15', smanufacturer: 'Apex' } }),
    );
    expect(report.records[0]).toMatchObject({
      action: 'updated',
      changes: expect.arrayContaining(['manufacturer']),
      reason: 'edited by hand and left alone: Model',
    });
    expect(await records.get('configItems', id)).toMatchObject({
      model: 'Light 14 G2',
      manufacturer: 'Apex',
    });
  });

  it('skips what fits several devices', async () => {
    await glpi(notebook());
    const first = await item('WP-17');
    await bench.host.context.records.insert('configItems', { ...first, id: 'twin' });
    const report = await glpi(notebook({ cpus: [] }));
    expect(report.records).toMatchObject([
      { action: 'skipped', reason: expect.stringContaining('ambiguous') },
    ]);
  });

  it('does not take junk serials for identity', async () => {
    const junk = { ssn: 'Default string' };
    await glpi({ deviceid: 'one', content: { hardware: { name: 'ONE' }, bios: junk } }, 'one.json');
    await glpi({ deviceid: 'two', content: { hardware: { name: 'TWO' }, bios: junk } }, 'two.json');
    expect(await bench.all('configItems')).toHaveLength(2);
  });

  it('connects ports to known devices, and discovers neighbours that announce themselves', async () => {
    await glpi(notebook());
    const report = await glpi(networkSwitch(), 'switch.json');
    const found = await item('core-1');
    expect(found).toMatchObject({ ciClass: 'network_device', tags: ['discovered'] });
    const cables = await relations('connected_to');
    expect(cables.map((one) => [one.toId, one.label])).toEqual(
      expect.arrayContaining([
        [found.id, 'Gi1/1 - Te1/1'],
        [(await item('WP-17')).id, 'Gi1/2'],
      ]),
    );
    expect(cables).toHaveLength(2);
    expect(report.records.at(-1)?.action ?? '').not.toBe('');
    expect(report.records.find((one) => one.reason?.startsWith('1 address '))).toMatchObject({
      action: 'skipped',
    });
  });

  it('recognises a discovered neighbour when its own inventory comes', async () => {
    await glpi(networkSwitch());
    const { id } = await item('core-1');
    await glpi(
      {
        deviceid: 'core-1',
        itemtype: 'NetworkEquipment',
        content: { network_device: { type: 'Networking', name: 'core-1.example', serial: 'CORE1' } },
      },
      'core.json',
    );
    const core = await bench.host.context.records.get('configItems', id);
    expect(core).toMatchObject({ serial: 'CORE1', tags: [] });
  });

  it('moves a monitor with its relation, and ends a cable that is gone', async () => {
    await glpi(notebook());
    const other = {
      deviceid: 'WP-18',
      content: { hardware: { name: 'WP-18' }, bios: { ssn: 'WPX18' }, monitors: [{ serial: 'MON-1' }] },
    };
    await glpi(other, 'other.json');
    expect(await relations('attached_to')).toMatchObject([{ toId: (await item('WP-18')).id }]);
    await glpi(networkSwitch(), 'switch.json');
    await glpi(networkSwitch({ sysname: 'core-2', sysdescr: 'Cisco IOS' }), 'switch.json');
    const ends = (await relations('connected_to')).map((one) => one.toId);
    expect(ends).toContain((await item('core-2')).id);
    expect(ends).not.toContain((await item('core-1')).id);
  });
});
