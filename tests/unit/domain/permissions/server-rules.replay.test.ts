/** Several acts in one write, past the console's own checks: each is looked at where it was done, not where all of them ended. */
import { describe, expect, it } from 'vitest';
import { type ApprovedRecord, subjectOf } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import { delegateVoteId } from '#domain/approvals/delegates.ts';
import { modelSum } from '#domain/changes/standard.ts';
import type { Approval } from '#domain/fields/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Release, ReleaseCheck, Rollout } from '#domain/fields/releases.ts';
import { entry } from '#domain/journal/journal.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord, recompute, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { deployRelease, moveWave } from '#domain/releases/release-acts.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { approved, recordIn } from '../processes/world.ts';
import { json, solution, write } from './writes.ts';

const ROLES = ['change-manager', 'team-lead'] as const;
let second = 0;
/** Somebody at a console of their own, a second after whatever was done before. */
const by = (personId = 'person-1', device = 'device-1') => {
  second += 1;
  const env = envOf(ROLES, new Date(Date.UTC(2026, 10, 20, 12) + second * 1000).toISOString());
  return contextOf({ ...env, actor: { ...actorWith(ROLES, personId), deviceId: device } });
};
type Patch = Readonly<Record<string, unknown>>;
type Told = { readonly kind?: JournalEntry['kind']; readonly text?: string };

/** What an entry says was done, written by somebody who asks no rule. */
const forged = <R extends ProcessRecord>(process: Process, record: R, patch: Patch, told: Told = {}): R =>
  changeRecord(process, record, patch, by(), { kind: 'state', text: 'so', ...told });
/** An entry that changes nothing in the end: the values come and go within the write. */
const passing = <R extends ProcessRecord>(
  record: R,
  changes: JournalEntry['changes'],
  kind: JournalEntry['kind'] = 'changed',
): R => {
  const { env } = by();
  const one = entry(env, kind, { changes });
  return { ...record, updatedAt: env.now, updatedBy: 'person-1', journal: [...record.journal, one] };
};
const sent = (before: unknown, after: unknown) => write('tickets', json(before), json(after), ROLES);
const OK = { ok: true };
const refused = (reason: string) => ({ ok: false, reason });

