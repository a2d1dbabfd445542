import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import {
  type NamedIssue,
  type Speech,
  spoken,
  spokenIssue,
  spokenText,
} from '#domain/records/reason-words.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { isolated } from './bidi.ts';

// The files are the namespaces: a feature's words are in <feature>.json beside the others.
const files = import.meta.glob<Readonly<Record<string, unknown>>>('../../../resources/locales/en/*.json', {
  eager: true,
  import: 'default',
});

const namespaceOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
const english = Object.fromEntries(Object.entries(files).map(([path, words]) => [namespaceOf(path), words]));

/** Loads the words. Call once before the first render; nothing is fetched, so it is done when it returns. */
export const setupTexts = (): void => {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(english),
    resources: { en: english },
    // Every value in a sentence passes here; nothing is escaped, React does that.
    interpolation: { escapeValue: true, escape: isolated },
    initAsync: false,
    showSupportNotice: false,
  });
};

type TextValues = Readonly<Record<string, string | number>>;
/** Looks a text up: `t('title')` in the namespace asked for, `t('common:cancel')` in another. `count` picks the plural. */
export type Translate = (key: string, values?: TextValues) => string;

const translators = new Map<string, Translate>();

/**
 * The texts of one namespace. Free of subscriptions, because a list calls it in every cell; the app is mounted anew when the
 * language changes.
 */
export const useText = (namespace: string): Translate => {
  const name = `${i18next.language}:${namespace}`;
  const known = translators.get(name);
  if (known !== undefined) return known;
  const made = i18next.getFixedT(null, namespace) as unknown as Translate;
  translators.set(name, made);
  return made;
};

/** Texts outside React. Keys are `namespace:key`. */
export const text: Translate = (key, values = {}) => i18next.t(key, values);

/** The text of a key (`namespace:key`) that may not be there. */
export const textOr = (key: string, otherwise: string): string =>
  i18next.exists(key) ? i18next.t(key) : otherwise;

const speech: Speech = {
  word: (key, values) => (i18next.exists(key, values) ? i18next.t(key, values ?? {}) : null),
  either: (words) => new Intl.ListFormat(i18next.language, { type: 'disjunction' }).format(words),
};

/** Why something was refused. */
export const errorText = (error: Reasoned): string => spoken(error, speech);

/** What is wrong with one value of an input: `Title: is missing`. */
export const issueText = (issue: NamedIssue): string => spokenIssue(issue, speech);

/** What the server said of a document: the words for a reason of its rules, any other text as it is. */
export const serverText = (text: string): string => spokenText(text, speech);
