/** A record goes from state to state along its process's table, and words are said about it: the part of the engine that steps and notes need. */
import { type CorrectionInput, correctionOf } from '#domain/journal/correct-words.ts';
import { type ApplyOptions, append } from '#domain/journal/journal.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { changeRecord, emptyOf, type ProcessResult, recompute, refuseForeign, tidied } from './engine.ts';
import {
  isEmpty,
  mayTake,
  type Process,
  type ProcessContext,
  type ProcessErrorCode,
  type ProcessFailure,
  type ProcessRecord,
  type Step,
  type StepContext,
  type SupplyContext,
  type Values,
} from './process.ts';

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
  actor: SupplyContext['actor'],
  ctx: StepContext,
): Result<Step, ProcessErrorCode> => {
  const foreign = refuseForeign(process, record);
  if (foreign !== null) return foreign;
  const where = { type: record.type, from: record.state, to: input.to };
  const edges = process.steps.filter(
    (one) => one.from === record.state && one.to === input.to && one.act === 'step' && !one.automatic,
  );
  if (edges.length === 0) return fail('transition_not_allowed', 'state.no_step', where);
  const edge = edges.find((one) => mayTake(one, actor.roles));
  if (edge === undefined) {
    return fail('forbidden', 'state.role', { ...where, roles: edges.flatMap(({ roles }) => [...roles]) });
  }
  const given = process.own.supply?.(record, edge, input, { actor, settings: ctx.settings }) ?? {};
  const refused = checkInput(process, record, edge, { ...input, ...given }, ctx, edge.fills, given);
  return refused ?? ok(edge);
};

/** The input with what the process gives a record that a person takes this step with; what was given or stored stays. */
const supplied = (
  process: Process,
  record: ProcessRecord,
  edge: Step,
  input: StepInput,
  ctx: SupplyContext,
): StepInput => ({ ...input, ...process.own.supply?.(record, edge, input, ctx) });

/** The fields that `edge` needs filled and that neither the record nor who takes the step gives: its form asks for them. */
export const unfilled = (
  process: Process,
  record: ProcessRecord,
  edge: Step,
  ctx: SupplyContext,
): readonly string[] => {
  const given: Values = supplied(process, record, edge, { to: edge.to }, ctx);
  const stored: Values = { ...record };
  return edge.fills.filter((name) => isEmpty(stored[name]) && isEmpty(given[name]));
};

/**
 * Why this step can't be taken with `input`, whoever takes it; null when it can. `filled` are the fields that a person's step needs and one that
 * follows from another record's work does without; `taken` are fields that who takes it gives by that.
 */
export const checkInput = (
  process: Process,
  record: ProcessRecord,
  edge: Step,
  input: StepInput,
  ctx: StepContext,
  filled: readonly string[] = [],
  taken: Values = {},
): ProcessFailure | null => {
  const given = stepValues(process, record, edge, input);
  const needed = new Set([...edge.requires, ...filled, ...(process.needs[edge.to] ?? [])]);
  const after: Values = { ...record, ...given };
  const missing = [...needed].filter((name) => isEmpty(after[name]));
  if (missing.length > 0) return fail('missing_fields', 'field.missing', { fields: missing });
  return (
    process.own.checkState?.({ ...record, ...given, ...taken, state: edge.to }) ??
    process.own.checkStep?.(record, edge, given, ctx) ??
    null
  );
};

const WORDS = ['note', 'comment'];

/** What a step works with: what was given, else what the record has; words only as given. */
const stepValues = (process: Process, record: ProcessRecord, edge: Step, input: StepInput): Values => {
  const stored: Values = { ...record };
  const names = [...edge.requires, ...edge.asks, ...edge.fills];
  // Fields of the old state do not count for the new one: another reason for waiting has to be given.
  const counts = (name: string): boolean =>
    !WORDS.includes(name) && !(edge.from === edge.to && name in process.stateFields);
  const isFilled = (name: string): boolean => edge.fills.includes(name) && !isEmpty(stored[name]);
  return Object.fromEntries(
    names.map((name) => [
      name,
      isFilled(name) || (isEmpty(input[name]) && counts(name)) ? stored[name] : (input[name] ?? null),
    ]),
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
    if (!states.includes(edge.to) && name in record) patch[name] = emptyOf(process.fields[name]);
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
  const { actor } = ctx.env;
  const checked = checkStep(process, record, input, actor, ctx);
  if (!checked.ok) return checked;
  const wrong = checkMinutes(input.minutes, 0);
  if (wrong !== null) return wrong;
  const given = process.own.supply?.(record, checked.value, input, { actor, settings: ctx.settings }) ?? {};
  return ok(applyStep(process, record, checked.value, { ...input, ...given }, ctx, {}, given));
};

/** Takes a step that has been checked. `options` go into its entry of the history, `taken` are fields that who takes it gives by that. */
export const applyStep = <R extends ProcessRecord>(
  process: Process,
  record: R,
  edge: Step,
  input: StepInput,
  ctx: ProcessContext,
  options: ApplyOptions = {},
  taken: Values = {},
): R => {
  const comment = cleaned(input.comment);
  const told =
    comment === null ? record : changeRecord(process, record, {}, ctx, { kind: 'comment', text: comment });
  const patch = { ...stepPatch(process, told, edge, input), ...taken };
  const full = { ...patch, ...process.own.follow?.(told, patch, ctx) };
  return changeRecord(process, told, full, ctx, {
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

/**
 * Corrects one's own note or comment, or takes it back, as long as the company lets it: with an entry of its own, so that what was said stays
 * to be seen. Errors: those of {@link correctionOf}.
 */
export const correctWords = <R extends ProcessRecord>(
  process: Process,
  record: R,
  input: CorrectionInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const foreign = refuseForeign(process, record);
  if (foreign !== null) return foreign;
  const minutes = ctx.settings.options.correctNoteMinutes;
  const added = correctionOf(record.journal, input, minutes, ctx.env, ctx.origin);
  if (!added.ok) return added;
  return ok(added.value === null ? record : recompute(process, append(record, added.value), ctx, record));
};
