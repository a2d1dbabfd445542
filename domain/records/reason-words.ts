/**
 * Puts reasons into words. The words themselves come from a locale, asked through `Speech`, so the console and the command line say the
 * same.
 */
import { allProcesses } from '#domain/processes/registry.ts';
import { CHANGE_REASONS } from './change-reasons.ts';
import { IMPORT_REASONS } from './import-reasons.ts';
import { isObject } from './json.ts';
import { REASONS } from './reasons.ts';
import type { Details, Reason, Reasoned } from './result.ts';

type Values = Readonly<Record<string, string | number>>;

export type Speech = {
  /** The text of a key (`namespace:key`) with its values filled in; null when the locale has none. */
  readonly word: (key: string, values?: Values) => string | null;
  /** Several words as one: `a, b or c`. */
  readonly either: (words: readonly string[]) => string;
  /** What stands for the path of a value in an input; the field's name where this is left out. */
  readonly place?: (path: string) => string;
};

/** States have their words by process. Where a reason does not say the type, the first that has such a state will do. */
const STATES = [...allProcesses().map(({ type }) => `states:${type}`), 'values:configItems.status'];
const statesOf = (type: unknown): readonly string[] =>
  typeof type === 'string' ? [`states:${type}`, ...STATES] : STATES;

/** Which group of words the value of a detail is a key of. Whatever stands nowhere here is somebody's text or a number. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  field: ['fields'],
  fields: ['fields'],
  state: STATES,
  from: STATES,
  to: STATES,
  type: ['common:recordTypes'],
  expected: ['common:recordTypes'],
  collection: ['common:collections'],
  kind: ['common:referenceKinds'],
  roles: ['common:roles'],
  phase: ['common:syncPhases'],
  ciClass: ['common:ciClasses'],
  by: ['common:identifiers'],
  task: ['orders:taskTitles'],
  conditions: ['releases:go.conditions'],
};

/** A code nobody has words for, as words: `root_cause` is `Root cause`. */
export const readable = (code: string): string => {
  const words = code
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const isReason = (key: string): key is Reason =>
  [REASONS, CHANGE_REASONS, IMPORT_REASONS].some((table) => Object.hasOwn(table, key));

const isReasoned = (value: unknown): value is Reasoned =>
  isObject(value) && typeof value.reason === 'string' && isReason(value.reason);

/** One value a schema did not take: where it stands, and what is wrong with it. */
export type NamedIssue = Reasoned & {
  /** Fields and indexes with dots between; empty for the whole. */
  readonly path: string;
};
const isIssue = (value: unknown): value is NamedIssue =>
  isReasoned(value) && 'path' in value && typeof value.path === 'string';

/** The name of a field, from its path: indexes say nothing to a reader. */
const fieldName = (path: string, speech: Speech): string => {
  const name =
    path
      .split('.')
      .filter((part) => !/^\d+$/.test(part))
      .at(-1) ?? path;
  return speech.word(`fields:${name}`) ?? readable(name);
};

const codeWords = (name: string, value: string, type: unknown, speech: Speech): string => {
  const known = GROUPS[name];
  if (known === undefined) return value;
  const groups = known === STATES ? statesOf(type) : known;
  if (groups.includes('fields')) return fieldName(value, speech);
  return (
    groups.map((group) => speech.word(`${group}.${value}`)).find((word) => word !== null) ?? readable(value)
  );
};

const oneValue = (name: string, value: unknown, type: unknown, speech: Speech): string | number => {
  if (isIssue(value)) return spokenIssue(value, speech);
  if (isReasoned(value)) return spoken(value, speech);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return value === null || value === undefined ? '' : JSON.stringify(value);
  return name === 'cause' ? spokenText(value, speech) : codeWords(name, value, type, speech);
};

/** Lists of which one is meant, and lists of whole sentences. */
const CHOICES: readonly string[] = ['expected', 'allowed', 'presets'];
const SENTENCES: readonly string[] = ['missing', 'issues'];

const detailWords = (name: string, value: unknown, type: unknown, speech: Speech): string | number => {
  if (!Array.isArray(value)) return oneValue(name, value, type, speech);
  const words = value.map((one) => String(oneValue(name, one, type, speech)));
  if (CHOICES.includes(name)) return speech.either(words);
  return words.join(SENTENCES.includes(name) ? '; ' : ', ');
};

/** The sentence of a reason. */
export const spoken = ({ reason, details = {} }: Reasoned, speech: Speech): string => {
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, detailWords(name, value, details.type, speech)]),
  );
  return speech.word(`reasons:${reason}`, values) ?? reason;
};

/** `Title: is missing`. */
export const spokenIssue = (issue: NamedIssue, speech: Speech): string => {
  if (issue.path === '') return spoken(issue, speech);
  const place = speech.place?.(issue.path) ?? fieldName(issue.path, speech);
  return `${place}: ${spoken(issue, speech)}`;
};

/** Details as JSON behind the key; a server puts the name of its error before it. */
const REASON_TEXT = /^(?:[a-z_]+: )?([a-z]+(?:_[a-z]+)*\.[a-z\d]+(?:_[a-z\d]+)*)(?: (\{.*\}))?$/s;

/** The reason in a text that `reasonText` made, also behind the name of a server's error; null for any other text. */
const reasonIn = (text: string): Reasoned | null => {
  const [, reason = '', json] = REASON_TEXT.exec(text) ?? [];
  if (!isReason(reason)) return null;
  if (json === undefined) return { reason };
  try {
    return { reason, details: JSON.parse(json) as Details };
  } catch {
    return null;
  }
};

/** Words for a text that may be a reason: what the server's rules said of a document. Any other text stays as it is. */
export const spokenText = (text: string, speech: Speech): string => {
  const found = reasonIn(text);
  return found === null ? text : spoken(found, speech);
};
