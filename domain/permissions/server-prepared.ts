/** Whether what a change does to items and relations was agreed to. Part of the server's rules; CouchDB bundles this. */
import { type ApprovedRecord, approvalOf } from '#domain/approvals/approvals.ts';
import { isApplying, isPreparation } from '#domain/changes/preparations.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Preparation } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { sameValue } from '#domain/records/json.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const isApproved = (doc: Doc): boolean =>
  // Its fields were looked at by the table before.
  approvalOf(CHANGE, doc as unknown as ApprovedRecord).status === 'approved';

/**
 * What is applied was approved as it is, or as it was before this write, which may bring later edits of the plan along, but none of what was prepared. The way back
 * needs no word: whoever was allowed to go may return. The sum of a plan is long work, so it is asked for once, whatever the write applies.
 */
export const agreement = (before: Doc | null, after: Doc): ((effect: Effect) => boolean) => {
  const id = String(after.id ?? after._id);
  let isAgreed: boolean | null = null;
  const ask = (): boolean =>
    isApproved(after) ||
    (before !== null &&
      sameValue(before.preparations ?? null, after.preparations ?? null) &&
      isApproved(before));
  return (effect) => {
    if (!isApplying({ id }, effect)) return true;
    if (isAgreed === null) isAgreed = ask();
    return isAgreed;
  };
};

/** The first of what a change prepares anew that no console would: every one that looks at the change reads it. Its fields were looked at by the table before. */
export const checkPreparations = (before: Doc | null, after: Doc): Refusal | null => {
  if (after.type !== CHANGE.type || sameValue(before?.preparations, after.preparations)) return null;
  const had = new Map(elementsOf(before?.preparations).map((one) => [one.id, one]));
  const odd = elementsOf(after.preparations).find(
    (one) => !sameValue(had.get(one.id), one) && !isPreparation(one as unknown as Preparation),
  );
  return odd === undefined ? null : refuse('invalid', 'rehearsal.field', { field: textOf(odd.field) });
};
