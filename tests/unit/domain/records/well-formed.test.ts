import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from '#domain/records/cut-text.ts';
import { isWellFormedText, wellFormed, wellFormedText } from '#domain/records/well-formed.ts';

const HIGH = '\ud83d';
const LOW = '\ude00';
/** Any UTF-16, half pairs among it. */
const units = fc
  .array(fc.oneof(fc.integer({ min: 0xd700, max: 0xe100 }), fc.integer({ min: 0x20, max: 0x2ff })))
  .map((codes) => String.fromCharCode(...codes));

describe('well-formed text', () => {
  it.each([
    ['plain', 'plain'],
    [`${HIGH}${LOW}`, '😀'],
    [HIGH, '\ufffd'],
    [`a${LOW}b`, 'a\ufffdb'],
    [`${HIGH}${HIGH}${LOW}`, '\ufffd😀'],
    [`${LOW}${HIGH}`, '\ufffd\ufffd'],
  ])('%j becomes %j', (text, good) => {
    expect(wellFormedText(text)).toBe(good);
    expect(isWellFormedText(text)).toBe(text === good);
  });

  it('is what an encoder makes of it, and is well-formed afterwards', () => {
    fc.assert(
      fc.property(units, (text) => {
        const good = wellFormedText(text);
        expect(good).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
        expect(isWellFormedText(good)).toBe(true);
        expect(good).toHaveLength(text.length);
      }),
    );
  });

  it('is found at any depth, in names too; what is well-formed stays the same value', () => {
    const bad = { a: [1, { [`k${HIGH}`]: LOW }], b: null, ['__proto__']: 1 };
    expect(wellFormed(bad)).toEqual({ a: [1, { 'k\ufffd': '\ufffd' }], b: null, ['__proto__']: 1 });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(wellFormed(value)).toBe(value);
      }),
    );
  });
});

describe('cutting', () => {
  it.each([
    ['short', 9, 'short'],
    ['plain text', 5, 'plain'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['a👩‍👩‍👧', 5, 'a'],
    ['🇸🇪🇩🇪', 6, '🇸🇪'],
    ['e\u0301e\u0301', 3, 'e\u0301'],
    ['👩‍👩‍👧', 4, '👩\u200d\ufffd'],
    [`x${HIGH}`, 9, 'x\ufffd'],
  ])('%j to %i', (text, max, cut) => expect(cutText(text, max)).toBe(cut));

  it('never exceeds the limit, never makes a half, and takes a beginning', () => {
    fc.assert(
      fc.property(units, fc.nat(40), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(isWellFormedText(cut)).toBe(true);
      }),
    );
  });
});
