import type { SlaSpan } from '#domain/sla/sla-clock.ts';

export type AccountLine = { readonly counted: boolean; readonly why: string; readonly minutes: number };

/**
 * The spans of a clock added up: one line for everything that counted, one for each reason it paused. Lines of less than a minute
 * are left out; they would read as "0 min".
 */
export const accountOf = (spans: readonly SlaSpan[]): readonly AccountLine[] => {
  const lines = new Map<string, AccountLine>();
  for (const span of spans) {
    const key = span.counted ? '' : span.why;
    const minutes = (lines.get(key)?.minutes ?? 0) + span.minutes;
    lines.set(key, { counted: span.counted, why: span.why, minutes });
  }
  return [...lines.values()]
    .filter((line) => line.counted || line.minutes >= 1)
    .sort((left, right) => Number(right.counted) - Number(left.counted));
};
