import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { isFocusFree } from '#renderer/shared/ui/free-focus.ts';
import { MESSAGE_ROOM } from '#renderer/shared/ui/page.tsx';
import { type TableWindow, windowFor } from './virtual-table-model.ts';

type CardListProps<Row extends { readonly id: string }> = {
  /** Accessible name. */
  readonly label: string;
  /** How many cards the list has; only some of them are loaded. */
  readonly total: number;
  /** The loaded ones, which stand at `windowOffset` and after. */
  readonly rows: readonly Row[];
  readonly windowOffset: number;
  readonly onWindow: (offset: number, limit: number) => void;
  readonly render: (row: Row) => ReactNode;
  /** About how high a card is, in pixels; each is measured once it is shown. */
  readonly estimate: number;
  /** Pixels between two cards. */
  readonly gap: number;
  /** CSS height the list grows to before it scrolls; left out, it fills its parent. */
  readonly maxHeight?: string;
};

const FIRST_WINDOW: TableWindow = { offset: 0, limit: 100 };

/** A list of cards of any length and of different heights: only those in sight are there. Cards that come in above do not move what is read. */
export const CardList = <Row extends { readonly id: string }>(props: CardListProps<Row>): ReactNode => {
  const { total, rows, windowOffset, onWindow, estimate, gap } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const asked = useRef(FIRST_WINDOW);
  const rowAt = (index: number): Row | undefined => rows[index - windowOffset];
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    gap,
    overscan: 4,
    paddingEnd: MESSAGE_ROOM,
    getItemKey: (index) => rowAt(index)?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const firstShown = items[0]?.index ?? 0;
  const lastShown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    const next = windowFor(firstShown, lastShown, total, asked.current);
    if (next === asked.current) return;
    asked.current = next;
    onWindow(next.offset, next.limit);
  }, [firstShown, lastShown, total, onWindow]);

  // The card at the upper edge, and how far its start lies above it.
  const anchor = useRef<{ readonly id: string; readonly above: number } | null>(null);
  const before = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (before.current !== rows && anchor.current !== null && element.scrollTop > 0) {
      const { id, above } = anchor.current;
      const place = rows.findIndex((row) => row.id === id);
      const start = place < 0 ? undefined : virtualizer.measurementsCache[windowOffset + place]?.start;
      if (start !== undefined && start + above !== element.scrollTop) element.scrollTop = start + above;
    }
    before.current = rows;
    const top = items.find((item) => item.end > element.scrollTop);
    const row = top === undefined ? undefined : rows[top.index - windowOffset];
    anchor.current =
      top === undefined || row === undefined ? null : { id: row.id, above: element.scrollTop - top.start };
  });

  // A card that was decided goes, and the focus with it: the one that takes its place gets it.
  const focused = useRef<number | null>(null);
  useLayoutEffect(() => {
    const index = focused.current;
    if (index === null || !isFocusFree()) return;
    const next = Math.min(index, total - 1);
    const card = scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] [tabindex="0"]`);
    card?.focus({ preventScroll: true });
  }, [total]);

  return (
    <Box
      ref={scroller}
      // What scrolls can be scrolled by keyboard, also where nothing in it takes the focus.
      tabIndex={0}
      sx={{
        height: props.maxHeight === undefined ? '100%' : undefined,
        maxHeight: props.maxHeight,
        overflow: 'auto',
        overflowAnchor: 'none',
        outlineOffset: -2,
      }}
    >
      <Box
        component="ul"
        aria-label={props.label}
        onFocus={(event) => {
          const item = event.target.closest('[data-index]');
          focused.current = item === null ? null : Number(item.getAttribute('data-index'));
        }}
        onBlur={(event) => {
          if (event.relatedTarget !== null) focused.current = null;
        }}
        sx={{ position: 'relative', m: 0, p: 0, listStyle: 'none' }}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => {
          const row = rowAt(index);
          return (
            <Box
              component="li"
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={total}
              sx={{ position: 'absolute', insetInline: 0, top: 0 }}
              style={{
                transform: `translateY(${start}px)`,
                ...(row === undefined ? { height: estimate } : {}),
              }}
            >
              {row === undefined ? null : props.render(row)}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
};
