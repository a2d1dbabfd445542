import type { RELEASE } from '#domain/processes/release.ts';
import type { RecordPage } from '#renderer/shared/record/record-page.ts';

/** The page of a release, as its parts see it. */
export type ReleaseRecord = RecordPage<typeof RELEASE>;
