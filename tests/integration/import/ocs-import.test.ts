import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionsOf, type ImportBench, openImportBench } from './import-host.ts';

const COMPUTER = `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST>
  <DEVICEID>wp-21-2026</DEVICEID>
  <QUERY>INVENTORY</QUERY>
  <CONTENT>
    <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>north</KEYVALUE></ACCOUNTINFO>
    <HARDWARE><NAME>WP-21</NAME><UUID>0F0E0D0C-1111-4222-8333-944455556666</UUID><MEMORY>8000</MEMORY></HARDWARE>
    <BIOS><SSN>WPX21</SSN><SMANUFACTURER>Acme</SMANUFACTURER><SMODEL>Slim 3</SMODEL></BIOS>
    <OPERATINGSYSTEM><FULL_NAME>Fedora 42</FULL_NAME><VERSION>42</VERSION></OPERATINGSYSTEM>
    <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>02:AB:CD:00:21:01</MACADDR><STATUS>Up</STATUS></NETWORKS>
    <SOFTWARES><NAME>Editor &amp; more</NAME><VERSION>1</VERSION></SOFTWARES>
    <SOFTWARES><NAME><![CDATA[Viewer <2>]]></NAME></SOFTWARES>
    <ENVS/>
  </CONTENT>
</REQUEST>
`;

const SWITCH = `<REQUEST>
  <DEVICEID>poll-1</DEVICEID>
  <QUERY>SNMPQUERY</QUERY>
  <CONTENT>
    <DEVICE>
      <INFO><TYPE>NETWORKING</TYPE><NAME>SW-9</NAME><SERIAL>SWX9</SERIAL><MAC>02:ab:cd:00:09:00</MAC>
        <IPS><IP>10.9.0.1</IP><IP>10.9.0.2</IP></IPS></INFO>
      <PORTS><PORT><IFNAME>p1</IFNAME><CONNECTIONS><CONNECTION><MAC>02:ab:cd:00:21:01</MAC></CONNECTION></CONNECTIONS></PORT>
        <PORT><IFNAME>p2</IFNAME></PORT></PORTS>
    </DEVICE>
  </CONTENT>
</REQUEST>
`;

describe('importing OCS and FusionInventory XML', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const ocs = async (content: string) =>
    bench.run([await bench.file('device.xml', content)], { format: 'ocs' });

  it('makes the same device as the JSON form would, and nothing the second time', async () => {
    const report = await ocs(COMPUTER);
    expect(actionsOf(report)).toEqual(['created configItem WP-21', 'created inventory WP-21']);
    const [device] = await bench.all('configItems');
    expect(device).toMatchObject({
      serial: 'WPX21',
      manufacturer: 'Acme',
      macs: ['02:AB:CD:00:21:01'],
      softwareCount: 2,
      hardware: { memoryMb: 8_000, os: 'Fedora 42' },
    });
    const [inventory] = await bench.all('inventories');
    expect(inventory?.sections).toMatchObject({
      softwares: [{ name: 'Editor & more', version: '1' }, { name: 'Viewer <2>' }],
      networks: [{ mac: '02:AB:CD:00:21:01', status: 'up' }],
    });
    expect(new Set(actionsOf(await ocs(COMPUTER)).map((line) => line.split(' ')[0]))).toEqual(
      new Set(['unchanged']),
    );
  });

  it('takes a device read over SNMP, with its cable to a known one', async () => {
    await ocs(COMPUTER);
    await ocs(SWITCH);
    const items = await bench.all('configItems');
    const device = items.find((one) => one.name === 'SW-9');
    expect(device).toMatchObject({
      ciClass: 'network_device',
      serial: 'SWX9',
      ips: ['10.9.0.1', '10.9.0.2'],
    });
    const cables = (await bench.all('relations')).filter((one) => one.kind === 'connected_to');
    expect(cables).toHaveLength(1);
    expect(items.map((one) => one.id)).toEqual(
      expect.arrayContaining([cables[0]?.fromId ?? '', cables[0]?.toId ?? '']),
    );
  });

  it.each([
    ['an element that is not closed', COMPUTER.replace('</BIOS>', ''), 'line 14', 'no valid XML'],
    ['a file that is cut off', COMPUTER.slice(0, 300), 'line', 'no valid XML'],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>\n${SWITCH}`, 'line 1', 'document type'],
    [
      'an answer that is no inventory',
      SWITCH.replace('SNMPQUERY', 'NETDISCOVERY'),
      'REQUEST.QUERY',
      'NETDISCOVERY',
    ],
    ['another document', '<html><body/></html>', '(top level)', 'no REQUEST element'],
    ['an inventory without a device id', COMPUTER.replace(/<DEVICEID>.*<\/DEVICEID>/, ''), 'deviceid', ''],
    ['JSON', '{"deviceid":"a"}', 'line 1', 'no valid XML'],
  ])('%s is refused with its place, and nothing is imported', async (_what, content, where, words) => {
    const report = await ocs(content);
    expect(report.errors).toHaveLength(1);
    expect(report.errors[0]?.where).toContain(where);
    expect(report.errors[0]?.message).toContain(words);
    expect(await bench.all('configItems')).toEqual([]);
  });
});
