import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
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

/** A code nobody has words for, as words: `root_cause` is `Root cause`. */
export const readable = (code: string): string => {
  const words = code.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The words of a state, of a ticket, an order, a CI or an article; a state that only another system has is shown as it calls it, readably. */
export const stateText = (state: string): string => {
  return textOr(`common:states.${state}`, readable(state));
};

/** Words for an error code: `errors.<code>` of common.json, or the message the host sent when there are none. */
export const errorText = (error: { readonly code: string; readonly message: string }): string => {
  const key = `common:errors.${error.code}`;
  return i18next.exists(key) ? i18next.t(key) : error.message;
};
