/** A state beside the record's own goes along its table, with a reason. The one way in which it is changed, beside taking that back. */
import { fail } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { changeRecord, type ProcessResult, refuseForeign } from './engine.ts';
import {
  type Process,
  type ProcessContext,
  type ProcessFailure,
  type ProcessRecord,
  phaseOf,
  type Values,
} from './process.ts';

export type SubstepInput = {
  /** One of the process's substeps: `proposeMajor`. */
  readonly act: string;
  readonly field: string;
  readonly reason: string | null | undefined;
  /** What goes along in the same entry. */
  readonly with?: Values;
};

const stepOf = (process: Process, { act, field }: SubstepInput) =>
  process.substates?.[field]?.find((one) => one.act === act);

/** Whether the act leads anywhere from where the record's substate is; buttons ask this. */
export const isSubstepOpen = (
  process: Process,
  record: ProcessRecord,
  field: string,
  act: string,
): boolean => {
  const values: Values = { ...record };
  const phase = phaseOf(process, record.state);
  const step = process.substates?.[field]?.find((one) => one.act === act);
  const isOver = phase === null || phase === 'ended';
  return !isOver && step !== undefined && step.from.some((from) => from === (values[field] ?? null));
};

const refusalOf = (process: Process, record: ProcessRecord, input: SubstepInput): ProcessFailure | null => {
  const foreign = refuseForeign(process, record);
  if (foreign !== null) return foreign;
  const { number, type, state } = record;
  if (phaseOf(process, state) === 'ended')
    return fail('not_editable', 'record.ended', { number, type, state });
  if (!isSubstepOpen(process, record, input.field, input.act)) {
    return fail('transition_not_allowed', 'substate.no_step', { number, field: input.field });
  }
  return cleaned(input.reason) === null
    ? fail('missing_fields', 'substate.reason', { fields: ['note'] })
    : null;
};

/**
 * Takes the substate where `act` leads, with a reason. Errors: `not_editable` (ended), `transition_not_allowed` (somebody was quicker),
 * `missing_fields` (no reason).
 */
export const takeSubstep = <R extends ProcessRecord>(
  process: Process,
  record: R,
  input: SubstepInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const refused = refusalOf(process, record, input);
  if (refused !== null) return refused;
  const to = stepOf(process, input)?.to ?? null;
  const after = changeRecord(process, record, { [input.field]: to, ...input.with }, ctx, {
    text: cleaned(input.reason),
  });
  return { ok: true, value: after };
};
