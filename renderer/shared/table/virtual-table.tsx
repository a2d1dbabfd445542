import KeyboardArrowUp from '@mui/icons-material/KeyboardArrowUp';
import { Box, Chip, LinearProgress } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { takesText } from '#renderer/shared/commands/text-field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { type MenuEntry, placeBelow, useContextMenu } from '#renderer/shared/ui/context-menu.tsx';
import { MESSAGE_ROOM } from '#renderer/shared/ui/page.tsx';
import { useAnchoredRows } from './use-anchored-rows.ts';
import { useFittedColumns } from './use-fitted-columns.ts';
import { useTableActions } from './use-table-actions.ts';
import { useActiveRow, useTableWindow } from './use-table-window.ts';
import { HEADER_HEIGHT, TableHeader, type TableSort } from './virtual-table-header.tsx';
import { type TableColumn, TableRow } from './virtual-table-row.tsx';

export type VirtualTableProps<Row> = {
  /** Accessible name. */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  /** How many rows the list has; only some of them are loaded. */
  readonly total: number;
  /** The loaded rows, which stand at `windowOffset` and after. */
  readonly rows: readonly Row[];
  readonly windowOffset: number;
  /** Asks for another window of rows. */
  readonly onWindow: (offset: number, limit: number) => void;
  readonly rowKey: (row: Row) => string;
  readonly onOpen: (row: Row) => void;
  /** Names the question (filter and sorting): when it changes the list starts at its top again. */
  readonly resetKey: string;
  readonly sort?: TableSort;
  readonly onSort?: (sort: TableSort) => void;
  /** Ids of the selected rows; a table without it has no selection. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** Selects more than the rows that are loaded; without it these are all there is to select. */
  readonly onSelectAll?: () => void;
  /** Pixels. */
  readonly rowHeight?: number;
  /** The rows still answer an earlier question. */
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
  /** Called with the row the keyboard stands on, null while it is not loaded. */
  readonly onActive?: (row: Row | null) => void;
  /** What can be done with a row beyond opening it: by the right button, Shift+F10 and the menu key. */
  readonly menuOf?: (row: Row) => readonly MenuEntry[];
  /** Called with the keys of the columns there is no room for. */
  readonly onLeftOut?: (keys: readonly string[]) => void;
};

const NONE: ReadonlySet<string> = new Set();
const OVERSCAN = 8;

/** A cell whose text is cut off tells the whole of it on hover. */
const tellWhole = (event: PointerEvent): void => {
  const cell = event.target instanceof Element ? event.target.closest('.vt-cell') : null;
  if (!(cell instanceof HTMLElement)) return;
  // Rows are reused while scrolling, so what was told before may be another row's.
  cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
};

/** Rows came in above what is read: leads to them. */
const FreshRows = ({ count, onShow }: { readonly count: number; readonly onShow: () => void }): ReactNode => {
  const t = useText('common');
  return (
    <Chip
      color="primary"
      size="small"
      icon={<KeyboardArrowUp />}
      label={t('table.newRows', { count })}
      onClick={onShow}
      sx={{
        position: 'absolute',
        top: HEADER_HEIGHT + 8,
        left: '50%',
        transform: 'translateX(-50%)',
        zIndex: 3,
      }}
    />
  );
};

/** Which elements stand for rows: those in sight and some around them, in the columns there is room for. */
const useTableLayout = <Row,>(props: VirtualTableProps<Row>) => {
  const { total, rowHeight = 32 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    // Rows hold no state of their own, so places can be keys: scrolling reuses the elements.
    getItemKey: (index) => index,
  });
  const fitted = useFittedColumns({
    scroller,
    columns: props.columns,
    selectable: props.selected !== undefined,
    // With more rows than fit, the scroll bar takes a part of the width.
    contentHeight: total * rowHeight + MESSAGE_ROOM,
    onLeftOut: props.onLeftOut,
  });
  return { scroller, items: virtualizer.getVirtualItems(), ...fitted };
};

