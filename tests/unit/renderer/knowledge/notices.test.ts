import { describe, expect, it } from 'vitest';
import { nextYear } from '#renderer/features/knowledge/page/next-year.ts';

describe('the next look at an entry that is still right', () => {
  it.each([
    ['2026-11-28', '2027-11-28'],
    ['2028-02-29', '2029-03-01'],
    ['2026-12-31', '2027-12-31'],
  ])('after one on %s is on %s', (today, next) => {
    expect(nextYear(Date.parse(`${today}T23:30:00.000Z`))).toBe(next);
  });
});
