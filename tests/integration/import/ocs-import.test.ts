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

  const snmp = (content: string) =>
    `<REQUEST><DEVICEID>poller-2026-05-04-08-00-00</DEVICEID><QUERY>SNMPQUERY</QUERY><CONTENT>${content}</CONTENT></REQUEST>`;
  const device = (name: string, mac: string) =>
    `<DEVICE><INFO><TYPE>NETWORKING</TYPE><NAME>${name}</NAME><MAC>${mac}</MAC></INFO></DEVICE>`;
  const unanswered = '<DEVICE><ERROR><ID>7</ID><MESSAGE>no answer</MESSAGE></ERROR></DEVICE>';

  it('takes every device that an agent read, by itself and not by the agent', async () => {
    const both = device('sw-1', '02:ab:cd:00:01:00') + unanswered + device('sw-2', '02:ab:cd:00:02:00');
    const report = await ocs(snmp(both));
    expect(report).toMatchObject({ created: 4, skipped: 1 });
    expect(report.records.at(-1)?.reason).toBe('the device did not answer: no answer');
    await ocs(snmp(device('sw-3', '02:ab:cd:00:03:00')));
    expect((await bench.all('configItems')).map(({ name }) => name).sort()).toEqual(['sw-1', 'sw-2', 'sw-3']);
  });

  it.each([
    ['no answer of the device', unanswered],
    ['the beginning of its work', '<AGENT><START>1</START></AGENT><PROCESSNUMBER>1</PROCESSNUMBER>'],
    ['the end of its work', '<AGENT><END>1</END></AGENT>'],
    ['a device of which it knows nothing', '<DEVICE><INFO><TYPE>PRINTER</TYPE><NAME></NAME></INFO></DEVICE>'],
  ])('leaves the computer of an agent alone that tells of %s', async (_what, content) => {
    await ocs(COMPUTER_XML);
    const before = [await bench.all('configItems'), await bench.all('inventories')];
    const report = await ocs(snmp(content).replace('poller-2026-05-04-08-00-00', 'wp-21-2026'));
    expect(report).toMatchObject({ created: 0, updated: 0, skipped: 1, errors: [] });
    expect([await bench.all('configItems'), await bench.all('inventories')]).toEqual(before);
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
