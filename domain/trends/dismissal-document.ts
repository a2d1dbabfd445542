/** How dismissals are kept: each a document of its own among the settings, so that all consoles see it. CouchDB bundles this. */
import { derivedId } from '#domain/merge/paths.ts';
import type { Id } from '#domain/records/common.ts';
import type { TrendDismissal } from './dismissals.ts';
import { TREND_DIMENSIONS, type TrendSubject } from './trend.ts';

/** The document of what one person says about one trend; saying it again changes that document. */
export const dismissalId = ({ dimension, value, within, by }: TrendSubject & { readonly by: Id }): Id =>
  derivedId('trend', dimension, value, within, by);

/** What a trend's key is about; null for a text that is none. */
export const subjectOfKey = (key: string): TrendSubject | null => {
  const parts = parsed(key);
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return null;
  const dimension = TREND_DIMENSIONS.find((one) => one === parts[0]);
  if (dimension === undefined) return null;
  if (parts.length === 3) return { dimension, value: parts[1] ?? '', within: null };
  return parts.length === 4 ? { dimension, value: parts[2] ?? '', within: parts[1] ?? null } : null;
};
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export const sameSubject = (one: TrendSubject, other: TrendSubject): boolean =>
  one.dimension === other.dimension && one.value === other.value && one.within === other.within;

/** The word of a person on a trend, as a settings value. */
export const dismissalValue = <D extends TrendDismissal>(
  dismissal: D,
): D & { readonly key: 'trend-dismissal'; readonly withdrawn: false } => ({
  ...dismissal,
  key: 'trend-dismissal',
  withdrawn: false,
});
