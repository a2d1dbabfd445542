import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notebook } from '../import/import-host.ts';
import { cli, cliJson } from './run-cli.ts';

const LEA = { DESKHAND_PASSWORD: 'lea-deskhand' };

describe('imports of a profile by command line', () => {
  let folder = '';
  const on = (...words: readonly string[]): readonly string[] => [
    ...words,
    '--profile',
    join(folder, 'profile'),
  ];
  const file = async (name: string, content: object): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(content));
    return path;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-cli-imports-'));
    await cli(on('seed'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are listed and undone, once', async () => {
    const path = await file('wp-17.json', notebook());
    const imported = await cli(on('import', path, '--as', 'glpi'));
    expect(imported.stdout).toMatch(/4 created.*\n.*`import undo` takes it back/s);
    const { reply } = await cliJson(on('import', 'list'));
    expect(reply.data).toMatchObject([
      { format: 'glpi', files: ['wp-17.json'], by: 'import', undoneAt: null },
    ]);
    const id = String(reply.data[0]?.id);
    expect((await cli(on('import', 'undo', id))).stdout).toContain('3 records went back; 0 left');
    expect((await cli(on('import', 'list'))).stdout).toContain('undone 20');
    expect(await cliJson(on('import', 'undo', id))).toMatchObject({
      code: 1,
      reply: { error: { reason: 'import.undone_already' } },
    });
    expect((await cli(on('import', 'undo'))).code).toBe(2);
  });

  it('ask about devices that they can not tell, and follow what somebody says', async () => {
    await cli(on('import', await file('wp-17.json', notebook()), '--as', 'glpi'));
    const bios = { ssn: 'WPX18', smanufacturer: 'Acme', smodel: 'Light 14', assettag: null };
    const other = await file('other.json', notebook({ bios, monitors: [] }));
    expect((await cli(on('import', other, '--as', 'glpi'))).stdout).toContain('1 ambiguous');
    const listed = await cli(on('reviews', 'list'));
    expect(listed.stdout).toMatch(/WP-17\tWPX18\tother\.json/);
    expect(listed.stdout).toContain('against: serial 4 (WPX18 / WPX17)');
    const { reply } = await cliJson(on('reviews', 'list'));
    const id = String(reply.data[0]?.id);
    const decide = (...words: readonly string[]) =>
      cli(on('reviews', 'decide', id, '--as-user', 'lea.lead', ...words), LEA);
    expect((await decide()).code).toBe(2);
    expect((await decide('--new', '--open')).code).toBe(2);
    expect(
      (
        await cli(on('reviews', 'decide', id, '--as-user', 'anna.sd', '--new'), {
          DESKHAND_PASSWORD: 'anna-deskhand',
        })
      ).code,
    ).toBe(1);
    expect((await decide('--new')).stdout).toMatch(/2 created/);
    expect((await cliJson(on('reviews', 'list'))).reply.data).toEqual([]);
    expect((await decide('--open')).stdout).toContain('1 record went back');
    expect((await cliJson(on('reviews', 'list'))).reply.data).toHaveLength(1);
  });
});
