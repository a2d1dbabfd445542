import type { MangoQuery } from 'rxdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedColumns } from '#main/host/storage/checked-rows.ts';
import { fromColumnText, toColumnText } from '#main/host/storage/column-text.ts';
import { openConnection, type SqlParams } from '#main/host/storage/driver.ts';
import { planQuery, planSql } from '#main/host/storage/mango/run.ts';
import { columnsFor, openReader, type Reader } from '#main/host/storage/reader.ts';
import { type Instance, openPair, preparedFor, row, type Stored } from '../../conformance/harness.ts';

const pair = openPair();
let instance: Instance;
let reader: Reader;

beforeAll(async () => {
  instance = await pair.sqlite.open('things');
  await instance.bulkWrite(
    Array.from({ length: 2000 }, (_, i) =>
      row({
        id: `k${String(i).padStart(4, '0')}`,
        name: `name ${i % 50}`,
        rank: i % 10,
        open: i % 3 === 0,
        at: new Date(i * 86_400_000).toISOString(),
        place: { city: ['Bonn', 'Berlin', '😀 town'][i % 3], room: i % 7 },
      }),
    ),
    'fill',
  );
  reader = openReader(pair.store());
});
afterAll(pair.close);

/** Of its own: after an EXPLAIN, a connection goes on reading the state of that moment. */
const explain = (sql: string, params: SqlParams): string => {
  const connection = openReader(pair.store());
  const plan = connection.all(`EXPLAIN QUERY PLAN ${sql}`, params);
  return plan.map((each) => String(each[3])).join('\n');
};

/** SQLite's plan for a query as the storage runs it. */
function explained(query: MangoQuery<Stored>, paged = true): string {
  const table = [...pair.store().tables.values()].find((each) => each.key.collection === 'things');
  if (table === undefined) throw new Error('the collection is not open');
  const { sql, params } = planSql(table, planQuery(table, preparedFor(instance, query).query));
  return explain(paged ? `${sql} LIMIT 100` : sql, params);
}

