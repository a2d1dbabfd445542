import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountCell,
  type DateForm,
  guarded,
  isPlaceholder,
  isRounded,
  isSheetError,
  listCell,
  type NumberForm,
  readAmount,
  readDate,
  readList,
  unguarded,
} from '#domain/import/csv-cells.ts';

const FORMULA_LIKE = fc.stringMatching(/^'{0,3}[ \t\n\u3000]{0,2}[=+\-@\uFF1D\uFF0Ba]?[a1 ;,\\]{0,4}$/);

describe('cells are read as they were written', () => {
  it('texts, whatever they begin with', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), FORMULA_LIKE), (text) => {
        expect(unguarded(guarded(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['+49 431 5550', '=1', '-x', '@x', '\t1', ' =1', '\uFF1D1', "'=1", "''+1", "' +1"])(
    '%j',
    (text) => {
      expect(guarded(text)).toBe(`'${text}`);
      expect(unguarded(guarded(text))).toBe(text);
    },
  );

  it.each(["'t Hart", "O'Neil", 'a', "'"])('%j stays as it is', (text) => {
    expect(guarded(text)).toBe(text);
    expect(unguarded(text)).toBe(text);
  });

  it('lists', () => {
    const element = fc
      .oneof(fc.string(), FORMULA_LIKE)
      .map((text) => text.trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), (values) => {
        expect(readList(listCell(values))).toEqual(values);
      }),
      { numRuns: 2_000 },
    );
  });

  it('amounts', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        expect(readAmount(amountCell(minor), 'point')).toBe(minor);
      }),
    );
  });
});

describe('an amount', () => {
  it.each<readonly [string, NumberForm | null, number | null]>([
    // What is the same in both forms needs no choice.
    ['1299', null, 129_900],
    ['12.5', null, 1_250],
    ['12,50', null, 1_250],
    ['1,299.00', null, 129_900],
    ["1'299.00", null, 129_900],
    ['1 299,00', null, 129_900],
    ['1.234.567', null, 123_456_700],
    ['€ 12,50', null, 1_250],
    ['12.50 €', null, 1_250],
    ['-3.20', null, -320],
    ['0.00', null, 0],
    // What is not needs one.
    ['151.970', null, null],
    ['0.999', null, null],
    ['1,299', null, null],
    ['12.3456', null, null],
    ['1.234.56', null, null],
    ['1,23,456', null, null],
    ['12 34', null, null],
    ['1.299,00,1', null, null],
    ['12.', null, null],
    ['a lot', null, null],
    ['99999999999999999999', null, null],
    ['151.970', 'point', 15_197],
    ['0.999', 'point', 100],
    ['1,299', 'point', 129_900],
    ['1.234.56', 'point', null],
    ['1.299,00', 'point', null],
    ['151.970', 'comma', 15_197_000],
    ['0.999', 'comma', null],
    ['0,994', 'comma', 99],
    ['1.299,00', 'comma', 129_900],
    ['1,299.00', 'comma', null],
    ['01.299', 'comma', null],
  ])('%j, numbers %s, is %s', (cell, form, minor) => {
    expect(readAmount(cell, form)).toBe(minor);
  });

  it('is the same in a form that was chosen and without, or refused without', () => {
    const cell = fc.stringMatching(/^\d{1,4}([.,' ]\d{1,4}){0,3}$/);
    fc.assert(
      fc.property(cell, (text) => {
        const open = readAmount(text, null);
        if (open === null) return;
        const chosen = [readAmount(text, 'point'), readAmount(text, 'comma')].filter((one) => one !== null);
        expect([...new Set(chosen)]).toEqual([open]);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a date', () => {
  it.each<readonly [string, DateForm | null, string | null]>([
    ['2026-05-04', null, '2026-05-04'],
    ['2026-05-04T10:00:00', null, '2026-05-04'],
    ['4.5.2026', null, '2026-05-04'],
    ['31/12/2023', null, null],
    ['45291', null, null],
    ['2026-02-30', null, null],
    ['31/12/2023', 'day-month-year', '2023-12-31'],
    ['12/31/2023', 'day-month-year', null],
    ['31-12-2023', 'day-month-year', '2023-12-31'],
    ['31/12/23', 'day-month-year', null],
    ['12/31/2023', 'month-day-year', '2023-12-31'],
    ['04.05.2026', 'month-day-year', '2026-04-05'],
    ['2026-05-04', 'month-day-year', '2026-05-04'],
    ['45291', 'spreadsheet-days', '2023-12-31'],
    ['45291.75', 'spreadsheet-days', '2023-12-31'],
    ['61', 'spreadsheet-days', '1900-03-01'],
    ['60', 'spreadsheet-days', null],
    ['9999999', 'spreadsheet-days', null],
    ['31/12/2023', 'spreadsheet-days', null],
  ])('%j, dates %s, is %s', (cell, form, value) => {
    expect(readDate(cell, form)).toBe(value);
  });
});

describe('what names nothing', () => {
  it.each(['N/A', 'n/a', '-', '--', 'none', 'TBD', '?', 'To be filled by O.E.M.', 'unbekannt'])(
    '%j',
    (cell) => {
      expect(isPlaceholder(cell)).toBe(true);
    },
  );
  it.each(['1234', '7', 'A-1', 'nope', 'K-9', '0000', 'n1'])('not %j', (cell) => {
    expect(isPlaceholder(cell)).toBe(false);
  });
  it.each(['1.23457E+14', '8,93901E+18', '9E+12'])('%j was rounded', (cell) => {
    expect(isRounded(cell)).toBe(true);
  });
  it.each(['1E5', '12E+14', 'SE+12', '123456789012345'])('%j was not', (cell) => {
    expect(isRounded(cell)).toBe(false);
  });
  it.each(['#N/A', '#REF!', '#DIV/0!', '#WERT!'])('%j is an error', (cell) => {
    expect(isSheetError(cell)).toBe(true);
  });
});
