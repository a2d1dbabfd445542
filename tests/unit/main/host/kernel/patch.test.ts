import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch } from '#contracts/client-subscriptions.ts';
import { diffAnswers } from '#main/host/kernel/patch.ts';

type Row = { readonly id: string; readonly n: number; readonly text: string | null };
type Answer = { readonly rows: readonly Row[]; readonly total: number };

const row = fc.record({
  id: fc.constantFrom(...'abcdefgh'),
  n: fc.integer({ min: 0, max: 2 }),
  text: fc.option(fc.string({ maxLength: 3 }), { nil: null }),
});
const answer = fc.record({
  rows: fc.uniqueArray(row, { selector: (one) => one.id }),
  total: fc.integer({ min: 0, max: 3 }),
});
/** As a window gets it: through a structured clone. */
const received = <T>(value: T): T => structuredClone(value);

describe('the patch between two answers', () => {
  it('makes the one from the other, with unchanged rows left as they are', () => {
    fc.assert(
      fc.property(answer, answer, (before: Answer, after: Answer) => {
        const patch = diffAnswers(before, after);
        if (patch === null) {
          expect(after).toEqual(before);
          return;
        }
        const patched = applyPatch(before, received(patch)) as Answer;
        expect(patched).toEqual(after);
        for (const one of patched.rows) {
          const old = before.rows.find((candidate) => candidate.id === one.id);
          if (old !== undefined && JSON.stringify(old) === JSON.stringify(one)) expect(one).toBe(old);
        }
      }),
    );
  });

  it('is nothing for equal answers of any shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(diffAnswers(value, received(value))).toBeNull();
      }),
    );
  });

  it('replaces what has no rows', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        const patch = diffAnswers(before, after);
        if (patch !== null)
          expect(JSON.stringify(applyPatch(before, received(patch)))).toBe(JSON.stringify(after));
      }),
    );
  });

  it('is right where rows have no id, or the same one', () => {
    const lines = fc.array(
      fc.oneof(
        fc.record({ key: fc.constantFrom('incident:1', 'order-new:@', 'problem-new:2'), label: fc.string() }),
        row,
        fc.constant(null),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const patch = diffAnswers({ rows: before }, { rows: after });
        const patched = patch === null ? { rows: before } : applyPatch({ rows: before }, received(patch));
        expect(patched).toEqual({ rows: after });
      }),
    );
  });

  it('brings only what changed', () => {
    const before = {
      total: 2,
      rows: [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
    };
    const after = {
      total: 3,
      rows: [
        { id: 'c', n: 1 },
        { id: 'b', n: 2 },
        { id: 'a', n: 1 },
      ],
    };
    expect(diffAnswers(before, after)).toEqual({
      kind: 'rows',
      order: ['c', 'b', 'a'],
      changed: [
        { id: 'c', n: 1 },
        { id: 'b', n: 2 },
      ],
      rest: { total: 3 },
    });
  });
});
