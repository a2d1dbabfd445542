import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatDayOfYear,
  formatDuration,
  formatInstant,
  formatInstantLong,
  formatInstantYear,
  formatRelative,
} from '#renderer/shared/format/format.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';

setupTexts();

describe('format', () => {
  it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [-190, '3 h 10 min'],
    [1440, '1 d'],
    [1500, '1 d 1 h'],
    [7 * 1440 + 60, '7 d'],
  ])('says %i minutes as %s', (minutes, words) => {
    expect(formatDuration(minutes)).toBe(words);
  });

  it('says how long ago and how long until', () => {
    const now = Date.parse('2026-11-21T12:00:00.000Z');
    expect(formatRelative('2026-11-21T12:00:30.000Z', now)).toBe('just now');
    expect(formatRelative('2026-11-21T11:55:00.000Z', now)).toBe('5 min ago');
    expect(formatRelative('2026-11-21T14:10:00.000Z', now)).toBe('in 2 h 10 min');
  });

  it('names the year only when it is not this one', () => {
    const now = Date.parse('2026-11-21T12:00:00.000Z');
    expect(formatInstant('2026-06-10T12:00:00.000Z', now)).not.toContain('2026');
    expect(formatInstant('2025-06-10T12:00:00.000Z', now)).toContain('2025');
    expect(formatInstant(null)).toBe('');
  });

  it('says a time on paper with its year, to the minute', () => {
    expect(formatInstantYear(new Date(2026, 10, 21, 14, 5, 9).toISOString())).toBe('21 Nov 2026, 14:05');
  });

  it('shows what is no time as it stands', () => {
    const nonsense = '9999-99-99T99:99:99.999Z';
    for (const shown of [formatInstant, formatInstantYear, formatInstantLong, formatDate])
      expect(shown(nonsense)).toBe(nonsense);
    expect(formatRelative(nonsense, 0)).toBe(nonsense);
    expect(formatDate('2026-13-45')).toBe('2026-13-45');
    expect(formatDayOfYear('2026-13-45')).toBe('2026-13-45');
  });

  it('keeps a calendar date the same in every zone', () => {
    expect(formatDate('2026-03-01')).toBe('01 Mar 2026');
  });
});
