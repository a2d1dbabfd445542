/**
 * Expected failure as a value. In a file of its own, free of the schema library, because the rules that CouchDB's engine
 * runs need it too.
 */
import type { CHANGE_REASONS } from './change-reasons.ts';
import type { IMPORT_REASONS } from './import-reasons.ts';
import type { REASONS } from './reasons.ts';

type Reasons = typeof REASONS & typeof CHANGE_REASONS & typeof IMPORT_REASONS;
/** The key of a sentence for people. */
export type Reason = keyof Reasons;
/** What a sentence or a program needs besides: field names, ids, numbers; also further reasons. */
export type Details = Readonly<Record<string, unknown>>;

type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
type Needed<R extends Reason> = Reasons[R][number];
/** The details that the sentence of one reason needs; of a reason that is only known at run time they can't be told. */
export type DetailsOf<R extends Reason> =
  IsUnion<R> extends true
    ? [details?: Details]
    : [Needed<R>] extends [never]
      ? [details?: Details]
      : [details: Details & { readonly [N in Needed<R>]: unknown }];

/** A sentence that is not spoken yet. */
export type Reasoned = { readonly reason: Reason; readonly details?: Details };

export type Failure<Code extends string = string> = Reasoned & { readonly code: Code };
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<Code> };

/** The value of what succeeded. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A sentence and what it needs, to stand in an answer or in the details of another sentence. */
export const reasoned = <R extends Reason>(reason: R, ...[details]: DetailsOf<R>): Reasoned =>
  details === undefined ? { reason } : { reason, details };

/** A failure: a code for the program, the key of a sentence for people, and what either is about. */
export const failure = <Code extends string, R extends Reason = Reason>(
  code: Code,
  reason: R,
  ...[details]: DetailsOf<R>
): Failure<Code> => (details === undefined ? { code, reason } : { code, reason, details });

/** An expected failure as a result. */
export const fail = <Code extends string, R extends Reason = Reason>(
  code: Code,
  reason: R,
  ...details: DetailsOf<R>
): { readonly ok: false; readonly error: Failure<Code> } => ({
  ok: false,
  error: failure(code, reason, ...details),
});

/**
 * A reason where only a text can travel: the answer of a server's rules, a line of progress. `spoken` (reason-words.ts) turns it back into
 * words.
 */
export const reasonText = <R extends Reason>(reason: R, ...[details]: DetailsOf<R>): string =>
  details === undefined ? reason : `${reason} ${JSON.stringify(details)}`;
