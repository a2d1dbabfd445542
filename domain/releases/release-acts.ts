/** What is done with a release beyond its steps: the decision to go, the start of its deployment, and each wave of that. */
import type { Release } from '#domain/fields/releases.ts';
import { actedAt } from '#domain/journal/journal.ts';
import { changeRecord, type ProcessResult, refuseForeign } from '#domain/processes/engine.ts';
import {
  mayTake,
  type ProcessContext,
  type ProcessFailure,
  type ProcessRecord,
  type Step,
} from '#domain/processes/process.ts';
import { checkApproved, RELEASE } from '#domain/processes/release.ts';
import { applyStep, checkInput } from '#domain/processes/steps.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { type GoCondition, unmet } from './go.ts';
import { currentWave, GOING_ON, movedWave, type WaveAct, wavesOf } from './waves.ts';

type ReleaseRecord = ProcessRecord & Release;

/** The row of the table by which `act` is taken from the release's state. */
const edgeOf = (
  release: ReleaseRecord,
  act: 'go' | 'deploy' | 'wave',
  ctx: ProcessContext,
): Step | ProcessFailure => {
  const foreign = refuseForeign(RELEASE, release);
  if (foreign !== null) return foreign;
  const steps: readonly Step[] = RELEASE.steps;
  const known = steps.filter((one) => one.act === act);
  const { type, state: from } = release;
  const edge = known.find((one) => one.from === from);
  if (edge === undefined)
    return fail('transition_not_allowed', 'state.no_step', { type, from, to: known[0]?.to ?? from });
  return mayTake(edge, ctx.env.actor.roles)
    ? edge
    : fail('forbidden', 'state.role', { type, from, to: edge.to, roles: [...edge.roles] });
};

const isFailure = (edge: Step | ProcessFailure): edge is ProcessFailure => 'ok' in edge;

const noGo = ({ number }: Release, conditions: readonly GoCondition[]): ProcessFailure | null => {
  const names = unmet(conditions);
  return names.length === 0
    ? null
    : fail('transition_not_allowed', 'release.no_go', { number, conditions: [...names] });
};

type Said = { readonly note?: string | null | undefined };

/**
 * The decision to go, while all of `conditions` are met. Errors: `transition_not_allowed` (`release.no_go` names those that are not),
 * `forbidden`, `missing_fields`.
 */
export const decideGo = (
  release: ReleaseRecord,
  conditions: readonly GoCondition[],
  { note }: Said,
  ctx: ProcessContext,
): ProcessResult<ReleaseRecord> => {
  const edge = edgeOf(release, 'go', ctx);
  if (isFailure(edge)) return edge;
  const input = { to: edge.to, note };
  const refused = noGo(release, conditions) ?? checkInput(RELEASE, release, edge, input, ctx);
  return refused ?? ok(applyStep(RELEASE, release, edge, input, ctx));
};

/** Begins with the first wave. The conditions are asked once more: changes and calendar may have moved since the decision. Errors: those of `decideGo`. */
export const deployRelease = (
  release: ReleaseRecord,
  conditions: readonly GoCondition[],
  { note }: Said,
  ctx: ProcessContext,
): ProcessResult<ReleaseRecord> => {
  const edge = edgeOf(release, 'deploy', ctx);
  if (isFailure(edge)) return edge;
  const input = { to: edge.to, note };
  const refused = noGo(release, conditions) ?? checkInput(RELEASE, release, edge, input, ctx);
  if (refused !== null) return refused;
  const first = currentWave({ ...release, rollout: [] });
  const rollout =
    first === null ? null : movedWave(release, first.id, 'start', actedAt(release, ctx.env.now));
  const taken = rollout === null ? {} : { rollout };
  return ok(applyStep(RELEASE, release, edge, input, ctx, {}, taken));
};

export type WaveInput = Said & { readonly waveId: Id; readonly act: WaveAct };

/**
 * Starts, finishes, stops or resumes a wave. Errors: `transition_not_allowed` (not deployed, or not this wave's turn), `not_found`, `forbidden`,
 * `missing_fields` (a stop without a reason; what goes on was not approved as it is).
 */
export const moveWave = (
  release: ReleaseRecord,
  { waveId, act, note }: WaveInput,
  ctx: ProcessContext,
): ProcessResult<ReleaseRecord> => {
  const edge = edgeOf(release, 'wave', ctx);
  if (isFailure(edge)) return edge;
  const wave = wavesOf(release).find(({ id }) => id === waveId);
  if (wave === undefined) return fail('not_found', 'record.missing', { id: waveId });
  const text = cleaned(note);
  if (act === 'stop' && text === null) return fail('missing_fields', 'field.missing', { fields: ['note'] });
  const rollout = movedWave(release, waveId, act, actedAt(release, ctx.env.now));
  if (rollout === null) return fail('transition_not_allowed', 'release.wave_not_now', { name: wave.name });
  const refused = GOING_ON.includes(act) ? checkApproved(release) : null;
  return refused ?? ok(changeRecord(RELEASE, release, { rollout }, ctx, { kind: 'state', text }));
};
