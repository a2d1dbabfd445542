import type { PROBLEM } from '#domain/processes/problem.ts';
import type { RecordPage } from '#renderer/shared/record/record-page.ts';

/** The page of a problem, as its parts see it. */
export type ProblemRecord = RecordPage<typeof PROBLEM>;
