import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromColumnText, isPlainText, toColumnText } from '#main/host/storage/column-text.ts';

/** Any UTF-16 string, halves of surrogate pairs and U+0000 included, from units that tend to collide. */
const unit = fc.oneof(
  fc.constantFrom(0, 1, 2, 0x41, 0xd7ff, 0xd800, 0xd83d, 0xde00, 0xdfff, 0xe000, 0xff57, 0xffff),
  fc.nat(0xffff),
);
const anyString = fc.array(unit, { maxLength: 8 }).map((units) => String.fromCharCode(...units));

/** SQLite's BINARY collation: the bytes of UTF-8. */
const byBytes = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

describe('text in columns', () => {
  it.each([
    ['', ''],
    ['INC-7QK-0042', 'INC-7QK-0042'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['Zürich 漢字', 'Zürich 漢字'],
    ['a\u0000b', 'a\u0001\u0001b'],
  ])('%j is stored as %j', (text, stored) => expect(toColumnText(text)).toBe(stored));

  it('comes back as it was', () => {
    fc.assert(fc.property(anyString, (text) => fromColumnText(toColumnText(text)) === text));
  });

  it('has in bytes the order JavaScript gives it', () => {
    fc.assert(
      fc.property(
        anyString,
        anyString,
        (a, b) => byBytes(toColumnText(a), toColumnText(b)) === byUnits(a, b),
      ),
      { numRuns: 2000 },
    );
  });

  it('never holds what SQLite can’t take: U+0000 or half of a pair', () => {
    fc.assert(fc.property(anyString, (text) => !/\0|\p{Cs}/u.test(toColumnText(text))));
  });

  it('calls plain only what orders the same against any text', () => {
    fc.assert(
      fc.property(anyString, fc.string({ unit: 'grapheme' }), (plain, other) => {
        fc.pre(isPlainText(plain));
        expect(byBytes(plain, other)).toBe(byUnits(plain, other));
      }),
    );
  });
});
