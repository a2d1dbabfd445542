import { useEffect, useMemo, useState } from 'react';
import { MOST_COUNTS } from '#contracts/define.ts';
import type { QueryInput } from '#contracts/registry.ts';
import type { Counts } from '#contracts/shared.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { CountQuery } from '#renderer/shared/navigation/feature.ts';
import type { Group } from '#renderer/shared/navigation/groups.ts';
import { type Line, linesOf } from '#renderer/shared/navigation/lines.ts';
import { listsFor } from '#renderer/shared/navigation/registry.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import { useIsUsable, useSessionUser } from '#renderer/shared/session/session.ts';

export type CountedLine = Line & { readonly count: number | null };
type Counted = ReadonlyMap<string, number | null>;

/** The lines that one query counts. A person with more views than it takes sees the rest without a count. */
const byQuery = (lines: readonly Line[]): readonly (readonly [CountQuery, readonly Line[]])[] => {
  const queries = new Set(lines.flatMap(({ shows }) => (shows === null ? [] : [shows.query])));
  return [...queries].map((query) => [
    query,
    lines.filter(({ shows }) => shows?.query === query).slice(0, MOST_COUNTS),
  ]);
};

/** By then a page that is opened has asked for all it shows, and mostly stands. */
const PAGE_MS = 250;

/**
 * Follows the counts a moment later: the lines change with the page that is opened, and the data host answers in turn, so the page would wait for numbers that
 * nobody asked for. Answers what stops it.
 */
const followLater = (
  lines: readonly Line[],
  hear: (asked: readonly Line[], numbers: Counts['counts']) => void,
): (() => void) => {
  let stops: readonly (() => void)[] = [];
  const begin = (): void => {
    stops = byQuery(lines).map(([query, asked]) => {
      // Each filter is of its query, as Countable says; together they have lost which one.
      const input = { filters: asked.map(({ shows }) => shows?.filter) } as QueryInput<CountQuery>;
      return host.live(query, input, {
        data: ({ counts }) => hear(asked, counts),
        // A number that can't be had is left out; the list itself says why it can't be shown.
        failed: () => undefined,
      });
    });
  };
  const timer = setTimeout(begin, PAGE_MS);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
};

/** How many records each line leads to, by its key, as long as the lines are on the screen. */
const useCounts = (lines: readonly Line[]): Counted => {
  // Counts stay until others come: "due soon" asks another question every few minutes.
  const [counts, setCounts] = useState<Counted>(new Map());
  // Not before the queue stands: a start has more urgent things to ask the data host.
  const isUsable = useIsUsable();
  useEffect(() => {
    if (!isUsable) return undefined;
    const hear = (asked: readonly Line[], numbers: Counts['counts']): void =>
      setCounts(
        (before) => new Map([...before, ...asked.map(({ key }, at) => [key, numbers[at] ?? null] as const)]),
      );
    return followLater(lines, hear);
  }, [lines, isUsable]);
  return counts;
};

/** The lines of a group with how many records each leads to. */
export const useLines = (group: Group): readonly CountedLine[] => {
  const words = useText('common');
  const context = useViewContext();
  const { roles } = useSessionUser();
  const saved = useLive('views.list', {}).data?.rows;
  const lines = useMemo(
    () => linesOf(group, { lists: listsFor(roles), saved: saved ?? [], context, words }),
    [group, roles, saved, context, words],
  );
  const counts = useCounts(lines);
  return useMemo(
    () => lines.map((line) => ({ ...line, count: counts.get(line.key) ?? null })),
    [lines, counts],
  );
};
