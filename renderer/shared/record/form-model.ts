import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { isBlank } from './field-format.ts';
import { changesAt } from './field-paths.ts';
import { minorOf, unreadText } from './field-values.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is wrong with a field of a form; the words are `record:form.<problem>`. */
export type FormProblem = 'missing' | 'tooLong' | 'tooShort' | 'unread';
export type FieldProblem = { readonly path: string; readonly problem: FormProblem; readonly limit: number };

const isRequired = (spec: FieldSpec): boolean =>
  spec.create === 'required' ||
  ((spec.kind === 'text' || spec.kind === 'longText') && minOf(spec) > 0 && spec.nullable !== true);
const minOf = (spec: FieldSpec): number => (spec.kind === 'text' ? (spec.min ?? 0) : 0);
const maxOf = (spec: FieldSpec): number | null =>
  spec.kind === 'text' || spec.kind === 'longText' ? (spec.max ?? null) : null;

/** A value as it is sent: texts without spaces around them, nothing for an empty one, an amount as it was left half typed. */
const tidyValue = (spec: FieldSpec, value: unknown): unknown => {
  const typed = unreadText(value);
  if (typed !== null) return spec.kind === 'money' ? (minorOf(typed) ?? value) : value;
  if (typeof value !== 'string') return value;
  const text = spec.kind === 'longText' ? value : value.trim();
  return text.trim() === '' && spec.nullable === true ? null : text;
};

/** The first thing that is wrong with a field's value; null when it can be sent. */
const problemOf = (path: string, spec: FieldSpec, value: unknown): FieldProblem | null => {
  const tidy = tidyValue(spec, value);
  const said = (problem: FormProblem, limit = 0): FieldProblem => ({ path, problem, limit });
  if (unreadText(tidy) !== null) return said('unread');
  if (isBlank(tidy)) return isRequired(spec) ? said('missing') : null;
  if (typeof tidy !== 'string') return null;
  const max = maxOf(spec);
  if (max !== null && tidy.length > max) return said('tooLong', max);
  return tidy.length < minOf(spec) ? said('tooShort', minOf(spec)) : null;
};

export const problemsOf = (
  table: FieldTable,
  paths: readonly string[],
  values: Values,
): readonly FieldProblem[] =>
  paths.flatMap((path) => {
    const spec = specAt(table, path);
    const problem = spec === null ? null : problemOf(path, spec, values[path]);
    return problem === null ? [] : [problem];
  });

const merged = (left: Values, right: Values): Record<string, unknown> => {
  const both: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = both[key];
    both[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return both;
};

/** What the form sends: the fields that differ from what it began with, those inside an object as part of it. */
export const givenValues = (table: FieldTable, start: Values, values: Values): Record<string, unknown> =>
  Object.keys(values).reduce<Record<string, unknown>>((given, path) => {
    const spec = specAt(table, path);
    if (spec === null) return given;
    const value = tidyValue(spec, values[path]);
    return sameValue(value, tidyValue(spec, start[path])) ? given : merged(given, changesAt(path, value));
  }, {});
