import { describe, expect, it } from 'vitest';
import { ciFactsOf, ciIdOf, identityOf } from '#domain/import/glpi-facts.ts';
import {
  type GlpiInventory,
  parseGlpiInventory,
  readSections,
  sectionsToReplace,
} from '#domain/import/glpi-format.ts';
import {
  attachedIn,
  cableRelationId,
  discoveredFacts,
  neighboursIn,
} from '#domain/import/glpi-neighbours.ts';
import { unwrap } from '../domain/env.ts';

const inventory = (content: object, top: object = {}): GlpiInventory =>
  unwrap(parseGlpiInventory({ deviceid: 'wp-17-2026-05-04-08-00-00', content, ...top }));
const sectionsOf = (content: object) => {
  const sections = readSections(inventory(content).sections);
  if (sections === null) throw new Error('unreadable');
  return sections;
};
const factsOf = (content: object, top: object = {}) => {
  const read = inventory(content, top);
  return ciFactsOf(read, sectionsOf(content));
};

describe('reading an inventory', () => {
  it('keeps keys the format does not know, at every depth', () => {
    const read = inventory(
      { novelty: [{ a: 1 }], hardware: { name: 'WP-17', mood: 'good' } },
      { future: true },
    );
    expect(read.sections).toEqual({ novelty: [{ a: 1 }], hardware: { name: 'WP-17', mood: 'good' } });
  });

  it.each([
    [{ content: {} }, 'deviceid'],
    [{ deviceid: 'x' }, 'content'],
    [{ deviceid: 'x', content: [] }, 'content'],
    [{ deviceid: 'x', content: { softwares: {} } }, 'content.softwares'],
    [{ deviceid: 'x', content: { softwares: [{ name: 'a' }, { name: {} }] } }, 'content.softwares[1].name'],
    [{ deviceid: 'x', content: { batteries: 'full' } }, 'content.batteries'],
    [{ deviceid: 'x', content: { hardware: { name: ['a'] } } }, 'content.hardware.name'],
    [{ deviceid: 'x', itemtype: 'Toaster', content: {} }, 'itemtype'],
    [[], { reason: 'where.top' }],
    [null, { reason: 'where.top' }],
  ])('says where a type is wrong: %j', (value, path) => {
    expect(parseGlpiInventory(value)).toMatchObject({ ok: false, error: { details: { path } } });
  });

  it('lets a partial inventory replace its subject, not what says which device it is', () => {
    const content = { bios: {}, hardware: {}, cpus: [{}], versionclient: 'a' };
    expect(sectionsToReplace(inventory(content, { partial: true }))).toEqual(['cpus']);
    expect(sectionsToReplace(inventory(content))).toEqual(Object.keys(content));
    expect(sectionsToReplace(inventory({ bios: {} }, { partial: true }))).toEqual(['bios']);
  });
});

