/** What all processes share: records are made and edited here, taken from state to state and commented on in steps.ts, and nowhere else. */
import type { JournalEntry } from '#domain/fields/base.ts';
import { steadyFields } from '#domain/fields/causes.ts';
import { type FieldSpec, type FieldTable, wholePatch } from '#domain/fields/field.ts';
import {
  type ApplyOptions,
  append,
  applyChanges,
  diff,
  entry,
  newRecordBase,
} from '#domain/journal/journal.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { namedDoer } from './done-elements.ts';
import {
  type DeriveContext,
  isActiveState,
  isEditedIn,
  isEmpty,
  type Process,
  type ProcessContext,
  type ProcessErrorCode,
  type ProcessFailure,
  type ProcessRecord,
  phaseOf,
  type Values,
} from './process.ts';

export type ProcessResult<R extends ProcessRecord> = Result<R, ProcessErrorCode>;

/** Null when `record` is of this process, the refusal otherwise: one process's commands never touch another's records. */
export const refuseForeign = (process: Process, record: ProcessRecord): ProcessFailure | null =>
  record.type === process.type
    ? null
    : fail('invalid', 'type.foreign', { number: record.number, type: record.type, expected: process.type });

/** What has ended takes notes and links to knowledge, nothing else. Null when the record may be edited. */
export const refuseEnded = (process: Process, record: ProcessRecord): ProcessFailure | null =>
  refuseForeign(process, record) ??
  (phaseOf(process, record.state) === 'ended'
    ? fail('not_editable', 'record.ended', { number: record.number, type: record.type, state: record.state })
    : null);

const newSince = (record: ProcessRecord, previous: ProcessRecord): readonly JournalEntry[] => {
  const known = new Set(previous.journal.map(({ id }) => id));
  return record.journal.filter(({ id }) => !known.has(id));
};

/**
 * `record` with its derived fields computed anew from its own fields and its journal. So two replicas that unite their journals get the same
 * answer, and a second run changes nothing. Given the version before, what has no cause since then stays as it was (fields/causes.ts).
 */
export const recompute = <R extends ProcessRecord>(
  process: Process,
  record: R,
  ctx: DeriveContext,
  previous: ProcessRecord | null = null,
): R => {
  const steady =
    previous === null
      ? []
      : steadyFields(process.fields, { ...previous }, { ...record }, newSince(record, previous));
  const kept: Record<string, unknown> = { ...record, active: isActiveState(process, record.state) };
  for (const [field, states] of Object.entries(process.stateFields)) {
    if (!states.includes(record.state) && field in kept) kept[field] = emptyOf(process.fields[field]);
  }
  const derived: Record<string, unknown> = {
    ...process.own.derive(process, kept as ProcessRecord, { ...ctx, steady }),
  };
  for (const field of steady) derived[field] = (previous as ProcessRecord & Values)[field];
  return derived as R;
};

/** `patch` and one journal entry, then everything derived from them; the same record when nothing changed. */
export const changeRecord = <R extends ProcessRecord>(
  process: Process,
  record: R,
  patch: Values,
  ctx: ProcessContext,
  options: ApplyOptions = {},
): R => {
  const after = applyChanges(record, patch as Partial<R>, ctx.env, { origin: ctx.origin, ...options });
  return after === record ? record : recompute(process, after, ctx, record);
};

/** The value of a field that holds nothing. */
export const emptyOf = (spec: FieldSpec | undefined): unknown => {
  if (spec === undefined || spec.nullable === true) return null;
  switch (spec.kind) {
    case 'list':
      return [];
    case 'map':
    case 'instants':
      return {};
    case 'object':
      return blankOf(spec.fields);
    case 'flag':
      return false;
    case 'minutes':
    case 'count':
    case 'money':
    case 'number':
      return 0;
    case 'code':
      return 'of' in spec ? spec.of[0] : '';
    case 'level':
      return spec.of[0];
    default:
      return '';
  }
};

/** A record of this table with nothing in it: texts and lists empty, all else null, false or nought. */
export const blankOf = (table: FieldTable): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, spec]) => (spec.late === true ? [] : [[name, emptyOf(spec)]])),
  );

const checkTitle = (title: unknown): ProcessFailure | null => {
  const trimmed = cleaned(title);
  if (trimmed === null) return fail('missing_fields', 'title.missing', { fields: ['title'] });
  return trimmed.length > 400 ? fail('invalid', 'title.too_long', { field: 'title', max: 400 }) : null;
};

