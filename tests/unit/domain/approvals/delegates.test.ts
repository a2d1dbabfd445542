/** Somebody is away and named a delegate: whose word counts, in whatever order the words arrive, and what the server refuses. */
import { describe, expect, it } from 'vitest';
import {
  type ApprovedRecord,
  approvalOf,
  isWaitingFor,
  waitsForDelegate,
} from '#domain/approvals/approvals.ts';
import { castVote, type VoteInput } from '#domain/approvals/cast-vote.ts';
import { delegateVoteId } from '#domain/approvals/delegates.ts';
import type { Approval, Delegate, VoteDecision } from '#domain/fields/approvals.ts';
import type { Change } from '#domain/fields/changes.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord, recompute } from '#domain/processes/engine.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { envOf, unwrap } from '../env.ts';
import { json, write } from '../permissions/writes.ts';
import { recordIn } from '../processes/world.ts';
import { by, delegate, T } from './away.ts';

type Waiting = ApprovedRecord & Change;

const approval = (more: Partial<Approval> = {}): Approval => ({
  ...{ id: 'cab', name: 'CAB', rule: 'first', share: 100, personIds: ['anna'], roles: [], ...more },
});
const PLAN = {
  ...{ to: 'authorize', implementationPlan: 'Swap it.', backoutPlan: 'Swap back.' },
  ...{ plannedStartAt: '2026-12-01T20:00:00.000Z', plannedEndAt: '2026-12-01T22:00:00.000Z' },
};
/** Asked by rita at 9; who is away named these. */
const waiting = (
  approvals: readonly Approval[] = [approval()],
  delegates: readonly Delegate[] = [delegate()],
): Waiting => {
  const asked = unwrap(
    takeStep(CHANGE, recordIn(CHANGE, 'assess') as Waiting, PLAN as never, {
      ...by('rita', 9, ['change-manager']),
      settings: {
        ...by('rita', 9).settings,
        approvalRules: approvals.map((one) => ({
          ...one,
          ...{ active: true, changeTypes: ['normal' as const, 'emergency' as const], leastRisk: null },
        })),
      },
    }),
  ) as Waiting;
  return changeRecord(CHANGE, asked, { delegates: [...delegates] }, by('anna', 9));
};

type Said = readonly [who: string, hour: number, decision: VoteDecision, forId?: string];
const cast = (record: Waiting, [who, hour, decision, forId]: Said, roles?: readonly Role[]) => {
  const input: VoteInput = { decision, reason: 'so', forId };
  return castVote(CHANGE, record, input, by(who, hour, roles));
};
const said = (record: Waiting, ...votes: readonly Said[]): Waiting =>
  votes.reduce((now, one) => unwrap(cast(now, one)) as Waiting, record);
const status = (record: Waiting) => approvalOf(CHANGE, record).status;

