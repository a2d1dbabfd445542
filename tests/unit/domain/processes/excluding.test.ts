/** Two consoles apart do what excludes the other: one of both stands, the server takes what is merged, and the other waits to be decided. */
import { describe, expect, it } from 'vitest';
import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { Release } from '#domain/fields/releases.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { acceptMajor, proposeMajor } from '#domain/incidents/major.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { recompute, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { Process, ProcessRecord, Values } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import { ROLES } from '#domain/records/common.ts';
import { deployRelease, moveWave } from '#domain/releases/release-acts.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { json, solution, write } from '../permissions/writes.ts';
import { approved, recordIn } from './world.ts';

let second = 0;
const on = (device: string) => {
  second += 1;
  const env = envOf(ROLES, new Date(Date.UTC(2026, 10, 20, 12) + second * 1000).toISOString());
  return contextOf({ ...env, actor: { ...actorWith(ROLES, `person-${device}`), deviceId: device } });
};
type Act = (record: ProcessRecord, device: string) => ProcessRecord;
const step =
  (process: Process, to: string, more: Values = {}): Act =>
  (record, device) =>
    unwrap(takeStep(process, record, { to, note: 'so', ...more }, on(device)));

const wave = (id: string, day: number) => ({
  ...{ id, name: `Wave ${id}`, placeIds: [], stopCondition: '', maxIncidents: null },
  plannedStartAt: `2030-01-0${day}T20:00:00.000Z`,
  plannedEndAt: `2030-01-0${day}T22:00:00.000Z`,
});
type Deployed = ProcessRecord & Release;
const ready = approved(RELEASE, {
  ...recordIn(RELEASE, 'ready'),
  waves: [wave('a', 1), wave('b', 2)],
} as ProcessRecord) as Deployed;
const deploying = unwrap(deployRelease(ready, [], {}, on('x'))) as Deployed;
const moved =
  (waveId: string, act: 'start' | 'finish' | 'stop'): Act =>
  (record, device) =>
    unwrap(moveWave(record as Deployed, { waveId, act, note: 'so' }, on(device)));
const first = moved('a', 'finish')(deploying, 'x');
const without: Act = (record, device) =>
  unwrap(updateRecord(RELEASE, record, { waves: [wave('a', 1)] }, on(device)));

const opened = recordIn(INCIDENT, 'in_progress');
const proposed = unwrap(proposeMajor(opened as unknown as Incident, { reason: 'so' }, on('x')));
const resolve = step(INCIDENT, 'resolved', { ...solution, category: 'Network' });
const accept: Act = (record, device) =>
  unwrap(
    acceptMajor(record as unknown as Incident, { reason: 'so', updateMinutes: 30 }, on(device)),
  ) as unknown as ProcessRecord;
const give: Act = (record, device) =>
  unwrap(assignTicket(INCIDENT, record as never, { teamId: 'team-2', assigneeId: null }, on(device)));
const authorize = recordIn(CHANGE, 'authorize');
const vote =
  (decision: 'approve' | 'reject'): Act =>
  (record) => {
    const ctx = on('approver');
    const env = { ...ctx.env, actor: { ...ctx.env.actor, personId: 'approver-1' } };
    return unwrap(castVote(CHANGE, record as ApprovedRecord, { decision, reason: 'so' }, { ...ctx, env }));
  };
const plan: Act = (record, device) =>
  unwrap(updateRecord(CHANGE, record, { implementationPlan: 'Otherwise.' }, on(device)));

const bothWays = (process: Process, base: ProcessRecord, one: Act, other: Act) =>
  [
    [one, other],
    [other, one],
  ].map(([late, early]) => {
    const mine = late?.(base, 'a') ?? base;
    const theirs = early?.(base, 'b') ?? base;
    const of = (record: ProcessRecord) => record as never;
    const found = mergeRecords(process.collection, of(base), of(mine), of(theirs), on('a').env);
    const whole = recompute(process, found.merged as unknown as ProcessRecord, on('a'), theirs);
    const actor = { personId: 'person-a', deviceId: 'a' };
    const sent = withBringer(whole, theirs, actor) as ProcessRecord & Values;
    const verdict = write(process.collection, json(theirs), json(sent), ROLES, 'person-a');
    const waiting = sent.clashes.filter(({ resolvedAt }) => resolvedAt === null).map(({ field }) => field);
    return { mine, theirs, sent, verdict, waiting };
  });

