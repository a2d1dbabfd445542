/** Ways round the decision on a release and its deployment (attacks.ts). */
import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Release, ReleaseCheck, ReleaseWave, Rollout } from '#domain/fields/releases.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { decideGo, deployRelease, moveWave, type WaveInput } from '#domain/releases/release-acts.ts';
import { unwrap } from '../env.ts';
import { aRecord } from '../processes/world.ts';
import { type Attack, byEach, ctx, forging, stored, T, type Who } from './attack-world.ts';

type Record = ProcessRecord & Release;

const MANAGERS = ['leo', 'carl', 'ada'] as const;
const wave = (id: string, day: number): ReleaseWave => ({
  ...{ id, name: `Wave ${id}`, placeIds: [], share: null, stopCondition: '', maxIncidents: 2 },
  plannedStartAt: `2026-11-${day}T20:00:00.000Z`,
  plannedEndAt: `2026-11-${day}T22:00:00.000Z`,
});
const WAVES = [wave('w1', 22), wave('w2', 23)];
const check = (result: ReleaseCheck['result'], doneBy: string | null): ReleaseCheck => ({
  ...{ id: 'c1', kind: 'test', title: 'Smoke test', result, note: null, doneBy },
  doneAt: doneBy === null ? null : T(8),
});

/** Asked for at 9 by rita; anna is to agree. */
const asked = (checks: readonly ReleaseCheck[] = [check('passed', 'leo')]): Record => {
  const context = ctx('rita', 9);
  const rule = {
    ...{ id: 'cab', name: 'CAB', rule: 'first' as const, share: 100, personIds: ['anna'], roles: [] },
    ...{ active: true, changeTypes: ['release' as const], leastRisk: null, leastCostMinor: null },
  };
  const settings = { ...context.settings, approvalRules: [rule] };
  const planned = stored({
    ...(aRecord(RELEASE, { waves: WAVES, changeIds: ['chg-1'] }) as Record),
    ...{ state: 'test', checks: [...checks] },
  } as Record);
  const input = { to: 'decision', rollbackPlan: 'Put the old one back.' };
  return stored(unwrap(takeStep(RELEASE, planned, input, { ...context, settings })));
};
const agreed = (record: Record): Record =>
  stored(
    unwrap(
      castVote(RELEASE, record as ApprovedRecord & Release, { decision: 'approve' }, ctx('anna', 10)),
    ) as Record,
  );
const go = (record: Record, who: Who, hour = 11): Record => {
  const context = forging(who, hour);
  const settings = { ...context.settings, approvalRules: [] };
  return unwrap(decideGo(record, [], {}, { ...context, settings }));
};
const deploy = (record: Record, who: Who, hour = 12): Record =>
  unwrap(deployRelease(record, [], {}, forging(who, hour)));
const move = (record: Record, who: Who, act: WaveInput['act'], waveId = 'w1', hour = 13): Record =>
  unwrap(moveWave(record, { waveId, act, note: 'Too many calls.' }, forging(who, hour)));
const edit = (record: Record, who: Who, patch: Partial<Release>, more: Partial<JournalEntry> = {}): Record =>
  changeRecord(RELEASE, record, patch, forging(who, 13), more);
const step = (record: Record, who: Who, to: string, more: object = {}): Record =>
  unwrap(takeStep(RELEASE, record, { to, note: 'So.', ...more }, forging(who, 14)));

const ROLE = { else: 'role.fields', bot: 'state.role', nora: 'role.change' };

/** What each role does with a release, step by step. */
const acts = (): readonly Attack[] => {
  const decided = agreed(asked());
  const ready = stored(go(decided, 'carl'));
  const begun = stored(deploy(ready, 'carl'));
  const stopped = stored(move(begun, 'carl', 'stop'));
  const done = stored(move(begun, 'carl', 'finish'));
  const untested = asked([check('open', null)]);
  const of = (
    name: string,
    before: Record,
    after: (who: Who) => Record,
    may: readonly (typeof MANAGERS)[number][] | 'also the worker' = MANAGERS,
    refused: Parameters<typeof byEach>[0]['refused'] = ROLE,
  ): readonly Attack[] =>
    byEach({
      ...{ name, collection: 'tickets', before, after, refused },
      may: may === 'also the worker' ? [...MANAGERS, 'bot'] : may,
    });
  return [
    ...of('a release goes', decided, (who) => go(decided, who), MANAGERS, { ...ROLE, else: 'state.role' }),
    ...of('is deployed', ready, (who) => deploy(ready, who)),
    ...of('a wave is finished', begun, (who) => move(begun, who, 'finish')),
    ...of('a wave is stopped', begun, (who) => move(begun, who, 'stop')),
    ...of('a stopped wave goes on', stopped, (who) => move(stopped, who, 'resume')),
    ...of('the next wave begins', done, (who) => move(done, who, 'start', 'w2')),
    ...of('a release is rolled back', begun, (who) => step(begun, who, 'rolled_back')),
    ...of('a release is called off', ready, (who) => step(ready, who, 'cancelled')),
    ...of(
      'a wave that was begun is planned at another time',
      begun,
      (who) => edit(begun, who, { waves: [wave('w1', 25), wave('w2', 26)] }),
      'also the worker',
    ),
    ...of(
      'a check is passed',
      untested,
      (who) => edit(untested, who, { checks: [check('passed', who)] }),
      'also the worker',
    ),
  ];
};

