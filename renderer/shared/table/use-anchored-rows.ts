import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { anchorShift } from './virtual-table-model.ts';

type Anchored = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly ids: readonly string[];
  readonly offset: number;
  readonly rowHeight: number;
  readonly resetKey: string;
  /** The rows still answer an earlier question. */
  readonly busy: boolean;
  /** The reader is in the table (pointer or focus), so even its first row must not move away. */
  readonly isEngaged: () => boolean;
  readonly onShift: (rows: number) => void;
};

/**
 * Keeps the row under the eye where it is when rows are inserted or removed above it. Answers how many rows came in above since
 * the reader left the top, and forgets them at the top or when another question is asked (`resetKey`).
 */
export const useAnchoredRows = (given: Anchored) => {
  const { scroller, ids, offset, rowHeight, resetKey, busy, isEngaged, onShift } = given;
  const [fresh, setFresh] = useState(0);
  const shown = useRef<{ ids: readonly string[]; offset: number; resetKey: string; settled: boolean }>({
    ids: [],
    offset: 0,
    resetKey,
    settled: false,
  });

  useLayoutEffect(() => {
    if (shown.current.resetKey === resetKey) return;
    shown.current = { ids: [], offset: 0, resetKey, settled: false };
    setFresh(0);
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [resetKey, scroller]);

  useLayoutEffect(() => {
    const before = shown.current;
    const element = scroller.current;
    shown.current = { ids, offset, resetKey, settled: !busy };
    if (!before.settled || element === null || (element.scrollTop === 0 && !isEngaged())) return;
    const firstVisible = Math.floor(element.scrollTop / rowHeight);
    const visible = before.ids.slice(Math.max(0, firstVisible - before.offset));
    const shift = anchorShift(visible, Math.max(firstVisible, before.offset), ids, offset);
    if (shift === 0) return;
    element.scrollTop += shift * rowHeight;
    onShift(shift);
    setFresh((count) => Math.max(0, count + shift));
  }, [ids, offset, rowHeight, resetKey, busy, isEngaged, onShift, scroller]);

  return { fresh, forget: () => setFresh(0) };
};
