import type { Names } from '#contracts/shared.ts';

/** Fields whose value is the id of another record. */
const isId = (field: string): boolean => /(^|\.)(\w*Id|\w+Ids)$/.test(field) || field === 'assignee';

const isInstant = (value: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);

type Words = {
  readonly empty: string;
  readonly instant: (value: string) => string;
  /** A word for a value of a closed list, or the value itself. */
  readonly value: (value: string) => string;
};

/** A field's value as a person reads it: names for ids, local time for instants, structures as indented JSON. */
export const conflictText = (field: string, value: unknown, names: Names, words: Words): string => {
  if (value === null || value === undefined || value === '') return words.empty;
  if (typeof value === 'string') {
    if (isId(field)) return names[value] ?? value;
    return isInstant(value) ? words.instant(value) : words.value(value);
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.length === 0 ? words.empty : value.map((item) => names[item] ?? item).join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
};

/** How a value is typed by hand: text as it is, everything else as JSON. */
export const editKind = (mine: unknown, theirs: unknown): 'text' | 'json' =>
  [mine, theirs].every((value) => value === null || typeof value === 'string') &&
  (typeof mine === 'string' || typeof theirs === 'string')
    ? 'text'
    : 'json';

export const editableText = (value: unknown, kind: 'text' | 'json'): string =>
  kind === 'text' ? String(value ?? '') : JSON.stringify(value, null, 2);

/** Reads what was typed; null when it is not JSON. An empty text means "no value" where one of the sides has none. */
export const parseEdited = (
  typed: string,
  kind: 'text' | 'json',
  mayBeNull: boolean,
): { readonly value: unknown } | null => {
  if (kind === 'text') return { value: typed === '' && mayBeNull ? null : typed };
  try {
    return { value: JSON.parse(typed) as unknown };
  } catch {
    return null;
  }
};

/** `holdReason` as words when the locale has none for it: `Hold reason`. */
export const fieldWords = (field: string): string => {
  const last = field.split('.').at(-1) ?? field;
  const words = last
    .replace(/Ids?$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
