/** What being a major incident asks of a record beside its own acts (domain/incidents/major.ts). CouchDB bundles this. */

import { justAfterAll } from '#domain/records/instants.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail } from '#domain/records/result.ts';
import { checkEscalated, ESCALATED } from './incident-escalation.ts';
import {
  isEmpty,
  type ProcessFailure,
  type ProcessRecord,
  type ProcessRules,
  type ToldAct,
  type Values,
} from './process.ts';

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

/** Fields that only acts change: where each stands with the others is looked at one by one. */
export const GUARDED: readonly string[] = ['majorState', 'updatedLastAt', ...ESCALATED, ...OF_MAJOR];
const OPEN: readonly string[] = ['new', 'in_progress', 'on_hold'];
const ENDED: readonly string[] = ['closed', 'cancelled'];
/** What is solved needs nobody to be called any more. */
const CALLING: readonly unknown[] = ['proposed', 'accepted'];

/** The next update is counted from when one was told, or from when it became a major one. */
const isToldUpdate = ({ updatedLastAt }: Values, isAccepted: boolean, { at, kind, text }: ToldAct): boolean =>
  (updatedLastAt === at || updatedLastAt === justAfterAll([at])) &&
  (isAccepted || (kind === 'comment' && !isEmpty(text)));

/**
 * What one act may make of a major incident and of an escalation: it becomes major with a plan and while it is open, plan and review belong to major ones, and
 * whoever is called stands with the level.
 */
export const checkGuarded: NonNullable<ProcessRules['checkAct']> = (before, after, told) => {
  const [had, has]: [Values, Values] = [{ ...before }, { ...after }];
  const isChanged = (field: string): boolean => !sameValue(had[field] ?? null, has[field] ?? null);
  const { number, type, state } = after;
  const major = isChanged('majorState');
  const isOver =
    ENDED.includes(before.state) || (CALLING.includes(has.majorState) && !OPEN.includes(before.state));
  if ((major && isOver) || (isChanged('escalation') && ENDED.includes(before.state)))
    return fail('not_editable', 'record.ended', { number, type, state });
  const isPlanned = (major && isMajor(has)) || (isChanged('updateMinutes') && !isEmpty(has.updateMinutes));
  const interval = isPlanned ? checkInterval(has.updateMinutes) : null;
  if (interval !== null) return interval;
  const isUpdate = isChanged('updatedLastAt');
  if (!isMajor(had) && !isMajor(has) && (isUpdate || OF_MAJOR.some(isChanged)))
    return fail('not_editable', 'major.not_major', { number });
  if (isUpdate && !isToldUpdate(has, major && isMajor(has), told))
    return fail('invalid', 'history.untold', { field: 'updatedLastAt' });
  return checkEscalated(before, after, told);
};
