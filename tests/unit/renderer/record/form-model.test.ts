import { describe, expect, it } from 'vitest';
import { configItemsContract } from '#contracts/config-items.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import { PROBLEM_FIELDS } from '#domain/fields/tickets.ts';
import { warrantyState } from '#renderer/features/config-items/warranty.ts';
import { changesAt, valueAt } from '#renderer/shared/record/field-paths.ts';
import {
  instantOf,
  localText,
  minorOf,
  parsedJson,
  unread,
  unreadText,
  wholeOf,
} from '#renderer/shared/record/field-values.ts';
import { givenValues, problemsOf } from '#renderer/shared/record/form-model.ts';

const start = {
  name: 'NB-1',
  serial: 'S1',
  status: 'in_operation',
  userId: null,
  tags: ['a', 'b'],
  notes: '',
  'commercial.priceMinor': 129_900,
  'commercial.currency': 'EUR',
  'commercial.invoiceDate': null,
};

describe('what a form sends', () => {
  it('holds nothing when nothing was changed, whatever the blanks', () => {
    expect(givenValues(CONFIG_ITEM_FIELDS, start, { ...start, name: ' NB-1 ', serial: 'S1 ' })).toEqual({});
  });

  it('holds only what differs, emptied fields as null, parts of an object as such', () => {
    const typed = {
      ...start,
      serial: '',
      status: 'stored',
      userId: 'p1',
      tags: ['a', 'c'],
      'commercial.priceMinor': 1050,
    };
    expect(givenValues(CONFIG_ITEM_FIELDS, start, typed)).toEqual({
      serial: null,
      status: 'stored',
      userId: 'p1',
      tags: ['a', 'c'],
      commercial: { priceMinor: 1050 },
    });
  });

  it('is accepted by the contract', () => {
    const typed = {
      ...start,
      'commercial.invoiceDate': '2026-01-31',
      'commercial.currency': 'USD',
      notes: 'x',
    };
    const changes = givenValues(CONFIG_ITEM_FIELDS, start, typed);
    expect(
      configItemsContract.commands.update.input.safeParse({ id: 'ci-1', changes }).error,
    ).toBeUndefined();
    expect(changes.commercial).toEqual({ invoiceDate: '2026-01-31', currency: 'USD' });
  });

  it('takes an amount that was left half typed', () => {
    const typed = { ...start, 'commercial.priceMinor': unread('10,5') };
    expect(givenValues(CONFIG_ITEM_FIELDS, start, typed)).toEqual({ commercial: { priceMinor: 1050 } });
  });
});

describe('what is wrong in a form', () => {
  const wrong = (values: Readonly<Record<string, unknown>>) =>
    problemsOf(CONFIG_ITEM_FIELDS, Object.keys(values), values).map(
      ({ path, problem }) => `${path} ${problem}`,
    );

  it('is told field by field', () => {
    expect(wrong(start)).toEqual([]);
    expect(
      wrong({ name: '  ', 'commercial.currency': 'EURO', 'commercial.priceMinor': unread('ten') }),
    ).toEqual(['name missing', 'commercial.currency tooLong', 'commercial.priceMinor unread']);
    expect(wrong({ 'commercial.currency': 'EU' })).toEqual(['commercial.currency tooShort']);
    expect(wrong({ 'commercial.currency': null, serial: '' })).toEqual([]);
  });

  it('a field that must be given is missed', () => {
    const problems = problemsOf(PROBLEM_FIELDS, ['title', 'description'], { title: '', description: '' });
    expect(problems.map(({ path }) => path)).toEqual(['title']);
  });
});

describe('typed values', () => {
  it('come back as they went into the field', () => {
    expect(instantOf(localText('2026-11-21T12:30:00.000Z'))).toBe('2026-11-21T12:30:00.000Z');
    expect([localText(null), localText('soon'), instantOf('')]).toEqual(['', '', null]);
  });

  it.each([
    ['1299.00', 129_900],
    ['10,5', 1050],
    [' 7 ', 700],
    ['ten', null],
    ['1.234', null],
  ])('%j is an amount of %j', (typed, minor) => {
    expect(minorOf(typed)).toBe(minor);
  });

  it('are kept as text while they are no value yet, through a draft on disk, too', () => {
    expect(wholeOf('')).toBeNull();
    expect(wholeOf('12')).toBe(12);
    const kept = JSON.parse(JSON.stringify(wholeOf('12x'))) as unknown;
    expect(unreadText(kept)).toBe('12x');
    expect(unreadText(parsedJson('{"a": '))).toBe('{"a": ');
    expect(parsedJson('[1]')).toEqual([1]);
    expect(unreadText({ a: 1 })).toBeNull();
  });
});

describe('paths', () => {
  it('read and set a field inside an object', () => {
    expect(valueAt({ commercial: { supplier: 'A' } }, 'commercial.supplier')).toBe('A');
    expect(valueAt({}, 'commercial.supplier')).toBeUndefined();
    expect(changesAt('commercial.supplier', 'B')).toEqual({ commercial: { supplier: 'B' } });
    expect(changesAt('title', 'T')).toEqual({ title: 'T' });
  });
});

it('a warranty is near for three months before it is over', () => {
  expect([-1, 0, 90, 91].map(warrantyState)).toEqual(['over', 'near', 'near', 'good']);
});
