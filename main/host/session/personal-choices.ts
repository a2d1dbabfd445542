import { LANGUAGES, type Language } from '#contracts/language.ts';
import type { Id } from '#domain/records/common.ts';
import type { LocalValues } from '../local/values.ts';

/** What a person chose on this device, for this device. Null is no choice. */
export type PersonalChoices = {
  readonly startPage: (personId: Id) => string | null;
  readonly setStartPage: (personId: Id, page: string | null) => void;
  readonly language: (personId: Id) => Language | null;
  readonly setLanguage: (personId: Id, language: Language | null) => void;
};

const startPageKey = (personId: Id): string => `start-page.${personId}`;
const languageKey = (personId: Id): string => `language.${personId}`;

/** What pages were called when an earlier version kept the choice. */
const FORMER_PAGES: Readonly<Record<string, string>> = { cmdb: 'configItems' };

export const personalChoices = (values: LocalValues, onChange: () => void): PersonalChoices => {
  const keep = (key: string, value: string | null): void => {
    if (value === null) values.remove(key);
    else values.set(key, value);
    onChange();
  };
  return {
    startPage: (personId) => {
      const kept = values.get(startPageKey(personId));
      return kept === null ? null : (FORMER_PAGES[kept] ?? kept);
    },
    setStartPage: (personId, page) => keep(startPageKey(personId), page),
    language: (personId) =>
      LANGUAGES.find((language) => language === values.get(languageKey(personId))) ?? null,
    setLanguage: (personId, language) => keep(languageKey(personId), language),
  };
};
