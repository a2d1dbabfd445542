import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deviceCodeOf,
  NUMBER_PREFIXES,
  type NumberKind,
  nextNumber,
  ORDER_NUMBER_KINDS,
  parseNumber,
} from '#domain/numbering/number-block.ts';

const kinds = Object.keys(NUMBER_PREFIXES) as NumberKind[];

describe('number block', () => {
  it('writes and reads a number', () => {
    expect(nextNumber('incident', '7QK', 42)).toBe('INC-7QK-0042');
    expect(parseNumber('inc 7qk 0042')).toEqual({ kind: 'incident', deviceCode: '7QK', counter: 42 });
    expect(parseNumber('KE-O1L-0007')).toEqual({ kind: 'known_error', deviceCode: '011', counter: 7 });
    expect(parseNumber('INC0000045')).toBeNull();
    expect(parseNumber('printer')).toBeNull();
  });

  it('gives a swap its own prefix, apart from a change ticket', () => {
    expect(nextNumber(ORDER_NUMBER_KINDS.change, 'ABC', 1)).toBe('SWP-ABC-0001');
    expect(nextNumber('change', 'ABC', 1)).toBe('CHG-ABC-0001');
  });

  it('reads back every number it writes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string(),
        fc.nat({ max: 5_000_000 }),
        (kind, device, counter) => {
          const deviceCode = deviceCodeOf(device);
          expect(deviceCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}$/);
          expect(parseNumber(nextNumber(kind, deviceCode, counter))).toEqual({ kind, deviceCode, counter });
        },
      ),
    );
  });

  it('offers another code when the first is taken', () => {
    expect(deviceCodeOf('notebook', 1)).not.toBe(deviceCodeOf('notebook', 0));
  });
});
