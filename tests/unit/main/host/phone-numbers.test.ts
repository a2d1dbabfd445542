import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Home,
  isPhoneNumber,
  RANKS,
  type Rank,
  rankOf,
  readingsOf,
} from '#main/host/read/phone-numbers.ts';

const NOWHERE: Home = { country: '', area: '' };
const best = (dialled: string, stored: string, home: Home = NOWHERE): Rank | null => {
  const [left, right] = [readingsOf(dialled, home), readingsOf(stored, home)];
  return RANKS.find((rank) => left.some((one) => right.some((other) => rankOf(one, other) === rank))) ?? null;
};

describe('a number finds its owner', () => {
  it.each<readonly [string, string, Rank]>([
    // Spaces, brackets, slashes, dashes and blanks of all kinds, and marks no eye sees.
    ['030 1234 5678', '030/1234-5678', 'same_national'],
    ['0049 40 998877', '+49 40 \u2013 998 877', 'same'],
    ['0049 221 445566', '+49\u00a0221\u202f445566', 'same'],
    ['+49511332211', '+49\u2011511\u2011332211\u200b', 'same'],
    ['\uff10\uff13\uff10 1234 5678', '030/12345678', 'same_national'],
    // With the country and without it, with a zero in brackets, as a link.
    ['+49 30 12345678', '030/1234-5678', 'same_national'],
    ['tel:+493012345678', '030/1234-5678', 'same_national'],
    ['089 7654321', '+49 (0)89 7654321', 'same_national'],
    ['0049897654321', '+49 (0)89 7654321', 'same'],
    ['Tel. +49 69 123987', '069 123 987', 'same_national'],
    // Countries whose numbers have no zero before them, or keep it.
    ['+352271234', '27 12 34', 'same_national'],
    ['+3545551234', '555 1234', 'same_national'],
    ['+4512345678', '12 34 56 78', 'same_national'],
    ['0039 06 69812345', '+39 06 698 12345', 'same'],
    ['06 698 12345', '+39 06 698 12345', 'same_national'],
    // Two in one field, with an extension, and an extension alone.
    ['+49 170 5550002', '030 5550001 / 0170 5550002', 'same_national'],
    ['+49 30 5550001', '030 5550001 / 0170 5550002', 'same_national'],
    ['+14155550123', '+1 (415) 555-0123 x45', 'same'],
    ['tel:+1-415-555-0123;ext=45', '+1 (415) 555-0123 x45', 'same'],
    ['+49301234564711', '4711', 'extension'],
    ['4711', '+49 30 123456-4711', 'extension'],
    ['019971', '+49 (40) 555-0199 71', 'extension'],
    ['0170 123', '0170/1234567', 'part'],
  ])('%j that is written %j: %s', (dialled, stored, rank) => {
    expect(best(dialled, stored)).toBe(rank);
  });

  it.each([
    ['+49 30 12345678', '+44 30 12345678'],
    ['+49 30 12345678', '030 12345679'],
    ['+49 221 5550001', '030 5550002 / 0170 5550002'],
    ['12', '4712'],
  ])('%j is not %j', (dialled, stored) => {
    expect(best(dialled, stored)).toBeNull();
  });

  it('whatever way both are written', () => {
    const digits = fc.stringMatching(/^[1-9]\d{1,3}$/);
    const rest = fc.stringMatching(/^\d{5,7}$/);
    const between = fc.constantFrom('', ' ', '-', '\u2013', '\u00a0', ' - ', '.');
    const written = (area: string, number: string, mark: string, form: number): string =>
      [
        `+49${mark}${area}${mark}${number}`,
        `0049 ${area}${mark}${number}`,
        `+49 (0)${area} ${number}`,
        `0${area}/${number.slice(0, 3)}${mark}${number.slice(3)}`,
        `(0${area}) ${number}`,
        `tel:+49${area}${number}`,
      ][form] ?? '';
    const form = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(digits, rest, between, between, form, form, (area, number, mark, other, left, right) => {
        const [one, two] = [written(area, number, mark, left), written(area, number, other, right)];
        expect(isPhoneNumber(one)).toBe(true);
        expect(best(one, two, { country: 'DE', area: '' }), `${one} | ${two}`).toBe('same');
      }),
      { numRuns: 1_000 },
    );
  });

  it('is completed by the company’s country and area', () => {
    const berlin: Home = { country: 'DE', area: '030' };
    expect(best('+49 30 5551234', '555 1234', berlin)).toBe('same');
    expect(best('+49 30 5551234', '030 5551234', berlin)).toBe('same');
    expect(best('+44 30 5551234', '030 5551234', berlin)).toBeNull();
    expect(best('+1 415 555 0123', '(415) 555-0123', { country: 'US', area: '' })).toBe('same');
    expect(best('+352271234', '27 12 34', berlin)).toBe('same_national');
  });
});

it.each(['E-90817', 'Zoë', '', '12', '2026-11-30x', 'INC-7QK-0042', 'a 030 123'])(
  '%j is no number',
  (text) => {
    expect(isPhoneNumber(text)).toBe(false);
  },
);
