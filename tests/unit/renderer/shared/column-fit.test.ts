import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnSize, fitColumns, withRoomForHeader } from '#renderer/shared/table/column-fit.ts';

const QUEUE: readonly ColumnSize[] = [
  { key: 'due', width: 176, narrow: 168, rank: 5 },
  { key: 'number', width: 132, narrow: 118 },
  { key: 'title', width: 320, narrow: 200, grow: 1 },
  { key: 'state', width: 112, narrow: 98 },
  { key: 'team', width: 124, narrow: 80, rank: 1 },
  { key: 'assignee', width: 130, narrow: 84, rank: 3 },
  { key: 'updated', width: 112, narrow: 110, rank: 1 },
];

const shown = (room: number): readonly string[] => fitColumns(QUEUE, room).map(({ column }) => column.key);
const widths = (room: number): Readonly<Record<string, number>> =>
  Object.fromEntries(fitColumns(QUEUE, room).map(({ column, width }) => [column.key, width]));
const total = (columns: readonly ColumnSize[], room: number): number =>
  fitColumns(columns, room).reduce((sum, { width }) => sum + width, 0);

describe('a column', () => {
  it('has room for its header, whatever language it is in', () => {
    const tasks = { key: 'tasks', width: 64, narrow: 56 };
    const english = { ...tasks, header: 'Tasks' };
    expect(withRoomForHeader(english)).toBe(english);
    expect(withRoomForHeader({ ...tasks, header: 'Aufgaben' })).toMatchObject({ width: 76, narrow: 76 });
    expect(withRoomForHeader({ ...tasks, header: 'Auf\u00adgaben' })).toMatchObject({ narrow: 76 });
    const wide = { key: 'tasks', width: 96, header: 'Aufgaben' };
    expect(withRoomForHeader(wide)).toBe(wide);
  });
});

describe('the columns of a table', () => {
  it('are all there as long as each can be read', () => {
    expect(shown(858)).toHaveLength(QUEUE.length);
  });

  it('are left out by their rank, the last of two alike first', () => {
    expect(shown(857)).toEqual(['due', 'number', 'title', 'state', 'team', 'assignee']);
    expect(shown(747)).toEqual(['due', 'number', 'title', 'state', 'assignee']);
    expect(shown(667)).toEqual(['due', 'number', 'title', 'state']);
    expect(shown(583)).toEqual(['number', 'title', 'state']);
  });

  it('without a rank stay, however little room there is', () => {
    expect(shown(10)).toEqual(['number', 'title', 'state']);
  });

  it('have their widths where there is room for all, and those that grow take the rest', () => {
    expect(widths(1106 + 300)).toEqual({
      due: 176,
      number: 132,
      title: 620,
      state: 112,
      team: 124,
      assignee: 130,
      updated: 112,
    });
  });

  it('widen at one pace where there is not', () => {
    const { number, title, state } = widths(416 + 74);
    // Half of what each of them lacks.
    expect({ number, title, state }).toEqual({ number: 125, title: 260, state: 105 });
  });

  it('that grow give way before the table has to scroll', () => {
    expect(widths(350)).toEqual({ number: 118, title: 134, state: 98 });
    expect(widths(200)).toEqual({ number: 118, title: 96, state: 98 });
  });

  it('fill the room and never go beyond it, unless no more can be left out', () => {
    const size = fc.record({
      width: fc.integer({ min: 40, max: 300 }),
      less: fc.integer({ min: 0, max: 39 }),
      grow: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      rank: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 14 }), fc.nat(3000), (sizes, room) => {
        const columns = sizes.map(({ width, less, grow, rank }, index) => ({
          key: `column-${index}`,
          width,
          narrow: width - less,
          ...(grow === undefined ? {} : { grow }),
          ...(rank === undefined ? {} : { rank }),
        }));
        const fitted = fitColumns(columns, room);
        const mayLeaveOut = fitted.some(({ column }) => column.rank !== undefined);
        if (mayLeaveOut) expect(total(columns, room)).toBeLessThanOrEqual(room);
        if (fitted.some(({ column }) => column.grow !== undefined)) {
          expect(total(columns, room)).toBeGreaterThan(room - fitted.length);
        }
        // In the order given, and whoever stays matters no less than whoever went.
        const keys = fitted.map(({ column }) => column.key);
        expect(keys).toEqual(columns.map(({ key }) => key).filter((key) => keys.includes(key)));
        const gone = columns.filter(({ key }) => !keys.includes(key)).map(({ rank }) => rank ?? Infinity);
        const kept = fitted.map(({ column }) => column.rank ?? Infinity);
        expect(Math.max(0, ...gone)).toBeLessThanOrEqual(Math.min(...kept));
      }),
    );
  });
});
