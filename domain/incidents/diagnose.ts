import { DIAGNOSIS, type DiagnosisRun, runIn } from '#domain/diagnosis/run.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { type ProcessResult, recompute, refuseForeign } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { fail, ok } from '#domain/records/result.ts';

/**
 * Notes what a diagnosis script was answered, as one entry of the history. Like a note it is possible in every state and changes nothing else: what it
 * leads to is an act of its own. Errors: `nothing_to_do` where nothing was answered, `invalid`.
 */
export const diagnose = (
  incident: Incident,
  run: DiagnosisRun,
  ctx: ProcessContext,
): ProcessResult<Incident> => {
  const foreign = refuseForeign(INCIDENT, incident);
  if (foreign !== null) return foreign;
  if (run.answers.length === 0) return fail('nothing_to_do', 'diagnosis.no_answer');
  const told = entry(ctx.env, 'work_note', {
    changes: [{ field: DIAGNOSIS, from: null, to: run }],
    origin: ctx.origin,
  });
  if (runIn(told) === null) return fail('invalid', 'history.no_run');
  return ok(recompute(INCIDENT, append(incident, told), ctx, incident));
};
