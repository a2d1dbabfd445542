import type { INCIDENT } from '#domain/processes/incident.ts';
import type { RecordPage } from '#renderer/shared/record/record-page.ts';

/** An incident's page, as its parts see it. */
export type IncidentRecord = RecordPage<typeof INCIDENT>;
