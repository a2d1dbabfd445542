/** Which columns a table has room for, and how wide they are. */

/** What a column needs. */
export type ColumnSize = {
  readonly key: string;
  /** Width in pixels where there is room for all. */
  readonly width: number;
  /** Least width in pixels in which its content can still be read; `width` when missing. */
  readonly narrow?: number;
  /** Share of the room that is left over; columns without it are never wider than their width. */
  readonly grow?: number;
  /**
   * How much it matters where room is short: the lowest is left out first, the last of several alike. A column without a rank stays, because
   * without it a row could not be told from another.
   */
  readonly rank?: number;
};

export type FittedColumn<C extends ColumnSize> = {
  readonly column: C;
  /** Pixels. */
  readonly width: number;
};

/** Where even the columns that stay don't fit, those that grow give way as far as this before the table scrolls. */
const SMALLEST = 96;

/** What a letter of a header takes on the average, and the edges of its cell, in pixels. */
const LETTER = 7.5;
const EDGES = 16;

/** A column as wide as its header needs, which is longer in one language than in another. Hyphens that only show at a line's end take no room. */
export const withRoomForHeader = <C extends ColumnSize & { readonly header: string }>(column: C): C => {
  const least = Math.ceil(column.header.replaceAll('\u00ad', '').length * LETTER) + EDGES;
  const { width, narrow = width } = column;
  return narrow >= least ? column : { ...column, width: Math.max(width, least), narrow: least };
};

const narrowOf = ({ width, narrow = width }: ColumnSize): number => narrow;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, next) => sum + next, 0);

/** The columns of which each can be read in `room`, in their order. */
const fitting = <C extends ColumnSize>(columns: readonly C[], room: number): readonly C[] => {
  if (sumOf(columns.map(narrowOf)) <= room) return columns;
  const least = columns.reduce<C | null>(
    (found, column) =>
      column.rank !== undefined && column.rank <= (found?.rank ?? Infinity) ? column : found,
    null,
  );
  return least === null
    ? columns
    : fitting(
        columns.filter((column) => column !== least),
        room,
      );
};

/** Least widths that fit into `room` if they can. */
const leastWidths = (columns: readonly ColumnSize[], room: number): readonly number[] => {
  const narrow = columns.map(narrowOf);
  const missing = sumOf(narrow) - room;
  if (missing <= 0) return narrow;
  const spare = columns.map((column) =>
    column.grow === undefined ? 0 : Math.max(0, narrowOf(column) - SMALLEST),
  );
  const given = Math.min(1, missing / Math.max(1, sumOf(spare)));
  return narrow.map((width, index) => width - (spare[index] ?? 0) * given);
};

/**
 * The columns for a table that is `room` pixels wide: what matters least is left out until the rest can be read, then all widen towards their
 * width at the same pace, and what is left over goes to those that grow. Wider than `room` only where no more can be left out.
 */
export const fitColumns = <C extends ColumnSize>(
  columns: readonly C[],
  room: number,
): readonly FittedColumn<C>[] => {
  const shown = fitting(columns, room);
  const least = leastWidths(shown, room);
  const wanted = shown.map(({ width }, index) => Math.max(0, width - (least[index] ?? 0)));
  const free = Math.max(0, room - sumOf(least));
  const pace = Math.min(1, free / Math.max(1, sumOf(wanted)));
  const left = free - pace * sumOf(wanted);
  const shares = Math.max(1, sumOf(shown.map(({ grow = 0 }) => grow)));
  return shown.map((column, index) => ({
    column,
    // Whole pixels, and never more than there are: a fraction too much would bring a scroll bar.
    width: Math.floor(
      (least[index] ?? 0) + (wanted[index] ?? 0) * pace + (left * (column.grow ?? 0)) / shares,
    ),
  }));
};
