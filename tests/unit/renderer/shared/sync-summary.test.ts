import { describe, expect, it } from 'vitest';
import type { SyncPhase } from '#contracts/sync.ts';
import { countsOf, isOutOfTouch, toneOf } from '#renderer/shared/sync/sync-summary.ts';

const status = (phase: SyncPhase, pending = 0, refused = 0, conflicts = 0) => ({
  phase,
  pending,
  refused,
  conflicts,
});

describe('sync summary', () => {
  it('lets what needs a person come before how the line is', () => {
    expect(toneOf(status('online'))).toBe('good');
    expect(toneOf(status('online', 5))).toBe('good');
    expect(toneOf(status('online', 0, 1))).toBe('attention');
    expect(toneOf(status('offline', 0, 0, 2))).toBe('attention');
    expect(toneOf(status('refused', 0, 1))).toBe('bad');
    expect(toneOf(status('offline'))).toBe('off');
  });

  it('says when the server was heard last while it is not heard, not where there is none', () => {
    const phases = [
      'none',
      'connecting',
      'online',
      'offline',
      'refused',
      'expired',
      'reset',
      'paused',
    ] as const;
    expect(phases.filter(isOutOfTouch)).toEqual(['connecting', 'offline', 'refused', 'expired', 'paused']);
  });

  it('names only counts that are there', () => {
    expect(countsOf(status('online'))).toEqual([]);
    expect(countsOf(status('online', 3, 0, 1))).toEqual([
      { what: 'pending', count: 3 },
      { what: 'conflicts', count: 1 },
    ]);
  });
});
