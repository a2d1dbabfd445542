import { describe, expect, it } from 'vitest';
import { GO_CONDITIONS, type GoInput, goConditions, unmet } from '#domain/releases/go.ts';

const wave = (id: string, plannedStartAt: string | null, plannedEndAt: string | null) => ({
  ...{
    id,
    name: id,
    plannedStartAt,
    plannedEndAt,
    placeIds: [],
    stopCondition: '',
    maxIncidents: null,
    share: null,
  },
});
const check = (id: string, result: 'open' | 'passed' | 'failed') => ({
  ...{ id, kind: 'test' as const, title: id, result, note: null, doneAt: null, doneBy: null },
});

const GOOD: GoInput = {
  release: {
    changeIds: ['c1', 'c2'],
    checks: [check('t1', 'passed')],
    waves: [wave('w1', '2030-01-01T20:00:00.000Z', '2030-01-01T22:00:00.000Z')],
    rollout: null,
    rollbackPlan: 'The old version is kept.',
  },
  changes: [
    { id: 'c1', state: 'scheduled', approval: 'approved' },
    { id: 'c2', state: 'closed', approval: 'pending' },
  ],
  clashes: [],
  approval: 'approved',
  now: '2026-11-20T09:00:00.000Z',
};

const whyNot = (input: GoInput) => goConditions(input).flatMap(({ obstacles }) => obstacles);
const withRelease = (more: Partial<GoInput['release']>): GoInput => ({
  ...GOOD,
  release: { ...GOOD.release, ...more },
});
const withChange = (state: string, approval: 'approved' | 'pending' | 'rejected'): GoInput => ({
  ...GOOD,
  changes: [{ id: 'c1', state, approval }, ...GOOD.changes.slice(1)],
});

describe('whether a release may go', () => {
  it('is asked condition by condition, in one order', () => {
    expect(goConditions(GOOD).map(({ name }) => name)).toEqual(GO_CONDITIONS);
    expect(whyNot(GOOD)).toEqual([]);
    expect(unmet(goConditions(GOOD))).toEqual([]);
  });

  it.each([
    ['no change', withRelease({ changeIds: [] }), { why: 'no_changes' }],
    [
      'a change that is not here',
      { ...GOOD, changes: GOOD.changes.slice(1) },
      { why: 'change_not_here', id: 'c1' },
    ],
    [
      'a change that waits for approval',
      withChange('authorize', 'pending'),
      { why: 'change_not_approved', id: 'c1' },
    ],
    ['a rejected one', withChange('authorize', 'rejected'), { why: 'change_not_approved', id: 'c1' }],
    [
      'one that was edited since',
      withChange('scheduled', 'pending'),
      { why: 'change_not_approved', id: 'c1' },
    ],
    [
      'an approved one without a window',
      withChange('authorize', 'approved'),
      { why: 'change_not_scheduled', id: 'c1' },
    ],
    ['a cancelled one', withChange('cancelled', 'approved'), { why: 'change_cancelled', id: 'c1' }],
    ['nothing tested', withRelease({ checks: null }), { why: 'no_checks' }],
    [
      'a test without a result',
      withRelease({ checks: [check('t1', 'open')] }),
      { why: 'check_open', id: 't1' },
    ],
    ['a failed test', withRelease({ checks: [check('t1', 'failed')] }), { why: 'check_failed', id: 't1' }],
    ['spaces for a way back', withRelease({ rollbackPlan: '  ' }), { why: 'no_rollback_plan' }],
    ['no wave', withRelease({ waves: [] }), { why: 'no_waves' }],
    [
      'a wave without a window',
      withRelease({ waves: [wave('w1', '2030-01-01T20:00:00.000Z', null)] }),
      { why: 'wave_no_window', id: 'w1' },
    ],
    [
      'a wave that is past',
      withRelease({ waves: [wave('w1', '2025-01-01T20:00:00.000Z', '2025-01-01T22:00:00.000Z')] }),
      { why: 'wave_past', id: 'w1' },
    ],
    [
      'a blackout',
      { ...GOOD, clashes: [{ waveId: 'w1', kind: 'wave_blackout', by: 'Year end' }] } as GoInput,
      { why: 'wave_blackout', id: 'w1', by: 'Year end' },
    ],
    ['no approval', { ...GOOD, approval: 'pending' } as GoInput, { why: 'approval_pending' }],
    ['a rejection', { ...GOOD, approval: 'rejected' } as GoInput, { why: 'approval_rejected' }],
  ])('is no with %s', (_name, input, why) => {
    expect(whyNot(input)).toEqual([why]);
    expect(unmet(goConditions(input))).toHaveLength(1);
  });

  it('tells all that is in the way', () => {
    const input = {
      ...withRelease({ changeIds: [], checks: [], waves: [], rollbackPlan: null }),
      approval: 'pending' as const,
    };
    expect(unmet(goConditions(input))).toEqual(['changes', 'checks', 'rollback', 'waves', 'approval']);
  });
});
