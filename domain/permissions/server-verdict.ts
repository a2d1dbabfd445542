import { type DetailsOf, type Failure, failure, type Reason } from '#domain/records/result.ts';

type RefusalCode = 'forbidden' | 'unauthorized' | 'invalid';
/** For the user: what is wrong, and who can help where somebody can. */
export type Refusal = { readonly ok: false } & Failure<RefusalCode>;

export const refuse = <R extends Reason>(
  code: RefusalCode,
  reason: R,
  ...details: DetailsOf<R>
): Refusal => ({ ok: false, ...failure(code, reason, ...details) });
export type Verdict = { readonly ok: true } | Refusal;

export const ACCEPTED: Verdict = { ok: true };
