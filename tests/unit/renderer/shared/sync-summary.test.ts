import { describe, expect, it } from 'vitest';
import type { SyncPhase } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import {
  commonError,
  countsOf,
  isOutOfTouch,
  loadedPercent,
  loadingOf,
  stalledIn,
  toDecide,
  toneOf,
  whyOutOfTouch,
} from '#renderer/shared/sync/sync-summary.ts';

const row = (collection: CollectionName, phase: SyncPhase, lastError: string | null = null) => ({
  ...{ collection, phase, pendingUp: 0, pendingDown: 0, pulled: 0, pushed: 0, refused: 0, unreadable: 0 },
  ...{ lastPullAt: null, lastPushAt: null, lastError },
});

const status = (phase: SyncPhase, pending = 0, refused = 0, conflicts = 0, unreadable = 0, lost = 0) => ({
  phase,
  pending,
  refused,
  conflicts,
  unreadable,
  lost,
});

describe('sync summary', () => {
  it('lets what needs a person come before how the line is', () => {
    expect(toneOf(status('online'))).toBe('good');
    expect(toneOf(status('online', 5))).toBe('good');
    expect(toneOf(status('online', 0, 1))).toBe('attention');
    expect(toneOf(status('offline', 0, 0, 2))).toBe('attention');
    expect(toneOf(status('online', 0, 0, 0, 0, 1))).toBe('attention');
    expect(toDecide(status('online', 3, 2, 1, 8, 4))).toBe(7);
    expect(toneOf(status('refused', 0, 1))).toBe('bad');
    expect(toneOf(status('offline'))).toBe('off');
    expect(toneOf({ ...status('online'), files: { failed: 0 } })).toBe('good');
    expect(toneOf({ ...status('online'), files: { failed: 1 } })).toBe('attention');
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

  it('is not good where nothing goes through, and names the first that stands still', () => {
    expect(toneOf(status('stalled'))).toBe('bad');
    const collections = [row('tickets', 'online'), row('orders', 'stalled', 'why')];
    expect(stalledIn({ phase: 'stalled', collections })).toMatchObject({
      collection: 'orders',
      lastError: 'why',
    });
    expect(stalledIn({ phase: 'offline', collections })).toBeNull();
  });

  it('does not call a device online that is still loading, nor one with a wrong clock well', () => {
    const loading = { phase: 'online', initial: { done: 9_177, total: 25_209 } } as const;
    expect(loadedPercent(loading)).toBe(36);
    expect(toneOf({ ...status('online'), ...loading })).toBe('busy');
    // Not all before it is through.
    expect(loadedPercent({ phase: 'online', initial: { done: 10, total: 10 } })).toBe(99);
    // Nothing was told yet: it is loading all the same.
    expect(loadedPercent({ phase: 'online', initial: { done: 0, total: 0 } })).toBe(0);
    expect(loadedPercent({ phase: 'offline', initial: loading.initial })).toBeNull();
    expect(toneOf({ ...status('online'), clockOffsetMs: -3 * 3_600_000 })).toBe('attention');
    expect(toneOf({ ...status('online'), clockOffsetMs: 90_000 })).toBe('good');
  });

  it.each<[SyncPhase, number, ReturnType<typeof loadingOf>]>([
    ['online', 90, 'running'],
    ['online', 10, 'uncounted'],
    // A start that finds the first load half done is no lost connection.
    ['connecting', 10, 'uncounted'],
    ['reset', 90, 'running'],
    ['offline', 90, 'stands'],
    ['paused', 90, 'stands'],
    ['stalled', 10, 'stands'],
    ['refused', 10, 'stands'],
  ])('says of a first load that is %s, of %i records at most: %s', (phase, total, how) => {
    expect(loadingOf(phase, { done: 10, total })).toBe(how);
  });

  it('says once what most fail by, also where one has a trouble of its own', () => {
    const offline = [
      row('tickets', 'offline', 'silent'),
      row('orders', 'offline', 'an older trouble'),
      row('settings', 'offline', 'silent'),
    ];
    expect(commonError(offline)).toBe('silent');
    expect(whyOutOfTouch({ phase: 'offline', collections: offline })).toBe('silent');
    expect(whyOutOfTouch({ phase: 'stalled', collections: offline })).toBeNull();
    expect(commonError([row('tickets', 'stalled', 'its own'), row('orders', 'online')])).toBeNull();
  });

  it('names only counts that are there', () => {
    expect(countsOf(status('online'))).toEqual([]);
    expect(countsOf(status('online', 3, 0, 1))).toEqual([
      { what: 'pending', count: 3 },
      { what: 'conflicts', count: 1 },
    ]);
    expect(countsOf(status('online', 0, 0, 0, 2))).toEqual([{ what: 'unreadable', count: 2 }]);
    expect(countsOf(status('online', 0, 0, 0, 0, 2))).toEqual([{ what: 'lost', count: 2 }]);
  });
});
