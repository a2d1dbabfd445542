import type { Names } from '#contracts/shared.ts';
import type { FieldChange, JournalEntry } from '#domain/fields/base.ts';
import { isObject } from '#domain/records/json.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';

/** Words for a field and for its coded values; null where there are none. */
export type FieldWords = {
  readonly label: (field: string) => string | null;
  readonly value: (field: string, value: string) => string | null;
  /** Fields that say nothing to a reader: derived ones, and lists whose entry tells in words what happened. */
  readonly isHidden: (field: string) => boolean;
  /** How many parts a list of records has: `3 entries`. */
  readonly parts: (count: number) => string;
};

export type ChangeLine = {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
};

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A value as a reader wants it: ids as names, codes as words, lists with commas; null for nothing. */
export const valueWords = (field: string, value: unknown, names: Names, words: FieldWords): string | null => {
  if (isBlank(value)) return null;
  if (Array.isArray(value)) {
    if (value.some(isObject)) return words.parts(value.length);
    return joined(
      value.map((item) => valueWords(field, item, names, words)),
      ', ',
    );
  }
  if (isObject(value)) return words.parts(Object.keys(value).length);
  const plain = String(value);
  return names[plain] ?? words.value(field, plain) ?? plain;
};

const labelOf = (path: string, words: FieldWords): string =>
  words.label(path) ?? words.label(path.slice(path.lastIndexOf('.') + 1)) ?? path;

const line = (path: string, from: unknown, to: unknown, names: Names, words: FieldWords): ChangeLine => {
  const field = path.slice(path.lastIndexOf('.') + 1);
  return {
    field: labelOf(path, words),
    from: valueWords(field, from, names, words),
    to: valueWords(field, to, names, words),
  };
};

/**
 * The lines of one change. A change of an object (commercial data) becomes a line for each key that differs. Lines that say the
 * same before and after (a list whose parts changed inside) keep the field's name only.
 */
export const changeLines = (change: FieldChange, names: Names, words: FieldWords): readonly ChangeLine[] => {
  const { field, from, to } = change;
  if (words.isHidden(field) || (isBlank(from) && isBlank(to))) return [];
  if ((isObject(from) || isBlank(from)) && (isObject(to) || isBlank(to))) {
    const before = isObject(from) ? from : {};
    const after = isObject(to) ? to : {};
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
      const made = line(`${field}.${key}`, before[key], after[key], names, words);
      return made.from === made.to ? [] : [made];
    });
  }
  const made = line(field, from, to, names, words);
  return [made.from === made.to ? { ...made, from: null, to: null } : made];
};

/** Newest first; entries of the same instant by their ids, as every replica orders them. */
export const newestFirst = (journal: readonly JournalEntry[]): readonly JournalEntry[] =>
  [...journal].sort((left, right) => right.at.localeCompare(left.at) || right.id.localeCompare(left.id));
