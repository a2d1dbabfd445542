import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionsOf, type ImportBench, notebook, openImportBench } from './import-host.ts';

const computer = (name: string): string =>
  JSON.stringify(
    notebook({
      hardware: { name, chassis_type: 'Laptop' },
      bios: { ssn: `WPX-${name}` },
      networks: [],
      monitors: [],
    }),
  );

describe('importing folders', () => {
  let bench: ImportBench;
  let folder: string;
  beforeEach(async () => {
    bench = await openImportBench();
    folder = join(bench.folder, 'answers');
    await mkdir(join(folder, 'north', 'cellar'), { recursive: true });
  });
  afterEach(() => bench.close());

  const lay = (name: string, content: string) => writeFile(join(folder, name), content);
  const run = (...paths: readonly string[]) => bench.run(paths, { format: 'glpi' });
  const names = async () => (await bench.all('configItems')).map(({ name }) => name).sort();

  it('takes the files of a format, of all folders in it, and names what it leaves', async () => {
    await lay('wp-1.json', computer('WP-1'));
    await lay('north/wp-2.JSON', computer('WP-2'));
    await lay('north/cellar/wp-3.json', computer('WP-3'));
    await lay('read-me.txt', 'about these files');
    await lay('.hidden.json', 'not looked at');
    await mkdir(join(folder, '.git'));
    await lay('.git/more.json', 'not looked at');
    const report = await run(folder);
    expect(report.errors).toEqual([]);
    expect(await names()).toEqual(['WP-1', 'WP-2', 'WP-3']);
    expect(report.records.filter(({ kind }) => kind === 'file')).toMatchObject([
      { action: 'skipped', label: 'read-me.txt', reason: expect.stringContaining('.json') },
    ]);
    // By the name that was given, not by some thousand.
    expect(bench.host.context.imports.runs.page({ offset: 0, limit: 1 }).rows[0]?.files).toEqual(['answers']);
  });

  it('takes a file once that is named beside its folder, and a named one whatever its name is', async () => {
    await lay('wp-1.json', computer('WP-1'));
    await lay('wp-2.answer', computer('WP-2'));
    const report = await run(folder, join(folder, 'wp-1.json'), join(folder, 'wp-2.answer'));
    expect(report).toMatchObject({ created: 4, errors: [] });
  });

  it('follows no link in it, so none that leads back', async () => {
    await lay('wp-1.json', computer('WP-1'));
    await symlink(folder, join(folder, 'north', 'up'));
    await symlink('nowhere', join(folder, 'away.json'));
    const report = await run(folder);
    expect(report).toMatchObject({ created: 2, skipped: 2, errors: [] });
    expect(actionsOf(report).filter((told) => told.includes('file'))).toEqual([
      'skipped file away.json',
      'skipped file up',
    ]);
  });

  it('says of links that lead in a circle that they do', async () => {
    await symlink(join(folder, 'one'), join(folder, 'other'));
    await symlink(join(folder, 'other'), join(folder, 'one'));
    expect((await run(join(folder, 'one'))).errors).toMatchObject([{ reason: 'file.loop' }]);
  });

  it('refuses a folder with nothing to import, and one in which a file is bad, with its place', async () => {
    await lay('read-me.txt', 'about these files');
    expect((await run(folder)).errors).toMatchObject([{ file: folder, reason: 'file.none_in_folder' }]);
    await lay('wp-1.json', computer('WP-1'));
    await lay('north/wp-2.json', '{"deviceid":');
    expect((await run(folder)).errors).toMatchObject([
      { file: join(folder, 'north', 'wp-2.json'), reason: 'json.cut_off' },
    ]);
    expect(await names()).toEqual([]);
  });

  it('is cut short between two folders', async () => {
    await lay('wp-1.json', computer('WP-1'));
    const { runImport } = await import('#main/host/import/run-import.ts');
    const request = {
      files: [folder],
      format: 'glpi',
      map: null,
      skipBadRows: false,
      dryRun: false,
    } as const;
    const report = await runImport(bench.host.context, request, {
      signal: { aborted: true },
      progress: () => {},
    });
    expect(report.errors).toMatchObject([{ reason: 'import.cancelled' }]);
  });
});