describe('what an inventory says', () => {
  it('ignores junk identifiers and adapters that are not the device own', () => {
    const facts = factsOf({
      bios: {
        ssn: 'To Be Filled By O.E.M.',
        assettag: 'Default string',
        smanufacturer: 'Acme',
        smodel: 'A1',
      },
      hardware: {
        name: 'WP-17',
        uuid: '03000200-0400-0500-0006-000700080009',
        chassis_type: 'Laptop',
        memory: '7800',
      },
      networks: [
        { description: 'lo', mac: '00:00:00:00:00:00', ipaddress: '127.0.0.1', type: 'loopback' },
        { description: 'docker0', mac: '02:42:ac:11:00:02', virtualdev: true, ipaddress: '172.17.0.1' },
        { description: 'eth0', mac: '8c:16:45:aa:bb:cc', ipaddress: '10.1.2.3' },
        { description: 'eth0', mac: '8c:16:45:aa:bb:cc', ipaddress6: 'fe80::1' },
      ],
      cpus: [{ name: 'Fast CPU' }, { name: 'Fast CPU' }],
      storages: [{ disksize: 256060 }],
      softwares: [{ name: 'a' }, { name: 'b' }],
    });
    expect(facts).toMatchObject({
      ciClass: 'notebook',
      name: 'WP-17',
      serial: null,
      uuid: null,
      assetTag: null,
      macs: ['8C:16:45:AA:BB:CC'],
      ips: ['10.1.2.3'],
      softwareCount: 2,
      hardware: { cpu: '2 x Fast CPU', memoryMb: 7800, storageGb: 256 },
    });
  });

  it.each([
    [{ hardware: { vmsystem: 'VMware' } }, {}, 'virtual_machine'],
    [{ hardware: { chassis_type: 'Rack Mount Chassis', vmsystem: 'Physical' } }, {}, 'server'],
    [{ operatingsystem: { full_name: 'Windows Server 2022' } }, {}, 'server'],
    [{ hardware: {} }, { itemtype: 'Computer' }, 'desktop'],
    [{ operatingsystem: { name: 'Android' } }, { itemtype: 'Phone' }, 'mobile_phone'],
    [{ network_device: { type: 'Phone' } }, { itemtype: 'Phone' }, 'phone'],
    [{ network_device: { type: 'Networking' } }, {}, 'network_device'],
    [{}, { itemtype: 'Printer' }, 'printer'],
    [{}, { itemtype: 'Unmanaged' }, 'other'],
    [{ hardware: { chassis_type: 'SubNotebook' } }, {}, 'notebook'],
    [{ hardware: { chassis_type: 'Something within' } }, {}, 'desktop'],
  ])('takes the class from type and chassis: %j %j', (content, top, ciClass) => {
    expect(factsOf(content, top).ciClass).toBe(ciClass);
  });

  it('leaves out adapters that software or a radio stick brings', () => {
    const adapter = (last: number, more: object) => ({ mac: `8c:16:45:00:00:0${last}`, ...more });
    const { macs } = factsOf({
      networks: [
        adapter(1, { description: 'Ethernet' }),
        adapter(2, { description: 'Radio', type: 'bluetooth' }),
        adapter(3, { description: 'Bluetooth Device (Personal Area Network)' }),
        adapter(4, { description: 'Acme SSL VPN Adapter' }),
        adapter(5, { description: 'USB 2.0 dock' }),
      ],
    });
    expect(macs).toEqual(['8C:16:45:00:00:01', '8C:16:45:00:00:05']);
  });

  it('cleans texts of control characters, and keeps a version that is one digit over and over', () => {
    expect(
      factsOf({
        bios: { ssn: 'WPX17\u0000\u0000', smodel: 'Light\u0007 14' },
        operatingsystem: { version: '11' },
      }),
    ).toMatchObject({ serial: 'WPX17', model: 'Light 14', hardware: { osVersion: '11' } });
  });

  it('makes the id from the strongest identifier, however it is written', () => {
    const id = (content: object) => ciIdOf(identityOf(factsOf(content)), 'x');
    expect(id({ bios: { ssn: 'ab 12' }, hardware: { name: 'one' } })).toBe(
      id({ bios: { ssn: 'AB12' }, hardware: { name: 'two' } }),
    );
    expect(id({ hardware: { uuid: '4c4c4544-0034-3010-8048-b6c04f503732' } })).toMatch(/^ci-uuid-/);
    expect(id({ networks: [{ mac: '8c16.45aa.bbcc' }] })).toBe(
      id({ networks: [{ mac: '8C-16-45-AA-BB-CC' }] }),
    );
  });
});

