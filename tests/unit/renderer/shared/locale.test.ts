import { describe, expect, it } from 'vitest';
import { localeIn } from '#renderer/shared/i18n/locale.ts';

const AT = new Date('2026-11-21T14:05:00');
const written = (locale: string) => [
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(AT),
  new Intl.NumberFormat(locale).format(12_345.5),
];

describe('numbers and dates', () => {
  it.each([
    ['en', 'de-AT', 'en-AT'],
    ['de', 'de-AT', 'de-AT'],
    ['de', 'en-US', 'de-US'],
    ['sv', 'sv-FI', 'sv-FI'],
    ['en', '', 'en-GB'],
    ['sv', 'sv', 'sv-SE'],
    ['de', 'C', 'de-DE'],
    ['en', 'not a locale', 'en-GB'],
  ] as const)('in %s on a system of %s are those of %s', (language, system, locale) => {
    expect(localeIn(language, system)).toBe(locale);
  });

  it('are as usual where the machine stands, in one style', () => {
    expect(written(localeIn('en', 'en-US'))).toEqual(['02:05 PM', '12,345.5']);
    expect(written(localeIn('en', 'en-GB'))).toEqual(['14:05', '12,345.5']);
    expect(written(localeIn('de', 'de-DE'))).toEqual(['14:05', '12.345,5']);
    expect(written(localeIn('de', 'en-US'))).toEqual(['14:05', '12.345,5']);
    expect(written(localeIn('en', 'sv-SE'))[0]).toBe('14:05');
  });
});
