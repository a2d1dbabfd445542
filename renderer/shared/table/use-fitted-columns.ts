import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { type ColumnSize, fitColumns, withRoomForHeader } from './column-fit.ts';

/** Width of the column of check boxes in pixels. */
const CHECK_WIDTH = 36;

type Fitted<C> = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly columns: readonly C[];
  readonly selectable: boolean;
  /** Pixels. When it changes, a scroll bar may have come or gone. */
  readonly contentHeight: number;
  readonly onLeftOut: ((keys: readonly string[]) => void) | undefined;
};

/** `clientWidth` is rounded, up as well; one pixel too much would bring a scroll bar. */
const innerWidthOf = (element: HTMLElement | null): number => Math.max(0, (element?.clientWidth ?? 0) - 1);

/** The width inside an element in pixels, without its scroll bar; 0 before it is known. */
const useInnerWidth = (element: RefObject<HTMLElement | null>, contentHeight: number): number => {
  const [width, setWidth] = useState(0);
  // Before the rows are painted: a scroll bar that comes with them would cut the last column for a moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what decides on the scroll bar
  useLayoutEffect(() => setWidth(innerWidthOf(element.current)), [element, contentHeight]);
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    // A hidden page has no width; what it had is what it will have.
    const observer = new ResizeObserver(() => current.clientWidth > 0 && setWidth(innerWidthOf(current)));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
};

/** The columns that a table has room for now, and how they share it. */
export const useFittedColumns = <C extends ColumnSize & { readonly header: string }>(given: Fitted<C>) => {
  const { scroller, selectable, contentHeight, onLeftOut } = given;
  const columns = useMemo(() => given.columns.map(withRoomForHeader), [given.columns]);
  const room = useInnerWidth(scroller, contentHeight);
  const fitted = useMemo(() => {
    const check = selectable ? CHECK_WIDTH : 0;
    const shown = fitColumns(columns, room - check);
    return {
      columns: shown.map(({ column }) => column),
      /** For the grid that each row is. */
      template: [...(selectable ? [check] : []), ...shown.map(({ width }) => width)]
        .map((width) => `${width}px`)
        .join(' '),
      /** Pixels; more than there are where even the columns that stay do not fit. */
      width: shown.reduce((sum, { width }) => sum + width, check),
    };
  }, [columns, selectable, room]);
  const leftOut = columns
    .filter((column) => !fitted.columns.includes(column))
    .map(({ key }) => key)
    .join();
  useEffect(() => {
    if (room > 0) onLeftOut?.(leftOut === '' ? [] : leftOut.split(','));
  }, [room, leftOut, onLeftOut]);
  return fitted;
};
