import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkFields } from '#domain/fields/check.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { recordSchema } from '#domain/fields/schema.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { dateSchema, instantSchema } from '#domain/records/common-schemas.ts';
import { isDate, isInstant, justAfterAll } from '#domain/records/instants.ts';

const IMPOSSIBLE = [
  '9999-99-99T99:99:99.999Z',
  '2026-13-01T00:00:00.000Z',
  '2026-02-29T00:00:00.000Z',
  '2026-04-31T00:00:00.000Z',
  '2026-01-00T00:00:00.000Z',
  '2026-01-01T24:00:00.000Z',
  '2026-01-01T00:60:00.000Z',
  '2026-01-01T00:00:60.000Z',
  '+010000-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.000Z\n',
];

it('an instant is one that comes back from a Date as it was', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((part) => String(part).padStart(2, '0'));
  const year = fc.integer({ min: 0, max: 9_999 }).map((part) => String(part).padStart(4, '0'));
  const text = fc
    .tuple(year, two, two, two, two, two)
    .map(([y, mo, d, h, mi, s]) => `${y}-${mo}-${d}T${h}:${mi}:${s}.123Z`);
  const real = fc
    .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const comesBack = (one: string): boolean => {
    const date = new Date(one);
    return !Number.isNaN(date.getTime()) && date.toISOString() === one;
  };
  fc.assert(
    fc.property(fc.oneof(text, real), (one) => isInstant(one) === comesBack(one)),
    { numRuns: 2_000 },
  );
  for (const one of IMPOSSIBLE) expect(isInstant(one), one).toBe(false);
  expect(isInstant(NEVER_DUE)).toBe(true);
});

it('a date is a day of the calendar', () => {
  for (const day of ['2026-11-21', '2024-02-29', '2000-02-29']) expect(isDate(day), day).toBe(true);
  for (const day of ['2026-13-45', '2026-02-29', '1900-02-29', '2026-00-10', '2026-1-1', 20261121, null]) {
    expect(isDate(day), String(day)).toBe(false);
  }
});

it('server, schemas and inputs refuse the same', () => {
  const table = { at: { kind: 'instant' }, on: { kind: 'date' }, times: { kind: 'instants' } } as const;
  const good = { at: NEVER_DUE, on: '2026-11-21', times: { disks: NEVER_DUE } };
  const rows = [
    good,
    ...IMPOSSIBLE.flatMap((at) => [
      { ...good, at },
      { ...good, times: { disks: at } },
    ]),
    { ...good, on: '2026-13-45' },
  ];
  for (const row of rows) {
    const isGood = row === good;
    expect(checkFields(table as FieldTable, row) === null, JSON.stringify(row)).toBe(isGood);
    expect(recordSchema(table).safeParse(row).success, JSON.stringify(row)).toBe(isGood);
    expect(instantSchema.safeParse(row.at).success && dateSchema.safeParse(row.on).success).toBe(
      row.at === good.at && row.on === good.on,
    );
  }
});

it('just after the last instant of all is that instant, and what is none does not count', () => {
  expect(justAfterAll(['2026-11-21T08:00:00.000Z', '9999-99-99T99:99:99.999Z'])).toBe(
    '2026-11-21T08:00:00.001Z',
  );
  expect(justAfterAll(['9999-12-31T23:59:59.999Z'])).toBe('9999-12-31T23:59:59.999Z');
  expect(isInstant(justAfterAll(['nonsense']))).toBe(true);
});
