export type Refusal = {
  readonly ok: false;
  readonly code: 'forbidden' | 'unauthorized' | 'invalid';
  /** For the user: what is wrong, and who can help where somebody can. */
  readonly message: string;
};
export type Verdict = { readonly ok: true } | Refusal;
