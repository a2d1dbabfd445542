import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankPersonal, isPersonal, seeing, seenIn, watchedIn, watching } from '#domain/personal/personal.ts';
import type { JsonObject } from '#domain/records/json.ts';

const blank: JsonObject = blankPersonal('person-1');
const NONE: ReadonlySet<string> = new Set();

describe('the announcements that somebody took note of', () => {
  it('are kept with how often each was news, the last time only', () => {
    const once = seeing(watching(blank, 'a', true), 'a', 1, NONE);
    const twice = seeing(seeing(once, 'b', 1, NONE), 'a', 3, NONE);
    expect([...seenIn(twice)]).toEqual([
      ['b', 1],
      ['a', 3],
    ]);
    expect(watchedIn(twice)).toEqual(['a']);
    expect([...seenIn(seeing(twice, 'b', 2, new Set(['a'])))]).toEqual([['b', 2]]);
  });

  it('of two devices are both there, and the later news counts', () => {
    const merged = { ...seeing(blank, 'a', 1, NONE), ...seeing(blank, 'a', 2, NONE) };
    expect([...seenIn(merged)]).toEqual([['a', 2]]);
    expect(isPersonal(merged)).toBe(true);
  });

  it('are what the server takes, and nothing like it', () => {
    const id = fc.string({ minLength: 1, maxLength: 80 }).filter((text) => /^.+$/.test(text));
    fc.assert(
      fc.property(id, fc.integer({ min: 1, max: 100_000 }), (one, news) => {
        const value = seeing(blank, one, news, NONE);
        expect(isPersonal(value)).toBe(true);
        expect(seenIn(value).get(one)).toBe(news);
      }),
    );
    for (const name of ['seen ', 'seen a', 'seen a x', `seen ${'a'.repeat(81)} 1`, 'seen a 1234567']) {
      expect(isPersonal({ ...blank, [name]: true })).toBe(false);
    }
  });
});
