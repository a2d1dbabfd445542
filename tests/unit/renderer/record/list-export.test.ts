import { describe, expect, it } from 'vitest';
import { allRows, exportColumns, listAsCsv, listAsJson } from '#renderer/shared/record/list-export.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';

type Row = {
  readonly id: string;
  readonly title: string;
  readonly at: string | null;
  readonly count: number;
};
const column = (key: keyof Row, header: string): TableColumn<Row> => ({
  ...{ key, header, width: 100, render: () => null, value: (row) => row[key] },
});
const COLUMNS = exportColumns([
  column('title', 'Title'),
  column('at', 'Opened, at'),
  column('count', 'Count'),
  { key: 'picture', header: 'Picture', width: 20, render: () => null },
]);
const AT = new Date(2026, 10, 21, 14, 5).toISOString();
const ROWS: readonly Row[] = [
  { id: '1', title: '=1+1', at: AT, count: -3 },
  { id: '2', title: 'a "b", c', at: null, count: 0 },
];

describe('a list as a file', () => {
  it('has the shown heads, guards formulas, writes moments of here, and the mark of spreadsheets', () => {
    expect(listAsCsv(COLUMNS, ROWS)).toBe(
      '\ufeffTitle,"Opened, at",Count\r\n\'=1+1,2026-11-21 14:05,-3\r\n"a ""b"", c",,0\r\n',
    );
  });

  it('is the same in JSON, with moments in UTC', () => {
    expect(JSON.parse(listAsJson(COLUMNS, ROWS))).toEqual([
      { title: '=1+1', at: AT, count: -3 },
      { title: 'a "b", c', at: null, count: 0 },
    ]);
  });
});

describe('all rows of a list', () => {
  const rows = Array.from({ length: 1_234 }, (_none, at) => ({ id: String(at) }));
  const ask = async (offset: number, limit: number) => ({
    total: rows.length,
    rows: rows.slice(offset, offset + limit),
  });

  it('are asked for in parts, with progress', async () => {
    const told: number[] = [];
    expect(await allRows(ask, (done) => told.push(done), new AbortController().signal)).toEqual(rows);
    expect(told).toEqual([500, 1_000, 1_234]);
  });

  it('are each there once, though one moved on meanwhile', async () => {
    const moved = async (offset: number, limit: number) =>
      ask(Math.max(0, offset - (offset > 0 ? 1 : 0)), limit + (offset > 0 ? 1 : 0));
    const found = await allRows(moved, () => undefined, new AbortController().signal);
    expect(new Set(found?.map(({ id }) => id)).size).toBe(found?.length);
  });

  it('are none when it is stopped or refused', async () => {
    let asked = 0;
    const control = new AbortController();
    const counted = (offset: number, limit: number) => {
      asked += 1;
      if (asked > 1) control.abort();
      return ask(offset, limit);
    };
    expect(await allRows(counted, () => undefined, control.signal)).toBeNull();
    expect(asked).toBe(2);
    expect(
      await allRows(
        async () => null,
        () => undefined,
        new AbortController().signal,
      ),
    ).toBeNull();
  });
});
