import { useEffect, useMemo, useState } from 'react';
import type { OrderFilter } from '#contracts/orders.ts';
import { type Counts, MOST_COUNTS } from '#contracts/shared.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { type Live, useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { Countable } from '#renderer/shared/navigation/feature.ts';
import type { Group } from '#renderer/shared/navigation/groups.ts';
import { type Line, linesOf } from '#renderer/shared/navigation/lines.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import { useIsUsable } from '#renderer/shared/session/session.ts';

export type CountedLine = Line & { readonly count: number | null };

/** The lines of one kind of record. A person with more views than one question counts sees the rest without a count. */
const linesThatShow = (lines: readonly Line[], of: Countable['of']): readonly Line[] =>
  lines.filter(({ shows }) => shows?.of === of).slice(0, MOST_COUNTS);

const ticketFilters = (lines: readonly Line[]): TicketFilter[] =>
  lines.flatMap(({ shows }) => (shows?.of === 'tickets' ? [shows.filter] : []));

const orderFilters = (lines: readonly Line[]): OrderFilter[] =>
  lines.flatMap(({ shows }) => (shows?.of === 'orders' ? [shows.filter] : []));

type Answer = Pick<Live<Counts>, 'data' | 'stale'>;

/** Counts by line: "due soon" asks another question every few minutes, and its count stays until that one is answered. */
const useKept = (lines: readonly Line[], { data, stale }: Answer): ReadonlyMap<string, number | null> => {
  const [kept, setKept] = useState<ReadonlyMap<string, number | null>>(new Map());
  useEffect(() => {
    if (stale || data === undefined) return;
    setKept(new Map(lines.map(({ key }, index) => [key, data.counts[index] ?? null])));
  }, [lines, data, stale]);
  return kept;
};

/** The lines of a group with how many records each leads to. */
export const useLines = (group: Group): readonly CountedLine[] => {
  const words = useText('common');
  const context = useViewContext();
  const saved = useLive('views.list', {}).data?.rows;
  const lines = useMemo(
    () => linesOf(group, { lists: registered().lists, saved: saved ?? [], context, words }),
    [group, saved, context, words],
  );
  const tickets = useMemo(() => linesThatShow(lines, 'tickets'), [lines]);
  const orders = useMemo(() => linesThatShow(lines, 'orders'), [lines]);
  // Not before the queue stands: a start has more urgent things to ask the data host.
  const isUsable = useIsUsable();
  const asks = (asked: readonly Line[]): boolean => isUsable && asked.length > 0;
  const ticketCounts = useKept(
    tickets,
    useLive('tickets.counts', asks(tickets) ? { filters: ticketFilters(tickets) } : null),
  );
  const orderCounts = useKept(
    orders,
    useLive('orders.counts', asks(orders) ? { filters: orderFilters(orders) } : null),
  );
  return useMemo(
    () =>
      lines.map((line) => ({
        ...line,
        count: ticketCounts.get(line.key) ?? orderCounts.get(line.key) ?? null,
      })),
    [lines, ticketCounts, orderCounts],
  );
};
