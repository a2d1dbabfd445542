import { describe, expect, it } from 'vitest';
import { makeLockout } from '#backend/server/lockout.ts';

const MINUTE = 60_000;
const world = () => {
  let now = 0;
  const lockout = makeLockout(() => now);
  return {
    ...lockout,
    wait: (ms: number) => {
      now += ms;
    },
    fail: (times: number, name = 'anna', peer = 'here', salt = 's') => {
      for (let i = 0; i < times; i += 1) lockout.noteFailure(peer, name, salt);
    },
  };
};

describe('a lock-out', () => {
  it('begins with the fifth wrong password, for that account, address and salt alone', () => {
    const { isLocked, fail } = world();
    fail(4);
    expect(isLocked('here', 'anna', 's')).toBe(false);
    fail(1);
    expect(isLocked('here', 'anna', 's')).toBe(true);
    for (const [peer, name, salt] of [
      ['there', 'anna', 's'],
      ['here', 'ben', 's'],
      ['here', 'anna', 'new'],
    ] as const) {
      expect(isLocked(peer, name, salt)).toBe(false);
    }
  });

  it('ends five minutes after the first of them', () => {
    const { isLocked, fail, wait } = world();
    fail(1);
    wait(4 * MINUTE);
    fail(6);
    expect(isLocked('here', 'anna', 's')).toBe(true);
    wait(MINUTE - 1);
    expect(isLocked('here', 'anna', 's')).toBe(true);
    wait(1);
    expect(isLocked('here', 'anna', 's')).toBe(false);
    fail(4);
    expect(isLocked('here', 'anna', 's')).toBe(false);
  });

  it('remembers ten thousand accounts, the latest', () => {
    const { isLocked, fail } = world();
    fail(5, 'first');
    for (let i = 0; i < 9_999; i += 1) fail(1, `user-${i}`);
    expect(isLocked('here', 'first', 's')).toBe(true);
    fail(5, 'last');
    expect(isLocked('here', 'first', 's')).toBe(false);
    expect(isLocked('here', 'last', 's')).toBe(true);
  });
});
