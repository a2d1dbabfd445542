/**
 * Expected failure as a value. In a file of its own, free of the schema library, because the rules that CouchDB's engine
 * runs need it too.
 */
export type Failure<Code extends string = string> = {
  readonly code: Code;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
};
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<Code> };

/** The value of what succeeded. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
/** An expected failure: a code for the program, a sentence for people, and what the code is about (field names, ids). */
export const fail = <Code extends string>(
  code: Code,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): { readonly ok: false; readonly error: Failure<Code> } => ({
  ok: false,
  error: details === undefined ? { code, message } : { code, message, details },
});
