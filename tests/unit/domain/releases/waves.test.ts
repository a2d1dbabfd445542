/** Waves of a release: which act is possible when, and what two consoles make of them that work apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalOf, mayVoteIn } from '#domain/approvals/approvals.ts';
import type { Release, ReleaseCheck, ReleaseWave } from '#domain/fields/releases.ts';
import { actedAt } from '#domain/journal/journal.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { changeRecord, recompute, updateRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { checkStep, takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { goConditions } from '#domain/releases/go.ts';
import { decideGo, deployRelease, moveWave } from '#domain/releases/release-acts.ts';
import {
  endingOf,
  isOverLimit,
  movedWave,
  totalShare,
  WAVE_ACTS,
  waveActs,
  wavesOf,
} from '#domain/releases/waves.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';
import { approved, recordIn } from '../processes/world.ts';

type Record = ProcessRecord & Release;

const NOW = '2026-11-20T09:00:00.000Z';
const wave = (id: string, day: number, maxIncidents: number | null = null) => ({
  ...{ id, name: `Wave ${id}`, placeIds: [], stopCondition: '', maxIncidents, share: null as number | null },
  plannedStartAt: `2030-01-0${day}T20:00:00.000Z`,
  plannedEndAt: `2030-01-0${day}T22:00:00.000Z`,
});
const check: ReleaseCheck = {
  ...{ id: 'check-1', kind: 'test', title: 'Sign in', note: null, doneAt: null, doneBy: null },
  result: 'failed',
};
// As a merge may leave them.
const WAVES = [wave('b', 2), wave('c', 3), wave('a', 1)];
const by = (roles: readonly Role[] = ['change-manager'], now = '2026-11-20T10:00:00.000Z') =>
  contextOf(envOf(roles, now));

const planned: Record = { ...(recordIn(RELEASE, 'ready') as Record), waves: WAVES };
const ready = approved(RELEASE, planned) as Record;
const deploying = unwrap(deployRelease(ready, [], {}, by()));
const act = (record: Record, waveId: string, name: (typeof WAVE_ACTS)[number], note = 'so') =>
  unwrap(moveWave(record, { waveId, act: name, note }, by()));

describe('a release is not deployed', () => {
  it.each<[string, Partial<Release>]>([
    ['with another plan than was approved', { rollbackPlan: 'None.' }],
    ['with a failed test', { checks: [check] }],
  ])('%s, in one write either', (_how, patch) => {
    const edited = changeRecord(RELEASE, ready, patch, by());
    const begun = changeRecord(RELEASE, edited, { state: 'deploying' }, by(), { kind: 'state' });
    expect(write('tickets', json(ready), json(begun), ['change-manager'])).toMatchObject({ ok: false });
  });
});

describe('waves', () => {
  it('follow each other by their planned start, in whatever order they stand', () => {
    expect(wavesOf({ waves: WAVES, rollout: null }).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(wavesOf({})).toEqual([]);
  });

  it('are done one after the other, whatever is tried (property)', () => {
    const tried = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...WAVE_ACTS)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(tried, (acts) => {
        let release: Pick<Release, 'waves' | 'rollout'> = { waves: WAVES, rollout: [] };
        for (const [id, name] of acts) {
          const rollout = movedWave(release, id, name, NOW);
          expect(rollout !== null).toBe(waveActs(release, id).includes(name));
          if (rollout !== null) release = { ...release, rollout };
          const states = wavesOf(release).map(({ state }) => state);
          const open = states.findIndex((state) => state !== 'done');
          // Nothing was begun behind the first that is not done.
          if (open >= 0) expect(states.slice(open + 1).every((state) => state === 'pending')).toBe(true);
        }
      }),
    );
  });

  it('say what they are for together, as far as they say it', () => {
    const [a, b] = WAVES as readonly ReleaseWave[] as [ReleaseWave, ReleaseWave];
    expect(totalShare({ waves: WAVES })).toBe(0);
    expect(
      totalShare({
        waves: [
          { ...a, share: 60 },
          { ...b, share: 50 },
          { ...b, id: 'x', share: null },
        ],
      }),
    ).toBe(110);
  });

  it.each([
    [1, true],
    [100, true],
    [null, true],
    [0, false],
    [101, false],
    [2.5, false],
  ])('are for %s percent: %s, here and at the server', (share, isTaken) => {
    const edited = changeRecord(RELEASE, planned, { waves: WAVES.map((one) => ({ ...one, share })) }, by());
    expect(RECORD_SCHEMAS.tickets.safeParse(edited).success).toBe(isTaken);
    expect(write('tickets', json(planned), json(edited), ['change-manager']).ok).toBe(isTaken);
  });

  it('keep the shares that two consoles gave to two waves', () => {
    const shared = (id: string, share: number): Record =>
      changeRecord(
        RELEASE,
        planned,
        { waves: WAVES.map((one) => (one.id === id ? { ...one, share } : one)) },
        by(),
      );
    const { merged } = mergeRecords(
      'tickets',
      planned,
      shared('a', 20),
      shared('b', 80),
      envOf(['change-manager']),
    );
    const shares = Object.fromEntries(((merged as Release).waves ?? []).map(({ id, share }) => [id, share]));
    expect(shares).toMatchObject({ a: 20, b: 80 });
  });

  it.each([
    [3, 2, true],
    [2, 2, false],
    [9, null, false],
  ])('with %i incidents and a limit of %s are over it: %s', (incidents, limit, isOver) => {
    const [one] = wavesOf({
      waves: [wave('a', 1, limit)],
      rollout: [{ id: 'a', state: 'deploying', startedAt: NOW, endedAt: null }],
    });
    expect(one === undefined ? null : isOverLimit(one, incidents)).toBe(isOver);
  });
});

describe('deploying', () => {
  it('begins with the first wave, and a stopped one blocks the next', () => {
    expect(deploying).toMatchObject({ state: 'deploying', rollout: [{ id: 'a', state: 'deploying' }] });
    const stopped = act(deploying, 'a', 'stop');
    expect(moveWave(stopped, { waveId: 'b', act: 'start' }, by())).toMatchObject({
      error: { reason: 'release.wave_not_now' },
    });
    const first = act(act(stopped, 'a', 'resume'), 'a', 'finish');
    expect(act(first, 'b', 'start').rollout).toMatchObject([
      { state: 'done' },
      { id: 'b', state: 'deploying' },
    ]);
    expect(takeStep(RELEASE, first, { to: 'done' }, by())).toMatchObject({
      error: { reason: 'release.waves_open', details: { count: 2 } },
    });
  });

  it('asks a reason for a stop, and is nobody’s without the right', () => {
    expect(moveWave(deploying, { waveId: 'a', act: 'stop', note: ' ' }, by())).toMatchObject({
      error: { code: 'missing_fields' },
    });
    for (const role of ['service-desk', 'field', 'problem-manager', 'knowledge-manager', 'worker'] as const) {
      expect(moveWave(deploying, { waveId: 'a', act: 'finish' }, by([role]))).toMatchObject({
        error: { code: 'forbidden' },
      });
      const after = act(deploying, 'a', 'finish');
      expect(write('tickets', json(deploying), json(after), [role], 'person-1'), role).toMatchObject({
        ok: false,
      });
    }
    const after = act(deploying, 'a', 'finish');
    expect(write('tickets', json(deploying), json(after), ['team-lead'], 'person-1')).toEqual({ ok: true });
  });

  it('is refused while a condition is not met', () => {
    const conditions = goConditions({
      ...{ release: ready, changes: [], clashes: [], approval: 'approved', now: NOW },
    });
    const decision = { ...(recordIn(RELEASE, 'decision') as Record), waves: WAVES };
    for (const refused of [
      decideGo(decision, conditions, {}, by()),
      deployRelease(ready, conditions, {}, by()),
    ])
      expect(refused).toMatchObject({
        error: { reason: 'release.no_go', details: { conditions: ['changes', 'checks'] } },
      });
    // Other waves than were approved are not approved.
    expect(decideGo(decision, [], {}, by())).toMatchObject({ error: { reason: 'approval.pending' } });
    const approved = recordIn(RELEASE, 'decision') as Record;
    expect(unwrap(decideGo(approved, [], {}, by()))).toMatchObject({ state: 'ready' });
    expect(checkStep(RELEASE, decision, { to: 'ready' }, actorWith(['administrator']), by()).ok).toBe(false);
  });

  it('goes on with no wave of another plan than was approved, until that is approved as well', () => {
    const first = act(deploying, 'a', 'finish');
    const moved = WAVES.map((one) => (one.id === 'b' ? { ...wave('b', 4), placeIds: ['harbour'] } : one));
    const edited = unwrap(updateRecord(RELEASE, first, { waves: moved }, by()));
    const begun = moveWave(edited, { waveId: 'c', act: 'start' }, by());
    expect(begun).toMatchObject({ error: { code: 'missing_fields', reason: 'approval.pending' } });
    const rollout = movedWave(edited, 'c', 'start', actedAt(edited, by().env.now));
    const forced = changeRecord(RELEASE, edited, { rollout }, by(), { kind: 'state' });
    expect(write('tickets', json(edited), json(forced), ['change-manager'])).toMatchObject({
      ...{ ok: false, reason: 'approval.pending' },
    });
    // What goes on may be stopped and finished all the same.
    const going = unwrap(updateRecord(RELEASE, deploying, { waves: moved }, by()));
    const stopped = act(going, 'a', 'stop');
    expect(act(going, 'a', 'finish').rollout).toMatchObject([{ state: 'done' }]);
    expect(moveWave(stopped, { waveId: 'a', act: 'resume' }, by())).toMatchObject({
      error: { reason: 'approval.pending' },
    });
  });

  it('asks its approvers while it is deployed, too', () => {
    const first = act(deploying, 'a', 'finish');
    const edited = unwrap(updateRecord(RELEASE, first, { rollbackPlan: 'Restore the images.' }, by()));
    expect(approvalOf(RELEASE, edited).status).toBe('pending');
    const agreed = approved(RELEASE, edited) as Record;
    const started = act(agreed, 'b', 'start');
    expect(write('tickets', json(agreed), json(started), ['change-manager'])).toEqual({ ok: true });
    expect(mayVoteIn(RELEASE, 'deploying')).toBe(true);
  });

  it('keeps a wave that was begun in the plan', () => {
    const without = updateRecord(RELEASE, deploying, { waves: WAVES.filter(({ id }) => id !== 'a') }, by());
    expect(without).toMatchObject({ error: { reason: 'release.wave_begun' } });
    expect(unwrap(updateRecord(RELEASE, deploying, { waves: WAVES.slice(1) }, by())).plannedStartAt).toBe(
      '2030-01-01T20:00:00.000Z',
    );
  });

  it('tells how it ended by its waves', () => {
    expect(endingOf(deploying)).toBe(null);
    const done = ['a', 'b', 'c'].reduce(
      (record, id, at) => act(at === 0 ? record : act(record, id, 'start'), id, 'finish'),
      deploying,
    );
    expect(endingOf(done)).toBe('deployed');
    // What it brought is no plan any more.
    const over = unwrap(takeStep(RELEASE, done, { to: 'done' }, by())) as Record;
    expect(updateRecord(RELEASE, over, { changeIds: ['change-9'] }, by())).toMatchObject({
      error: { code: 'not_editable' },
    });
    const back = unwrap(takeStep(RELEASE, done, { to: 'rolled_back', note: 'It is slow.' }, by())) as Record;
    expect(endingOf(back)).toBe('rolled_back');
    expect(takeStep(RELEASE, back, { to: 'closed' }, by())).toMatchObject({
      error: { code: 'missing_fields' },
    });
    const again = unwrap(takeStep(RELEASE, back, { to: 'planning', note: 'Anew.' }, by())) as Record;
    expect(wavesOf(again).map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
  });
});

describe('two consoles apart', () => {
  const merged = (mine: Record, theirs: Record) => {
    const { merged: both, clashes } = mergeRecords('tickets', deploying, mine, theirs, envOf(['worker']));
    return { record: recompute(RELEASE, both as Record, by(), theirs), clashes };
  };
  const finished = act(deploying, 'a', 'finish');
  const stopped = act(deploying, 'a', 'stop');

  it.each([
    ['a stop after a finish', stopped, finished],
    ['a finish after a stop', finished, stopped],
    [
      'a roll-back after a stop',
      unwrap(takeStep(RELEASE, deploying, { to: 'rolled_back', note: 'No.' }, by())) as Record,
      stopped,
    ],
  ])('%s: one of the two stands whole, the other is a clash', (_name, mine, theirs) => {
    const { record, clashes } = merged(mine, theirs);
    const { state, rollout } = record;
    expect([mine, theirs].map((one) => ({ state: one.state, rollout: one.rollout }))).toContainEqual({
      state,
      rollout,
    });
    expect(clashes).toHaveLength(1);
    expect(record.journal.map(({ id }) => id)).toEqual(
      expect.arrayContaining([...mine.journal, ...theirs.journal].map(({ id }) => id)),
    );
  });
});
