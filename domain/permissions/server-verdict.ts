import type { fail } from '#domain/records/result.ts';

export type RefusalCode = 'forbidden' | 'unauthorized' | 'invalid';
export type Refusal = {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Key of the sentence for people (resources/locales, reasons) and what it is about. */
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
};
export type Verdict = { readonly ok: true } | Refusal;

export const ACCEPTED: Verdict = { ok: true };

export const refuse = (
  code: RefusalCode,
  reason: Parameters<typeof fail>[1],
  details: Readonly<Record<string, unknown>> = {},
): Refusal => ({ ok: false, code, reason, details });

/** A refusal as CouchDB hands it on: the reason's key, and what it is about as JSON. Consoles put it into their user's words. */
export const refusalText = ({ reason, details }: Refusal): string =>
  Object.keys(details).length === 0 ? reason : `${reason} ${JSON.stringify(details)}`;
