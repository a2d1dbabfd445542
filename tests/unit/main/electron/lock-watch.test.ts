import { expect, test } from 'vitest';
import { createLockWatch } from '#main/electron/lock-watch.ts';

const setUp = (...windows: string[]) => {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const watch = createLockWatch<string>({
    windows: () => windows,
    takeDown: (window) => taken.push(window),
    wait: (_ms, then) => waiting.push(then),
  });
  return { watch, taken, windows, due: () => waiting.shift()?.() };
};

test('a page that does not say that it is locked is taken down, the others stay', () => {
  const { watch, taken, due } = setUp('good', 'hung');
  watch.told();
  watch.isLocked('good');
  expect(taken).toEqual([]);
  due();
  expect(taken).toEqual(['hung']);
});

test('a window that was closed meanwhile, or came later, is left alone', () => {
  const { watch, taken, windows, due } = setUp('closed');
  watch.told();
  windows.splice(0, 1, 'new');
  due();
  expect(taken).toEqual([]);
});

test('what was said before the lock counts for nothing', () => {
  const { watch, taken, due } = setUp('a');
  watch.isLocked('a');
  watch.told();
  due();
  expect(taken).toEqual(['a']);
});
