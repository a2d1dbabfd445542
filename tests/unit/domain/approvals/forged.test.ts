/** Ways round an approval that are written to the server directly, past the console's own checks. */
import { describe, expect, it } from 'vitest';
import { type ApprovedRecord, approvalOf, requesterOf, subjectOf } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { Approval, Vote } from '#domain/fields/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Change } from '#domain/fields/changes.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { recompute } from '#domain/processes/engine.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';
import { takeBackIn } from '../processes/random-acts.ts';
import { recordIn } from '../processes/world.ts';

type Waiting = ApprovedRecord & Change;

const by = (personId: string, roles: readonly Role[], now = '2026-11-20T10:00:00.000Z') => {
  const ctx = contextOf({ ...envOf(roles, now), actor: actorWith(roles, personId) });
  return { ...ctx, settings: { ...ctx.settings, approvalRules: [] } };
};
const approval = (more: Partial<Approval>): Approval => ({
  ...{ id: 'cab', name: 'CAB', rule: 'first', share: 100, personIds: ['anna'], roles: [], ...more },
});
const PLAN = {
  ...{ to: 'authorize', implementationPlan: 'Swap it.', backoutPlan: 'Swap back.' },
  ...{ plannedStartAt: '2026-12-01T20:00:00.000Z', plannedEndAt: '2026-12-01T22:00:00.000Z' },
};
const assess = { ...recordIn(CHANGE, 'assess'), approvals: [], votes: [] } as unknown as Waiting;
const request = (record: Waiting, who: string, approvals: readonly Approval[], now: string): Waiting =>
  unwrap(
    takeStep(CHANGE, record, { ...PLAN, approvals } as never, by(who, ['change-manager'], now)),
  ) as Waiting;
const sent = (before: unknown, after: unknown, who: string, roles: readonly Role[]) =>
  write('tickets', json(before), json(after), roles, who);
const step = (record: Waiting, to: string, who: string, roles: readonly Role[], now: string): Waiting =>
  unwrap(takeStep(CHANGE, record, { to, note: 'so' }, by(who, roles, now))) as Waiting;
const T = (hour: string) => `2026-11-20T${hour}:00.000Z`;
const asked = request(assess, 'mia', [approval({})], T('10:00'));
const agreed = unwrap(
  castVote(CHANGE, asked, { decision: 'approve' }, by('anna', [], T('11:00'))),
) as Waiting;

describe('a change that was not approved', () => {
  const pending = { number: asked.number };
  /** The step into the schedule, as its console would have refused it. */
  const scheduled = (record: Waiting, who: string): Waiting => {
    const ctx = by(who, ['change-manager'], T('12:00'));
    const one = entry(ctx.env, 'state', {
      changes: [{ field: 'state', from: 'authorize', to: 'scheduled' }],
    });
    return recompute(CHANGE, append({ ...record, state: 'scheduled' }, one), ctx, record) as Waiting;
  };
  const merged = (record: Waiting, who: string): Waiting => {
    const ctx = by(who, ['change-manager'], T('12:01'));
    const one = entry(ctx.env, 'merged', {
      changes: [{ field: 'title', from: record.title, to: record.title }],
    });
    return append(record, one);
  };

  it('is not scheduled', () => {
    expect(sent(asked, scheduled(asked, 'mia'), 'mia', ['change-manager'])).toMatchObject({
      ok: false,
      reason: 'approval.pending',
      details: pending,
    });
    expect(sent(agreed, scheduled(agreed, 'mia'), 'mia', ['change-manager'])).toEqual({ ok: true });
  });
  it('is not scheduled with an entry beside that pretends a merge', () => {
    expect(sent(asked, merged(scheduled(asked, 'mia'), 'mia'), 'mia', ['change-manager'])).toMatchObject({
      ok: false,
      reason: 'approval.pending',
    });
  });
  it('is not voted for twice by one person', () => {
    const rejected = unwrap(
      castVote(CHANGE, asked, { decision: 'reject', reason: 'no' }, by('anna', [], T('11:00'))),
    ) as Waiting;
    const [vote] = rejected.votes;
    const votes = [{ ...vote, decision: 'approve', at: T('10:30') }, vote];
    const ctx = by('eve', ['change-manager'], T('12:00'));
    const one = entry(ctx.env, 'changed', { changes: [{ field: 'votes', from: rejected.votes, to: votes }] });
    const forged = append({ ...rejected, votes } as Waiting, one);
    expect(sent(rejected, forged, 'eve', ['change-manager'])).toMatchObject({
      ok: false,
      reason: 'list.twice',
    });
  });
});

const CHANGE_MANAGERS = approval({ personIds: [], roles: ['change-manager'] });
const REFUSED = { ok: false, reason: 'history.untold', details: { field: 'approvals' } };

it('is not reached past the states that ask for it', () => {
  const ctx = by('mia', ['change-manager'], T('12:00'));
  const path = ['authorize', 'scheduled', 'implement', 'review'];
  const over = (record: Waiting): Waiting => {
    const entries = path.slice(1).map((to, at) => ({
      ...entry(ctx.env, 'state', {
        changes: [
          { field: 'state', from: path[at] ?? '', to },
          ...(to === 'review' ? [{ field: 'outcome', from: null, to: 'successful' }] : []),
        ],
      }),
      at: T(`12:0${at}`),
    }));
    const done = { ...record, state: 'review', outcome: 'successful' };
    const last = { updatedAt: entries.at(-1)?.at, updatedBy: 'mia' };
    return recompute(
      CHANGE,
      { ...done, ...last, journal: [...record.journal, ...entries] } as Waiting,
      ctx,
      record,
    ) as Waiting;
  };
  expect(sent(agreed, over(agreed), 'mia', ['change-manager'])).toEqual({ ok: true });
  expect(sent(asked, over(asked), 'mia', ['change-manager'])).toMatchObject({ reason: 'approval.pending' });
});