describe('acts that exclude each other', () => {
  it.each<[string, Process, ProcessRecord, Act, Act]>([
    ['call off and resolve an incident', INCIDENT, opened, step(INCIDENT, 'cancelled'), resolve],
    [
      'close and cancel a problem',
      PROBLEM,
      recordIn(PROBLEM, 'root_cause_analysis'),
      step(PROBLEM, 'cancelled'),
      step(PROBLEM, 'risk_accepted', { riskReason: 'Small.' }),
    ],
    [
      'implement and rework a change',
      CHANGE,
      recordIn(CHANGE, 'scheduled'),
      step(CHANGE, 'implement'),
      step(CHANGE, 'assess'),
    ],
    [
      'deploy and cancel a release',
      RELEASE,
      ready,
      (record) => unwrap(deployRelease(record as Deployed, [], {}, on('a'))),
      step(RELEASE, 'cancelled'),
    ],
    ['finish and stop a wave', RELEASE, deploying, moved('a', 'finish'), moved('a', 'stop')],
    ['roll back and stop', RELEASE, deploying, step(RELEASE, 'rolled_back'), moved('a', 'stop')],
  ])('%s: whoever came first stands whole, the other waits', (_what, process, base, one, other) => {
    for (const { theirs, sent, verdict, waiting } of bothWays(process, base, one, other)) {
      expect(verdict).toEqual({ ok: true });
      expect(sent.state).toBe(theirs.state);
      expect(sent.rollout ?? null).toEqual((theirs as ProcessRecord & Values).rollout ?? null);
      expect(waiting).toContain('state');
    }
  });

  it('make an incident major and call it off: it is no major incident that was called off', () => {
    const base = proposed as unknown as ProcessRecord;
    for (const { theirs, sent, verdict, waiting } of bothWays(
      INCIDENT,
      base,
      accept,
      step(INCIDENT, 'cancelled'),
    )) {
      expect(verdict).toEqual({ ok: true });
      expect([sent.state, sent.majorState]).toEqual([
        theirs.state,
        (theirs as ProcessRecord & Values).majorState,
      ]);
      expect(waiting).toEqual([theirs.state === 'cancelled' ? 'majorState' : 'state']);
    }
  });
});

describe('acts that go together', () => {
  it('resolve and give to another team: both are done', () => {
    for (const { sent, verdict } of bothWays(INCIDENT, opened, resolve, give)) {
      expect(verdict).toEqual({ ok: true });
      expect(sent.state).toBe('resolved');
    }
  });
  it('publish an article twice: it was published when it first was', () => {
    const base = recordIn(ARTICLE, 'review');
    for (const { theirs, sent, verdict, waiting } of bothWays(
      ARTICLE,
      base,
      step(ARTICLE, 'published'),
      step(ARTICLE, 'published'),
    )) {
      expect([verdict, waiting]).toEqual([{ ok: true }, []]);
      expect(sent.publishedAt).toBe((theirs as ProcessRecord & Values).publishedAt);
    }
  });
  it('begin a wave and take it out of the plan: it stays', () => {
    for (const { sent, verdict } of bothWays(RELEASE, first, moved('b', 'start'), without)) {
      expect(verdict).toEqual({ ok: true });
      expect((sent.waves as { id: string }[]).map(({ id }) => id)).toEqual(['a', 'b']);
    }
  });
  it('implement a change and edit its plan: it is under way, and asks again for what was edited', () => {
    for (const { sent, verdict } of bothWays(
      CHANGE,
      recordIn(CHANGE, 'scheduled'),
      step(CHANGE, 'implement'),
      plan,
    )) {
      expect(verdict).toEqual({ ok: true });
      expect(sent).toMatchObject({ state: 'implement', implementationPlan: 'Otherwise.' });
    }
  });
  it('approve and withdraw: what is withdrawn first is not scheduled, what is scheduled first tells it', () => {
    const asked = vote('approve')(authorize, 'approver');
    const [late, early] = bothWays(CHANGE, asked, step(CHANGE, 'scheduled'), vote('reject'));
    expect(late?.verdict).toMatchObject({ ok: false, reason: 'approval.rejected' });
    expect(early?.sent.state).toBe('scheduled');
  });
});