describe('a delegate’s word', () => {
  const both = approval({ rule: 'all', personIds: ['anna', 'yuri'] });
  const three = approval({ rule: 'all', personIds: ['anna', 'bo'] });
  const share = approval({ rule: 'share', share: 60, personIds: ['anna', 'bo', 'cy'] });
  it.each<readonly [string, Waiting, readonly Said[], string]>([
    ['counts as hers', waiting(), [['yuri', 11, 'approve', 'anna']], 'approved'],
    ['is a rejection, too', waiting(), [['yuri', 11, 'reject', 'anna']], 'rejected'],
    ['she herself may still say it', waiting(), [['anna', 11, 'approve']], 'approved'],
    [
      'all: it stands for her, not for the delegate',
      waiting([both]),
      [['yuri', 11, 'approve', 'anna']],
      'pending',
    ],
    [
      'all: the delegate, asked in their own right, says both',
      waiting([both]),
      [
        ['yuri', 11, 'approve', 'anna'],
        ['yuri', 12, 'approve'],
      ],
      'approved',
    ],
    ['all: one’s own alone is not hers', waiting([both]), [['yuri', 11, 'approve']], 'pending'],
    [
      'all: with another approver',
      waiting([three]),
      [
        ['yuri', 11, 'approve', 'anna'],
        ['bo', 12, 'approve'],
      ],
      'approved',
    ],
    [
      'share: two of three',
      waiting([share]),
      [
        ['yuri', 11, 'approve', 'anna'],
        ['bo', 12, 'approve'],
      ],
      'approved',
    ],
    [
      'is overruled by her own, later',
      waiting(),
      [
        ['yuri', 11, 'approve', 'anna'],
        ['anna', 12, 'reject'],
      ],
      'rejected',
    ],
    [
      'all: is overruled by her own, too',
      waiting([three]),
      [
        ['yuri', 11, 'reject', 'anna'],
        ['anna', 12, 'approve'],
        ['bo', 13, 'approve'],
      ],
      'approved',
    ],
  ])('%s', (_name, record, votes, expected) => {
    expect(status(said(record, ...votes))).toBe(expected);
  });

  it.each<readonly [string, Waiting, Said, string]>([
    ['before she is away', waiting(), ['yuri', 9, 'approve', 'anna'], 'vote.no_delegate'],
    ['when she is back', waiting(), ['yuri', 16, 'approve', 'anna'], 'vote.no_delegate'],
    ['of somebody whom nobody named', waiting(), ['eve', 11, 'approve', 'anna'], 'vote.no_delegate'],
    ['for somebody who named nobody', waiting([three]), ['yuri', 11, 'approve', 'bo'], 'vote.no_delegate'],
    ['of the delegate for themselves alone', waiting(), ['yuri', 11, 'approve'], 'vote.not_asked'],
    [
      'of who asked for it: four eyes',
      waiting([approval()], [delegate({ delegateId: 'rita' })]),
      ['rita', 11, 'approve', 'anna'],
      'vote.own_request',
    ],
    [
      'for who asked for it',
      waiting([approval({ personIds: ['rita', 'anna'] })], [delegate({ personId: 'rita' })]),
      ['yuri', 11, 'approve', 'rita'],
      'vote.no_delegate',
    ],
    [
      'of the delegate’s delegate: an absence passes on once',
      waiting([approval()], [delegate(), delegate({ id: 'yuri-zoe', personId: 'yuri', delegateId: 'zoe' })]),
      ['zoe', 11, 'approve', 'anna'],
      'vote.no_delegate',
    ],
    [
      'after her own',
      said(waiting([three]), ['anna', 11, 'approve']),
      ['yuri', 12, 'approve', 'anna'],
      'vote.given',
    ],
    [
      'for her in a meeting’s approval',
      waiting([approval({ rule: 'meeting' })]),
      ['yuri', 11, 'approve', 'anna'],
      'vote.no_delegate',
    ],
  ])('is none %s', (_name, record, vote, reason) => {
    expect(cast(record, vote)).toMatchObject({ ok: false, error: { reason } });
  });

  it('counts in a role that she handed over, and in none that she did not', () => {
    const managers = approval({ personIds: [], roles: ['change-manager'] });
    const handed = waiting([managers], [delegate({ roles: ['change-manager'] })]);
    const decided = said(handed, ['yuri', 11, 'approve', 'anna']);
    expect(status(decided)).toBe('approved');
    // The delegate's own role gives nothing: they do not speak in it.
    for (const roles of [[], ['administrator']] as const) {
      const other = waiting([managers], [delegate({ roles: [...roles] })]);
      expect(cast(other, ['yuri', 11, 'approve', 'anna'], ['change-manager'])).toMatchObject({
        error: { reason: 'vote.no_delegate' },
      });
      expect(status({ ...decided, delegates: other.delegates })).toBe('pending');
    }
  });

  it('counts for nothing beside her own about the same, however early it says that it was', () => {
    const refused = said(waiting(), ['anna', 12, 'reject']);
    const subject = refused.votes[0]?.subject ?? '';
    const word = { id: delegateVoteId('anna', 'yuri'), personId: 'anna', byId: 'yuri', reason: null };
    const dated = {
      ...refused,
      delegateVotes: [{ ...word, decision: 'approve' as const, subject, at: T(11) }],
    };
    expect(status(dated)).toBe('rejected');
    expect(approvalOf(CHANGE, dated).past).toMatchObject([{ id: 'anna', byId: 'yuri' }]);
    // About another plan she has said nothing.
    const other = { ...dated, votes: dated.votes.map((one) => ({ ...one, subject: 'of before' })) };
    expect(status(other)).toBe('approved');
  });

  it('is waited for from the delegate while she is away, and from nobody else', () => {
    const record = waiting();
    expect(waitsForDelegate(CHANGE, record, 'yuri', T(9))).toEqual([]);
    expect(waitsForDelegate(CHANGE, record, 'yuri', T(11))).toEqual(['anna']);
    expect(waitsForDelegate(CHANGE, record, 'yuri', T(16))).toEqual([]);
    expect(waitsForDelegate(CHANGE, record, 'eve', T(11))).toEqual([]);
    expect(isWaitingFor(CHANGE, record, { personId: 'anna', roles: [] })).toBe(true);
    const decided = said(waiting([three]), ['yuri', 11, 'approve', 'anna']);
    expect(waitsForDelegate(CHANGE, decided, 'yuri', T(12))).toEqual([]);
    expect(isWaitingFor(CHANGE, decided, { personId: 'anna', roles: [] })).toBe(false);
  });
});

