import { describe, expect, it } from 'vitest';
import type { BulkResult } from '#contracts/tickets.ts';
import { perRecord } from '#renderer/shared/record/bulk-tally.ts';

const refusal = { code: 'invalid', reason: 'prepared.nothing' } as const;

const result = (id: string, ok = true): BulkResult => ({
  id,
  number: `INC-${id}`,
  ok,
  error: ok ? null : refusal,
});

describe('perRecord', () => {
  it.each([
    ['nothing', [], []],
    ['one entry each', [result('a'), result('b')], [result('a'), result('b')]],
    [
      'several entries of one record as one',
      [result('a'), result('a'), result('b')],
      [result('a'), result('b')],
    ],
    ['a record that refused once', [result('a'), result('a', false), result('a')], [result('a', false)]],
  ])('tells %s', (_what, results, told) => {
    expect(perRecord(results)).toEqual(told);
  });
});
