import { announcementsFeature } from '#renderer/features/announcements/announcements.feature.tsx';
import { approvalsFeature } from '#renderer/features/approvals/approvals.feature.tsx';
import { changesFeature } from '#renderer/features/changes/changes.feature.tsx';
import { configItemsFeature } from '#renderer/features/config-items/config-items.feature.tsx';
import { conflictsFeature } from '#renderer/features/conflicts/conflicts.feature.tsx';
import { dayFeature } from '#renderer/features/day/day.feature.tsx';
import { diagnosisFeature } from '#renderer/features/diagnosis/diagnosis.feature.tsx';
import { importsFeature } from '#renderer/features/imports/imports.feature.tsx';
import { holdsFeature } from '#renderer/features/incidents/holds.feature.tsx';
import { incidentsFeature } from '#renderer/features/incidents/incidents.feature.tsx';
import { knowledgeFeature } from '#renderer/features/knowledge/knowledge.feature.tsx';
import { meetingsFeature } from '#renderer/features/meetings/meetings.feature.tsx';
import { noticesFeature } from '#renderer/features/notices/notices.feature.tsx';
import { ordersFeature } from '#renderer/features/orders/orders.feature.tsx';
import { peopleFeature } from '#renderer/features/people/people.feature.tsx';
import { preparedFeature } from '#renderer/features/prepared/prepared.feature.tsx';
import { problemsFeature } from '#renderer/features/problems/problems.feature.tsx';
import { queueFeature } from '#renderer/features/queue/queue.feature.tsx';
import { releasesFeature } from '#renderer/features/releases/releases.feature.tsx';
import { reportsFeature } from '#renderer/features/reports/reports.feature.tsx';
import { settingsFeature } from '#renderer/features/settings/settings.feature.tsx';
import { syncFeature } from '#renderer/features/sync/sync.feature.tsx';
import type { Feature } from '#renderer/shared/navigation/feature.ts';
import { registerFeatures } from '#renderer/shared/navigation/registry.ts';
import type { Page } from '#renderer/shared/navigation/route.ts';

/** What the console is made of. A line here and a `<feature>.feature.tsx` is all that a new feature takes. */
export const FEATURES = [
  dayFeature,
  noticesFeature,
  queueFeature,
  incidentsFeature,
  problemsFeature,
  changesFeature,
  announcementsFeature,
  releasesFeature,
  approvalsFeature,
  meetingsFeature,
  peopleFeature,
  knowledgeFeature,
  configItemsFeature,
  importsFeature,
  ordersFeature,
  reportsFeature,
  holdsFeature,
  syncFeature,
  conflictsFeature,
  settingsFeature,
  preparedFeature,
  diagnosisFeature,
] as const satisfies readonly Feature[];

type PagesOf<F> = F extends { readonly pages: infer P } ? keyof P : never;
type Undescribed = Exclude<Page, PagesOf<(typeof FEATURES)[number]>>;

/** Call once before the first render. A page that has parameters but no description does not compile. */
export const setupFeatures = (): void => {
  const features: [Undescribed] extends [never] ? readonly Feature[] : Undescribed = FEATURES;
  registerFeatures(features);
};