describe('two notebooks without a network', () => {
  const base = waiting([approval({ personIds: ['anna', 'bo'], rule: 'all' })]);
  const merged = (one: Waiting, other: Waiting): Waiting => {
    const { merged: both } = mergeRecords('tickets', base, one, other, envOf(['worker']));
    return recompute(CHANGE, both as Waiting, by('rita', 18), other);
  };
  it.each<readonly [string, Said, Said, string]>([
    ['hers first', ['anna', 11, 'approve'], ['yuri', 12, 'reject', 'anna'], 'approved'],
    ['the delegate’s first', ['anna', 13, 'approve'], ['yuri', 12, 'reject', 'anna'], 'approved'],
    ['hers a rejection', ['anna', 13, 'reject'], ['yuri', 12, 'approve', 'anna'], 'rejected'],
    ['at one time', ['anna', 12, 'approve'], ['yuri', 12, 'reject', 'anna'], 'approved'],
  ])('%s: hers stands, whichever arrives first', (_name, hers, theirs, stands) => {
    const [one, two] = [said(base, hers), said(base, theirs)];
    for (const both of [merged(one, two), merged(two, one)]) {
      const agreed = said(both, ['bo', 14, 'approve']);
      expect(status(agreed)).toBe(stands);
      expect(agreed.openClashes).toBe(0);
    }
  });

  it('the absence was ended on one, and decided for on the other before and after', () => {
    const back = (record: Waiting): Waiting =>
      changeRecord(CHANGE, record, { delegates: [delegate({ endsAt: T(12) })] }, by('anna', 12));
    const early = merged(back(base), said(base, ['yuri', 11, 'approve', 'anna']));
    const late = merged(back(base), said(base, ['yuri', 13, 'approve', 'anna']));
    expect(status(said(early, ['bo', 14, 'approve']))).toBe('approved');
    expect(status(said(late, ['bo', 14, 'approve']))).toBe('pending');
    expect(approvalOf(CHANGE, late).past).toMatchObject([{ id: 'anna', byId: 'yuri' }]);
  });

  it('what was edited since is not approved by it', () => {
    const decided = said(waiting(), ['yuri', 11, 'approve', 'anna']);
    expect(status(decided)).toBe('approved');
    expect(status({ ...decided, implementationPlan: 'Another way.' })).toBe('pending');
  });
});

