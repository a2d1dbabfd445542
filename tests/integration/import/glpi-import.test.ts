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

  it('leaves what fits several devices to a person, with the evidence', async () => {
    await glpi(notebook());
    const first = await item('WP-17');
    await bench.host.context.records.insert('configItems', { ...first, id: 'twin' });
    const before = await bench.all('inventories');
    const report = await glpi(notebook({ cpus: [] }));
    expect(report).toMatchObject({ created: 0, updated: 0, ambiguous: 1 });
    expect(report.records).toMatchObject([
      {
        action: 'ambiguous',
        label: 'WP-17',
        file: expect.stringContaining('device.json'),
        reason: expect.stringContaining('ambiguous'),
        candidates: [
          { id: first.id, for: expect.arrayContaining([expect.objectContaining({ kind: 'serial' })]) },
          { id: 'twin', against: [] },
        ],
      },
    ]);
    expect(await bench.all('inventories')).toEqual(before);
  });

  const machine = (name: string, content: object = {}, top: object = {}) => ({
    deviceid: `${name}-2026-05-04-08-00-00`,
    itemtype: 'Computer',
    ...top,
    content: { versionclient: 'agent 1', hardware: { name }, bios: { ssn: `${name}-SN` }, ...content },
  });
  const both = async (one: object, two: object) =>
    bench.run([await bench.file('1.json', one), await bench.file('2.json', two)], { format: 'glpi' });
  const screens = (...altserials: string[]) => ({
    monitors: altserials.map((altserial) => ({
      caption: 'V27',
      manufacturer: 'Acme',
      serial: 'V27A',
      altserial,
    })),
  });

  it('tells screens of a series apart by their second number, also on one desk', async () => {
    const report = await both(
      machine('WP-1', screens('V27A01')),
      machine('WP-2', screens('V27A02', 'V27A03')),
    );
    expect(report.skipped).toBe(0);
    const attached = await relations('attached_to');
    expect(new Set(attached.map(({ fromId }) => fromId)).size).toBe(3);
    const again = await glpi(machine('WP-1', screens('V27A01')), 'again.json');
    expect(again).toMatchObject({ created: 0, updated: 0 });
    expect(await relations('attached_to')).toEqual(attached);
  });

  it('learns the second number of a screen that it knew by the first', async () => {
    await glpi(machine('WP-1', { monitors: [{ caption: 'V27', manufacturer: 'Acme', serial: 'V27A' }] }));
    await glpi(machine('WP-1', screens('V27A01')));
    await glpi(machine('WP-2', screens('V27A02')), 'other.json');
    expect((await bench.all('configItems')).filter((one) => one.ciClass === 'monitor')).toHaveLength(2);
    expect(await relations('attached_to')).toHaveLength(2);
  });

  it('lets one device have a screen that two of a run name, and nothing changes the second time', async () => {
    const screen = { monitors: [{ caption: 'V27', serial: 'V27B' }] };
    const dated = (logdate: string) => ({ ...screen, accesslog: { logdate } });
    const late = machine('WP-1', dated('2026-05-04 09:00:00'));
    const early = machine('WP-2', dated('2026-05-04 08:00:00'));
    const report = await both(late, early);
    expect(report.records.find(({ action }) => action === 'skipped')?.reason).toContain('another device');
    expect(await relations('attached_to')).toMatchObject([{ toId: (await item('WP-1')).id }]);
    expect(await both(early, late)).toMatchObject({ created: 0, updated: 0 });
  });

  it('keeps a container and its host apart, which share the firmware', async () => {
    const bios = { ssn: 'SRV-100' };
    const host = machine('SRV-1', { bios, hardware: { name: 'SRV-1', vmsystem: 'Physical' } });
    const guest = machine('BOX-1', { bios, hardware: { name: 'BOX-1', vmsystem: 'lxc' } });
    const report = await both(host, guest);
    expect(report).toMatchObject({ created: 4, ambiguous: 0 });
    expect(await item('SRV-1')).toMatchObject({ serial: 'SRV-100', ciClass: 'desktop' });
    expect(report.records.find(({ candidates }) => candidates !== undefined)?.reason).toContain(
      'a device of its own',
    );
    expect(await both(guest, host)).toMatchObject({ created: 0, updated: 0 });
  });

  it('relates the guests of a host to known machines, whichever way their UUID is written', async () => {
    const guests = [
      { name: 'vm one', uuid: '00112233-4455-6677-8899-aabbccddeeff' },
      { name: 'vm-2' },
      { name: 'vm-3', uuid: '6f1c2a5e-1111-4222-8333-9a0b1c2d3e01' },
    ];
    const virtual = (name: string, uuid: string | null) =>
      machine(name, { bios: {}, hardware: { name, uuid, vmsystem: 'VMware' } });
    await glpi(virtual('VM-1', '33221100-5544-7766-8899-AABBCCDDEEFF'), '1.json');
    await glpi(virtual('VM-2', null), '2.json');
    await glpi(machine('HOST-1', { virtualmachines: guests }), 'host.json');
    const [host, one, two] = [await item('HOST-1'), await item('VM-1'), await item('VM-2')];
    const running = async () => (await relations('runs_on')).map(({ fromId, toId }) => [fromId, toId]).sort();
    expect(await running()).toEqual(
      [
        [one.id, host.id],
        [two.id, host.id],
      ].sort(),
    );
    await glpi(machine('HOST-2', { virtualmachines: guests.slice(0, 1) }), 'other.json');
    expect(await running()).toEqual(
      [
        [one.id, (await item('HOST-2')).id],
        [two.id, host.id],
      ].sort(),
    );
  });

  it('takes what a switch says of a computer for no word about its screens and guests', async () => {
    await glpi(notebook());
    const device = { type: 'Computer', name: 'WP-17', serial: 'WPX17' };
    await glpi({ deviceid: 'poll', content: { network_device: device } }, 'poll.json');
    expect(await relations('attached_to')).toHaveLength(1);
  });

  it('makes a phone on each port of phones that call themselves alike', async () => {
    const phone = (last: number) => ({
      ifname: `p${last}`,
      lldp: true,
      connections: [
        { ip: `10.3.0.${last}`, sysname: 'Acme IP Phone 300', sysdescr: 'Acme phone', ifdescr: 'LAN' },
      ],
    });
    const content = { network_device: { name: 'sw-3', serial: 'SWX3' }, network_ports: [phone(1), phone(2)] };
    const answer = { deviceid: 'sw-3', itemtype: 'NetworkEquipment', content };
    await glpi(answer);
    const phones = (await bench.all('configItems')).filter((one) => one.ciClass === 'phone');
    expect(phones.map(({ ips }) => ips)).toEqual(expect.arrayContaining([['10.3.0.1'], ['10.3.0.2']]));
    expect(await relations('connected_to')).toHaveLength(2);
    expect(await glpi(answer)).toMatchObject({ created: 0, updated: 0 });
  });

  it('hangs a cable on the switch whose neighbour gave its name with its serial number', async () => {
    const sysname = 'CORE-9(ABC1234X)';
    await glpi(networkSwitch({ sysname, ifdescr: 'Eth1/9', sysdescr: 'Nexus', ip: '10.9.0.9' }));
    const core = { deviceid: 'poll', content: { network_device: { name: 'CORE-9', serial: 'ABC1234X' } } };
    await glpi(core, 'core.json');
    const found = (await bench.all('configItems')).filter((one) => one.name.startsWith('CORE-9'));
    expect(found).toMatchObject([{ name: 'CORE-9', serial: 'ABC1234X' }]);
    expect((await relations('connected_to')).map(({ toId }) => toId)).toContain(found[0]?.id);
  });

  it.each([
    ['an error', { error: { message: 'timeout' }, versionclient: 'agent 1' }],
    ['nothing of a device', { versionclient: 'agent 1' }],
  ])('an answer with %s touches nothing', async (_what, content) => {
    await glpi(notebook());
    const before = [await bench.all('configItems'), await bench.all('inventories')];
    const report = await glpi({ deviceid: 'WP-17-2026-05-04-08-00-00', content }, 'error.json');
    expect(report.records).toMatchObject([{ action: 'skipped', reason: 'there is no device in it' }]);
    expect([await bench.all('configItems'), await bench.all('inventories')]).toEqual(before);
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
