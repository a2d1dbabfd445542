/** What being a major incident asks of a record beside its own acts (domain/incidents/major.ts). CouchDB bundles this. */
import { fail } from '#domain/records/result.ts';
import { isEmpty, type ProcessFailure, type ProcessRecord, type Values } from './process.ts';

/** The parts of the review that can't be left out; there need not be actions. */
const REVIEW: readonly string[] = ['reviewWentWell', 'reviewToImprove'];
/** Fields that only a major incident has. */
const OF_MAJOR: readonly string[] = [
  'updateMinutes',
  'updateAudience',
  'informedIds',
  ...REVIEW,
  'reviewActions',
];

/** An update more often than this is nobody's plan, one less often is none. Minutes. */
export const UPDATE_MINUTES = { min: 5, max: 7 * 24 * 60 } as const;

const isMajor = (values: Values): boolean => values.majorState === 'accepted';

/** How often an update is due, in whole minutes within the bounds. */
export const checkInterval = (minutes: unknown): ProcessFailure | null => {
  const { min, max } = UPDATE_MINUTES;
  const isGood = Number.isInteger(minutes) && Number(minutes) >= min && Number(minutes) <= max;
  return isGood ? null : fail('invalid', 'minutes.range', { field: 'updateMinutes', min, max });
};

/** Communication plan and review are edited on a major incident only, and the plan keeps its interval. */
export const checkMajorEdit = (record: ProcessRecord | null, patch: Values): ProcessFailure | null => {
  const values: Values = { ...record };
  const given = OF_MAJOR.filter((field) => patch[field] !== undefined);
  if (given.length === 0) return null;
  if (!isMajor(values)) return fail('not_editable', 'major.not_major', { number: values.number });
  return patch.updateMinutes === undefined ? null : checkInterval(patch.updateMinutes);
};

/** A major incident is reviewed before it is closed, and does not end without a solution while it is one. */
export const checkMajorState = (record: ProcessRecord): ProcessFailure | null => {
  const values: Values = { ...record };
  if (!isMajor(values)) return null;
  const { number, state } = record;
  if (state === 'cancelled') return fail('transition_not_allowed', 'major.not_ended', { number });
  const missing = REVIEW.filter((field) => isEmpty(values[field]));
  return state === 'closed' && missing.length > 0
    ? fail('missing_fields', 'major.review_first', { number, fields: missing })
    : null;
};
