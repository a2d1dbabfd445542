import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deviceCodeOf,
  NUMBER_PREFIXES,
  type NumberKind,
  nextNumber,
  ORDER_NUMBER_KINDS,
} from '#domain/numbering/number-block.ts';

const kinds = Object.keys(NUMBER_PREFIXES) as NumberKind[];

describe('number block', () => {
  it('writes a number', () => {
    expect(nextNumber('incident', '7QK', 42)).toBe('INC-7QK-0042');
    expect(nextNumber('known_error', '011', 12_345)).toBe('KE-011-12345');
  });

  it('gives a swap its own prefix, apart from a change ticket', () => {
    expect(nextNumber(ORDER_NUMBER_KINDS.swap, 'ABC', 1)).toBe('SWP-ABC-0001');
    expect(nextNumber('change', 'ABC', 1)).toBe('CHG-ABC-0001');
  });

  it('writes a number of its own for each kind, device and counter, without letters that are misheard', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string(),
        fc.nat({ max: 5_000_000 }),
        (kind, device, counter) => {
          const deviceCode = deviceCodeOf(device);
          expect(deviceCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}$/);
          const [prefix, code, digits] = nextNumber(kind, deviceCode, counter).split('-');
          expect([prefix, code, Number(digits)]).toEqual([NUMBER_PREFIXES[kind], deviceCode, counter]);
        },
      ),
    );
  });

  it('offers another code when the first is taken', () => {
    expect(deviceCodeOf('notebook', 1)).not.toBe(deviceCodeOf('notebook', 0));
  });
});