const forgeries = (): readonly Attack[] => {
  const waiting = asked();
  const untested = agreed(asked([check('failed', 'leo')]));
  const decided = agreed(waiting);
  const ready = stored(go(decided, 'carl'));
  const begun = stored(deploy(ready, 'carl'));
  const done = stored(move(begun, 'carl', 'finish'));
  const of = (name: string, before: Record, after: Record, refused: string | null, by: Who = 'carl') =>
    ({ ...{ name, collection: 'tickets', before, after, by, refused } }) as const satisfies Attack;
  const rollout = (record: Record, list: readonly Rollout[]): Record =>
    edit(record, 'carl', { rollout: [...list] }, { kind: 'state' });
  const [first] = begun.rollout ?? [];
  const wave1 = first as Rollout;
  const moved = (more: Partial<Rollout>): Rollout => ({ ...wave1, ...more });
  /** As a decision is written that was not asked of anything. */
  const forced = (record: Record, to: string, more: Partial<Release> = {}): Record =>
    edit(record, 'carl', { state: to, ...more } as Partial<Release>, { kind: 'state' });
  const deployed = (record: Record, more: Partial<Release>): Record =>
    forced(edit(record, 'carl', more), 'deploying', { rollout: [{ ...wave1, startedAt: T(13) }] });
  const by = (record: Record, who: string): Record => ({
    ...record,
    updatedBy: who,
    journal: record.journal.map((one, at) => (at === record.journal.length - 1 ? { ...one, by: who } : one)),
  });
  return [
    of('a release goes that nobody agreed to', waiting, forced(waiting, 'ready'), 'approval.pending'),
    of('a release goes whose test failed', untested, forced(untested, 'ready'), 'release.checks_open'),
    of('a release goes in the name of a lead', decided, by(go(decided, 'carl'), 'leo'), 'history.author'),
    of('a release is deployed without a decision', decided, forced(decided, 'deploying'), 'state.no_step'),
    of('a release is deployed without a wave', ready, forced(ready, 'deploying'), 'release.wave_not_now'),
    of(
      'a release is deployed that was edited since',
      ready,
      { ...deployed(ready, { rollbackPlan: 'None.' }) },
      'approval.pending',
    ),
    of(
      'the second wave begins before the first is done',
      begun,
      rollout(begun, [wave1, { id: 'w2', state: 'deploying', startedAt: T(13), endedAt: null }]),
      'release.wave_not_now',
    ),
    of(
      'a wave begins at another time than it is told',
      done,
      rollout(done, [
        ...(done.rollout ?? []),
        { id: 'w2', state: 'deploying', startedAt: T(8), endedAt: null },
      ]),
      'release.wave_not_now',
    ),
    of(
      'a wave is finished at another time than it is told',
      begun,
      rollout(begun, [moved({ state: 'done', endedAt: '2027-11-22T10:00:00.000Z' })]),
      'release.wave_not_now',
    ),
    of(
      'a wave is stopped without a reason',
      begun,
      rollout(begun, [moved({ state: 'stopped', endedAt: T(13) })]),
      'field.missing',
    ),
    of(
      'a wave that runs is taken out of the plan',
      begun,
      edit(begun, 'carl', { waves: [wave('w2', 23)] }),
      'release.wave_begun',
    ),
    of('a release is done before its last wave', done, forced(done, 'done'), 'release.waves_open'),
    of(
      'a release is rolled back without a reason',
      begun,
      forced(begun, 'rolled_back', {
        rollout: [moved({ state: 'rolled_back' })],
      }),
      'state.note_needed',
    ),
    of(
      'a release is rolled back and its wave is not',
      begun,
      {
        ...edit(begun, 'carl', { state: 'rolled_back' }, { kind: 'state', text: 'So.' }),
      },
      'release.not_rolled_back',
    ),
    of(
      'the approver agrees',
      waiting,
      unwrap(
        castVote(RELEASE, waiting as ApprovedRecord & Release, { decision: 'approve' }, ctx('anna', 10)),
      ) as Record,
      null,
      'anna',
    ),
    of('somebody agrees for the approver', waiting, decided, 'history.author', 'yuri'),
    of(
      'a check is passed in the name of a colleague who never saw it',
      waiting,
      edit(waiting, 'carl', { checks: [check('passed', 'yuri')] }),
      'history.author',
    ),
    of(
      'a check that a colleague failed is passed in their name',
      untested,
      edit(untested, 'carl', { checks: [check('passed', 'leo')] }),
      'history.author',
    ),
    of(
      'a check that a colleague failed is passed in one’s own',
      untested,
      edit(untested, 'carl', { checks: [check('passed', 'carl')] }),
      null,
    ),
  ];
};

export const releaseAttacks = (): readonly Attack[] => [...acts(), ...forgeries()];
