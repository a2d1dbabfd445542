import type { Language } from '#contracts/language.ts';

/** Where a language is at home, for systems that name no region. */
const USUAL: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', sv: 'sv-SE' };

const known = new Map<string, string>();

const regionOf = (system: string): string | undefined => {
  try {
    return new Intl.Locale(system).region;
  } catch {
    return undefined;
  }
};

/**
 * How dates, times and numbers are written: in the words of the language that is spoken, with the order, the separators and the clock that are usual
 * in the system's region: `de-AT`, `en-SE`. `system` is the system's locale, anything else counts as none.
 */
export const localeIn = (language: Language, system: string): string => {
  const key = `${language} ${system}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const region = regionOf(system);
  const locale = region === undefined ? USUAL[language] : `${language}-${region}`;
  known.set(key, locale);
  return locale;
};
