import { describe, expect, it } from 'vitest';
import { checkFields } from '#domain/fields/check.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { recordSchema } from '#domain/fields/schema.ts';

describe('the check of fields', () => {
  const element = {
    kind: 'object',
    fields: { id: { kind: 'id' }, title: { kind: 'text', max: 9 } },
  } as const;
  const lists = {
    tasks: { kind: 'list', of: element, merge: 'keyed' },
    clashes: { kind: 'list', of: element, merge: 'clash-log' },
    rows: { kind: 'list', of: element },
  } as const satisfies FieldTable;
  const [one, two] = [
    { id: 'one', title: 'a' },
    { id: 'two', title: 'a' },
  ];
  const good = { tasks: [one, two], clashes: [one], rows: [one, one] };

  it('wants ids once in lists that are merged by them', () => {
    expect(checkFields(lists, good)).toBe(null);
    for (const field of ['tasks', 'clashes']) {
      expect(checkFields(lists, { ...good, [field]: [one, { ...one, title: 'b' }] })).toEqual({
        reason: 'list.twice',
        details: { field },
      });
    }
    expect(checkFields(lists, { ...good, tasks: [null, null] })).not.toBe(null);
  });

  const numbers = {
    minutes: { kind: 'minutes' },
    spent: { kind: 'minutes', merge: 'derived' },
    seats: { kind: 'count' },
    price: { kind: 'money' },
  } as const satisfies FieldTable;
  const small = { minutes: 15, spent: 30, seats: 1, price: -5 };

  it.each([
    ['what there is', small, true],
    ['sums of much work', { ...small, spent: 2_000_000_000 }, true],
    ['a booking of ages', { ...small, minutes: 2_000_000_000 }, false],
    ['a booking beyond numbers', { ...small, minutes: 1e308 }, false],
    ['a sum that is not exact', { ...small, spent: 2 ** 53 }, false],
    ['seats that are not exact', { ...small, seats: 1e300 }, false],
    ['money that is not exact', { ...small, price: -1e300 }, false],
  ])('%s', (_what, row, isGood) => {
    expect(checkFields(numbers, row) === null).toBe(isGood);
    expect(recordSchema(numbers).safeParse(row).success).toBe(isGood);
  });

  it('knows an id by either name, and no endless one', () => {
    const table = { id: { kind: 'id' } } as const satisfies FieldTable;
    expect(checkFields(table, { _id: 'x'.repeat(80) })).toBe(null);
    expect(checkFields(table, { _id: 'x'.repeat(5_000) })).toMatchObject({ reason: 'field.too_long' });
    expect(checkFields(table, { id: 'x'.repeat(5_000) })).toMatchObject({ reason: 'field.too_long' });
  });

  it('takes no list of more entries than its table says', () => {
    const few = {
      tags: { kind: 'list', of: { kind: 'text', max: 9 }, max: 2 },
    } as const satisfies FieldTable;
    const two = {
      pair: { kind: 'list', of: { kind: 'text', max: 9 }, length: 2 },
    } as const satisfies FieldTable;
    expect(checkFields(few, { tags: ['a', 'b'] })).toBe(null);
    expect(checkFields(few, { tags: ['a', 'b', 'c'] })).toEqual({
      reason: 'field.too_long',
      details: { field: 'tags', max: 2 },
    });
    expect(checkFields(two, { pair: ['a'] })).toMatchObject({ reason: 'field.wrong_kind' });
  });

  it('lets fields of a newer console by, but not by the megabyte', () => {
    const table = { id: { kind: 'id' } } as const satisfies FieldTable;
    expect(checkFields(table, { _id: 'a', newer: { texts: ['x'.repeat(1_000)] } })).toBe(null);
    for (const name of ['newer', 'constructor']) {
      expect(checkFields(table, { _id: 'a', [name]: ['x'.repeat(5_000_000)] })).toMatchObject({
        reason: 'field.too_long',
        details: { field: name },
      });
    }
    expect(checkFields(table, { _id: 'a', _attachments: { a: 'x'.repeat(200_000) } })).toBe(null);
  });
});
