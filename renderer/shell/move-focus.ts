/** How a press moves among things that stand in a row. */
export type Move = 'previous' | 'next' | 'first' | 'last';

/** Gives the focus to a neighbour of the one at `at`, round the ends, or to one of the ends. */
export const moveFocus = (row: readonly HTMLElement[], at: number, move: Move): void => {
  const target: Readonly<Record<Move, HTMLElement | undefined>> = {
    previous: row.at(at - 1),
    next: row[(at + 1) % row.length],
    first: row[0],
    last: row.at(-1),
  };
  target[move]?.focus();
};
