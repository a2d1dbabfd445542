import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventLog, type ImportBench, notebook, openImportBench } from './import-host.ts';

type Content = string | Buffer | object;

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

const LOG = eventLog();
const JSON_TEXT = JSON.stringify(notebook(), null, 2);

const BAD_LOGS: readonly (readonly [string, Content, string | null, string])[] = [
  ['an empty file', '', null, 'it is empty'],
  ['a header without rows', LOG.split('\n')[0] ?? '', null, 'no rows'],
  [
    'missing columns',
    LOG.replace('sys_mod_count', 'counter').replace('impact', 'effect'),
    'line 1',
    'sys_mod_count, impact',
  ],
  ['a column twice', LOG.replace('active', 'number'), 'line 1', '“number” is there twice'],
  ['a row that is cut off', LOG.slice(0, -60), 'line 5', 'another number of columns'],
  ['a quote that is not closed', LOG.replace('Phone', '"Phone'), null, 'quotation mark'],
  [
    'a wrong date',
    LOG.replace('04-05-2026 08:05', '31-02-2026 08:05'),
    'line 2',
    'sys_updated_at is “31-02-2026 08:05”',
  ],
  [
    'a category that no field takes',
    LOG.replace('Category 5', 'c'.repeat(81)),
    'line 2',
    'at most 80 characters',
  ],
  ['UTF-16', utf16(LOG), 'byte 0', 'UTF-16'],
  ['Latin-1', latin1(LOG.replace('Location 4', 'München')), null, 'not valid UTF-8'],
  ['zero bytes', Buffer.concat([Buffer.from(LOG), Buffer.from([0])]), `byte ${LOG.length}`, 'zero byte'],
  ['JSON', JSON_TEXT, null, ''],
];

const BAD_INVENTORIES: readonly (readonly [string, Content, string | null, string])[] = [
  ['an empty file', '', null, 'it is empty'],
  ['a file that is cut off', JSON_TEXT.slice(0, 200), 'line 8, column 42', 'not complete'],
  [
    'a comma too many',
    JSON_TEXT.replace('"Computer",', '"Computer",,'),
    'line 3, column 26',
    'no valid JSON',
  ],
  ['XML', '<?xml version="1.0"?>\n<REQUEST/>\n', 'line 1, column 1', "no valid JSON: Unexpected token '<'"],
  [
    'a value without quotes',
    JSON_TEXT.replace('"WPX17"', 'WPX17'),
    'line 13, column 14',
    "Unexpected token 'W'",
  ],
  [
    'lists in lists without end',
    JSON_TEXT.replace('"WPX17"', `${'['.repeat(9_000)}${']'.repeat(9_000)}`),
    'line 13, column 43',
    'more than 32 levels deep',
  ],
  ['a list', [notebook()], '(top level)', 'must be an object'],
  [
    'a wrong type deep inside',
    notebook({ softwares: [{ name: 'a' }, { name: { en: 'b' } }] }),
    'content.softwares[1].name',
    '',
  ],
  ['a section that is no list', notebook({ monitors: 'two' }), 'content.monitors', 'must be a list'],
  ['no device id', { content: {} }, 'deviceid', ''],
  ['Latin-1', latin1('{"deviceid":"Büro"}'), 'byte 14', '0xfc is not valid UTF-8'],
  ['UTF-16', utf16(JSON_TEXT), 'byte 0', 'UTF-16'],
  [
    'an inventory no server takes',
    notebook({ processes: [{ cmd: 'x'.repeat(8_000_000) }] }),
    'content',
    'larger than 7.5 MB',
  ],
];

describe('input that can not be imported', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await openImportBench();
  });
  afterAll(() => bench.close());

  const nothingThere = async (): Promise<void> => {
    for (const collection of ['tickets', 'configItems', 'directory', 'settings'] as const) {
      expect(await bench.all(collection)).toEqual([]);
    }
  };

  it.each(BAD_LOGS)('is refused with its place, as a log: %s', async (_name, content, where, message) => {
    const file = await bench.file('log.csv', content);
    const good = await bench.file('good.csv', LOG);
    const report = await bench.run([good, file], { format: 'servicenow-incidents' });
    expect(report.errors).toHaveLength(1);
    expect(report.errors[0]).toMatchObject({ file, message: expect.stringContaining(message) });
    if (where !== null) expect(report.errors[0]?.where).toBe(where);
    await nothingThere();
  });

  it.each(BAD_INVENTORIES)(
    'is refused with its place, as an inventory: %s',
    async (_name, content, where, message) => {
      const file = await bench.file('device.json', content);
      const good = await bench.file('good.json', notebook());
      const report = await bench.run([good, file], { format: 'glpi' });
      expect(report.errors).toHaveLength(1);
      expect(report.errors[0]).toMatchObject({ file, message: expect.stringContaining(message) });
      if (where !== null) expect(report.errors[0]?.where).toBe(where);
      await nothingThere();
    },
  );

  it.each([
    ['a file that is not there', 'nothing.csv', 'there is no such file'],
    ['a path through a file', 'good.csv/more', 'not a directory'],
  ])('is refused before anything is read: %s', async (_name, path, message) => {
    await bench.file('good.csv', LOG);
    const report = await bench.run([join(bench.folder, path)], { format: 'servicenow-incidents' });
    expect(report.errors[0]?.message).toContain(message);
  });

  it('is refused when it is too large, without reading it', async () => {
    const path = join(bench.folder, 'large.csv');
    const handle = await open(path, 'w');
    await handle.truncate(200 * 1024 * 1024);
    await handle.close();
    const report = await bench.run([path], { format: 'servicenow-incidents' });
    expect(report.errors[0]?.message).toContain('it has 200 MB; at most 64 MB');
    const inventory = await bench.run([path], { format: 'glpi' });
    expect(inventory.errors[0]?.message).toContain('200 MB');
  });

  it('takes a byte order mark and Windows line ends', async () => {
    const content = `\ufeff${LOG.replaceAll('\n', '\r\n')}`;
    const report = await bench.run([await bench.file('log.csv', content)], {
      format: 'servicenow-incidents',
      dryRun: true,
    });
    expect(report).toMatchObject({ errors: [], skipped: 0 });
    expect(report.records.filter((record) => record.kind === 'incident')).toHaveLength(2);
  });
});
