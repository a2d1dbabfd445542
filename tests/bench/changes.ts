import type { Change } from '#domain/fields/changes.ts';

const DAY_MS = 86_400_000;
const INSTANT = /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)"/g;
const ENDED_DAYS = 360;
const PLANNED_DAYS = 40;

/** The change as it was so many milliseconds before (or after, where negative), with an id and number of its own. */
const copyOf = (change: Change, index: number, beforeMs: number, ciId: string): Change => {
  const moved = JSON.stringify(change).replace(
    INSTANT,
    (_, at: string) => `"${new Date(Date.parse(at) - beforeMs).toISOString()}"`,
  );
  const copy = JSON.parse(moved.replaceAll(change.id, `${change.id}-${index}`)) as Change;
  return {
    ...copy,
    ...{ number: `${change.number}-${index}`, ciId, ciIds: [] },
    ...{ problemIds: [], causedIncidentIds: [] },
  };
};

/**
 * `count` changes made from those of the sample company: nine of ten ended within the last year, the others are planned for the next weeks. Each is about another of
 * the items.
 */
export const manyChanges = (
  changes: readonly Change[],
  ciIds: readonly string[],
  count: number,
): readonly Change[] => {
  const ended = changes.filter(({ active }) => !active);
  const planned = changes.filter(({ state }) => ['assess', 'authorize', 'scheduled'].includes(state));
  return Array.from({ length: count }, (_, index) => {
    const isPlanned = index % 10 === 0;
    const of = isPlanned ? planned : ended;
    const change = of[index % of.length];
    const ciId = ciIds[(index * 7) % ciIds.length];
    if (change === undefined || ciId === undefined) throw new Error('the sample company has no changes');
    const days = isPlanned ? -(index % PLANNED_DAYS) : 1 + (index % ENDED_DAYS);
    return copyOf(change, index, days * DAY_MS, ciId);
  });
};