describe('the server', () => {
  const before = waiting();
  const send = (from: Waiting, after: Waiting, who: string, roles: readonly Role[] = ['field']) =>
    write('tickets', json(from), json(after), roles, who);
  const OK = { ok: true };

  it('takes a delegate’s word of the delegate alone', () => {
    const decided = said(before, ['yuri', 11, 'approve', 'anna']);
    expect(send(before, decided, 'yuri')).toEqual(OK);
    for (const who of ['eve', 'anna', 'rita']) {
      expect(send(before, decided, who, ['administrator']), who).toMatchObject({ reason: 'history.author' });
    }
    const again = said(decided, ['yuri', 12, 'reject', 'anna']);
    expect(send(decided, again, 'yuri')).toEqual(OK);
    const gone = changeRecord(CHANGE, decided, { delegateVotes: [] }, by('eve', 12, ['change-manager']));
    expect(send(decided, gone, 'eve', ['change-manager'])).toMatchObject({ reason: 'history.author' });
  });

  /** A word of eve's for anna, written past her console. */
  const forged = (record: Waiting, delegates: readonly Delegate[], hour = 11): Waiting =>
    changeRecord(
      CHANGE,
      record,
      {
        delegates: [...delegates],
        delegateVotes: [
          {
            ...{ id: delegateVoteId('anna', 'eve'), personId: 'anna', byId: 'eve', decision: 'approve' },
            ...{ subject: 'x', reason: null, at: T(hour) },
          },
        ],
      },
      by('eve', hour, ['change-manager']),
      { kind: 'vote' },
    );
  it.each<readonly [string, readonly Delegate[], string]>([
    ['whom nobody named', [delegate()], 'vote.no_delegate'],
    ['who names herself', [delegate({ id: 'own', delegateId: 'eve' })], 'delegate.oneself'],
    ['who takes the named one’s place', [delegate({ delegateId: 'eve' })], 'delegate.oneself'],
  ])('takes no word of somebody %s', (_name, delegates, reason) => {
    const named = forged(before, delegates);
    for (const role of ['field', 'change-manager', 'administrator'] as const) {
      expect(send(before, named, 'eve', [role]), role).toMatchObject({
        ok: false,
        code: 'forbidden',
        reason,
      });
    }
  });
  it('takes none of a time before or after', () => {
    const named = waiting([approval()], [delegate({ delegateId: 'eve' })]);
    expect(send(named, forged(named, named.delegates ?? []), 'eve')).toEqual(OK);
    expect(send(named, forged(named, named.delegates ?? [], 17), 'eve')).toMatchObject({
      reason: 'vote.no_delegate',
    });
  });

  const name = (record: Waiting, who: string, one: Delegate): Waiting =>
    changeRecord(CHANGE, record, { delegates: [...(record.delegates ?? []), one] }, by(who, 11));
  const more = delegate({ id: 'anna-zoe', delegateId: 'zoe' });
  it.each<readonly [string, string, readonly Role[], Delegate, object]>([
    ['her who is away', 'anna', ['field'], more, OK],
    ['her, with roles that she holds', 'anna', ['field'], { ...more, roles: ['field'] }, OK],
    [
      'her, with roles that she does not hold',
      'anna',
      ['field'],
      { ...more, roles: ['administrator'] },
      { reason: 'delegate.foreign' },
    ],
    ['who asked', 'rita', ['service-desk'], more, { reason: 'delegate.foreign' }],
    ['who asked and administers', 'rita', ['administrator'], more, { reason: 'delegate.foreign' }],
    ['a lead', 'leo', ['team-lead'], more, { reason: 'delegate.foreign' }],
    ['who answers for changes', 'mia', ['change-manager'], more, { reason: 'delegate.foreign' }],
    ['an administrator', 'ada', ['administrator'], more, OK],
    [
      'an administrator who names himself',
      'leo',
      ['administrator'],
      { ...more, delegateId: 'leo' },
      { reason: 'delegate.oneself' },
    ],
    ['a colleague', 'carl', ['service-desk'], more, { reason: 'delegate.foreign' }],
    ['the one who was named', 'yuri', ['field'], more, { reason: 'delegate.foreign' }],
  ])('takes a delegate named by %s as its rules say', (_name, who, roles, one, expected) => {
    expect(send(before, name(before, who, one), who, roles)).toMatchObject(expected);
  });

  it('lets nobody do away with a delegate’s rejection but her who was away', () => {
    const refused = said(before, ['yuri', 11, 'reject', 'anna']);
    expect(status(refused)).toBe('rejected');
    for (const delegates of [[], [delegate({ endsAt: T(10) })]]) {
      const unsaid = changeRecord(CHANGE, refused, { delegates }, by('rita', 12));
      expect(status(unsaid)).toBe('pending');
      expect(send(refused, unsaid, 'rita', ['change-manager'])).toMatchObject({ reason: 'delegate.foreign' });
      const byAda = changeRecord(CHANGE, refused, { delegates }, by('ada', 12));
      expect(send(refused, byAda, 'ada', ['administrator'])).toMatchObject({ reason: 'delegate.foreign' });
      // She who was away says when she was.
      const own = changeRecord(CHANGE, refused, { delegates }, by('anna', 12));
      expect(send(refused, own, 'anna')).toEqual(OK);
    }
    const ended = changeRecord(CHANGE, refused, { delegates: [delegate({ endsAt: T(12) })] }, by('ada', 12));
    expect(send(refused, ended, 'ada', ['administrator'])).toEqual(OK);
  });

  it('does not count a word on an earlier version of what its person rejected', () => {
    const roles: readonly Role[] = ['change-manager'];
    const refused = said(waiting(), ['anna', 12, 'reject']);
    const word = {
      ...{ id: delegateVoteId('anna', 'yuri'), personId: 'anna', byId: 'yuri', decision: 'approve' as const },
      ...{ subject: refused.votes[0]?.subject ?? '', reason: null, at: T(11) },
    };
    const dated = changeRecord(CHANGE, refused, { delegateVotes: [word] }, by('yuri', 11), { kind: 'vote' });
    expect(send(refused, dated, 'yuri')).toEqual(OK);
    // The step says that it comes from a console that had not heard of her.
    const ctx = by('mia', 13, roles);
    const apart = { ...ctx, env: { ...ctx.env, actor: { ...ctx.env.actor, deviceId: 'elsewhere' } } };
    const step = changeRecord(CHANGE, dated, { state: 'scheduled' }, apart as never, { kind: 'state' });
    expect(send(dated, step, 'mia', roles)).toMatchObject({ reason: 'approval.rejected' });
  });

  it('lets nobody ask and name themselves', () => {
    const own = name(before, 'rita', { ...more, delegateId: 'rita' });
    expect(send(before, own, 'rita', ['change-manager'])).toMatchObject({ reason: 'delegate.oneself' });
  });
});