describe('a change', () => {
  type Waiting = ApprovedRecord & Change;
  const scheduled = recordIn(CHANGE, 'scheduled') as Waiting;
  const step = (record: Waiting, to: string, more: Patch = {}): Waiting =>
    forged(CHANGE, record, { state: to, ...more });
  const review = (record: Waiting) => step(record, 'review', { outcome: 'successful' });
  const edited = (record: Waiting) =>
    forged(CHANGE, record, { implementationPlan: 'Something else.' }, { kind: 'changed' });

  it('goes several steps in one write, and is edited after them', () => {
    expect(sent(scheduled, review(step(scheduled, 'implement')))).toEqual(OK);
    expect(sent(scheduled, edited(review(step(scheduled, 'implement'))))).toEqual(OK);
    expect(sent(scheduled, edited(step(scheduled, 'implement')))).toEqual(OK);
  });
  it('is not edited, implemented and reviewed in one write', () => {
    expect(sent(scheduled, review(step(edited(scheduled), 'implement')))).toMatchObject(
      refused('approval.pending'),
    );
  });
  it('is not so with an entry beside that calls itself a merge', () => {
    const change = [{ field: 'implementationPlan', from: 'a', to: 'Something else.' }];
    for (const merged of [change, []]) {
      const after = passing(review(step(edited(scheduled), 'implement')), merged, 'merged');
      expect(sent(scheduled, after)).toMatchObject(refused('approval.pending'));
    }
  });
  it('is implemented as a colleague had left it who edited it since elsewhere, and not as the same console had', () => {
    const other = changeRecord(CHANGE, scheduled, { implementationPlan: 'Else.' }, by('b', 'device-2'));
    const own = changeRecord(CHANGE, scheduled, { implementationPlan: 'Else.' }, by('b', 'device-1'));
    expect(sent(other, step(other, 'implement'))).toEqual(OK);
    expect(sent(own, step(own, 'implement'))).toMatchObject(refused('approval.pending'));
  });
  it('is not sent with more steps than a console takes out of sight', () => {
    const changes = [{ field: 'state', from: 'scheduled', to: 'implement' }];
    const steps = Array.from({ length: 150 }, () => entry(by().env, 'state', { changes }));
    const after = step(scheduled, 'implement');
    expect(sent(scheduled, { ...after, journal: [...after.journal, ...steps] })).toMatchObject(
      refused('history.too_many'),
    );
  });
  it('is not looked at on version after version of prepared edits of millions of characters', () => {
    const edit = (from: number) => ({
      ...{ id: 'p1', collection: 'configItems', targetId: 'ci-1', field: 'name', from },
      to: 'x'.repeat(1_500_000),
    });
    const at = (from: number) => ({ ...scheduled, preparations: [edit(from)] }) as Waiting;
    const edits = Array.from({ length: 20 }, (_, from) =>
      entry(by('b', 'device-2').env, 'changed', {
        changes: [{ field: 'preparations.p1.from', from, to: from + 1 }],
      }),
    );
    const stored = { ...at(20), journal: [...scheduled.journal, ...edits] } as Waiting;
    // Each look would sum them all anew: 20 of them took 10 s.
    expect(sent(stored, step(stored, 'implement'))).toMatchObject(refused('approval.pending'));
    const wide = {
      ...stored,
      preparations: [{ ...edit(20), to: 'x'.repeat(2_100_000) }],
    } as never as Waiting;
    expect(sent(wide, step(wide, 'implement'))).toMatchObject(refused('history.too_many'));
  });
  it('is no standard change for the moment of a step', () => {
    const journal = scheduled.journal.filter(({ kind }) => kind !== 'vote');
    const pending = { ...scheduled, state: 'authorize', votes: [], journal, plannedEndAt: null } as Waiting;
    const frame = { minutes: 10_000, serviceIds: [], ciClasses: [], tasks: [] };
    const model = {
      ...{ id: 'mine', name: 'Mine', sum: modelSum('mine', frame, pending), ...frame },
      ...{ approvedBy: 'person-9', approvedAt: '2026-11-20T09:00:00.000Z' },
    };
    for (const kind of ['changed', 'merged'] as const) {
      const come = [
        { field: 'changeType', from: 'normal', to: 'standard' },
        { field: 'model', from: null, to: model },
      ];
      const go = come.map(({ field, from, to }) => ({ field, from: to, to: from }));
      const full = { ...pending, plannedEndAt: scheduled.plannedEndAt } as Waiting;
      const done = passing(step(passing(full, come, kind), 'scheduled'), go, kind);
      expect(sent(full, done)).toMatchObject(refused('standard.kept'));
      const asNew = [{ field: 'state', from: 'authorize', to: 'new' }, ...come];
      const further = passing(step(passing(full, asNew, 'merged'), 'scheduled'), go, kind);
      expect(sent(full, further)).toMatchObject(refused('standard.kept'));
    }
  });
  it('leaves out no step between', () => {
    const waiting = { ...scheduled, votes: [], state: 'authorize' } as Waiting;
    const one = entry(by().env, 'state', {
      changes: [
        { field: 'state', from: 'implement', to: 'review' },
        { field: 'outcome', from: null, to: 'successful' },
      ],
    });
    const after = recompute(
      CHANGE,
      { ...waiting, state: 'review', outcome: 'successful', journal: [...waiting.journal, one] } as Waiting,
      by(),
      waiting,
    );
    expect(sent(waiting, after)).toMatchObject(refused('state.no_step'));
    const twice = {
      ...one,
      changes: [{ field: 'state', from: 'authorize', to: 'scheduled' }, ...one.changes],
    };
    expect(sent(waiting, { ...after, journal: [...waiting.journal, twice] })).toMatchObject(
      refused('state.no_step'),
    );
  });
  it('is approved by no vote and no list of approvers that the history makes up for a moment', () => {
    const journal = scheduled.journal.filter(({ kind }) => kind !== 'vote');
    const pending = { ...scheduled, state: 'authorize', votes: [], journal } as Waiting;
    const { votes } = approved(CHANGE, pending) as Waiting;
    const vote = (kind: JournalEntry['kind']) => {
      const voted = passing(pending, [{ field: 'votes', from: [], to: votes }], kind);
      return passing(step(voted, 'scheduled'), [{ field: 'votes', from: votes, to: [] }], kind);
    };
    expect(sent(pending, vote('changed'))).toMatchObject(refused('approval.pending'));
    expect(sent(pending, vote('merged'))).toMatchObject(refused('approval.pending'));
    const mine: Approval = {
      ...{ id: 'mine', name: 'Mine', rule: 'first', share: 100, personIds: ['person-1'], roles: [] },
    };
    const own = { ...votes[0], id: 'person-1', subject: subjectOf(CHANGE, pending), roles: [] };
    const asked = passing(pending, [{ field: 'approvals', from: pending.approvals, to: [mine] }]);
    const told = passing(
      { ...asked, votes: [own] } as Waiting,
      [{ field: 'votes', from: [], to: [own] }],
      'vote',
    );
    const back = passing(step(told, 'scheduled'), [
      { field: 'approvals', from: [mine], to: pending.approvals },
    ]);
    expect(sent(pending, back)).toMatchObject(refused('history.untold'));
  });
  it('is approved by no delegate that the history makes up for a moment', () => {
    // Somebody else asked.
    const journal = scheduled.journal
      .filter(({ kind }) => kind !== 'vote')
      .map((one) => ({ ...one, by: 'person-8' }));
    const pending = { ...scheduled, state: 'authorize', votes: [], journal } as Waiting;
    const [{ id: personId = '', roles = [] } = {}] = (approved(CHANGE, pending) as Waiting).votes;
    const times = { startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2027-01-01T00:00:00.000Z' };
    const named = { id: 'absence-1', personId, delegateId: 'person-1', roles, ...times };
    const word = {
      ...{ id: delegateVoteId(personId, 'person-1'), personId, byId: 'person-1', decision: 'approve' },
      ...{ subject: subjectOf(CHANGE, pending), reason: null, at: '2026-11-20T12:00:00.000Z' },
    };
    const [come, go] = [
      [
        { field: 'delegates', from: [], to: [named] },
        { field: 'delegateVotes', from: [], to: [word] },
      ],
      [
        { field: 'delegates', from: [named], to: [] },
        { field: 'delegateVotes', from: [word], to: [] },
      ],
    ];
    const voted = { ...passing(pending, come), delegates: [named], delegateVotes: [word] } as Waiting;
    const done = passing({ ...step(voted, 'scheduled'), delegates: [], delegateVotes: [] }, go);
    expect(sent(pending, done)).toMatchObject(refused('approval.pending'));
  });
  it('is not scheduled by who had not heard that the approval was taken back', () => {
    const asked = { ...scheduled, state: 'authorize' } as Waiting;
    const [vote] = asked.votes;
    const voter = by(vote?.id ?? '', 'device-3');
    const rejected = unwrap(castVote(CHANGE, asked, { decision: 'reject', reason: 'No.' }, voter)) as Waiting;
    expect(sent(asked, step(asked, 'scheduled'))).toEqual(OK);
    expect(sent(rejected, step(rejected, 'scheduled'))).toMatchObject(refused('approval.rejected'));
  });
});

it('an incident is not closed past its solution', () => {
  const opened = recordIn(INCIDENT, 'new');
  const one = entry(by().env, 'state', { changes: [{ field: 'state', from: 'resolved', to: 'closed' }] });
  const closed = { ...opened, state: 'closed', journal: [...opened.journal, one] } as ProcessRecord;
  expect(sent(opened, recompute(INCIDENT, closed, by(), opened))).toMatchObject(refused('state.no_step'));
  const solved = forged(INCIDENT, opened, {
    ...{ state: 'resolved', ...solution, category: 'Network', teamId: 'team-1', assigneeId: 'person-1' },
  });
  expect(sent(opened, forged(INCIDENT, solved, { state: 'closed' }))).toEqual(OK);
});

describe('a release', () => {
  type Deployed = ApprovedRecord & Release;
  const wave = (id: string, day: number) => ({
    ...{ id, name: `Wave ${id}`, placeIds: [], stopCondition: '', maxIncidents: null },
    plannedStartAt: `2030-01-0${day}T20:00:00.000Z`,
    plannedEndAt: `2030-01-0${day}T22:00:00.000Z`,
  });
  const passed: ReleaseCheck = {
    ...{ id: 'check-1', kind: 'test', title: 'Sign in', note: null, doneAt: null, doneBy: null },
    result: 'passed',
  };
  const planned = { ...recordIn(RELEASE, 'ready'), waves: [wave('a', 1), wave('b', 2)], checks: [passed] };
  const ready = approved(RELEASE, planned as ProcessRecord) as Deployed;
  const deploying = unwrap(deployRelease(ready, [], {}, by())) as Deployed;
  const act = (record: Deployed, waveId: string, name: 'start' | 'finish' | 'stop' | 'resume') =>
    unwrap(moveWave(record, { waveId, act: name, note: 'so' }, by())) as Deployed;
  const first = act(deploying, 'a', 'finish');
  const stopped = act(deploying, 'a', 'stop');
  const whole = act(act(first, 'b', 'start'), 'b', 'finish');
  const step = (record: Deployed, to: string, more: Patch = {}): Deployed =>
    forged(RELEASE, record, { state: to, ...more });
  const put = (record: Deployed, patch: Patch) => forged(RELEASE, record, patch, { kind: 'changed' });
  const at = (id: string, state: Rollout['state'], record = deploying): Rollout => ({
    ...{ id, state, startedAt: record.updatedAt },
    endedAt: state === 'deploying' ? null : record.updatedAt,
  });

  it('is deployed, ended and closed in one write, as a console without a network does it', () => {
    const done = unwrap(takeStep(RELEASE, whole, { to: 'done' }, by()));
    const closed = unwrap(takeStep(RELEASE, done, { to: 'closed' }, by()));
    expect(sent(ready, closed)).toEqual(OK);
    const back = unwrap(takeStep(RELEASE, first, { to: 'rolled_back', note: 'Slow.' }, by()));
    expect(sent(ready, unwrap(takeStep(RELEASE, back, { to: 'closed', reviewNotes: 'So.' }, by())))).toEqual(
      OK,
    );
    // What failed afterwards, and a plan that was edited on the way.
    const failed = unwrap(
      updateRecord(RELEASE, deploying, { checks: [{ ...passed, result: 'failed' }] }, by()),
    );
    expect(sent(ready, failed)).toEqual(OK);
  });
  it('goes back over a wave that was finished by mistake, and no other way', () => {
    const last = first.journal.at(-1) as JournalEntry;
    const back = unwrap(takeBack('tickets', first, last.id, by().env));
    expect(back.rollout).toEqual(deploying.rollout);
    expect(sent(first, recompute(RELEASE, back, by(), first))).toEqual(OK);
    const wrong = { field: 'rollout', from: first.rollout, to: [at('a', 'done'), at('b', 'done')] };
    const takes = { field: 'takesBack', from: null, to: last.id };
    const forgedBack = passing({ ...first, rollout: wrong.to } as Deployed, [wrong, takes], 'state');
    expect(sent(first, forgedBack)).toMatchObject({ ok: false });
  });

  const failed = { checks: [{ ...passed, result: 'failed' }] };
  it.each<[string, Deployed, Deployed, string]>([
    [
      'with a failed test past the states that ask for it',
      ready,
      step(
        step(step(put(ready, failed), 'deploying', { rollout: [at('a', 'deploying')] }), 'rolled_back', {
          rollout: [at('a', 'rolled_back')],
        }),
        'closed',
        { reviewNotes: 'so' },
      ),
      'release.checks_open',
    ],
    ['without its waves', deploying, step(put(deploying, { waves: [] }), 'done'), 'release.wave_begun'],
    [
      'without its waves, which come back',
      deploying,
      put(step(put(deploying, { waves: [] }), 'done'), { waves: deploying.waves }),
      'release.wave_begun',
    ],
    [
      'done and closed in one write with open waves',
      deploying,
      step(step(deploying, 'done'), 'closed'),
      'release.waves_open',
    ],
    ['closed past its end', deploying, step({ ...deploying, state: 'done' }, 'closed'), 'state.no_step'],
    [
      'another wave than is its turn',
      deploying,
      forged(RELEASE, deploying, { rollout: [...(deploying.rollout ?? []), at('b', 'deploying')] }),
      'release.wave_not_now',
    ],
    [
      'two waves in one act',
      deploying,
      forged(RELEASE, deploying, { rollout: [at('a', 'done'), at('b', 'deploying')] }),
      'release.wave_not_now',
    ],
    [
      'a wave by an entry that calls itself a merge',
      deploying,
      forged(RELEASE, deploying, { rollout: [at('a', 'done'), at('b', 'done')] }, { kind: 'merged' }),
      'history.untold',
    ],
    [
      'begun with another wave',
      ready,
      step(ready, 'deploying', { rollout: [at('b', 'deploying')] }),
      'release.wave_not_now',
    ],
    ['begun without a wave', ready, step(ready, 'deploying'), 'release.wave_not_now'],
    [
      'a stop undone in the plan',
      stopped,
      forged(RELEASE, stopped, { rollout: [at('a', 'done')] }),
      'release.wave_not_now',
    ],
    ['rolled back in no wave', deploying, step(deploying, 'rolled_back'), 'release.not_rolled_back'],
    [
      'rolled back in other waves',
      deploying,
      step(deploying, 'rolled_back', { rollout: [at('b', 'rolled_back')] }),
      'release.not_rolled_back',
    ],
    [
      'rolled back and closed without a word',
      deploying,
      step(step(deploying, 'rolled_back', { rollout: [at('a', 'rolled_back')] }), 'closed'),
      'field.missing',
    ],
  ])('is not gone through %s', (_how, before, after, reason) => {
    expect(sent(before, after)).toMatchObject(refused(reason));
  });
});
