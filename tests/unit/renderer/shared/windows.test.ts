import { expect, test } from 'vitest';
import { FIRST, nextWindows, type Windows, windowOf } from '#renderer/shared/host/windows.ts';

const at = (resetKey: string, offset: number, limit = 100) => ({ resetKey, window: { offset, limit } });
const start: Windows = { asked: at('all', 0), wanted: null };

test('of many windows wanted while one is under way the last is asked for', () => {
  const waiting = [100, 200, 300].reduce(
    (windows, offset) => nextWindows(windows, { type: 'wanted', window: at('all', offset) }),
    start,
  );
  expect(windowOf(waiting, 'all')).toEqual(FIRST);
  const answered = nextWindows(waiting, { type: 'answered', resetKey: 'all' });
  expect(windowOf(answered, 'all')).toEqual({ offset: 300, limit: 100 });
  expect(nextWindows(answered, { type: 'answered', resetKey: 'all' })).toBe(answered);
});

test('a window that waited does not take the place of one asked for after it', () => {
  // A filter left twelve rows; it is cleared, and while all of them come the table still wants the twelve.
  const cleared = nextWindows(start, { type: 'wanted', window: at('all', 0, 12) });
  // They are here, and the table asks for what is in sight before anybody looks at what waited.
  const asked = nextWindows(cleared, { type: 'asked', window: at('all', 0, 100) });
  expect(windowOf(nextWindows(asked, { type: 'answered', resetKey: 'all' }), 'all')).toEqual(FIRST);
});

test('another question begins at the top and knows nothing of what was wanted of the one before', () => {
  const deep = nextWindows(start, { type: 'asked', window: at('all', 5_000) });
  expect(windowOf(deep, 'filtered')).toEqual(FIRST);
  const wanted = nextWindows(deep, { type: 'wanted', window: at('all', 6_000) });
  const other = nextWindows(wanted, { type: 'answered', resetKey: 'filtered' });
  expect(windowOf(other, 'filtered')).toEqual(FIRST);
  expect(other.wanted).toBeNull();
});
