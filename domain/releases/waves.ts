/** How a release is deployed: wave after wave, each once the one before it is done. No packages: CouchDB bundles this. */
import type { Release, ReleaseWave, Rollout, RolloutState } from '#domain/fields/releases.ts';
import type { Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';

export type WaveState = 'pending' | RolloutState;
export type DeployedWave = ReleaseWave & {
  readonly state: WaveState;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

type Planned = Partial<Pick<Release, 'waves' | 'rollout'>>;

const LAST = '~';

/** The waves in their order with how far each is; the same on every replica, whatever order a merge left them in. */
export const wavesOf = (release: Planned): readonly DeployedWave[] => {
  const begun = new Map((release.rollout ?? []).map((one) => [one.id, one]));
  return [...(release.waves ?? [])]
    .sort((one, other) => {
      const [a, b] = [one, other].map(({ plannedStartAt, id }) => `${plannedStartAt ?? LAST} ${id}`);
      return (a ?? '') < (b ?? '') ? -1 : 1;
    })
    .map((wave) => {
      const known = begun.get(wave.id);
      if (known === undefined) return { ...wave, state: 'pending', startedAt: null, endedAt: null };
      const { state, startedAt, endedAt } = known;
      return { ...wave, state, startedAt, endedAt };
    });
};

export const WAVE_ACTS = ['start', 'finish', 'stop', 'resume'] as const;
export type WaveAct = (typeof WAVE_ACTS)[number];

/** What goes on with a deployment: a lockdown keeps it from being done, and so does a plan that nobody approved. What is under way may be finished or stopped. */
export const GOING_ON: readonly WaveAct[] = ['start', 'resume'];

/** From where each act leads where. */
const WAYS: Readonly<Record<WaveAct, { readonly from: WaveState; readonly to: RolloutState }>> = {
  start: { from: 'pending', to: 'deploying' },
  finish: { from: 'deploying', to: 'done' },
  stop: { from: 'deploying', to: 'stopped' },
  resume: { from: 'stopped', to: 'deploying' },
};

/** The wave that an act can be about now: the first that is not done. None when all are. */
export const currentWave = (release: Planned): DeployedWave | null =>
  wavesOf(release).find(({ state }) => state !== 'done') ?? null;

/** What can be done with a wave while the release is deployed; a stopped one blocks those behind it. */
export const waveActs = (release: Planned, waveId: Id): readonly WaveAct[] => {
  const current = currentWave(release);
  return current === null || current.id !== waveId
    ? []
    : WAVE_ACTS.filter((act) => WAYS[act].from === current.state);
};

/** `rollout` after the act, at `now` (ISO 8601); null where it can't be done. */
export const movedWave = (release: Planned, waveId: Id, act: WaveAct, now: string): Rollout[] | null => {
  if (!waveActs(release, waveId).includes(act)) return null;
  const state = WAYS[act].to;
  const rollout = release.rollout ?? [];
  const known = rollout.find(({ id }) => id === waveId);
  const next: Rollout = {
    id: waveId,
    state,
    startedAt: known?.startedAt ?? now,
    endedAt: state === 'done' || state === 'stopped' ? now : null,
  };
  return known === undefined ? [...rollout, next] : rollout.map((one) => (one.id === waveId ? next : one));
};

/** The one act at `at` (ISO 8601) that makes `before` the rollout `after`: one wave, whose turn it was, went one way. Null: none does. */
export const actBetween = (
  waves: Planned['waves'],
  before: readonly Rollout[],
  after: readonly Rollout[],
  at: string,
): WaveAct | null => {
  const release = { waves, rollout: [...before] };
  const turn = currentWave(release)?.id ?? '';
  const isIt = (act: WaveAct): boolean => sameValue(movedWave(release, turn, act, at), after);
  return WAVE_ACTS.find(isIt) ?? null;
};

/** The waves that were begun and are in the plan no more. */
export const strayWaves = ({ waves, rollout }: Planned): readonly Rollout[] =>
  (rollout ?? []).filter(({ id }) => !(waves ?? []).some((wave) => wave.id === id));

/** Whether a wave has more incidents than it bears: those that the release's changes caused since it began. */
export const isOverLimit = ({ state, maxIncidents }: DeployedWave, incidents: number): boolean =>
  (state === 'deploying' || state === 'stopped') && maxIncidents !== null && incidents > maxIncidents;

/** What the waves are for together, in percent; those that don't say count nothing. */
export const totalShare = ({ waves }: Planned): number =>
  (waves ?? []).reduce((sum, { share }) => sum + (share ?? 0), 0);

/** How a release ended, by its waves: null before the last one is over. */
export const endingOf = (release: Planned): 'deployed' | 'rolled_back' | null => {
  const waves = wavesOf(release);
  if (waves.some(({ state }) => state === 'rolled_back')) return 'rolled_back';
  return waves.length > 0 && waves.every(({ state }) => state === 'done') ? 'deployed' : null;
};