/** The state of a table: what is asked for, where the keyboard stands, what moved while it was read. */
const useTable = <Row,>(props: VirtualTableProps<Row>, domId: string) => {
  const { total, rows, windowOffset, onWindow, rowKey, onOpen, resetKey, onSelect, onActive } = props;
  const { rowHeight = 32, busy = false, autoFocus = false } = props;
  const layout = useTableLayout(props);
  const { scroller, items } = layout;
  const hovered = useRef(false);
  const ids = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const rowAt = useCallback(
    (index: number): Row | undefined => rows[index - windowOffset],
    [rows, windowOffset],
  );
  const { activeIndex, setActive, shift } = useActiveRow({ rowAt, total, resetKey, onActive });
  const isEngaged = useCallback(
    () => hovered.current || (scroller.current?.contains(document.activeElement) ?? false),
    [scroller],
  );
  const { fresh, forget } = useAnchoredRows({
    ...{ scroller, ids, rowHeight, resetKey, busy, isEngaged },
    offset: windowOffset,
    onShift: shift,
  });
  useTableWindow({
    ...{ total, onWindow, resetKey },
    firstShown: items[0]?.index ?? 0,
    lastShown: items.at(-1)?.index ?? 0,
  });
  useEffect(() => {
    // A list that comes while somebody types must not take the keys away: into a dialog over it, or into the words that first had no answer.
    const { activeElement } = document;
    const isBelowDialog = activeElement?.closest('[role="dialog"]') != null;
    const isTyping = takesText(activeElement) && activeElement?.checkVisibility() === true;
    if (autoFocus && !isBelowDialog && !isTyping) scroller.current?.focus({ preventScroll: true });
  }, [autoFocus, scroller]);
  const { menuOf } = props;
  const context = useContextMenu();
  const openMenu = (index: number, at?: { readonly x: number; readonly y: number }): void => {
    const row = rowAt(index);
    const element = document.getElementById(`${domId}-${index}`);
    if (row === undefined || element === null || menuOf === undefined) return;
    setActive(index);
    context.open(menuOf(row), at ?? placeBelow(element));
  };
  const actions = useTableActions({
    ...{ rows, ids, windowOffset, total, rowHeight, resetKey, scroller, activeIndex, setActive },
    selected: props.selected,
    ...{ onSelect, onOpen, onSelectAll: props.onSelectAll },
    onMenu: menuOf === undefined ? null : openMenu,
  });
  return {
    ...layout,
    hovered,
    ids,
    rowAt,
    activeIndex,
    fresh,
    forget,
    openMenu,
    menu: context.menu,
    ...actions,
  };
};

/**
 * A list of any length. It asks for the rows around what is visible, moves by keyboard (arrows, j and k, page keys, Home, End; Enter opens,
 * Space or x selects, Shift selects a range, Ctrl+A all) and does not move what is being read when rows come in above.
 * Fills its parent, which needs a height.
 */
export const VirtualTable = <Row,>(props: VirtualTableProps<Row>): ReactNode => {
  const { total, windowOffset, onSelect, rowHeight = 32, busy = false, selected = NONE } = props;
  const t = useText('common');
  const domId = useId();
  const table = useTable(props, domId);
  const { scroller, columns, template, ids, activeIndex, fresh, forget } = table;
  const selectable = props.selected !== undefined;
  const allSelected = total > 0 && selected.size >= total && ids.every((id) => selected.has(id));
  const showFresh = (): void => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
    forget();
  };
  return (
    <Box sx={{ position: 'relative', height: '100%', minHeight: 0 }}>
      {busy && (
        <LinearProgress
          aria-label={t('loading')}
          sx={{ position: 'absolute', insetInline: 0, top: HEADER_HEIGHT, zIndex: 3, height: 2 }}
        />
      )}
      {fresh > 0 && <FreshRows count={fresh} onShow={showFresh} />}
      <Box
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-busy={busy}
        aria-activedescendant={total === 0 ? undefined : `${domId}-${activeIndex}`}
        onKeyDown={table.onKeyDown}
        onPointerEnter={() => {
          table.hovered.current = true;
        }}
        onPointerLeave={() => {
          table.hovered.current = false;
        }}
        onScroll={(event) => {
          if (event.currentTarget.scrollTop === 0) forget();
        }}
        sx={{
          height: '100%',
          overflow: 'auto',
          // What comes into sight does so below the header.
          scrollPaddingTop: HEADER_HEIGHT,
          // The browser's own anchoring would correct a second time.
          overflowAnchor: 'none',
          // The active row shows where the focus is.
          '&:focus-visible': { outline: total === 0 ? undefined : 'none', outlineOffset: -2 },
        }}
      >
        <Box style={{ minWidth: table.width }}>
          <TableHeader
            columns={columns}
            template={template}
            sort={props.sort}
            onSort={props.onSort}
            allSelected={selectable ? allSelected : null}
            someSelected={selected.size > 0}
            onSelectAll={() => (allSelected ? onSelect?.(NONE) : table.selectAll())}
          />
          <Box
            role="rowgroup"
            onPointerOver={tellWhole}
            onContextMenu={(event) => {
              const row = event.target instanceof Element ? event.target.closest('[role="row"]') : null;
              if (row === null || props.menuOf === undefined) return;
              event.preventDefault();
              table.openMenu(Number(row.id.slice(domId.length + 1)), { x: event.clientX, y: event.clientY });
            }}
            sx={{ position: 'relative' }}
            // The last row is scrolled clear of the message over the foot.
            style={{ height: total * rowHeight, marginBottom: total === 0 ? 0 : MESSAGE_ROOM }}
          >
            {table.items.map(({ index }) => (
              <TableRow
                key={index}
                domId={`${domId}-${index}`}
                row={table.rowAt(index)}
                index={index}
                top={index * rowHeight}
                height={rowHeight}
                columns={columns}
                template={template}
                isActive={index === activeIndex}
                isSelected={selectable ? selected.has(ids[index - windowOffset] ?? '') : null}
                selectLabel={t('table.selectRow')}
                onClick={table.click}
                onToggle={table.toggle}
              />
            ))}
          </Box>
        </Box>
      </Box>
      {table.menu}
    </Box>
  );
};
