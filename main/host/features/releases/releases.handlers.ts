import type { WaveFigures } from '#contracts/releases.ts';
import type { Release } from '#domain/fields/releases.ts';
import { CHANGES_TO_DO } from '#domain/processes/change.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { fail } from '#domain/records/result.ts';
import { decideGo, deployRelease, moveWave } from '#domain/releases/release-acts.ts';
import { currentWave, endingOf, GOING_ON, isOverLimit, wavesOf } from '#domain/releases/waves.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { approvalAnswer } from '../approvals/approval-answer.ts';
import { checkSaid } from '../approvals/said.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { processHandlers, recordOf } from '../processes/process-handlers.ts';
import { done, notFound, toReply } from '../reply.ts';
import { bundledChanges, checkLockdown, conditionsOf } from './go-conditions.ts';

/** Listed on a release's page. */
const LISTED = 100;

const BEFORE: readonly string[] = ['planning', 'build', 'test', 'decision', 'ready'];

/** A release brings changes and nothing else; those that it has already are let through, also where they are not on this device. */
const refuseOthers = async (
  { records }: HostContext,
  changeIds: readonly string[] | undefined,
  had: readonly string[],
) => {
  for (const id of changeIds ?? []) {
    const change = had.includes(id) ? null : await records.get('tickets', id);
    if (change !== null && change.type !== 'change')
      return fail('unknown_value', 'release.not_a_change', { field: 'changeIds', name: change.number });
  }
  return null;
};

/** What was deployed is done with when its changes are; those of a release that was rolled back may go out with the next one. */
const refuseUndone = async (context: HostContext, release: Release) => {
  if (endingOf(release) !== 'deployed') return null;
  const { rows } = await bundledChanges(context, release);
  const count = rows.filter(({ state }) => CHANGES_TO_DO.includes(state)).length;
  return count === 0
    ? null
    : fail('transition_not_allowed', 'release.changes_open', { number: release.number, count });
};

const ACTS = processHandlers(RELEASE);

const figuresOf = ({ read }: HostContext, release: Release): readonly WaveFigures[] =>
  wavesOf(release).map((wave) => {
    const { id, state, startedAt } = wave;
    const incidents = startedAt === null ? null : read.causedSince(release.changeIds, startedAt);
    return { id, state, incidents, isOver: isOverLimit(wave, incidents ?? 0) };
  });

export const releasesHandlers: FeatureHandlers<'releases'> = {
  commands: {
    ...ACTS,
    create: async (context, input, control) => {
      const refused = await refuseOthers(context, input.changeIds, []);
      return refused === null ? ACTS.create(context, input, control) : toReply(refused);
    },
    update: async (context, input, control) => {
      const release = await recordOf(context, RELEASE, input.id);
      const refused = await refuseOthers(context, input.changes.changeIds, release?.changeIds ?? []);
      return refused === null ? ACTS.update(context, input, control) : toReply(refused);
    },
    step: async (context, input, control) => {
      const release = input.to === 'closed' ? await recordOf(context, RELEASE, input.id) : null;
      const refused = release === null ? null : await refuseUndone(context, release);
      return refused === null ? ACTS.step(context, input, control) : toReply(refused);
    },
    go: async (context, { id, note }) => {
      const release = await recordOf(context, RELEASE, id);
      const said = release === null ? null : await checkSaid(context, RELEASE, release);
      if (said !== null) return toReply(said);
      const conditions = release === null ? [] : await conditionsOf(context, release);
      return changeByRule<Release>(context, RELEASE, 'go', id, (stored, ctx) =>
        decideGo(stored, conditions, { note }, ctx),
      );
    },
    deploy: async (context, { id, note }) => {
      const release = await recordOf(context, RELEASE, id);
      const conditions = release === null ? [] : await conditionsOf(context, release);
      const first = release === null ? null : currentWave({ waves: release.waves });
      const stopped = release === null ? null : await checkLockdown(context, release, first?.id ?? null);
      return changeByRule<Release>(context, RELEASE, 'deploy', id, (stored, ctx) => {
        const deployed = deployRelease(stored, conditions, { note }, ctx);
        return deployed.ok ? (stopped ?? deployed) : deployed;
      });
    },
    wave: async (context, { id, ...input }) => {
      const release = GOING_ON.includes(input.act) ? await recordOf(context, RELEASE, id) : null;
      const stopped = release === null ? null : await checkLockdown(context, release, input.waveId);
      return changeByRule<Release>(context, RELEASE, 'wave', id, (stored, ctx) => {
        const moved = moveWave(stored, input, ctx);
        return moved.ok ? (stopped ?? moved) : moved;
      });
    },
  },
  queries: {
    page: async ({ read }, { filter, sort, offset, limit }) => {
      const page = await read.ticketPage({ ...filter, types: [RELEASE.type] }, sort, { offset, limit });
      return done({ ...page, rows: read.releaseRows(page.rows) });
    },
    beside: async (context, { id }) => {
      const release = await recordOf(context, RELEASE, id);
      if (release === null) return notFound(id);
      const { rows } = await bundledChanges(context, release);
      const caused = context.read.causedByAny(release.changeIds, LISTED);
      return done({
        approval: approvalAnswer(context, RELEASE, release),
        changes: rows,
        conditions: BEFORE.includes(release.state) ? await conditionsOf(context, release) : [],
        waves: figuresOf(context, release),
        caused: caused.rows,
        causedTotal: caused.total,
      });
    },
  },
};
