import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '#contracts/registry.ts';
import { actAs, command, data, query, refusal } from '../host/support/test-host.ts';
import { type ImportBench, notebook, openImportBench } from './import-host.ts';

const MAP = { into: 'people', columns: { Login: 'login', Name: 'name' } };

describe('files that somebody chose in a window', () => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await openImportBench();
    await actAs(bench.host, { roles: ['administrator'], personId: 'ada' });
  });
  afterAll(() => bench.close());

  const offered = async (name: string, content: string): Promise<string> =>
    bench.host.context.offered.offer(await bench.file(name, content));
  const told: string[] = [];
  const run = (input: Partial<CommandInput<'imports.run'>> & { readonly fileIds: string[] }) =>
    command(
      bench.host,
      'imports.run',
      { format: 'csv', map: MAP, ...input },
      { signal: { aborted: false }, progress: (_done, _total, text) => told.push(text) },
    );

  it('are looked over, imported and listed by their names: no window learns where they lie', async () => {
    const one = await offered('one.csv', 'Login,Name\nolga,Olga Ferreira\nxena,Xena Newhart\n');
    const other = await offered('other.csv', 'Login,Name\nolga,Olga Other\n');
    const looked = await data(run({ fileIds: [one, other], dryRun: true }));
    // Each names the other file in the reason, too.
    expect(JSON.stringify(looked.errors)).toContain('other.csv:2');
    expect(JSON.stringify(looked.errors)).toContain('one.csv:2');
    expect(looked).toMatchObject({ files: ['one.csv', 'other.csv'], offered: 1, run: null });
    const done = await data(run({ fileIds: [one, other], skipBadRows: true }));
    expect(done).toMatchObject({ created: 1, skipped: 2 });
    const { rows } = await data(query(bench.host, 'imports.list', {}));
    expect(rows).toMatchObject([{ id: done.run, by: 'ada', files: ['one.csv', 'other.csv'] }]);
    const device = await offered('device.json', JSON.stringify(notebook()));
    await data(run({ fileIds: [device], format: 'glpi', map: null, dryRun: true }));
    expect(told).toContain('progress.reading {"file":"device.json"}');
    expect(JSON.stringify([looked, done, rows, told])).not.toContain(bench.folder);
  });

  it('are imported in the name of whoever began, whoever is signed in meanwhile', async () => {
    const fileId = await offered('device.json', JSON.stringify(notebook()));
    const report = await data(
      command(
        bench.host,
        'imports.run',
        { fileIds: [fileId], format: 'glpi' },
        {
          signal: { aborted: false },
          progress: () => void actAs(bench.host, { roles: ['administrator'], personId: 'other' }),
        },
      ),
    );
    expect(report).toMatchObject({ created: 4, errors: [] });
    const items = await bench.all('configItems');
    expect(new Set(items.flatMap(({ journal }) => journal.map(({ by }) => by)))).toEqual(new Set(['ada']));
    await actAs(bench.host, { roles: ['administrator'], personId: 'ada' });
  });

  it('show their columns, and say so where they are no table or not here any more', async () => {
    const fileId = await offered('columns.csv', 'Login,Name\nxena,Xena Newhart\n');
    expect(await data(query(bench.host, 'imports.columns', { fileId }))).toEqual({
      columns: [
        { name: 'Login', cells: ['xena'] },
        { name: 'Name', cells: ['Xena Newhart'] },
      ],
    });
    const empty = await offered('empty.csv', '');
    expect((await refusal(query(bench.host, 'imports.columns', { fileId: empty }))).code).toBe('invalid');
    expect((await refusal(run({ fileIds: ['nothing'] }))).reason).toBe('import.file_gone');
  });

  it('are imported only by who may import all that is in them', async () => {
    const fileId = await offered('people.csv', 'Login,Name\nyuri,Yuri Newman\n');
    await actAs(bench.host, { roles: ['change-manager'], personId: 'kim' });
    expect((await refusal(run({ fileIds: [fileId] }))).code).toBe('forbidden');
  });
});
