/** The languages there are words for, see resources/locales. */
export const LANGUAGES = ['en', 'de', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first of `wanted` (BCP 47 tags, best first) that there are words for; English when there is none. */
export const languageFor = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const [primary] = tag.toLowerCase().split('-');
    const found = LANGUAGES.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
};
