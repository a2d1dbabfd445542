import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LocalValues } from '#main/host/local/values.ts';
import { createSyncFigures } from '#main/host/sync/sync-figures.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const values = { get: () => null, set: () => {} } as unknown as LocalValues;
const now = (): string => new Date().toISOString();

test('the rate counts the last ten seconds, also when the clock is set back meanwhile', () => {
  const figures = createSyncFigures(values, now, () => {});
  figures.moved(100);
  expect(figures.perSecond()).toBe(10);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(11_000);
  expect(figures.perSecond()).toBe(0);
});

test('nothing is told after the end', () => {
  let told = 0;
  const figures = createSyncFigures(values, now, () => {
    told += 1;
  });
  figures.tell();
  vi.advanceTimersByTime(100);
  figures.dispose();
  figures.tell();
  vi.advanceTimersByTime(1_000);
  expect(told).toBe(1);
});
