import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalsFor, missingApprovals } from '#domain/approvals/approval-rules.ts';
import {
  type ApprovedRecord,
  approvalOf,
  isWaitingFor,
  requesterOf,
  subjectOf,
} from '#domain/approvals/approvals.ts';
import { castVote, type VoteInput } from '#domain/approvals/cast-vote.ts';
import type { Approval } from '#domain/fields/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Change } from '#domain/fields/changes.ts';
import { withTimesSetRight } from '#domain/merge/set-right.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { recompute, updateRecord } from '#domain/processes/engine.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { sha256 } from '#domain/records/sha256.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';
import { recordIn } from '../processes/world.ts';

type Waiting = ApprovedRecord & Change;

const by = (personId: string, roles: readonly Role[] = ['service-desk'], now?: string) =>
  contextOf({ ...envOf(roles, now), actor: actorWith(roles, personId) });

const approval = (more: Partial<Approval>): Approval => ({
  ...{ id: 'cab', name: 'CAB', rule: 'all', share: 100, personIds: ['anna', 'bo', 'cy'], roles: [] },
  ...more,
});

/** A change that person-1 asked approval for. */
const waiting = (...approvals: readonly Approval[]): Waiting => ({
  ...(recordIn(CHANGE, 'assess') as Waiting),
  ...(unwrap(
    takeStep(
      CHANGE,
      recordIn(CHANGE, 'assess'),
      {
        ...{ to: 'authorize', implementationPlan: 'Swap it.', backoutPlan: 'Swap back.' },
        ...{ plannedStartAt: '2026-12-01T20:00:00.000Z', plannedEndAt: '2026-12-01T22:00:00.000Z' },
      },
      by('person-1', ['change-manager']),
    ),
  ) as Waiting),
  approvals: [...approvals],
  votes: [],
});

const vote = (
  record: Waiting,
  personId: string,
  input: VoteInput | VoteInput['decision'],
  roles?: readonly Role[],
  now?: string,
) =>
  castVote(
    CHANGE,
    record,
    typeof input === 'string' ? { decision: input, reason: 'so' } : input,
    by(personId, roles, now),
  );

const voted = (record: Waiting, ...votes: readonly (readonly [string, 'approve' | 'reject'])[]): Waiting =>
  votes.reduce(
    (now, [personId, decision], index) =>
      unwrap(vote(now, personId, decision, undefined, `2026-11-20T1${index}:00:00.000Z`)),
    record,
  );

