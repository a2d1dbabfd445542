import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '#main/host/storage/driver.ts';
import { NotText, PACKED, sureBytes, sureNumber, textAsBytes } from '#main/host/storage/safe-text.ts';

describe('text that leaves SQLite as bytes', () => {
  let folder: string;
  let connection: Connection;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-text-'));
    connection = openConnection(join(folder, 'text.db'), { key: 'k' });
    connection.exec(`
      CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT, sum INTEGER);
      INSERT INTO t VALUES (1, 'plain', 1), (2, 'Grüße "quoted" 🙂', 2), (3, char(0xfffd) || ' itself', 3), (4, NULL, NULL);
      CREATE TABLE garbled (n INTEGER PRIMARY KEY, word TEXT, sum INTEGER);
      INSERT INTO garbled VALUES (1, CAST(x'61ff80' AS TEXT), CAST(x'ff' AS TEXT))`);
  });
  afterAll(async () => {
    await connection.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const all = (sql: string) => connection.prepare(sql).all([]);
  const WORDS = [
    [1, 'plain'],
    [2, 'Grüße "quoted" 🙂'],
    [3, '\ufffd itself'],
    [4, null],
  ] as const;

  it.each([
    ['one by one', ''],
    ['all in one', PACKED],
  ])('is what was stored, %s, in order', (_, mark) => {
    expect(all(`${mark} SELECT n, word FROM t ORDER BY n`)).toEqual(WORDS);
    expect(all(`${mark} SELECT n, word FROM t ORDER BY n DESC LIMIT 2;`)).toEqual([WORDS[3], WORDS[2]]);
    expect(connection.prepare(`${mark} SELECT n, word FROM t WHERE n = 2`).get([])).toEqual(WORDS[1]);
    expect(connection.prepare(`${mark} SELECT n, word FROM t WHERE n = 7`).get([])).toBeUndefined();
    expect(connection.prepare(`${mark} SELECT n, word FROM t`).columns()).toEqual(['n', 'word']);
  });

  it.each([
    ['one by one', ''],
    ['all in one', PACKED],
  ])('is an error with a name where it is none, %s', (_, mark) => {
    expect(() => all(`${mark} SELECT n, word FROM garbled`)).toThrow(NotText);
  });

  it('comes without a wrapper where nothing can be text, whatever stands in the row', () => {
    const sql = `SELECT ${sureBytes('word')}, ${sureNumber('sum')} FROM garbled`;
    expect(textAsBytes(sql, connection.prepare(sql).columns())).toBe(sql);
    expect(all(sql)).toEqual([[Buffer.from('61ff80', 'hex'), 0]]);
    expect(all(`SELECT ${sureBytes('word', 'row')}, ${sureNumber('sum')} FROM t WHERE n = 4`)).toEqual([
      [null, null],
    ]);
  });
});
