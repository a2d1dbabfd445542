import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionsOf, type ImportBench, openImportBench } from './import-host.ts';
import { COMPUTER_XML, SWITCH_XML } from './ocs-samples.ts';

describe('importing OCS and FusionInventory XML', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const ocs = async (content: string) =>
    bench.run([await bench.file('device.xml', content)], { format: 'ocs' });

  it('makes the same device as the JSON form would, and nothing the second time', async () => {
    const report = await ocs(COMPUTER_XML);
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
    expect(new Set(actionsOf(await ocs(COMPUTER_XML)).map((line) => line.split(' ')[0]))).toEqual(
      new Set(['unchanged']),
    );
  });

  it('takes a device read over SNMP, with its cable to a known one', async () => {
    await ocs(COMPUTER_XML);
    await ocs(SWITCH_XML);
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
    ['an element that is not closed', COMPUTER_XML.replace('</BIOS>', ''), 'line 14', 'no valid XML'],
    ['a file that is cut off', COMPUTER_XML.slice(0, 300), 'line', 'no valid XML'],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>\n${SWITCH_XML}`, 'line 1', 'document type'],
    [
      'an answer that is no inventory',
      SWITCH_XML.replace('SNMPQUERY', 'NETDISCOVERY'),
      'REQUEST.QUERY',
      'NETDISCOVERY',
    ],
    ['another document', '<html><body/></html>', '(top level)', 'no REQUEST element'],
    [
      'an inventory without a device id',
      COMPUTER_XML.replace(/<DEVICEID>.*<\/DEVICEID>/, ''),
      'deviceid',
      '',
    ],
    ['JSON', '{"deviceid":"a"}', 'line 1', 'no valid XML'],
  ])('%s is refused with its place, and nothing is imported', async (_what, content, where, words) => {
    const report = await ocs(content);
    expect(report.errors).toHaveLength(1);
    expect(report.errors[0]?.where).toContain(where);
    expect(report.errors[0]?.message).toContain(words);
    expect(await bench.all('configItems')).toEqual([]);
  });
});
