import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { HEADER_HEIGHT } from './virtual-table-header.tsx';
import { idsBetween, movedIndex, scrollToShow, toggled } from './virtual-table-model.ts';

const NONE: ReadonlySet<string> = new Set();

const LISTS = 'common:groups.lists';
const TABLE_KEYS: KeyMap<'step' | 'page' | 'ends' | 'open' | 'menu'> = {
  group: LISTS,
  actions: {
    step: { label: 'common:tableKeys.move', shortcuts: ['ArrowDown', 'ArrowUp', 'j', 'k'] },
    page: { label: 'common:tableKeys.page', shortcuts: ['PageDown', 'PageUp'] },
    ends: { label: 'common:tableKeys.ends', shortcuts: ['Home', 'End'] },
    open: { label: 'common:tableKeys.open', shortcuts: ['Enter'] },
    menu: { label: 'common:tableKeys.menu', shortcuts: ['Shift+F10', 'ContextMenu'] },
  },
};
const SELECTION_KEYS: KeyMap<'select' | 'extend' | 'all'> = {
  group: LISTS,
  actions: {
    select: { label: 'common:tableKeys.select', shortcuts: ['Space', 'x'] },
    extend: {
      label: 'common:tableKeys.extend',
      shortcuts: ['Arrow', 'Page']
        .flatMap((key) => [`Shift+${key}Down`, `Shift+${key}Up`])
        .concat('Shift+Home', 'Shift+End'),
    },
    all: { label: 'common:tableKeys.selectAll', shortcuts: ['Ctrl+A'] },
  },
};

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
  readonly onSelectAll: (() => void) | undefined;
  readonly onOpen: (row: Row) => void;
  /** Brings up what can be done with the row; null: nothing more than opening it. */
  readonly onMenu: ((index: number) => void) | null;
};

/** What clicks and keys do in a table: move, open, select one, a range, or all. */
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

  const move = (event: KeyboardEvent<HTMLDivElement>, isRange: boolean): void => {
    const room = (scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT;
    const next = movedIndex(event.key, activeIndex, total, Math.floor(room / rowHeight));
    if (next === null) return;
    event.stopPropagation();
    if (isRange) selectRange(next);
    else rangeStart.current = null;
    setActive(next);
    const element = scroller.current;
    if (element === null) return;
    // Below the last row there is room for a message.
    const isEnd = next === total - 1 && total * rowHeight > room;
    element.scrollTop = isEnd ? element.scrollHeight : scrollToShow(next, rowHeight, element.scrollTop, room);
  };
  const selectAll = given.onSelectAll ?? (() => onSelect?.(new Set([...selected, ...ids])));
  useKeyMap(TABLE_KEYS);
  useKeyMap(selectable ? SELECTION_KEYS : null);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || total === 0) return;
    const action = actionOf(TABLE_KEYS, event) ?? (selectable ? actionOf(SELECTION_KEYS, event) : null);
    if (action === null) return;
    event.preventDefault();
    switch (action) {
      case 'step':
      case 'page':
      case 'ends':
        move(event, false);
        break;
      case 'extend':
        move(event, true);
        break;
      case 'open': {
        const row = rows[activeIndex - windowOffset];
        if (row !== undefined) onOpen(row);
        break;
      }
      case 'menu':
        given.onMenu?.(activeIndex);
        break;
      case 'select':
        toggle(activeIndex);
        break;
      case 'all':
        selectAll();
        break;
    }
  };
  return { click, toggle, selectAll, onKeyDown };
};
