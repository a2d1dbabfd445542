import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#contracts/language.ts';
import type { TextKey } from '#resources/locales/words.ts';
import { projectRoot } from '../../../scripts/paths.ts';

type Words = { readonly [key: string]: string | Words };

const folderOf = (language: Language): string => join(projectRoot, 'resources/locales', language);
// The command line speaks English alone.
const files = readdirSync(folderOf('en')).filter((file) => file !== 'cli.json');

const read = (language: Language, file: string): Words =>
  JSON.parse(readFileSync(join(folderOf(language), file), 'utf8'));

const entriesOf = (words: Words, path: string): readonly (readonly [key: string, text: string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : entriesOf(value, `${path}${key}.`),
  );

const textsOf = (language: Language): ReadonlyMap<string, string> =>
  new Map(files.flatMap((file) => entriesOf(read(language, file), `${file.replace('.json', '')}:`)));

/** Every text of the window and its menu by its key, `queue:title`, in each language. */
export const TEXTS: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: textsOf('en'),
  de: textsOf('de'),
  sv: textsOf('sv'),
};

/** What the console says in a language. A test that asks here need not be told when a text is worded better. */
export const say = (
  language: Language,
  key: TextKey | `menu:${string}`,
  values: Readonly<Record<string, string | number>> = {},
): string => {
  const words = TEXTS[language].get(key);
  if (words === undefined) throw new Error(`${language} has no words for ${key}`);
  return words.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
};
