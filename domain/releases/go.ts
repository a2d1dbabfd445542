/** Whether a release may go: each condition computed, with all that keeps it from being met (field guide 1.7). */
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Release, ReleaseCheck } from '#domain/fields/releases.ts';
import type { Id } from '#domain/records/common.ts';
import { wavesOf } from './waves.ts';

export const GO_CONDITIONS = ['changes', 'checks', 'rollback', 'waves', 'calendar', 'approval'] as const;
export type GoConditionName = (typeof GO_CONDITIONS)[number];

/** Why a condition is not met; `id` is that of a change, a check or a wave. */
export type GoObstacle =
  | { readonly why: 'no_changes' | 'no_checks' | 'no_rollback_plan' | 'no_waves' }
  | {
      readonly why:
        | 'change_not_here'
        | 'change_not_approved'
        | 'change_not_scheduled'
        | 'change_cancelled'
        | 'check_open'
        | 'check_failed'
        | 'wave_no_window'
        | 'wave_past';
      readonly id: Id;
    }
  | { readonly why: WaveClash['kind']; readonly id: Id; readonly by: string }
  | { readonly why: 'approval_pending' | 'approval_rejected' };
export type GoCondition = { readonly name: GoConditionName; readonly obstacles: readonly GoObstacle[] };

/** A bundled change as it is on this device. */
export type BundledChange = { readonly id: Id; readonly state: string; readonly approval: ApprovalStatus };
/** What is in the way of a wave's window: what it is called, and of which kind. */
export type WaveClash = {
  readonly waveId: Id;
  readonly kind: 'wave_blackout' | 'wave_lockdown' | 'wave_conflict' | 'wave_outside';
  readonly by: string;
};
export type GoInput = {
  readonly release: Partial<Pick<Release, 'changeIds' | 'checks' | 'waves' | 'rollout' | 'rollbackPlan'>>;
  /** Those of its changes that are here. */
  readonly changes: readonly BundledChange[];
  readonly clashes: readonly WaveClash[];
  readonly approval: ApprovalStatus;
  /** ISO 8601. */
  readonly now: string;
};

/** Its changes are as far as this or further: approved, with a window. */
const SCHEDULED: readonly string[] = ['scheduled', 'implement', 'review', 'closed'];
/** From here on what was approved has happened, and a later edit asks nobody. */
const OVER: readonly string[] = ['review', 'closed'];

const ofChange = (id: Id, change: BundledChange | undefined): GoObstacle[] => {
  if (change === undefined) return [{ why: 'change_not_here', id }];
  const { state, approval } = change;
  if (state === 'cancelled') return [{ why: 'change_cancelled', id }];
  if (!SCHEDULED.includes(state))
    return [{ why: approval === 'approved' ? 'change_not_scheduled' : 'change_not_approved', id }];
  return approval === 'approved' || OVER.includes(state) ? [] : [{ why: 'change_not_approved', id }];
};

const ofCheck = ({ id, result }: ReleaseCheck): GoObstacle[] => {
  if (result === 'passed') return [];
  return [{ why: result === 'failed' ? 'check_failed' : 'check_open', id }];
};

const orNone = <T>(
  list: readonly T[],
  none: 'no_changes' | 'no_checks' | 'no_waves',
  each: (one: T) => readonly GoObstacle[],
): readonly GoObstacle[] => (list.length === 0 ? [{ why: none }] : list.flatMap(each));

/** All conditions in the order of {@link GO_CONDITIONS}; one without obstacles is met. */
export const goConditions = (input: GoInput): readonly GoCondition[] => {
  const { release, changes, clashes, approval, now } = input;
  const known = new Map(changes.map((change) => [change.id, change]));
  const waves = wavesOf(release);
  const obstacles: Readonly<Record<GoConditionName, readonly GoObstacle[]>> = {
    changes: orNone(release.changeIds ?? [], 'no_changes', (id) => ofChange(id, known.get(id))),
    checks: orNone(release.checks ?? [], 'no_checks', ofCheck),
    rollback: (release.rollbackPlan ?? '').trim() === '' ? [{ why: 'no_rollback_plan' }] : [],
    waves: orNone(waves, 'no_waves', ({ id, plannedStartAt: start, plannedEndAt: end }): GoObstacle[] => {
      if (start === null || end === null || end <= start) return [{ why: 'wave_no_window', id }];
      return end <= now ? [{ why: 'wave_past', id }] : [];
    }),
    calendar: clashes.map(({ waveId, kind, by }) => ({ why: kind, id: waveId, by })),
    approval: approval === 'approved' ? [] : [{ why: `approval_${approval}` }],
  };
  return GO_CONDITIONS.map((name) => ({ name, obstacles: obstacles[name] }));
};

/** Names of the conditions that are not met. */
export const unmet = (conditions: readonly GoCondition[]): readonly GoConditionName[] =>
  conditions.filter(({ obstacles }) => obstacles.length > 0).map(({ name }) => name);