describe('an approval', () => {
  const status = (record: Waiting) => approvalOf(CHANGE, record).status;
  const YES = 'approve' as const;
  const NO = 'reject' as const;

  it.each([
    ['nobody has said anything', approval({}), [], 'pending'],
    [
      'all: one is missing',
      approval({}),
      [
        ['anna', YES],
        ['bo', YES],
      ],
      'pending',
    ],
    [
      'all: everybody agrees',
      approval({}),
      [
        ['anna', YES],
        ['bo', YES],
        ['cy', YES],
      ],
      'approved',
    ],
    [
      'all: one rejects',
      approval({}),
      [
        ['anna', YES],
        ['bo', NO],
      ],
      'rejected',
    ],
    [
      'first: the first agrees',
      approval({ rule: 'first' }),
      [
        ['anna', YES],
        ['bo', NO],
      ],
      'approved',
    ],
    [
      'first: the first rejects',
      approval({ rule: 'first' }),
      [
        ['anna', NO],
        ['bo', YES],
      ],
      'rejected',
    ],
    ['share: too few', approval({ rule: 'share', share: 60 }), [['anna', YES]], 'pending'],
    [
      'share: enough',
      approval({ rule: 'share', share: 60 }),
      [
        ['anna', YES],
        ['bo', YES],
      ],
      'approved',
    ],
    [
      'share: can be reached still',
      approval({ rule: 'share', share: 60 }),
      [
        ['anna', NO],
        ['bo', YES],
      ],
      'pending',
    ],
    [
      'share: can not be reached any more',
      approval({ rule: 'share', share: 60 }),
      [
        ['anna', NO],
        ['bo', NO],
      ],
      'rejected',
    ],
  ] as const)('%s', (_name, one, votes, expected) => {
    expect(status(voted(waiting(one), ...votes))).toBe(expected);
  });

  it('is one of several: all of them count, and a rejection of one rejects the whole', () => {
    const two = [approval({ id: 'a', personIds: ['anna'] }), approval({ id: 'b', personIds: ['bo'] })];
    expect(status(voted(waiting(...two), ['anna', YES]))).toBe('pending');
    expect(status(voted(waiting(...two), ['anna', YES], ['bo', YES]))).toBe('approved');
    expect(status(voted(waiting(...two), ['anna', YES], ['bo', NO]))).toBe('rejected');
    expect(status(waiting())).toBe('pending');
  });

  it('is given by a role that the voter holds', () => {
    const one = approval({ rule: 'first', personIds: [], roles: ['change-manager'] });
    const manager = unwrap(vote(waiting(one), 'mia', 'approve', ['change-manager', 'field']));
    expect(manager.votes).toMatchObject([{ id: 'mia', roles: ['change-manager'] }]);
    expect(status(manager)).toBe('approved');
    expect(vote(waiting(one), 'anna', 'approve')).toMatchObject({ error: { code: 'forbidden' } });
  });

  it('is not given by who asked for it, nor by somebody who is not asked, nor where none is asked', () => {
    const own = approval({ personIds: ['person-1'], rule: 'first' });
    expect(requesterOf(CHANGE, waiting(own))).toBe('person-1');
    expect(vote(waiting(own), 'person-1', 'approve')).toMatchObject({
      error: { reason: 'vote.own_request' },
    });
    expect(vote(waiting(approval({})), 'dora', 'approve')).toMatchObject({
      error: { reason: 'vote.not_asked' },
    });
    const early = { ...(recordIn(CHANGE, 'assess') as Waiting), approvals: [approval({})] };
    expect(vote(early, 'anna', 'approve')).toMatchObject({ error: { reason: 'vote.state' } });
    expect(vote(waiting(approval({})), 'anna', { decision: 'reject', reason: ' ' })).toMatchObject({
      error: { code: 'missing_fields', reason: 'vote.reason' },
    });
  });

  it('is asked for by who requested it, also when a step was taken back since or a merge brought it', () => {
    const manager = by('mia', ['change-manager']);
    const rules = DEFAULT_SETTINGS['approval-rules'].rules;
    const asked = waiting(...approvalsFor(rules, { changeType: 'normal' }));
    const agreed = unwrap(vote(asked, 'mia', 'approve', ['change-manager']));
    const scheduled = unwrap(takeStep(CHANGE, agreed, { to: 'scheduled' }, manager)) as Waiting;
    const back = unwrap(takeBack('tickets', scheduled, scheduled.journal.at(-1)?.id ?? '', manager.env));
    expect(back).toMatchObject({ state: 'authorize' });
    expect(requesterOf(CHANGE, back)).toBe('person-1');
    expect(status(back)).toBe('approved');
    const merged = { ...asked.journal.at(-1), id: 'zz', by: 'mia', kind: 'merged' } as JournalEntry;
    expect(requesterOf(CHANGE, { ...asked, journal: [...asked.journal, merged] })).toBe('person-1');
  });

  it.each(['all', 'share'] as const)('of %s waits for nobody who asked for it', (rule) => {
    const one = approval({ rule, personIds: ['person-1', 'anna'] });
    expect(status(waiting(one))).toBe('pending');
    expect(status(voted(waiting(one), ['anna', YES]))).toBe('approved');
    expect(status(voted(waiting(one), ['anna', NO]))).toBe('rejected');
    expect(status(waiting(approval({ rule, personIds: ['person-1'] })))).toBe('pending');
  });

  it('is not got around by taking back a step: what was edited since does not come to the schedule again', () => {
    const manager = by('mia', ['change-manager']);
    const rules = DEFAULT_SETTINGS['approval-rules'].rules;
    const asked = waiting(...approvalsFor(rules, { changeType: 'normal' }));
    const agreed = unwrap(vote(asked, 'mia', 'approve', ['change-manager']));
    const scheduled = unwrap(takeStep(CHANGE, agreed, { to: 'scheduled' }, manager)) as Waiting;
    const reworked = unwrap(takeStep(CHANGE, scheduled, { to: 'assess', note: 'Wait.' }, manager)) as Waiting;
    const step = reworked.journal.at(-1)?.id ?? '';
    expect(takeBack('tickets', reworked, step, manager.env)).toMatchObject({ value: { state: 'scheduled' } });
    const edited = unwrap(updateRecord(CHANGE, reworked, { backoutPlan: 'None.' }, manager)) as Waiting;
    expect(takeBack('tickets', edited, step, manager.env)).toMatchObject({
      error: { code: 'not_editable', reason: 'approval.pending' },
    });
  });

  it('names what was approved: an edit of the plan asks again, one of anything else does not', () => {
    const agreed = voted(waiting(approval({ rule: 'first' })), ['anna', YES]);
    const ctx = by('person-1', ['change-manager']);
    const tagged = unwrap(updateRecord(CHANGE, agreed, { tags: ['night'] }, ctx)) as Waiting;
    expect(status(tagged)).toBe('approved');
    const moved = unwrap(
      updateRecord(CHANGE, agreed, { plannedEndAt: '2026-12-01T23:00:00.000Z' }, ctx),
    ) as Waiting;
    expect(status(moved)).toBe('pending');
    expect(approvalOf(CHANGE, moved)).toMatchObject({ counting: [], past: [{ id: 'anna' }] });
    expect(isWaitingFor(CHANGE, moved, { personId: 'anna', roles: [] })).toBe(true);
    // Put back, it is what was approved.
    const back = unwrap(
      updateRecord(CHANGE, moved, { plannedEndAt: '2026-12-01T22:00:00.000Z' }, ctx),
    ) as Waiting;
    expect(status(back)).toBe('approved');
  });

  it('leads to the schedule, and what was edited since is not implemented', () => {
    const ctx = by('person-1', ['change-manager']);
    const rules = DEFAULT_SETTINGS['approval-rules'].rules;
    const asked = waiting(...approvalsFor(rules, { changeType: 'normal' }));
    expect(takeStep(CHANGE, asked, { to: 'scheduled' }, ctx)).toMatchObject({
      error: { reason: 'approval.pending' },
    });
    const agreed = unwrap(vote(asked, 'mia', 'approve', ['change-manager']));
    const scheduled = unwrap(takeStep(CHANGE, agreed, { to: 'scheduled' }, ctx)) as Waiting;
    const edited = unwrap(updateRecord(CHANGE, scheduled, { backoutPlan: 'None.' }, ctx)) as Waiting;
    expect(takeStep(CHANGE, edited, { to: 'implement' }, ctx)).toMatchObject({
      error: { reason: 'approval.pending' },
    });
    const again = unwrap(vote(edited, 'mia', 'approve', ['change-manager']));
    expect(unwrap(takeStep(CHANGE, again, { to: 'implement' }, ctx))).toMatchObject({ state: 'implement' });
    // Other approvals than the rules ask for are no way round them.
    const own = unwrap(vote(waiting(approval({ rule: 'first' })), 'anna', 'approve'));
    expect(missingApprovals(rules, own)).toEqual(['Change authority']);
    expect(takeStep(CHANGE, own, { to: 'scheduled' }, ctx)).toMatchObject({
      error: { reason: 'approval.rules' },
    });
  });

  it('is given to what was seen, and other words for the same answer are no later one', () => {
    const first = waiting(approval({ rule: 'first' }));
    const seen = subjectOf(CHANGE, first);
    const ctx = by('person-1', ['change-manager']);
    const edited = unwrap(updateRecord(CHANGE, first, { testPlan: 'Ping it.' }, ctx)) as Waiting;
    expect(vote(edited, 'anna', { decision: 'approve', seen })).toMatchObject({
      error: { reason: 'vote.changed' },
    });
    expect(status(unwrap(vote(first, 'anna', { decision: 'approve', seen })))).toBe('approved');
    const both = voted(first, ['anna', YES], ['bo', NO]);
    const said = unwrap(
      vote(both, 'anna', { decision: 'approve', reason: 'Fine.' }, undefined, '2026-11-20T15:00:00.000Z'),
    );
    expect(status(said)).toBe('approved');
    expect(said.votes.find(({ id }) => id === 'anna')).toMatchObject({
      reason: 'Fine.',
      at: both.votes[0]?.at,
    });
  });

  it('is the one that the rules ask for in whatever order they name people', () => {
    const [rule] = DEFAULT_SETTINGS['approval-rules'].rules;
    if (rule === undefined) throw new Error('there is no rule');
    const asked = {
      changeType: 'normal' as const,
      approvals: approvalsFor([rule], { changeType: 'normal' }),
    };
    const other = { ...rule, roles: [...rule.roles].reverse() };
    expect(missingApprovals([other], asked)).toEqual([]);
    expect(missingApprovals([{ ...rule, roles: rule.roles.slice(1) }], asked)).toEqual([rule.name]);
  });

  it('counts votes of two offline consoles alike, in whatever order they arrive', () => {
    const people = ['anna', 'bo', 'cy'] as const;
    const words = fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(YES, NO)), { maxLength: 5 });
    const rules = fc.constantFrom('first' as const, 'all' as const, 'share' as const);
    fc.assert(
      fc.property(words, words, rules, (left, right, rule) => {
        const base = waiting(approval({ rule, share: 50 }));
        // A person sits at one console.
        const mine = voted(base, ...left.filter(([who]) => who !== 'bo'));
        const theirs = voted(base, ...right.filter(([who]) => who === 'bo'));
        const merged = (one: Waiting, other: Waiting): Waiting => {
          const { merged: both } = mergeRecords('tickets', base, one, other, envOf(['worker']));
          return recompute(CHANGE, both as Waiting, by('person-1'), other);
        };
        const [one, two] = [merged(mine, theirs), merged(theirs, mine)];
        const said = (record: Waiting) => [...record.votes].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(said(one)).toEqual(said(two));
        expect(said(one)).toEqual(said({ ...base, votes: [...mine.votes, ...theirs.votes] }));
        expect(status(one)).toBe(status(two));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the server', () => {
  const before = waiting(approval({}));
  const say = (after: Waiting, personId: string, roles: readonly Role[] = ['service-desk']) =>
    write('tickets', json(before), json(after), roles, personId);

  it('takes a vote of its voter', () => {
    expect(say(voted(before, ['anna', 'approve']), 'anna', ['field'])).toEqual({ ok: true });
  });

  it('takes none in the name of somebody else, whatever the history says, and lets nobody take one away', () => {
    const forged = voted(before, ['anna', 'approve']);
    for (const role of ['service-desk', 'change-manager', 'administrator'] as const) {
      expect(say(forged, 'eve', [role]), role).toMatchObject({ ok: false, code: 'forbidden' });
    }
    const both = voted(before, ['anna', 'reject']);
    const gone = unwrap(vote(both, 'bo', 'approve')) as Waiting;
    const withoutAnna = { ...gone, votes: gone.votes.filter(({ id }) => id !== 'anna') };
    expect(write('tickets', json(both), json(withoutAnna), ['change-manager'], 'bo')).toMatchObject({
      reason: 'history.author',
    });
  });

  it('takes no role that the voter does not hold', () => {
    const one = waiting(approval({ rule: 'first', personIds: [], roles: ['change-manager'] }));
    const pretended = unwrap(vote(one, 'eve', 'approve', ['change-manager'])) as Waiting;
    expect(write('tickets', json(one), json(pretended), ['service-desk'], 'eve')).toMatchObject({
      reason: 'vote.roles',
    });
    expect(write('tickets', json(one), json(pretended), ['change-manager'], 'eve')).toEqual({ ok: true });
  });

  it('does not let approvals be put in another state, or one be scheduled that is not approved', () => {
    const ctx = by('person-1', ['change-manager']);
    const taken = { ...before, state: 'scheduled' } as Waiting;
    const scheduled = unwrap(
      takeStep(
        CHANGE,
        voted(before, ['anna', 'approve'], ['bo', 'approve'], ['cy', 'approve']),
        { to: 'scheduled' },
        { ...ctx, settings: { ...ctx.settings, approvalRules: [] } },
      ),
    ) as Waiting;
    const forged = { ...scheduled, votes: [] };
    expect(say(forged, 'person-1', ['change-manager'])).toMatchObject({ ok: false });
    expect(say(taken, 'person-1', ['change-manager'])).toMatchObject({ ok: false });
    const softer = { ...before, approvals: [approval({ rule: 'first', personIds: ['eve'] })] };
    expect(say(softer, 'person-1', ['change-manager'])).toMatchObject({ ok: false });
  });
});

it('a planned window may be to come, and is no time of a wrong clock', () => {
  const ctx = by('person-1', ['change-manager']);
  const before = recordIn(CHANGE, 'new') as Waiting;
  const planned = { plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z' };
  const after = unwrap(updateRecord(CHANGE, before, planned, ctx));
  expect(write('tickets', json(before), json(after), ['change-manager'], 'person-1')).toEqual({ ok: true });
  expect(withTimesSetRight('tickets', after, before, ctx.env.now)).toEqual(after);
});

describe('the sum of what is approved', () => {
  it('is the same for lists in any order and keys in any order, and another one for each edit', () => {
    const record = waiting(approval({}));
    const some = { ...record, ciIds: ['b', 'a'] };
    expect(subjectOf(CHANGE, some)).toBe(subjectOf(CHANGE, { ...some, ciIds: ['a', 'b'] }));
    for (const field of CHANGE.approval.subject) {
      expect(subjectOf(CHANGE, { ...record, [field]: 'edited' }), field).not.toBe(subjectOf(CHANGE, record));
    }
  });

  it('is what it was before a field could be in it, until there is something in that', () => {
    const record = waiting(approval({}));
    const { costMinor: _, ...before } = record;
    expect(subjectOf(CHANGE, { ...record, costMinor: null })).toBe(subjectOf(CHANGE, before));
    expect(subjectOf(CHANGE, { ...record, costMinor: 1 })).not.toBe(subjectOf(CHANGE, before));
  });

  it('is SHA-256', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const bytes = Buffer.from(text, 'utf16le').swap16();
        expect(sha256(text)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
