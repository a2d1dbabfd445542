import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { isRecordNumber, numbersMeant } from '#domain/numbering/number-in-text.ts';

/** The numbers a text means, of the kinds that are asked for. */
const told = (text: string) =>
  numbersMeant(text).map(({ kinds, code, counter }) => [
    kinds.length === 1 ? kinds[0] : 'any',
    code,
    counter,
  ]);

it.each([
  ['inc smp 72', [['INC', 'SMP', '0072']]],
  ['INC-SMP-0072', [['INC', 'SMP', '0072']]],
  ['incsmp72', [['INC', 'SMP', '0072']]],
  ['smp72', [['any', 'SMP', '0072']]],
  ['SMP 0072', [['any', 'SMP', '0072']]],
  ['prb/7qk/12345', [['PRB', '7QK', '12345']]],
  ['inc 72', [['INC', null, '0072']]],
  ['inc72', [['INC', null, '0072']]],
  ['inc 123 4', [['INC', '123', '0004']]],
  ['inc1234', [['INC', null, '1234']]],
  ['  7qk 42 ', [['any', '7QK', '0042']]],
  [
    'kbg100',
    [
      ['KB', 'G10', '0000'],
      ['any', 'KBG', '0100'],
    ],
  ],
])('%j is a number', (text, numbers) => {
  expect(told(text)).toEqual(numbers);
});

it.each([
  '72',
  '0072',
  'printer 72',
  'inc',
  'smp',
  'nb 28',
  'windows 11 update',
  '',
  '+49 431 55501028',
  'inc smp 72 x',
])('%j is none', (text) => {
  expect(told(text)).toEqual([]);
});

it('every number is meant by itself, in small letters, apart, together and without its zeros', () => {
  const code = fc
    .array(fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), { minLength: 3, maxLength: 3 })
    .map((letters) => letters.join(''));
  const kind = fc.constantFrom('INC', 'PRB', 'SWP');
  fc.assert(
    fc.property(kind, code, fc.nat({ max: 99_999 }), (prefix, device, counter) => {
      const number = nextNumber({ prefix }, device, counter);
      expect(isRecordNumber(number)).toBe(true);
      const wanted = [prefix, device, number.slice(8)];
      for (const text of [number, number.toLowerCase(), number.replaceAll('-', ' ')]) {
        expect(told(text), text).toContainEqual(wanted);
      }
      expect(told(`${prefix} ${device} ${counter}`)).toContainEqual(wanted);
      if (/[A-Z]/.test(device))
        expect(told(`${device}${counter}`)).toContainEqual(['any', device, wanted[2]]);
    }),
  );
});
