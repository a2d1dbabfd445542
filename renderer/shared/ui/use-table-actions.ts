import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import { HEADER_HEIGHT } from './virtual-table-header.tsx';
import { idsBetween, movedIndex, scrollToShow, toggled } from './virtual-table-model.ts';

const NONE: ReadonlySet<string> = new Set();

type Actions<Row> = {
  readonly rows: readonly Row[];
  readonly ids: readonly string[];
  readonly windowOffset: number;
  readonly total: number;
  readonly rowHeight: number;
  readonly resetKey: string;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly activeIndex: number;
  readonly setActive: (index: number) => void;
  readonly selected: ReadonlySet<string> | undefined;
  readonly onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
  readonly onOpen: (row: Row) => void;
};

/** What clicks and keys do in a table: move, open, select one, a range, or all that is loaded. */
export const useTableActions = <Row>(given: Actions<Row>) => {
  const { rows, ids, windowOffset, total, rowHeight, activeIndex, setActive, onSelect, onOpen } = given;
  const { scroller, resetKey, selected = NONE } = given;
  const selectable = given.selected !== undefined;
  const rangeStart = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: places mean other rows once another question is asked
  useEffect(() => {
    rangeStart.current = null;
  }, [resetKey]);

  const toggle = useCallback(
    (index: number): void => {
      const id = ids[index - windowOffset];
      if (id === undefined) return;
      rangeStart.current = index;
      onSelect?.(toggled(selected, id));
    },
    [ids, windowOffset, onSelect, selected],
  );
  const selectRange = useCallback(
    (to: number): void => {
      const from = rangeStart.current ?? activeIndex;
      rangeStart.current = from;
      onSelect?.(new Set([...selected, ...idsBetween(ids, windowOffset, from, to)]));
    },
    [activeIndex, ids, windowOffset, onSelect, selected],
  );
  const click = useCallback(
    (index: number, event: { readonly ctrlKey: boolean; readonly shiftKey: boolean }): void => {
      setActive(index);
      if (selectable && event.shiftKey) {
        selectRange(index);
        return;
      }
      if (selectable && event.ctrlKey) {
        toggle(index);
        return;
      }
      const row = rows[index - windowOffset];
      // Marking text in a row to copy it must not open the row.
      if (row !== undefined && (window.getSelection()?.isCollapsed ?? true)) onOpen(row);
    },
    [selectable, selectRange, toggle, rows, windowOffset, setActive, onOpen],
  );

  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const room = (scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT;
    const next = movedIndex(event.key, activeIndex, total, Math.floor(room / rowHeight));
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey && selectable) selectRange(next);
    else rangeStart.current = null;
    setActive(next);
    const element = scroller.current;
    if (element !== null) element.scrollTop = scrollToShow(next, rowHeight, element.scrollTop, room);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || total === 0) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a' || !selectable) return;
      event.preventDefault();
      onSelect?.(new Set([...selected, ...ids]));
      return;
    }
    if (event.key === 'Enter') {
      const row = rows[activeIndex - windowOffset];
      if (row === undefined) return;
      event.preventDefault();
      onOpen(row);
      return;
    }
    if ((event.key === ' ' || event.key === 'x') && selectable) {
      event.preventDefault();
      toggle(activeIndex);
      return;
    }
    move(event);
  };
  return { click, toggle, onKeyDown };
};
