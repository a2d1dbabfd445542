/** Whether what a change does to items and relations was agreed to. Part of the server's rules; CouchDB bundles this. */
import { type ApprovedRecord, approvalOf } from '#domain/approvals/approvals.ts';
import { isApplying } from '#domain/changes/preparations.ts';
import type { Effect } from '#domain/fields/base.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { sameValue } from '#domain/records/json.ts';
import type { Doc } from './server-doc.ts';

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