/** Values that were given, texts of one line without spaces around them, lists without doubles, null for an empty reference. */
export const tidied = (table: FieldTable, values: Values): Record<string, unknown> => {
  const tidy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const spec = table[name];
    const isSet = spec?.kind === 'list' && spec.merge === 'set' && Array.isArray(value);
    if (spec?.kind === 'text' && typeof value === 'string') tidy[name] = value.trim();
    else if (isSet) tidy[name] = [...new Set(value)];
    else tidy[name] = value;
  }
  return tidy;
};

export type CreateInput = Values & {
  /** The next number of the device's block. */
  readonly number: string;
  readonly title: string;
  readonly id?: Id | undefined;
  readonly externalId?: string | null | undefined;
};

/**
 * A new record in the first state of its process. `existing` is the record that is there already: the same command sent twice (a double
 * click, a replay) answers with it instead of making a second one. Errors: `missing_fields`, `invalid`, `unknown_value`.
 */
export const createRecord = <R extends ProcessRecord>(
  process: Process,
  existing: R | null,
  input: CreateInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  if (existing !== null) return refuseForeign(process, existing) ?? ok(existing);
  const { id, externalId, ...given } = input;
  const refused = checkTitle(input.title) ?? process.own.check(null, given, ctx);
  if (refused !== null) return refused;
  const values = tidied(process.fields, given);
  const blank = {
    ...blankOf(process.fields),
    ...process.own.defaults(values, ctx),
    ...values,
    ...process.own.complete?.(values, ctx),
    ...newRecordBase(ctx.env, { id, externalId }),
    type: process.type,
    state: process.initial[0],
  };
  const made = withoutMainItem(blank) as R;
  const created = entry(ctx.env, 'created', {
    changes: diff(null, made, process.opening as readonly (keyof R & string)[]),
    origin: ctx.origin,
  });
  return ok(recompute(process, append(made, created), ctx));
};

/** The main configuration item is not a further one as well. */
const withoutMainItem = (values: Record<string, unknown>): Record<string, unknown> => {
  const { ciId, ciIds } = values;
  return Array.isArray(ciIds) && typeof ciId === 'string'
    ? { ...values, ciIds: ciIds.filter((id) => id !== ciId) }
    : values;
};

const checkEditable = (process: Process, record: ProcessRecord, patch: Values): ProcessFailure | null => {
  const names = Object.keys(patch).filter((name) => patch[name] !== undefined);
  const derived = names.find((name) => process.fields[name]?.merge === 'derived');
  if (derived !== undefined) return fail('not_editable', 'field.derived', { field: derived });
  const unknown = names.filter((name) => process.fields[name]?.edit === undefined);
  if (unknown.length > 0) return fail('not_editable', 'field.not_editable', { fields: unknown });
  const tooSoon = names.find((name) => !isEditedIn(process, name, record.state));
  return tooSoon === undefined
    ? null
    : fail('not_editable', 'field.phase', { field: tooSoon, type: record.type, state: record.state });
};

/**
 * Edits fields that the table lets a person edit in the record's phase; what follows from them stands in the same entry. Errors:
 * `not_editable`, `missing_fields`, `unknown_value`, `invalid`.
 */
export const updateRecord = <R extends ProcessRecord>(
  process: Process,
  record: R,
  patch: Values,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const refused =
    refuseEnded(process, record) ??
    checkEditable(process, record, patch) ??
    (patch.title === undefined ? null : checkTitle(patch.title)) ??
    process.own.check(record, patch, ctx) ??
    checkNeeds(process, record, patch) ??
    checkDoers(process, record, patch, ctx);
  if (refused !== null) return refused;
  const given = wholePatch(process.fields, record, tidied(process.fields, patch));
  const full = { ...given, ...process.own.follow?.(record, given, ctx) };
  return ok(changeRecord(process, record, full, ctx));
};

/** Nobody says that somebody else has done an item of a list. Another system's lists come as they are. */
const checkDoers = (
  { fields }: Process,
  record: ProcessRecord,
  patch: Values,
  { env, origin }: ProcessContext,
): ProcessFailure | null => {
  if (origin === 'import') return null;
  const heard = new Set([env.actor.personId]);
  const by = namedDoer(fields, { ...record }, { ...record, ...patch }, record.journal, heard);
  return by === null ? null : fail('forbidden', 'history.author', { by });
};

/** What the present state can't be without is not emptied. */
const checkNeeds = (process: Process, record: ProcessRecord, patch: Values): ProcessFailure | null => {
  const emptied = (process.needs[record.state] ?? []).filter(
    (name) => patch[name] !== undefined && isEmpty(patch[name]),
  );
  return emptied.length === 0
    ? null
    : fail('missing_fields', 'field.missing', { fields: emptied, state: record.state });
};