describe('who asked for approval has no word in it', () => {
  const status = (record: Waiting) => approvalOf(CHANGE, record).status;
  const voted = (record: Waiting, who: string): Waiting => {
    const vote = { ...(agreed.votes[0] as Vote), id: who, roles: ['change-manager' as const] };
    return { ...record, votes: [{ ...vote, subject: subjectOf(CHANGE, record) }] };
  };

  it('where somebody else says in a merge that they did', () => {
    const own = request(assess, 'carl', [CHANGE_MANAGERS], T('10:00'));
    const { env } = by('finn', ['field'], T('10:30'));
    const changes = [{ field: 'state', from: 'assess', to: 'authorize' }];
    const claimed = append(own, entry(env, 'merged', { changes }));
    expect(sent(own, claimed, 'finn', ['field'])).toEqual({ ok: true });
    expect(requesterOf(CHANGE, claimed)).toBe('carl');
    expect(status(voted(claimed, 'carl'))).toBe('pending');
    expect(status(voted(claimed, 'max'))).toBe('approved');
  });

  it('where the request is dated before another one', () => {
    const first = request(assess, 'mia', [CHANGE_MANAGERS], T('10:00'));
    const again = step(first, 'assess', 'carl', ['change-manager'], T('11:00'));
    const own = request(again, 'carl', [CHANGE_MANAGERS], T('12:00'));
    const last = own.journal.length - 1;
    const journal = own.journal.map((one, at) => (at === last ? { ...one, at: T('09:59') } : one));
    const dated: Waiting = { ...own, journal, updatedAt: again.updatedAt, updatedBy: again.updatedBy };
    expect(sent(again, dated, 'carl', ['change-manager'])).toEqual({ ok: true });
    expect(status(voted(dated, 'carl'))).toBe('pending');
    expect(castVote(CHANGE, dated, { decision: 'approve' }, by('carl', ['change-manager']))).toMatchObject({
      error: { reason: 'vote.own_request' },
    });
  });

  it('where the request is brought in the name of somebody else', () => {
    const theirs = request(assess, 'mia', [CHANGE_MANAGERS], T('10:00'));
    const brought = withBringer(theirs, assess, actorWith(['change-manager'], 'carl'));
    expect(sent(assess, brought, 'carl', ['change-manager'])).toEqual({ ok: true });
    expect(status(voted(brought, 'carl'))).toBe('pending');
    expect(status(voted(brought, 'max'))).toBe('approved');
  });

  it('nor has who took the request back, and asks no more', () => {
    const own = request(assess, 'carl', [CHANGE_MANAGERS], T('10:00'));
    const id = own.journal.at(-1)?.id ?? '';
    const back = unwrap(takeBackIn(CHANGE, own, id, by('carl', ['change-manager'], T('10:10')))) as Waiting;
    const theirs = request(back, 'mia', [CHANGE_MANAGERS], T('11:00'));
    expect(status(voted(theirs, 'mia'))).toBe('pending');
    expect(status(voted(theirs, 'carl'))).toBe('approved');
  });
});

describe('whom a change waits for', () => {
  const own = [approval({ personIds: ['eve'] })];
  const desk: readonly Role[] = ['service-desk'];
  const scheduled = step(agreed, 'scheduled', 'mia', ['change-manager'], T('12:00'));
  const reworked = step(scheduled, 'assess', 'eve', desk, T('13:00'));
  const back = unwrap(
    takeBackIn(CHANGE, reworked, reworked.journal.at(-1)?.id ?? '', by('eve', desk, T('13:20'))),
  ) as Waiting;

  it('comes back with a step that is taken back', () => {
    expect(sent(reworked, back, 'eve', desk)).toEqual({ ok: true });
  });

  /** The record with a vote of eve's on it as it is. */
  const withOwnVote = (record: Waiting, at: string): Waiting => {
    const vote = { ...(agreed.votes[0] as Vote), id: 'eve', subject: subjectOf(CHANGE, record) };
    const votes = [...record.votes, vote];
    const told = entry(by('eve', desk, at).env, 'vote', {
      changes: [{ field: 'votes', from: record.votes, to: votes }],
    });
    return { ...record, votes, journal: [...record.journal, told] };
  };

  it('is nobody else then', () => {
    const last = back.journal.at(-1) as JournalEntry;
    const changes = last.changes.map((one) => (one.field === 'approvals' ? { ...one, to: own } : one));
    const journal = [...back.journal.slice(0, -1), { ...last, changes }];
    const forged = withOwnVote({ ...back, approvals: own, journal }, T('13:20'));
    expect(sent(reworked, forged, 'eve', desk)).toMatchObject(REFUSED);
  });

  it('is nobody else with a step of somebody else either', () => {
    const begun = step(scheduled, 'implement', 'eve', desk, T('13:00'));
    const edit = entry(by('eve', desk, T('12:30')).env, 'changed', {
      changes: [{ field: 'approvals', from: begun.approvals, to: own }],
    });
    const forged = withOwnVote({ ...begun, approvals: own, journal: [...begun.journal, edit] }, T('12:40'));
    expect(sent(scheduled, begun, 'eve', desk)).toEqual({ ok: true });
    expect(sent(scheduled, forged, 'eve', desk)).toMatchObject(REFUSED);
  });
});
