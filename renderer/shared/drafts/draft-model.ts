import { sameValue } from '#domain/records/json.ts';

/** One typed but unsent value and the record's value at the moment typing began. */
export type DraftField = { readonly value: unknown; readonly base: unknown };
export type DraftFields = Readonly<Record<string, DraftField>>;

export const NO_FIELDS: DraftFields = {};

/**
 * `fields` with `name` set to `value`. Going back to what the record says (`current`) ends the field's draft. The base is
 * kept from the first keystroke on, so that a change underneath is still seen after more typing.
 */
export const writeField = (
  fields: DraftFields,
  name: string,
  value: unknown,
  current: unknown,
): DraftFields => {
  const before = fields[name];
  if (sameValue(value, current)) return before === undefined ? fields : clearFields(fields, [name]);
  return { ...fields, [name]: { value, base: before === undefined ? current : before.base } };
};

export const clearFields = (fields: DraftFields, names: readonly string[]): DraftFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** The user has seen what the record says now and keeps the own text: the notice ends, the text stays. */
export const rebaseField = (fields: DraftFields, name: string, current: unknown): DraftFields => {
  const field = fields[name];
  return field === undefined
    ? fields
    : writeField({ ...fields, [name]: { ...field, base: current } }, name, field.value, current);
};

/** `sent` was accepted by the data host; words typed after sending stay, on top of it. */
export const settleField = (fields: DraftFields, name: string, sent: unknown): DraftFields => {
  const field = fields[name];
  if (field === undefined) return fields;
  return sameValue(field.value, sent)
    ? clearFields(fields, [name])
    : { ...fields, [name]: { ...field, base: sent } };
};

export type FieldReading = {
  readonly value: unknown;
  /** Typed and not sent. */
  readonly dirty: boolean;
  /** The record's value changed since typing began. */
  readonly changedUnderneath: boolean;
};

/** What an input shows: the draft where there is one, else what the record says. */
export const readField = (fields: DraftFields, name: string, current: unknown): FieldReading => {
  const field = fields[name];
  if (field === undefined || sameValue(field.value, current)) {
    return { value: current, dirty: false, changedUnderneath: false };
  }
  return { value: field.value, dirty: true, changedUnderneath: !sameValue(field.base, current) };
};

/** A value kept by an older version may have another shape; then what the record says is shown. */
export const sameShape = (value: unknown, current: unknown): boolean =>
  value === null ||
  current === null ||
  (typeof value === typeof current && Array.isArray(value) === Array.isArray(current));

/** What each field of a form held when typing began in it; what the record says now (`current`) where nothing is typed. */
export const begunWith = <F extends object>(fields: DraftFields, current: F): F =>
  Object.fromEntries(
    Object.entries(current).map(([name, said]) => {
      const base = readField(fields, name, said).dirty ? fields[name]?.base : said;
      return [name, sameShape(base, said) ? base : said];
    }),
  ) as F;

/** The fields of a form that say something else than before: only these are sent, so that nothing which others changed meanwhile is put back. */
export const differing = <F extends object>(before: F, after: F): Partial<F> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !sameValue(value, before[name as keyof F])),
  ) as Partial<F>;

const isDraftField = (value: unknown): value is DraftField =>
  typeof value === 'object' && value !== null && 'value' in value && 'base' in value;

/** Fields of a stored draft; what an older version kept in another shape is left out, never guessed at. */
export const parseFields = (stored: Readonly<Record<string, unknown>>): DraftFields =>
  Object.fromEntries(
    Object.entries(stored).flatMap(([name, field]) =>
      isDraftField(field) ? [[name, { value: field.value, base: field.base }]] : [],
    ),
  );

/** The stored draft with what was typed while it was being read on top. */
export const mergeLoaded = (loaded: DraftFields, typed: DraftFields): DraftFields =>
  Object.keys(loaded).length === 0 ? typed : { ...loaded, ...typed };

/** What was done to a draft in one window, field by field: the others do the same to theirs, and keep what was typed there. */
export type DraftChange = { readonly set: DraftFields; readonly ended: readonly string[] };

export const changeBetween = (before: DraftFields, after: DraftFields): DraftChange => ({
  set: Object.fromEntries(Object.entries(after).filter(([name, field]) => field !== before[name])),
  ended: Object.keys(before).filter((name) => !(name in after)),
});

export const applyChange = (fields: DraftFields, { set, ended }: DraftChange): DraftFields => ({
  ...clearFields(fields, ended),
  ...set,
});
