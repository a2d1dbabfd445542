/** Whether what a change does to items and relations was agreed to. Part of the server's rules; CouchDB bundles this. */
import { type ApprovedRecord, approvalOf } from '#domain/approvals/approvals.ts';
import { isApplying, isPreparation, REVERTED_STATES } from '#domain/changes/preparations.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Preparation } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { sameValue } from '#domain/records/json.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, entriesOf, isMerge, newEntries, textOf } from './server-doc.ts';
import { stateSetBy } from './server-looks.ts';
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

/** When applied edits are applied and taken back: as consoles do (domain/changes/rehearsal-acts.ts). */
const turnStates = (cause: { readonly id: string }, effect: Effect): readonly string[] =>
  isApplying(cause, effect) ? ['implement'] : REVERTED_STATES;

/**
 * Whether an edit is applied or taken back in a state for it, where an entry of who did it tells so: steps that came since do not stop it. An edit that says it was before a
 * step is taken by its word, as everywhere.
 */
export const isInTurn = (before: Doc | null, after: Doc): ((effect: Effect) => boolean) => {
  const id = String(after.id ?? after._id);
  let states: ReadonlyMap<string, string> | null = null;
  // One walk for all: a change may apply hundreds.
  const statesTold = (): ReadonlyMap<string, string> => {
    const told = new Map<string, string>();
    const fresh = new Set(newEntries(before, after));
    let state = textOf(CHANGE.initial[0]);
    for (const entry of entriesOf(after)) {
      if (!isMerge(entry)) state = stateSetBy(entry) ?? state;
      if (fresh.has(entry)) told.set(entry.at, state);
    }
    return told;
  };
  return (effect) => {
    if (states === null) states = statesTold();
    return turnStates({ id }, effect).includes(states.get(effect.at) ?? '');
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