describe('queries use the indexes of the schema', () => {
  it.each<[string, MangoQuery<Stored>, RegExp]>([
    [
      'equality',
      { selector: { name: 'name 7' } },
      /USING (?:COVERING )?INDEX things_v0_i0 \(deleted=\? AND f_name=\?\)/,
    ],
    [
      'equality on two fields of one index',
      { selector: { rank: 3, name: 'name 3' } },
      /USING (?:COVERING )?INDEX things_v0_i1 \(deleted=\? AND f_rank=\? AND f_name=\?\)/,
    ],
    [
      'equality, then order',
      { selector: { open: true }, sort: [{ at: 'desc' }] },
      /USING (?:COVERING )?INDEX things_v0_i2 \(deleted=\? AND f_open=\?\)/,
    ],
    ['a range', { selector: { at: { $gte: '1971', $lt: '1972' } } }, /f_at>\? AND f_at<\?/],
    ['a nested path', { selector: { 'place.city': 'Bonn' } }, /deleted=\? AND f_place_city=\?/],
    ['$in', { selector: { rank: { $in: [1, 2] } } }, /deleted=\? AND f_rank=\?/],
    ['a beginning', { selector: { name: { $regex: '^name 1' } } }, /f_name>\? AND f_name<\?/],
    ['the key', { selector: { id: 'k0007' } }, /USING (INDEX|COVERING INDEX) \S+ \(.*id=\?/],
    ['a matcher beside an index', { selector: { rank: 3, free: { $size: 1 } } }, /deleted=\? AND f_rank=\?/],
  ])('%s', (_name, query, expected) => {
    expect(explained(query)).toMatch(expected);
  });

  it('a sort with a limit reads the index in order instead of sorting everything', () => {
    for (const direction of ['asc', 'desc'] as const) {
      const plan = explained({ selector: {}, sort: [{ at: direction }] });
      expect(plan).toMatch(/USING (?:COVERING )?INDEX things_v0_i3/);
      // Only the last term, the key among equal values, may be sorted.
      expect(plan.replace(/USE TEMP B-TREE FOR (LAST TERM|RIGHT PART) OF ORDER BY/, '')).not.toContain(
        'TEMP B-TREE',
      );
    }
  });

  it('nulls in an indexed field do not keep its index from being used', async () => {
    await instance.bulkWrite([row({ id: 'null', name: 'n', rank: 1, open: true, at: null })], 'null');
    expect(explained({ selector: {}, sort: [{ at: 'desc' }] })).toMatch(
      /USING (?:COVERING )?INDEX things_v0_i3/,
    );
    expect(explained({ selector: { at: null } })).toMatch(/f_at=\?/);
  });

  it('changes since a checkpoint are read from their index', () => {
    const plan = explain(
      'SELECT data FROM things_v0_rows WHERE (lwt, id) > (?, ?) ORDER BY lwt, id LIMIT 10',
      [1, ''],
    );
    expect(plan).toMatch(/USING (?:COVERING )?INDEX things_v0_i\d+ \(\(lwt,id\)>\(\?,\?\)\)/);
  });
});

describe('the reader', () => {
  it('names tables and columns for SQL, and falls back to the document for other paths', () => {
    const things = columnsFor(pair.store(), 'things');
    expect(things.isIndexed('place.city')).toBe(true);
    expect(things.isIndexed('place.room')).toBe(false);
    const rows = reader.all(
      `SELECT ${things.column('place.city')}, ${things.column('place.room')}, count(*) FROM ${things.table}
       WHERE ${things.live} AND ${things.column('rank')} = ? GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1`,
      [4],
    );
    expect(rows[0]?.slice(0, 2)).toEqual(['Berlin', 0]);
    expect(() => columnsFor(pair.store(), 'nothing')).toThrow(/not open/);
  });

  it('sees a write as soon as it is acknowledged', async () => {
    const things = columnsFor(pair.store(), 'things');
    for (let i = 0; i < 20; i++) {
      await instance.bulkWrite(
        [row({ id: `new${i}`, name: 'fresh', rank: 1, open: true, at: '2026' })],
        'one',
      );
      const sql = `SELECT count(*) FROM ${things.table} WHERE ${things.column('name')} = 'fresh'`;
      expect(reader.get(sql)).toEqual([i + 1]);
    }
  });

  it('gives documents, and text from columns as it was', () => {
    const things = columnsFor(pair.store(), 'things');
    const city = things.column('place.city');
    const sql = `SELECT ${city}, ${checkedColumns('document', things.open)} FROM ${things.table} WHERE ${city} = ? ORDER BY id LIMIT 1`;
    const params = [toColumnText('😀 town')];
    const [town, json] = reader.get(sql, params) ?? [];
    expect(JSON.parse(String(json))).toMatchObject({ id: 'k0002' });
    expect(fromColumnText(String(town))).toBe('😀 town');
    expect(reader.columnNames(sql).slice(0, 2)).toEqual(['f_place_city', 'sure_row_bytes']);
  });

  it('answers the parameters it is given, in whichever way a statement was run before', () => {
    const { table } = columnsFor(pair.store(), 'things');
    const sql = `SELECT count(*) FROM ${table} WHERE id < ?`;
    expect(reader.all(sql, ['k0007'])).toEqual([[7]]);
    expect(reader.get(sql, ['k0003'])).toEqual([3]);
    reader.each(sql, ['k0005'], (found) => expect(found).toEqual([5]));
    expect([reader.get(sql, ['k0002']), reader.get(sql, ['k0009'])]).toEqual([[2], [9]]);
    expect(reader.all(sql, ['k0001'])).toEqual([[1]]);
  });

  it('cannot write', () => {
    expect(() => reader.all('DELETE FROM things_v0')).toThrow(/readonly/);
  });
});

describe('the driver', () => {
  it('refuses a boolean, which would end the process', () => {
    const connection = openConnection(':memory:');
    expect(() => connection.prepare('SELECT ?').get([true as unknown as number])).toThrow(TypeError);
  });

  it('rolls back when the work throws', () => {
    const connection = openConnection(':memory:');
    connection.exec('CREATE TABLE t (a)');
    expect(() =>
      connection.transaction(() => {
        connection.exec('INSERT INTO t VALUES (1)');
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(connection.prepare('SELECT count(*) FROM t').get([])).toEqual([0]);
  });
});
