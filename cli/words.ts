/** The command line speaks English, with the console's words for what is refused. */
import i18next from 'i18next';
import {
  type NamedIssue,
  type Speech,
  spoken,
  spokenIssue,
  spokenText,
} from '#domain/records/reason-words.ts';
import type { Reasoned } from '#domain/records/result.ts';
import cli from '#resources/locales/en/cli.json' with { type: 'json' };
import common from '#resources/locales/en/common.json' with { type: 'json' };
import fields from '#resources/locales/en/fields.json' with { type: 'json' };
import orders from '#resources/locales/en/orders.json' with { type: 'json' };
import reasons from '#resources/locales/en/reasons.json' with { type: 'json' };

const english = i18next.createInstance();
void english.init({
  lng: 'en',
  ns: ['cli', 'common', 'fields', 'orders', 'reasons'],
  defaultNS: 'cli',
  resources: { en: { cli, common, fields, orders, reasons } },
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
});

const speech: Speech = {
  word: (key, values) => (english.exists(key, values) ? english.t(key, { ...values }) : null),
  either: (words) => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words),
  // Whoever wrote the JSON looks for the path in it.
  place: (path) => path,
};

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string
    ? K extends `${infer Stem}_one` | `${infer Stem}_other`
      ? Stem
      : K
    : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** One of the command line's own texts. */
export const say = (
  key: Leaves<typeof cli>,
  values: Readonly<Record<string, string | number>> = {},
): string => english.t(key, { ...values });

/** Why something was refused. */
export const sentence = (reasoned: Reasoned): string => spoken(reasoned, speech);

/** What is wrong with one value of an input. */
export const issueSentence = (issue: NamedIssue): string => spokenIssue(issue, speech);

/** The words for a text that may be a reason: of the server's rules, of a line of progress. */
export const textSentence = (text: string): string => spokenText(text, speech);

/** `reading inventory.json: 3 of 12`. */
export const progressWords = (done: number, total: number | null, text: string): string =>
  total === null
    ? say('progress.done', { text: textSentence(text), done })
    : say('progress.of', { text: textSentence(text), done, total });
