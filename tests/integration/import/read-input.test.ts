/** Files that are others by the time they are read than they were when they were checked. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkFiles, readText } from '#main/host/import/read-input.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-read-'));
  file = join(folder, 'list.csv');
  await writeFile(file, 'id,type');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('reads a file', async () => {
  await checkFiles([file]);
  expect(await readText(file)).toBe('id,type');
});

it('reads none that has grown too large since', async () => {
  await checkFiles([file]);
  await truncate(file, 65 * 1024 * 1024);
  await expect(readText(file)).rejects.toMatchObject({ why: { reason: 'file.too_large' } });
});

it.skipIf(process.platform === 'win32')('waits for nobody at a pipe that took its place', async () => {
  await checkFiles([file]);
  await rm(file);
  execFileSync('mkfifo', [file]);
  await expect(readText(file)).rejects.toMatchObject({ why: { reason: 'file.no_file' } });
});
