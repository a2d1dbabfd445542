import type * as z from 'zod';
import type { NamedIssue } from './reason-words.ts';
import { type Details, type Failure, failure, type Reason, type Reasoned, reasoned } from './result.ts';

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, Reason>> = {
  string: 'value.text',
  number: 'value.number',
  int: 'value.whole_number',
  boolean: 'value.boolean',
  array: 'value.list',
  tuple: 'value.list',
  object: 'value.object',
  record: 'value.object',
  null: 'value.null',
};

const FORMATS: Readonly<Record<string, Reason>> = {
  datetime: 'value.instant',
  date: 'value.date',
  email: 'value.email',
  url: 'value.url',
};

/** What is counted: characters of a text, entries of a list, or the number itself. */
const unitOf = (origin: string): 'characters' | 'entries' | null => {
  if (origin === 'string') return 'characters';
  return origin === 'array' || origin === 'set' ? 'entries' : null;
};

const tooSmall = ({ origin, minimum, inclusive, exact }: z.core.$ZodIssueTooSmall): Reasoned => {
  const unit = unitOf(origin);
  const count = Number(minimum);
  if (exact === true)
    return unit === null ? reasoned('value.exactly', { count }) : reasoned(`value.exact_${unit}`, { count });
  if (unit === null)
    return inclusive === false
      ? reasoned('value.more_than', { min: count })
      : reasoned('value.at_least', { min: count });
  return count === 1 ? reasoned('value.empty') : reasoned(`value.least_${unit}`, { count });
};

const tooBig = ({ origin, maximum, inclusive, exact }: z.core.$ZodIssueTooBig): Reasoned => {
  const unit = unitOf(origin);
  const count = Number(maximum);
  if (exact === true)
    return unit === null ? reasoned('value.exactly', { count }) : reasoned(`value.exact_${unit}`, { count });
  if (unit === null)
    return inclusive === false
      ? reasoned('value.less_than', { max: count })
      : reasoned('value.at_most', { max: count });
  return reasoned(`value.most_${unit}`, { count });
};

const oneOf = (values: readonly unknown[]): Reasoned =>
  reasoned('value.one_of', { allowed: values.map(String) });

const ofUnion = ({ errors, ...issue }: z.core.$ZodIssueInvalidUnion): Reasoned => {
  const { options } = issue as { readonly options?: readonly unknown[] };
  if (options !== undefined) return oneOf(options);
  // A union of single values is one choice to whoever reads it.
  const values = errors.map(([only]) => (only?.code === 'invalid_value' ? only.values : null));
  return values.length > 0 && values.every((list) => list !== null)
    ? oneOf(values.flat())
    : reasoned('value.none_of_these');
};

/** What a schema's own check says. */
const ownReason = ({ reason, details }: Readonly<Record<string, unknown>>): Reasoned => ({
  reason: (reason as Reason | undefined) ?? 'value.wrong',
  ...(details === undefined ? {} : { details: details as Details }),
});

const reasonOf = (issue: Issue): Reasoned => {
  const isAbsent = 'input' in issue && issue.input === undefined && issue.code !== 'unrecognized_keys';
  if (isAbsent) return reasoned('value.missing');
  switch (issue.code) {
    case 'invalid_type': {
      const known = TYPES[issue.expected];
      return known === undefined ? reasoned('value.of_type', { type: issue.expected }) : reasoned(known);
    }
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return reasoned(FORMATS[issue.format] ?? 'value.form');
    case 'not_multiple_of':
      return reasoned('value.multiple', { of: issue.divisor });
    case 'unrecognized_keys':
      return reasoned('value.unknown_keys', { keys: issue.keys });
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return ofUnion(issue);
    case 'custom':
      return ownReason(issue.params ?? {});
    default:
      return reasoned('value.wrong');
  }
};

/** For each parse of something that came from outside: `schema.safeParse(input, FOR_ISSUES)`. Without it what is missing looks like a wrong type. */
export const FOR_ISSUES = { reportInput: true } as const;

/** What a schema did not take, one by one. A schema's own check says why in `params.reason` and `params.details`. */
const namedIssues = (error: z.ZodError): readonly NamedIssue[] =>
  error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), ...reasonOf(issue) }));

/** The first of them. */
export const firstIssue = (error: z.ZodError): NamedIssue =>
  namedIssues(error)[0] ?? { path: '', ...reasoned('value.wrong') };

/** The failure of an input that its schema did not take. */
export const invalidInput = (error: z.ZodError): Failure<'invalid_input'> =>
  failure('invalid_input', 'input.invalid', { issues: namedIssues(error) });
