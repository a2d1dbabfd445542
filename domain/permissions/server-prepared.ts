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
 * needs no word: whoever was allowed to go may return.
 */
export const isAgreed = (before: Doc | null, after: Doc, effect: Effect): boolean =>
  !isApplying({ id: String(after.id ?? after._id) }, effect) ||
  isApproved(after) ||
  (before !== null &&
    sameValue(before.preparations ?? null, after.preparations ?? null) &&
    isApproved(before));
