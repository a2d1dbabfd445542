/** What all processes share: records are made, edited, taken from state to state and commented on here and nowhere else. */
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
import {
  type DeriveContext,
  isActiveState,
  isEditedIn,
  isEmpty,
  mayTake,
  type Process,
  type ProcessContext,
  type ProcessErrorCode,
  type ProcessFailure,
  type ProcessRecord,
  phaseOf,
  type Step,
  type StepContext,
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

/**
 * `record` with every derived field computed anew from its own fields and its journal, whatever it held before. So two replicas
 * that unite their journals get the same answer, and a second run changes nothing.
 */
export const recompute = <R extends ProcessRecord>(process: Process, record: R, ctx: DeriveContext): R => {
  const kept: Record<string, unknown> = { ...record, active: isActiveState(process, record.state) };
  for (const [field, states] of Object.entries(process.stateFields)) {
    if (!states.includes(record.state)) kept[field] = emptyOf(process.fields[field]);
  }
  return process.own.derive(process, kept as ProcessRecord, ctx) as R;
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
  return after === record ? record : recompute(process, after, ctx);
};

const emptyOf = (spec: FieldSpec | undefined): unknown => {
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
  Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, emptyOf(spec)]));

const checkTitle = (title: unknown): ProcessFailure | null => {
  const trimmed = cleaned(title);
  if (trimmed === null) return fail('missing_fields', 'title.missing', { fields: ['title'] });
  return trimmed.length > 400 ? fail('invalid', 'title.too_long', { field: 'title', max: 400 }) : null;
};

