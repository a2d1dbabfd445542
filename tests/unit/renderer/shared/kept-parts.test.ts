import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptParts } from '#renderer/shared/host/kept-parts.ts';

const copyOf = <T>(value: T): T => structuredClone(value);

test('an answer that says the same is the answer before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(keptParts(value, copyOf(value))).toBe(value);
    }),
  );
});

test('whatever was there before, the new answer is what is said', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, now) => {
      expect(keptParts(before, copyOf(now))).toEqual(now);
    }),
  );
});

test('records that did not change are the same, wherever they stand now', () => {
  const before = {
    total: 2,
    rows: [
      { id: 'a', names: ['x'] },
      { id: 'b', names: [] },
    ],
  };
  const now = keptParts(
    before,
    copyOf({ total: 3, rows: [{ id: 'c', names: [] }, ...before.rows.toReversed()] }),
  );
  expect(now.rows[1]).toBe(before.rows[1]);
  expect(now.rows[2]).toBe(before.rows[0]);
  expect(now.total).toBe(3);
  const changed = keptParts(before, { total: 2, rows: [{ id: 'a', names: ['y'] }, copyOf(before.rows[1])] });
  expect(changed.rows[0]).toEqual({ id: 'a', names: ['y'] });
  expect(changed.rows[1]).toBe(before.rows[1]);
});
