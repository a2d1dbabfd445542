import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceCodeOf, nextNumber, ORDER_NUMBERS } from '#domain/numbering/number-block.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { PROCESSES } from '#domain/processes/registry.ts';

const rows = [...Object.values(PROCESSES).map(({ numbers }) => numbers), ...Object.values(ORDER_NUMBERS)];

describe('number block', () => {
  it('writes a number', () => {
    expect(nextNumber(INCIDENT.numbers, '7QK', 42)).toBe('INC-7QK-0042');
    expect(nextNumber(KNOWN_ERROR.numbers, '011', 12_345)).toBe('KE-011-12345');
  });

  it('counts each process and type of order apart, under a prefix of its own', () => {
    expect(nextNumber(ORDER_NUMBERS.swap, 'ABC', 1)).toBe('SWP-ABC-0001');
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(rows.length);
    expect(new Set(rows.map(({ prefix }) => prefix)).size).toBe(rows.length);
    for (const [type, { numbers }] of Object.entries(PROCESSES)) expect(numbers.kind).toBe(type);
  });

  it('writes a number of its own for each kind, device and counter, without letters that are misheard', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.string(),
        fc.nat({ max: 5_000_000 }),
        (row, device, counter) => {
          const deviceCode = deviceCodeOf(device);
          expect(deviceCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}$/);
          const [prefix, code, digits] = nextNumber(row, deviceCode, counter).split('-');
          expect([prefix, code, Number(digits)]).toEqual([row.prefix, deviceCode, counter]);
        },
      ),
    );
  });

  it('offers another code when the first is taken', () => {
    expect(deviceCodeOf('notebook', 1)).not.toBe(deviceCodeOf('notebook', 0));
  });
});