/** Values that were given, texts of one line without spaces around them, lists without doubles, null for an empty reference. */
const tidied = (table: FieldTable, values: Values): Record<string, unknown> => {
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
    checkNeeds(process, record, patch);
  if (refused !== null) return refused;
  const given = wholePatch(process.fields, record, tidied(process.fields, patch));
  const full = { ...given, ...process.own.follow?.(record, given, ctx) };
  return ok(changeRecord(process, record, full, ctx));
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

/** The state to go to, the fields its form asked for, and words for the history. */
export type StepInput = Values & {
  readonly to: string;
  /** Internal words on why. */
  readonly note?: string | null | undefined;
  /** Public words to the requester. */
  readonly comment?: string | null | undefined;
  readonly minutes?: number | undefined;
};

/**
 * Whether `actor` may take `record` to `to` with `input`; the table's row if so. Fields count when the record has them already. Errors:
 * `transition_not_allowed` (no such step), `forbidden` (not for these roles), `missing_fields` (`details.fields` names them), and those of the
 * process's own check.
 */
export const checkStep = (
  process: Process,
  record: ProcessRecord,
  input: StepInput,
  actor: { readonly roles: readonly string[] },
  ctx: StepContext,
): Result<Step, ProcessErrorCode> => {
  const foreign = refuseForeign(process, record);
  if (foreign !== null) return foreign;
  const where = { type: record.type, from: record.state, to: input.to };
  const edges = process.steps.filter(
    (one) => one.from === record.state && one.to === input.to && !one.automatic,
  );
  if (edges.length === 0) return fail('transition_not_allowed', 'state.no_step', where);
  const edge = edges.find((one) => mayTake(one, actor.roles));
  if (edge === undefined) {
    return fail('forbidden', 'state.role', { ...where, roles: edges.flatMap(({ roles }) => [...roles]) });
  }
  return checkInput(process, record, edge, input, ctx) ?? ok(edge);
};

/** Why this step can't be taken with `input`, whoever takes it; null when it can. */
export const checkInput = (
  process: Process,
  record: ProcessRecord,
  edge: Step,
  input: StepInput,
  ctx: StepContext,
): ProcessFailure | null => {
  const given = stepValues(process, record, edge, input);
  const needed = new Set([...edge.requires, ...(process.needs[edge.to] ?? [])]);
  const after: Values = { ...record, ...given };
  const missing = [...needed].filter((name) => isEmpty(after[name]));
  if (missing.length > 0) return fail('missing_fields', 'field.missing', { fields: missing });
  return (
    process.own.checkState?.({ ...record, ...given, state: edge.to }) ??
    process.own.checkStep?.(record, edge, given, ctx) ??
    null
  );
};

const WORDS = ['note', 'comment'];

/** What a step works with: what was given, else what the record has; words only as given. */
const stepValues = (process: Process, record: ProcessRecord, edge: Step, input: StepInput): Values => {
  const stored: Values = { ...record };
  const names = [...edge.requires, ...edge.asks];
  // Fields of the old state do not count for the new one: another reason for waiting has to be given.
  const counts = (name: string): boolean =>
    !WORDS.includes(name) && !(edge.from === edge.to && name in process.stateFields);
  return Object.fromEntries(
    names.map((name) => [name, isEmpty(input[name]) && counts(name) ? stored[name] : (input[name] ?? null)]),
  );
};

const stepPatch = (process: Process, record: ProcessRecord, edge: Step, input: StepInput): Values => {
  const patch: Record<string, unknown> = { state: edge.to };
  const given = tidied(process.fields, stepValues(process, record, edge, input));
  for (const [name, value] of Object.entries(given)) {
    if (process.fields[name] === undefined) continue;
    const isText = typeof value === 'string' && process.fields[name]?.kind === 'longText';
    patch[name] = isText ? (cleaned(value) ?? '') : value;
  }
  for (const [name, states] of Object.entries(process.stateFields)) {
    if (!states.includes(edge.to)) patch[name] = emptyOf(process.fields[name]);
  }
  return patch;
};

/** Time spent is a whole number of minutes from `least`, a month at most. */
export const checkMinutes = (minutes: unknown, least: number): ProcessFailure | null => {
  const max = 60 * 24 * 31;
  if (minutes === undefined || minutes === null) return null;
  const isGood = Number.isInteger(minutes) && Number(minutes) >= least && Number(minutes) <= max;
  return isGood ? null : fail('invalid', 'minutes.range', { field: 'minutes', min: least, max });
};

/**
 * Takes the record to another state along the table of steps; the same state with nothing new is no change. A comment given with it is
 * published first. Errors: those of `checkStep`, `invalid` for minutes.
 */
export const takeStep = <R extends ProcessRecord>(
  process: Process,
  record: R,
  input: StepInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const checked = checkStep(process, record, input, ctx.env.actor, ctx);
  if (!checked.ok) return checked;
  const wrong = checkMinutes(input.minutes, 0);
  if (wrong !== null) return wrong;
  return ok(applyStep(process, record, checked.value, input, ctx));
};

/** Takes a step that has been checked. `options` go into its entry of the history. */
export const applyStep = <R extends ProcessRecord>(
  process: Process,
  record: R,
  edge: Step,
  input: StepInput,
  ctx: ProcessContext,
  options: ApplyOptions = {},
): R => {
  const comment = cleaned(input.comment);
  const told =
    comment === null ? record : changeRecord(process, record, {}, ctx, { kind: 'comment', text: comment });
  return changeRecord(process, told, stepPatch(process, told, edge, input), ctx, {
    kind: 'state',
    text: cleaned(input.note),
    minutes: input.minutes ?? null,
    ...options,
  });
};

export type NoteInput = { readonly text: string; readonly minutes?: number | undefined };

const say = <R extends ProcessRecord>(
  process: Process,
  record: R,
  input: NoteInput,
  kind: 'work_note' | 'comment',
  ctx: ProcessContext,
): ProcessResult<R> => {
  const text = cleaned(input.text);
  const refused =
    refuseForeign(process, record) ??
    (text === null ? fail('missing_fields', 'text.missing', { fields: ['text'] }) : null) ??
    checkMinutes(input.minutes, 0);
  if (refused !== null) return refused;
  return ok(changeRecord(process, record, {}, ctx, { kind, text, minutes: input.minutes ?? null }));
};

/** An internal note; possible in every state. Errors: `missing_fields`, `invalid`. */
export const addNote = <R extends ProcessRecord>(
  process: Process,
  record: R,
  input: NoteInput,
  ctx: ProcessContext,
): ProcessResult<R> => say(process, record, input, 'work_note', ctx);

export type CommentInput = NoteInput & {
  /** The requester said it (phoned back, mailed), whoever typed it. */
  readonly byRequester?: boolean | undefined;
};

/**
 * A public comment. Where the process has an automatic step for the requester's answer out of the present state, theirs takes it.
 * Errors: `missing_fields`, `invalid`.
 */
export const addComment = <R extends ProcessRecord>(
  process: Process,
  record: R,
  input: CommentInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const commented = say(process, record, input, 'comment', ctx);
  if (!commented.ok) return commented;
  const { requesterId, affectedPersonId, holdReason }: Values = { ...record };
  const author = ctx.env.actor.personId;
  const fromCaller = input.byRequester === true || author === requesterId || author === affectedPersonId;
  const answer = process.steps.find((one) => one.name === 'caller_reply' && one.from === record.state);
  if (!fromCaller || answer === undefined || holdReason !== 'awaiting_caller') return commented;
  const patch = stepPatch(process, commented.value, answer, { to: answer.to });
  return ok(changeRecord(process, commented.value, patch, ctx, { kind: 'state' }));
};
