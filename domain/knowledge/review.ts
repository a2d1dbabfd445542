import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Instant, IsoDate } from '#domain/records/common.ts';
import { verdictsOf } from './rate.ts';

/** Why an article or known error should be looked over. */
export const REVIEW_REASONS = ['waits', 'outdated', 'due', 'stale', 'badly_rated', 'unused'] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** How often and when last a ticket linked an entry. */
export type Usage = { readonly count: number; readonly lastAt: Instant | null };

const DAY_MS = 86_400_000;
/** ServiceNow's and GLPI's usual span after which knowledge is looked over. */
const STALE_DAYS = 365;
/** What nobody linked for half a year, and was not just published, has outlived its use or is not found. */
const UNUSED_DAYS = 180;
const LEAST_VERDICTS = 3;

const daysSince = (instant: Instant, now: Instant): number =>
  (Date.parse(now) - Date.parse(instant)) / DAY_MS;

/** The reasons to look an entry over, the most urgent first; none for what is retired. `usage` is unknown (null) until it was counted. */
export const reviewReasons = (
  entry: KnowledgeEntry,
  usage: Usage | null,
  now: Instant,
): readonly ReviewReason[] => {
  const today: IsoDate = now.slice(0, 10);
  if (entry.state === 'review') return ['waits'];
  if (!entry.active) return [];
  const { helpful, not } = verdictsOf(entry.ratings);
  const since = entry.publishedAt ?? entry.createdAt;
  const isOld = daysSince(since, now) > UNUSED_DAYS;
  const isUnused = usage !== null && (usage.lastAt === null || daysSince(usage.lastAt, now) > UNUSED_DAYS);
  const reasons: Readonly<Record<ReviewReason, boolean>> = {
    waits: false,
    outdated: entry.validUntil !== null && entry.validUntil < today,
    due: entry.reviewOn !== null && entry.reviewOn <= today,
    stale: daysSince(entry.updatedAt, now) > STALE_DAYS,
    badly_rated: helpful + not >= LEAST_VERDICTS && not > helpful,
    unused: isOld && isUnused,
  };
  return REVIEW_REASONS.filter((reason) => reasons[reason]);
};
