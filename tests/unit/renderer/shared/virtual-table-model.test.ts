import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchorShift,
  idsBetween,
  movedIndex,
  scrollToShow,
  toggled,
  windowFor,
} from '#renderer/shared/table/virtual-table-model.ts';

const FIRST = { offset: 0, limit: 100 };

describe('windowFor', () => {
  it('keeps the window while it covers what is visible with a margin', () => {
    expect(windowFor(0, 30, 100_000, FIRST)).toBe(FIRST);
    expect(windowFor(40, 70, 100_000, FIRST)).toBe(FIRST);
  });

  it('asks for another one before the margin is used up', () => {
    const next = windowFor(60, 90, 100_000, FIRST);
    expect(next).not.toBe(FIRST);
    expect(next.offset).toBe(0);
    expect(next.limit).toBeGreaterThan(115);
  });

  it('needs no rows after the end of the list', () => {
    expect(windowFor(0, 29, 30, FIRST)).toBe(FIRST);
    expect(windowFor(70, 99, 100, FIRST)).toBe(FIRST);
  });

  it('covers what is visible, on block boundaries, within the greatest window, wherever the reader jumps', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 120 }), (first, count) => {
        const last = first + count - 1;
        const next = windowFor(first, last, 1_000_200, FIRST);
        expect(next.offset).toBeLessThanOrEqual(first);
        expect(next.offset + next.limit).toBeGreaterThan(last);
        expect(next.limit).toBeLessThanOrEqual(500);
        expect(next.offset % 50).toBe(0);
        // Asking again for the same rows asks for nothing new.
        expect(windowFor(first, last, 1_000_200, next)).toBe(next);
      }),
    );
  });
});

describe('anchorShift', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `row-${index}`);

  it('is zero when nothing moved', () => {
    expect(anchorShift(ids.slice(20), 20, ids, 0)).toBe(0);
  });

  it('counts rows inserted above, and removed above', () => {
    expect(anchorShift(ids.slice(20), 20, ['new-1', 'new-2', ...ids], 0)).toBe(2);
    expect(anchorShift(ids.slice(20), 20, ids.slice(3), 0)).toBe(-3);
  });

  it('ignores what happens below', () => {
    expect(anchorShift(ids.slice(20), 20, [...ids.slice(0, 50), 'new', ...ids.slice(50)], 0)).toBe(0);
  });

  it('takes the next visible row when the first one is gone', () => {
    const without = ids.filter((id) => id !== 'row-20');
    expect(anchorShift(ids.slice(20), 20, ['new', ...without], 0)).toBe(0);
    expect(anchorShift(ids.slice(20), 20, ['new', 'newer', ...without], 0)).toBe(1);
  });

  it('compares windows that begin at different rows', () => {
    expect(anchorShift(ids.slice(60), 60, ids.slice(50), 51)).toBe(1);
  });

  it('is zero when none of the visible rows is left', () => {
    expect(anchorShift(ids.slice(20), 20, ['other'], 0)).toBe(0);
  });

  it('finds every number of insertions at any place above', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(30), (first, inserted) => {
        const added = Array.from({ length: inserted }, (_, index) => `new-${index}`);
        const at = Math.floor(first / 2);
        const after = [...ids.slice(0, at), ...added, ...ids.slice(at)];
        expect(anchorShift(ids.slice(first), first, after, 0)).toBe(first < at ? 0 : inserted);
      }),
    );
  });
});

describe('selection and moving', () => {
  it('takes the loaded rows of a range in either direction', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect(idsBetween(ids, 10, 11, 12)).toEqual(['b', 'c']);
    expect(idsBetween(ids, 10, 12, 11)).toEqual(['b', 'c']);
    expect(idsBetween(ids, 10, 0, 11)).toEqual(['a', 'b']);
    expect(idsBetween(ids, 10, 0, 3)).toEqual([]);
  });

  it('toggles without touching the set it was given', () => {
    const before = new Set(['a']);
    expect([...toggled(before, 'b')]).toEqual(['a', 'b']);
    expect([...toggled(before, 'a')]).toEqual([]);
    expect([...before]).toEqual(['a']);
  });

  it.each([
    ['ArrowDown', 5, 6],
    ['j', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['k', 5, 4],
    ['PageDown', 5, 24],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['x', 50, null],
  ])('%s from row %i goes to %s', (key, index, expected) => {
    expect(movedIndex(key, index, 100, 20)).toBe(expected);
  });

  it('scrolls just far enough to show a row', () => {
    expect(scrollToShow(0, 32, 100, 320)).toBe(0);
    expect(scrollToShow(5, 32, 100, 320)).toBe(100);
    expect(scrollToShow(20, 32, 100, 320)).toBe(352);
  });
});
