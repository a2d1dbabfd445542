/** The pure part of the table: which window to ask for, and where rows went when the list changed. */

export type TableWindow = { readonly offset: number; readonly limit: number };

const BLOCK = 50;
const MARGIN_ROWS = 25;
const AHEAD_ROWS = 75;
/** The contracts' greatest window. */
const MAX_LIMIT = 500;

/**
 * The window to ask for while rows `first` to `last` (inclusive) are visible. The one asked for before is kept as long as it
 * covers them with a margin, so that scrolling asks once per some fifty rows. Offsets fall on blocks: scrolling back asks
 * for the same windows again.
 */
export const windowFor = (first: number, last: number, total: number, current: TableWindow): TableWindow => {
  const needFrom = Math.max(0, first - MARGIN_ROWS);
  const needTo = Math.min(total, last + 1 + MARGIN_ROWS);
  if (needFrom >= current.offset && needTo <= current.offset + current.limit) return current;
  const offset = Math.floor(Math.max(0, first - AHEAD_ROWS) / BLOCK) * BLOCK;
  const end = Math.ceil((last + 1 + AHEAD_ROWS) / BLOCK) * BLOCK;
  return { offset, limit: Math.max(BLOCK, Math.min(MAX_LIMIT, end - offset)) };
};

/**
 * By how many rows the list moved under the reader: the first row of `visibleIds` (as they stood from row `firstVisible` on)
 * that is still among `ids` (which now stand from `offset` on) tells. 0 when none of them is left.
 */
export const anchorShift = (
  visibleIds: readonly string[],
  firstVisible: number,
  ids: readonly string[],
  offset: number,
): number => {
  const places = new Map(ids.map((id, index) => [id, offset + index]));
  for (const [index, id] of visibleIds.entries()) {
    const place = places.get(id);
    if (place !== undefined) return place - (firstVisible + index);
  }
  return 0;
};

/** Ids from one row to another, both included, as far as they are loaded. */
export const idsBetween = (
  ids: readonly string[],
  offset: number,
  oneIndex: number,
  otherIndex: number,
): readonly string[] => {
  const from = Math.max(0, Math.min(oneIndex, otherIndex) - offset);
  const to = Math.max(oneIndex, otherIndex) - offset;
  return to < 0 ? [] : ids.slice(from, to + 1);
};

export const toggled = (selected: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
};

/** The row a key moves to; null when the key does not move. `pageRows` is how many rows fit on the screen. */
export const movedIndex = (key: string, index: number, total: number, pageRows: number): number | null => {
  const clamp = (next: number): number => Math.max(0, Math.min(total - 1, next));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return clamp(index + 1);
    case 'ArrowUp':
    case 'k':
      return clamp(index - 1);
    case 'PageDown':
      return clamp(index + Math.max(1, pageRows - 1));
    case 'PageUp':
      return clamp(index - Math.max(1, pageRows - 1));
    case 'Home':
      return clamp(0);
    case 'End':
      return clamp(total - 1);
    default:
      return null;
  }
};

/** The scroll position that shows row `index` with the least movement, in pixels. `height` is the room for rows. */
export const scrollToShow = (index: number, rowHeight: number, scrollTop: number, height: number): number => {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const over = top + rowHeight - (scrollTop + height);
  return over > 0 ? scrollTop + over : scrollTop;
};
