import type { CHANGE } from '#domain/processes/change.ts';
import type { RecordPage } from '#renderer/shared/record/record-page.ts';

/** The page of a change, as its parts see it. */
export type ChangeRecord = RecordPage<typeof CHANGE>;
