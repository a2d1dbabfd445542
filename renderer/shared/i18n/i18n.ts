import i18next from 'i18next';
import type { Language } from '#contracts/language.ts';
import {
  type NamedIssue,
  readable,
  type Speech,
  spoken,
  spokenIssue,
  spokenText,
} from '#domain/records/reason-words.ts';
import type { Reasoned } from '#domain/records/result.ts';
import type { GroupKey, KeyOf, Namespace, Spoken, TextKey } from '#resources/locales/words.ts';
import { isolated } from './bidi.ts';
import { localeIn } from './locale.ts';

export type { GroupKey, KeyOf, TextKey } from '#resources/locales/words.ts';

type File = Readonly<Record<string, unknown>>;

// The files are the namespaces: a feature's words are in <feature>.json beside the others. Those of the command line and the menu are not the window's.
const english = import.meta.glob<File>(
  ['../../../resources/locales/en/*.json', '!../../../resources/locales/en/{cli,menu}.json'],
  {
    eager: true,
    import: 'default',
  },
);
const others = import.meta.glob<File>(
  ['../../../resources/locales/{de,sv}/*.json', '!../../../resources/locales/{de,sv}/menu.json'],
  { import: 'default' },
);

const namespaceOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.json'.length);

const numbers = new Map<Language, Intl.NumberFormat>();
/** A number as the language writes it, `12,345`. */
export const numberText = (value: number): string => {
  const language = spokenLanguage();
  const known = numbers.get(language) ?? new Intl.NumberFormat(localeIn(language, systemLocale()));
  numbers.set(language, known);
  return known.format(value);
};

/** Loads English, in which everything is said that another language has no words for. Call once before the first render. */
export const setupTexts = (): void => {
  void i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(english).map(namespaceOf),
    resources: {
      en: Object.fromEntries(Object.entries(english).map(([path, words]) => [namespaceOf(path), words])),
    },
    interpolation: {
      // Every text in a sentence passes here; nothing is escaped, React does that.
      escapeValue: true,
      escape: isolated,
      alwaysFormat: true,
      format: (value: unknown) => (typeof value === 'number' ? numberText(value) : value) as string,
    },
    initAsync: false,
    showSupportNotice: false,
  });
};

/** Fetches the words of a language; null when they are here. */
export const loadWords = (language: Language): Promise<void> | null => {
  if (i18next.hasResourceBundle(language, 'common')) return null;
  const files = Object.entries(others).filter(([path]) => path.includes(`/${language}/`));
  return Promise.all(
    files.map(async ([path, load]) => {
      i18next.addResourceBundle(language, namespaceOf(path), await load());
    }),
  ).then(() => {});
};

/** Speaks a language whose words are here. */
export const speak = (language: Language): void => {
  void i18next.changeLanguage(language);
};

/** The language spoken now. */
const spokenLanguage = (): Language => i18next.language as Language;

const systemLocale = (): string => globalThis.window?.deskhand?.systemLocale ?? '';
/** How dates, times and numbers are written now: in the words of the language that is spoken, as is usual where the machine stands. */
export const spokenLocale = (): string => localeIn(spokenLanguage(), systemLocale());

type TextValues = Readonly<Record<string, string | number>>;
/** Looks a text up: `t('title')` in the namespace asked for, `t('common:cancel')` in another. `count` picks the plural. */
export type Translate<N extends Namespace> = (key: KeyOf<N> | TextKey, values?: TextValues) => string;
/** Looks up what any namespace has. */
export type TranslateAny = (key: TextKey, values?: TextValues) => string;

const translators = new Map<string, unknown>();

/** Looking a key up takes i18next some 15 microseconds, and a page says hundreds of them each time it is rendered. */
const remembering = <N extends Namespace>(look: Translate<N>): Translate<N> => {
  const said = new Map<string, string>();
  return (key, values) => {
    if (values !== undefined) return look(key, values);
    const known = said.get(key) ?? look(key);
    said.set(key, known);
    return known;
  };
};

/**
 * The texts of one namespace. Free of subscriptions, because a list calls it in every cell; the app is mounted anew when the
 * language changes.
 */
export const useText = <N extends Namespace>(namespace: N): Translate<N> => {
  const name = `${i18next.language}:${namespace}`;
  const known = translators.get(name);
  if (known !== undefined) return known as Translate<N>;
  const made = remembering(i18next.getFixedT(i18next.language, namespace) as Translate<N>);
  translators.set(name, made);
  return made;
};

/** Texts outside React. */
export const text: TranslateAny = (key, values = {}) => i18next.t(key, { ...values });

/** i18next finds what every object answers to (`constructor`) in any group of words. */
const isInherited = (code: string): boolean => code.split('.').some((part) => part in Object.prototype);

const codeWordsOf = new Map<string, Map<string, string | null>>();
/** The words of a language for codes, each looked up once: null for what it has none for. */
const codeWords = (language: string) => {
  const said = codeWordsOf.get(language) ?? new Map<string, string | null>();
  codeWordsOf.set(language, said);
  return (key: string, code: string | number): string | null => {
    const known = said.get(key);
    if (known !== undefined) return known;
    const word = !isInherited(String(code)) && i18next.exists(key) ? i18next.t(key) : null;
    said.set(key, word);
    return word;
  };
};

/** The word for a code from outside, of which the locale may know none. */
export const codeTextOr = <T extends string | null>(
  group: GroupKey,
  code: string | number,
  otherwise: T,
): string | T => {
  const key = `${group}${group === 'fields' ? ':' : '.'}${code}`;
  return codeWords(i18next.language)(key, code) ?? otherwise;
};

/** The word for a code from outside; one that only another system has is shown as it calls it, readably. */
export const codeText = (group: GroupKey, code: string | number): string =>
  codeTextOr(group, code, readable(String(code)));

const speech: Speech = {
  word: (key, values) => (i18next.exists(key, values) ? i18next.t(key, { ...values }) : null),
  either: (words) => new Intl.ListFormat(spokenLocale(), { type: 'disjunction' }).format(words),
};

/** Why something was refused. A reason without a sentence does not compile. */
export const errorText = (error: Reasoned): string => spoken(error satisfies Spoken, speech);

/** What is wrong with one value of an input: `Title: is missing`. */
export const issueText = (issue: NamedIssue): string => spokenIssue(issue, speech);

/** What CouchDB puts before its sentence: `forbidden: `. */
const ERROR_NAME = /^[a-z_]+: (?=.)/;

/**
 * What was said of a document or of the line: the words for a reason, as a sentence; any other text is the server's own and stands as a quotation,
 * without the name of its error.
 */
export const serverText = (told: string): string => {
  if (told.startsWith('line.')) return errorText({ reason: 'sync.offline', details: { cause: told } });
  const said = spokenText(told, speech);
  return said === told ? text('common:serverAnswer', { text: told.replace(ERROR_NAME, '') }) : said;
};
