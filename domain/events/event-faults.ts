/** What is wrong with an event as it stands, as far as it tells by itself. No packages: CouchDB bundles this. */
import type { MaintenanceWindow, PlanningEvent, Weekly } from '#domain/fields/events.ts';
import { type Failure, fail } from '#domain/records/result.ts';

export type EventFault = Failure<'invalid' | 'missing_fields'> | null;
type Framed = Pick<PlanningEvent, 'title' | 'startsAt' | 'endsAt'>;

const missing = (field: string): EventFault =>
  fail('missing_fields', 'field.missing', { fields: [field] }).error;

/** It is called something, and ends after it begins. */
export const frameFault = ({ title, startsAt: start, endsAt: end }: Framed): EventFault => {
  if (title.trim() === '') return missing('title');
  return end !== null && end <= start
    ? fail('invalid', 'window.reversed', { field: 'endsAt', start, end }).error
    : null;
};

/** Each week it has days, and hours between two times. */
const weekFault = ({ weekdays, from, to }: Weekly): EventFault => {
  if (weekdays.length === 0) return missing('weekly');
  return from === to
    ? fail('invalid', 'calendar.slot', { field: 'weekly', start: from, end: to }).error
    : null;
};

/** A maintenance window ends, or recurs. */
export const windowFault = ({ weekly, endsAt }: Pick<MaintenanceWindow, 'weekly' | 'endsAt'>): EventFault => {
  if (weekly === null) return endsAt === null ? missing('endsAt') : null;
  return weekFault(weekly);
};
