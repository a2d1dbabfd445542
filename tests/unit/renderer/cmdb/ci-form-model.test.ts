import { describe, expect, it } from 'vitest';
import { cmdbContract } from '#contracts/cmdb.ts';
import { changesOf, emptyCiForm, priceMinorOf, problemsOf } from '#renderer/features/cmdb/ci-form-model.ts';
import { warrantyState } from '#renderer/features/cmdb/warranty.ts';

const base = { ...emptyCiForm, name: 'NB-1', serial: 'S1', price: '1299.00', currency: 'EUR', tags: 'a, b' };

describe('changes of a configuration item', () => {
  it('holds nothing when nothing was changed, whatever the blanks', () => {
    expect(changesOf(base, { ...base, name: ' NB-1 ', serial: 'S1 ', tags: 'a,b', price: '1299' })).toEqual(
      {},
    );
  });

  it('holds only what differs, emptied fields as null', () => {
    expect(
      changesOf(base, { ...base, serial: '', status: 'stored', userId: 'p1', tags: 'a, c', price: '10,5' }),
    ).toEqual({
      serial: null,
      status: 'stored',
      userId: 'p1',
      tags: ['a', 'c'],
      commercial: { priceMinor: 1050 },
    });
  });

  it('is accepted by the contract', () => {
    const changes = changesOf(base, { ...base, invoiceDate: '2026-01-31', currency: 'usd', notes: 'x' });
    expect(cmdbContract.commands.update.input.safeParse({ id: 'ci-1', changes }).error).toBeUndefined();
    expect(changes.commercial).toEqual({ invoiceDate: '2026-01-31', currency: 'USD' });
  });
});

describe('price', () => {
  it.each([
    ['', null],
    ['0', 0],
    ['19,9', 1990],
    ['1299.00', 129_900],
    ['1.299,00', undefined],
    ['cheap', undefined],
  ])('%j is %j in minor units', (typed, minor) => {
    expect(priceMinorOf(typed)).toBe(minor);
  });
});

it('says what is wrong with a form', () => {
  expect(problemsOf(base)).toEqual([]);
  expect(problemsOf({ ...base, name: ' ', price: 'x', currency: 'Euro' })).toEqual([
    'name',
    'price',
    'currency',
  ]);
});

it.each([
  [null, 'unknown'],
  [-1, 'over'],
  [0, 'near'],
  [90, 'near'],
  [91, 'good'],
] as const)('a warranty with %j days left is %s', (days, state) => {
  expect(warrantyState(days)).toBe(state);
});
