import { useEffect, useMemo, useState } from 'react';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { Group } from '#renderer/shared/navigation/groups.ts';
import { type Line, linesOf } from '#renderer/shared/navigation/lines.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import { useIsUsable } from '#renderer/shared/session/session.ts';

/** What one question may hold; a person with more saved views sees the rest without a count. */
const MOST_COUNTS = 30;

export type CountedLine = Line & { readonly count: number | null };

/** The lines of a group with how many tickets each leads to. */
export const useLines = (group: Group): readonly CountedLine[] => {
  const words = useText('common');
  const context = useViewContext();
  const saved = useLive('views.list', {}).data?.rows;
  const lines = useMemo(
    () => linesOf(group, { lists: registered().lists, saved: saved ?? [], context, words }),
    [group, saved, context, words],
  );
  const asked = useMemo(
    () =>
      lines
        .flatMap(({ filter }): readonly TicketFilter[] => (filter === null ? [] : [filter]))
        .slice(0, MOST_COUNTS),
    [lines],
  );
  // Not before the queue stands: a start has more urgent things to ask the data host.
  const isUsable = useIsUsable();
  const { data, stale } = useLive(
    'tickets.counts',
    isUsable && asked.length > 0 ? { filters: [...asked] } : null,
  );
  // By line: "due soon" asks another question every few minutes, and its count stays until that one is answered.
  const [counts, setCounts] = useState<ReadonlyMap<string, number | null>>(new Map());
  useEffect(() => {
    if (stale || data === undefined) return;
    const counted = lines.filter(({ filter }) => filter !== null);
    setCounts(new Map(counted.map(({ key }, index) => [key, data.counts[index] ?? null])));
  }, [lines, data, stale]);
  return useMemo(
    () => lines.map((line) => ({ ...line, count: counts.get(line.key) ?? null })),
    [lines, counts],
  );
};
