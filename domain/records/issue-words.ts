import type * as z from 'zod';

type RawIssue = z.core.$ZodRawIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  tuple: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  null: 'must be null',
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'must be an instant as 2026-11-21T08:00:00Z',
  date: 'must be a date as 2026-11-21',
  email: 'must be an e-mail address',
  url: 'must be a web address',
};

/** What is counted in a text or a list. */
const unitOf = (origin: string, count: number | bigint): string => {
  const unit = origin === 'string' ? 'character' : origin === 'array' || origin === 'set' ? 'entry' : null;
  if (unit === null) return '';
  if (Number(count) === 1) return ` ${unit}`;
  return unit === 'entry' ? ' entries' : ` ${unit}s`;
};

const tooSmall = ({ origin, minimum, inclusive, exact }: z.core.$ZodIssueTooSmall): string => {
  const unit = unitOf(origin, minimum);
  if (exact === true) return `must have exactly ${minimum}${unit}`;
  if (unit === '')
    return inclusive === false ? `must be more than ${minimum}` : `must be at least ${minimum}`;
  return Number(minimum) === 1 ? 'must not be empty' : `must have at least ${minimum}${unit}`;
};

const tooBig = ({ origin, maximum, inclusive, exact }: z.core.$ZodIssueTooBig): string => {
  const unit = unitOf(origin, maximum);
  if (exact === true) return `must have exactly ${maximum}${unit}`;
  if (unit === '') return inclusive === false ? `must be less than ${maximum}` : `must be at most ${maximum}`;
  return `may have at most ${maximum}${unit}`;
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${String(values[0])}` : `must be one of ${values.map(String).join(', ')}`;

const unionWords = ({ errors, ...issue }: z.core.$ZodIssueInvalidUnion): string => {
  const { options } = issue as { readonly options?: readonly unknown[] };
  if (options !== undefined) return oneOf(options);
  // A union of single values is one choice to whoever reads it.
  const values = errors.map(([only]) => (only?.code === 'invalid_value' ? only.values : null));
  return values.length > 0 && values.every((list) => list !== null)
    ? oneOf(values.flat())
    : 'is none of what is allowed here';
};

const wordsFor = (issue: RawIssue): string | undefined => {
  const isAbsent = issue.input === undefined && issue.code !== 'unrecognized_keys';
  if (isAbsent) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `must be of type ${issue.expected}`;
    case 'too_small':
      return tooSmall(issue as z.core.$ZodIssueTooSmall);
    case 'too_big':
      return tooBig(issue as z.core.$ZodIssueTooBig);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'does not have the right form';
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `unknown: ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return unionWords(issue as z.core.$ZodIssueInvalidUnion);
    default:
      return undefined;
  }
};

/**
 * Words for people on what a zod schema did not take, to stand behind the field's name: `title: is missing`. Given to each parse of
 * something that came from outside: `schema.safeParse(input, { error: issueWords })`. A schema's own message wins.
 */
export const issueWords: z.core.$ZodErrorMap = wordsFor;

export type NamedIssue = {
  /** Fields and indexes with dots between; empty for the whole. */
  readonly path: string;
  readonly message: string;
};

/** What a schema did not take, one by one. */
export const namedIssues = (error: z.ZodError): readonly NamedIssue[] =>
  error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));

/** The first of them in one line. */
export const firstIssue = (error: z.ZodError): string => {
  const [issue] = namedIssues(error);
  if (issue === undefined) return 'is not valid';
  return issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`;
};
