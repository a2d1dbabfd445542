import { create } from 'zustand';
import { LANGUAGES, type Language, languageFor } from '#contracts/language.ts';
import { loadWords, speak } from './i18n.ts';

/** What somebody chose; null: the system's language. */
export type LanguageChoice = Language | null;

type Shown = {
  /** The language the console speaks now. */
  readonly language: Language;
  readonly choice: LanguageChoice;
};

export const useLanguage = create<Shown>()(() => ({ language: 'en', choice: null }));

/** The choice of whoever was here last, so that the next start begins in their language. */
const KEPT = 'language';

const languageOf = (choice: LanguageChoice): Language => choice ?? languageFor(navigator.languages);

const show = (choice: LanguageChoice): void => {
  const language = languageOf(choice);
  speak(language);
  document.documentElement.lang = language;
  void window.deskhand.native.setMenuLanguage(language);
  useLanguage.setState({ language, choice });
};

let wanted: LanguageChoice = null;

/** Loads the words if need be, then changes to them; what was asked for last is what is shown in the end. */
export const changeLanguage = async (choice: LanguageChoice): Promise<void> => {
  wanted = choice;
  if (choice === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, choice);
  await loadWords(languageOf(choice));
  if (wanted === choice) show(choice);
};

/**
 * The language to begin with. Null when its words are there already, so that the first paint need not wait for a task of its own.
 */
export const beginLanguage = (): Promise<void> | null => {
  const kept = localStorage.getItem(KEPT);
  wanted = LANGUAGES.find((language) => language === kept) ?? null;
  const choice = wanted;
  const loading = loadWords(languageOf(choice));
  if (loading === null) {
    show(choice);
    return null;
  }
  return loading.then(() => show(choice));
};
