import { IANAZone } from 'luxon';
import {
  BLACKOUT_FIELDS,
  LOCKDOWN_FIELDS,
  MAINTENANCE_WINDOW_FIELDS,
  type MaintenanceWindow,
  type PlanningEvent,
} from '#domain/fields/events.ts';
import {
  type CreateField,
  type EditableField,
  type FieldTable,
  uneditableIn,
  type ValueOf,
} from '#domain/fields/field.ts';
import { append, applyChanges, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env } from '#domain/records/common.ts';
import { type Failure, fail, ok, type Result } from '#domain/records/result.ts';
import { frameFault, windowFault } from './event-faults.ts';

/** The table of each type of event that changes are planned by. */
export const PLANNING_TABLES = {
  maintenance_window: MAINTENANCE_WINDOW_FIELDS,
  blackout: BLACKOUT_FIELDS,
  lockdown: LOCKDOWN_FIELDS,
} as const satisfies Readonly<Record<PlanningEvent['type'], FieldTable>>;

type Fields = typeof MAINTENANCE_WINDOW_FIELDS;
export type PlanningInput = {
  readonly [F in CreateField<Fields>]?: ValueOf<Fields[F]> | undefined;
} & Pick<MaintenanceWindow, 'title' | 'startsAt'> & {
    readonly id?: string | undefined;
    readonly type: PlanningEvent['type'];
  };
export type PlanningPatch = { readonly [F in EditableField<Fields>]?: ValueOf<Fields[F]> | undefined };

export type PlanningErrorCode = 'invalid' | 'missing_fields' | 'not_editable';
type PlanningResult = Result<PlanningEvent, PlanningErrorCode>;
type Refusal = Failure<PlanningErrorCode> | null;

const faultOf = (event: PlanningEvent): Refusal => {
  const fault = frameFault(event);
  if (fault !== null || event.type !== 'maintenance_window') return fault;
  const isForNothing = event.ciIds.length + event.serviceIds.length + event.placeIds.length === 0;
  if (isForNothing) return fail('missing_fields', 'window.for_nothing', { fields: ['ciIds'] }).error;
  const odd = windowFault(event);
  if (odd !== null || event.weekly === null) return odd;
  const { zone } = event.weekly;
  return IANAZone.isValidZone(zone)
    ? null
    : fail('invalid', 'calendar.zone', { field: 'weekly', zone }).error;
};

const checked = (event: PlanningEvent): PlanningResult => {
  const fault = faultOf(event);
  return fault === null ? ok(event) : { ok: false, error: fault };
};

type Given<T> = { readonly [F in keyof T]?: Exclude<T[F], undefined> };

const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

/**
 * A new maintenance window, blackout or lockdown. Errors: `missing_fields` (`details.fields`), `invalid` (ends before it begins; hours or zone of
 * the week), `not_editable` (only a maintenance window has a week).
 */
export const createPlanningEvent = ({ id, type, ...input }: PlanningInput, env: Env): PlanningResult => {
  const table = PLANNING_TABLES[type];
  const foreign = uneditableIn(table, given(input));
  if (foreign.length > 0) return fail('not_editable', 'field.not_editable', { fields: foreign });
  const event = {
    ...newRecordBase(env, { id }),
    ...{ type, body: '', endsAt: null, ciIds: [], serviceIds: [], placeIds: [], active: true },
    ...(type === 'maintenance_window' ? { weekly: null } : {}),
    ...given(input),
    // Of the type whose table was asked.
  } as PlanningEvent;
  const changes = diff<PlanningEvent>(null, event, ['title', 'startsAt', 'endsAt']);
  return checked(append(event, entry(env, 'created', { changes })));
};

/** Edits and withdraws (`active: false`). Errors as of `createPlanningEvent`. */
export const updatePlanningEvent = (event: PlanningEvent, patch: PlanningPatch, env: Env): PlanningResult => {
  const foreign = uneditableIn(PLANNING_TABLES[event.type], patch);
  if (foreign.length > 0) return fail('not_editable', 'field.not_editable', { fields: foreign });
  return checked(applyChanges<PlanningEvent>(event, given(patch), env));
};
