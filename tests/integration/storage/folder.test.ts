import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreFile, setAside } from '#main/host/storage/store-file.ts';

const KEY = 'a key for the folder test';

describe('the folder of a store', () => {
  let root: string;
  let folder: string;
  let path: string;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'deskhand-folder-'));
    folder = join(root, 'profile');
    path = join(folder, 'store.db');
    await writeValue('kept');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const writeValue = async (text: string): Promise<void> => {
    const opened = openStoreFile(path, KEY);
    if (!opened.ok) throw new Error(opened.error.reason);
    opened.value.connection.exec('CREATE TABLE IF NOT EXISTS probe (text TEXT)');
    opened.value.connection.prepare('INSERT INTO probe VALUES (?)').run([text]);
    await opened.value.close();
  };
  /** What opening says: the code and reason of an error, or the texts in the store. */
  const outcome = async (): Promise<unknown> => {
    const opened = openStoreFile(path, KEY);
    if (!opened.ok) return `${opened.error.code} ${opened.error.reason}`;
    const { connection } = opened.value;
    const has = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'probe'`).get([]) !== undefined;
    const texts = has ? connection.prepare('SELECT text FROM probe').all([]).flat() : [];
    await opened.value.close();
    return texts;
  };
  /** Every file with its bytes. */
  const contents = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(folder)
        .filter((name) => lstatSync(join(folder, name)).isFile())
        .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
    );

  const REFUSED: readonly (readonly [string, string, () => void])[] = [
    ['a store that is empty beside its notes', 'damaged store.emptied', () => truncateSync(path)],
    ['a store that is gone', 'damaged store.missing', () => rmSync(path)],
    [
      'a store that is gone, with its log left',
      'damaged store.missing',
      () => {
        renameSync(path, `${path}-wal`);
        rmSync(`${path}.json`);
      },
    ],
    [
      'a link in the place of the store',
      'unreadable store.symlink',
      () => {
        renameSync(path, join(root, 'elsewhere.db'));
        symlinkSync(join(root, 'elsewhere.db'), path);
      },
    ],
    [
      'a link that leads nowhere',
      'unreadable store.symlink',
      () => {
        rmSync(path);
        symlinkSync(join(root, 'nowhere'), path);
      },
    ],
    [
      'a link in the place of the lock',
      'unreadable store.symlink',
      () => {
        rmSync(`${path}.lock`);
        symlinkSync(join(root, 'other.lock'), `${path}.lock`);
      },
    ],
    [
      'a folder in the place of the lock',
      'unreadable store.not_a_file',
      () => {
        rmSync(`${path}.lock`);
        mkdirSync(`${path}.lock`);
      },
    ],
    ['a folder in the place of the log', 'unreadable store.not_a_file', () => mkdirSync(`${path}-wal`)],
  ];
  it.each(REFUSED)('%s is named, and nothing is changed or begun', async (_, expected, spoil) => {
    spoil();
    const before = contents();
    expect(await outcome()).toBe(expected);
    expect(contents()).toEqual(before);
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  const MENDED: readonly (readonly [string, () => void])[] = [
    ['a lock that is no lock', () => writeFileSync(`${path}.lock`, 'not a lock '.repeat(1000))],
    ['an empty lock', () => truncateSync(`${path}.lock`)],
    ['no lock', () => rmSync(`${path}.lock`)],
    ['no note of the key', () => rmSync(`${path}.json`)],
    ['a broken note of the key', () => writeFileSync(`${path}.json`, '{"salt":')],
  ];
  it.each(MENDED)('%s keeps nobody from the store', async (_, spoil) => {
    spoil();
    expect(await outcome()).toEqual(['kept']);
    expect(await outcome()).toEqual(['kept']);
  });

  it('is set aside and begun anew when the store is gone, only when asked to', async () => {
    rmSync(path);
    expect(setAside(path, Date.UTC(2026, 0, 1)).ok).toBe(true);
    expect(await outcome()).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes('set-aside'))).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('is closed to others, also when it was open to them', async () => {
    const modeOf = (file: string): number => statSync(file).mode & 0o777;
    chmodSync(folder, 0o755);
    chmodSync(path, 0o644);
    chmodSync(`${path}.json`, 0o644);
    const opened = openStoreFile(path, KEY);
    if (!opened.ok) throw new Error(opened.error.reason);
    opened.value.connection.exec('CREATE TABLE more (text TEXT)');
    expect(modeOf(folder)).toBe(0o700);
    for (const name of readdirSync(folder)) expect(modeOf(join(folder, name)), name).toBe(0o600);
    await opened.value.close();
  });

  it.skipIf(process.platform === 'win32')('that is not only ours is left as it is', async () => {
    const shared = join(root, 'shared');
    mkdirSync(shared, { mode: 0o755 });
    writeFileSync(join(shared, 'somebody-elses.txt'), '');
    path = join(shared, 'store.db');
    expect(await outcome()).toEqual([]);
    expect(statSync(shared).mode & 0o777).toBe(0o755);
  });
});