describe('what is around the device', () => {
  it('finds monitors and printers', () => {
    const attached = attachedIn(
      sectionsOf({
        monitors: [{ caption: 'U24', manufacturer: 'Acme', serial: 'M1' }, { name: 'Panel' }],
        printers: [{ name: 'Laser', driver: 'Acme L1', serial: 'P1' }],
      }),
    );
    expect(attached.map((one) => [one.ciClass, one.name, one.serial])).toEqual([
      ['monitor', 'Acme U24', 'M1'],
      ['monitor', 'Panel', null],
      ['printer', 'Laser', 'P1'],
    ]);
  });

  it('tells neighbours that announce themselves from addresses that were learnt', () => {
    const found = neighboursIn(
      sectionsOf({
        network_ports: [
          {
            ifname: 'Gi1',
            lldp: true,
            connections: [{ sysname: 'sw-2', ifdescr: 'Gi9', sysdescr: 'Cisco IOS' }],
          },
          { ifname: 'Gi2', connections: [{ mac: '8c:16:45:aa:bb:cc' }] },
          { ifname: 'Gi3', connections: [{ mac: ['8c:16:45:aa:bb:01', '8c:16:45:aa:bb:02'] }] },
          { ifname: 'Gi4', lldp: true, connections: [{}] },
        ],
      }),
    );
    expect(found.map((one) => [one.port, one.announced, one.remotePort])).toEqual([
      ['Gi1', true, 'Gi9'],
      ['Gi2', false, null],
    ]);
    const [first] = found;
    if (first === undefined) throw new Error('no neighbour');
    expect(discoveredFacts(first)).toMatchObject({
      ciClass: 'network_device',
      name: 'sw-2',
      manufacturer: 'Cisco',
    });
  });

  it.each([
    [{ sysname: 'x', sysdescr: 'Acme BIOS 1.2 radios' }, 'other'],
    [{ sysname: 'ap-1', sysdescr: 'Acme Access Point' }, 'network_device'],
    [{ sysname: 'x', sysdescr: 'Cisco IP Phone' }, 'phone'],
    [{ sysname: 'SIP Phone', ip: '10.0.0.9' }, 'phone'],
    [{ sysname: 'x', model: 'LaserJet 400' }, 'printer'],
    [{ sysname: 'x', sysdescr: 'Smartphones and switches' }, 'other'],
  ])('takes the class of %j from whole words', (connection, ciClass) => {
    const ports = [{ ifname: 'Gi1', lldp: true, connections: [connection] }];
    const [found] = neighboursIn(sectionsOf({ network_ports: ports }));
    if (found === undefined) throw new Error('no neighbour');
    expect(discoveredFacts(found).ciClass).toBe(ciClass);
  });

  it.each([
    ['SW-1(ABC1234X)', 'SW-1', 'ABC1234X'],
    ['SW-1.example.org(ABC1234X)', 'SW-1.example.org', 'ABC1234X'],
    ['SW-1(backup)', 'SW-1(backup)', null],
    ['Acme Phone 300', null, null],
  ])('reads the neighbour %s', (sysname, name, serial) => {
    const ports = [{ ifname: 'Gi1', lldp: true, connections: [{ sysname }] }];
    expect(neighboursIn(sectionsOf({ network_ports: ports }))[0]?.identity).toMatchObject({ name, serial });
  });

  it('takes the number that tells a screen apart, and keeps the other one', () => {
    const monitors = [
      { name: 'A', serial: '01010101', altserial: 'R1' },
      { name: 'B', serial: 'S1', altserial: 'R2' },
      { name: 'C', serial: '16843009', altserial: '' },
    ];
    expect(attachedIn(sectionsOf({ monitors })).map((one) => [one.serial, one.otherSerials])).toEqual([
      ['R1', []],
      ['S1', ['R2']],
      [null, []],
    ]);
  });

  it('gives a cable one id from both ends', () => {
    const one = { ciId: 'ci-a', port: 'Gi1' };
    const other = { ciId: 'ci-b', port: 'Gi9' };
    expect(cableRelationId(one, other)).toBe(cableRelationId(other, one));
    expect(cableRelationId(one, other)).not.toBe(cableRelationId({ ciId: 'ci-a', port: 'Gi2' }, other));
  });
});
