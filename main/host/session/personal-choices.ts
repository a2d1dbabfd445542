import { LANGUAGES, type Language } from '#contracts/language.ts';
import type { KeptTab } from '#contracts/session.ts';
import type { Id } from '#domain/records/common.ts';
import type { LocalValues } from '../local/values.ts';

/** What a person chose on this device, for this device. Null is no choice. */
export type PersonalChoices = {
  readonly startPage: (personId: Id) => string | null;
  readonly setStartPage: (personId: Id, page: string | null) => void;
  /** The view that each list begins with. */
  readonly defaultViews: (personId: Id) => Readonly<Record<string, string>>;
  readonly setDefaultView: (personId: Id, list: string, view: string | null) => void;
  /** What was open when the first window was closed. */
  readonly tabs: (personId: Id) => readonly KeptTab[];
  readonly keepTabs: (personId: Id, tabs: readonly KeptTab[]) => void;
  readonly language: (personId: Id) => Language | null;
  readonly setLanguage: (personId: Id, language: Language | null) => void;
};

const startPageKey = (personId: Id): string => `start-page.${personId}`;
const defaultViewsKey = (personId: Id): string => `default-views.${personId}`;
const tabsKey = (personId: Id): string => `tabs.${personId}`;
const languageKey = (personId: Id): string => `language.${personId}`;

/** What pages were called when an earlier version kept the choice. */
const FORMER_PAGES: Readonly<Record<string, string>> = { cmdb: 'configItems' };

export const personalChoices = (values: LocalValues, onChange: () => void): PersonalChoices => {
  const keep = (key: string, value: string | null): void => {
    if (value === null) values.remove(key);
    else values.set(key, value);
    onChange();
  };
  const defaultViews = (personId: Id): Readonly<Record<string, string>> =>
    JSON.parse(values.get(defaultViewsKey(personId)) ?? '{}');
  return {
    startPage: (personId) => {
      const kept = values.get(startPageKey(personId));
      return kept === null ? null : (FORMER_PAGES[kept] ?? kept);
    },
    setStartPage: (personId, page) => keep(startPageKey(personId), page),
    defaultViews,
    setDefaultView: (personId, list, view) => {
      const { [list]: _, ...others } = defaultViews(personId);
      keep(defaultViewsKey(personId), JSON.stringify(view === null ? others : { ...others, [list]: view }));
    },
    tabs: (personId) => JSON.parse(values.get(tabsKey(personId)) ?? '[]'),
    // Nobody waits to hear of it.
    keepTabs: (personId, tabs) => values.set(tabsKey(personId), JSON.stringify(tabs)),
    language: (personId) =>
      LANGUAGES.find((language) => language === values.get(languageKey(personId))) ?? null,
    setLanguage: (personId, language) => keep(languageKey(personId), language),
  };
};
