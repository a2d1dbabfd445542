import { describe, expect, it } from 'vitest';
import type { BulkResult } from '#contracts/tickets.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { perRecord, tallyText } from '#renderer/shared/record/bulk-tally.ts';

setupTexts();

describe('tallyText', () => {
  it.each([
    [1, 0, 0, '1 would change, 0 are so already, 0 refuse.'],
    [0, 1, 1, '0 would change, 1 is so already, 1 refuses.'],
    [1200, 2, 3, '1,200 would change, 2 are so already, 3 refuse.'],
  ])('counts %i, %i and %i', (changing, same, refused, words) => {
    expect(tallyText({ changing, same, refused })).toBe(words);
  });
});

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
