import { editableFields } from '#domain/fields/field.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { processOf } from '#domain/processes/registry.ts';
import { deeds } from '#domain/processes/ticket-rules.ts';
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

/**
 * When somebody last wrote or decided something about the entry. What readers say of it does not make it younger, and neither does a
 * merge that repeats an earlier edit.
 */
const lastWorkedOn = ({ type, journal, createdAt }: KnowledgeEntry): Instant => {
  const fields: readonly string[] = ['state', ...editableFields(processOf(type)?.fields ?? {})];
  const worked = deeds(journal).filter(({ changes }) => changes.some(({ field }) => fields.includes(field)));
  return [createdAt, ...worked.map(({ at }) => at)].sort().at(-1) ?? createdAt;
};

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
    stale: daysSince(lastWorkedOn(entry), now) > STALE_DAYS,
    badly_rated: helpful + not >= LEAST_VERDICTS && not > helpful,
    unused: isOld && isUnused,
  };
  return REVIEW_REASONS.filter((reason) => reasons[reason]);
};
