import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setupIdleLock } from '#main/electron/idle-lock.ts';

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setUp = () => {
  const heard = new Map<string, () => void>();
  const locks: string[] = [];
  let touchedAt = Date.now();
  setupIdleLock(
    {
      on: (event: string, listener: () => void) => heard.set(event, listener),
      getSystemIdleTime: () => Math.floor((Date.now() - touchedAt) / 1000),
    },
    (reason) => locks.push(reason),
  );
  return {
    locks,
    touch: () => {
      touchedAt = Date.now();
    },
    tell: (event: string) => heard.get(event)?.(),
  };
};

test('a machine that nobody touches for 15 minutes is locked, once until somebody comes back', () => {
  const { locks, touch } = setUp();
  vi.advanceTimersByTime(14 * MINUTE_MS);
  expect(locks).toEqual([]);
  vi.advanceTimersByTime(2 * MINUTE_MS);
  expect(locks).toEqual(['idle']);
  vi.advanceTimersByTime(60 * MINUTE_MS);
  expect(locks).toEqual(['idle']);
  touch();
  vi.advanceTimersByTime(MINUTE_MS);
  vi.advanceTimersByTime(15 * MINUTE_MS);
  expect(locks).toEqual(['idle', 'idle']);
});

test('one that is touched now and then is not', () => {
  const { locks, touch } = setUp();
  for (let n = 0; n < 10; n += 1) {
    vi.advanceTimersByTime(14 * MINUTE_MS);
    touch();
  }
  expect(locks).toEqual([]);
});

test('a locked screen and a machine that goes to sleep are told at once', () => {
  const { locks, tell } = setUp();
  tell('lock-screen');
  tell('suspend');
  expect(locks).toEqual(['screen', 'suspend']);
});
