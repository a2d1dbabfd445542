/** Votes are written by their voters alone, and nothing that needs them is reached without. Part of the server's rules; CouchDB bundles this. */
import { type ApprovedRecord, isRequested } from '#domain/approvals/approvals.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import { isEmpty, type Process } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, isBlank, isMerge, newEntries, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const byVoter = (doc: Doc | null): ReadonlyMap<string, Doc> =>
  new Map(elementsOf(doc?.votes).map((vote) => [textOf(vote.id), vote]));

/**
 * Whether each vote that came, changed or went is the writer's own, in roles that they hold. Unlike a note, somebody else's isn't even brought along
 * with a merge: what rests on it is a permission.
 */
export const checkVotes = (before: Doc | null, after: Doc, actor: ServerActor): Refusal | null => {
  const isTold = newEntries(before, after).some(
    (entry) =>
      !isMerge(entry) &&
      entry.by !== writerOf(actor) &&
      entry.changes.some(({ field }) => fieldOfPath(field) === 'votes'),
  );
  if (isTold) return refuse('forbidden', 'history.untold', { field: 'votes' });
  if (sameValue(before?.votes ?? [], after.votes ?? [])) return null;
  const [had, has] = [byVoter(before), byVoter(after)];
  const writer = writerOf(actor);
  const foreign = [...had.keys(), ...has.keys()].find(
    (voter) => voter !== writer && !sameValue(had.get(voter), has.get(voter)),
  );
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign });
  const roles = writer === null ? null : has.get(writer)?.roles;
  const isHeld = !Array.isArray(roles) || roles.every((role) => actor.roles.includes(textOf(role)));
  return isHeld ? null : refuse('forbidden', 'vote.roles');
};

/**
 * Whom a record waits for is what a request named: an act that is taken back, or a step by somebody else, puts nobody in their place. Whether it was approved where
 * it went on is asked step by step (server-replay.ts).
 */
export const checkApproval = (process: Process, before: Doc | null, after: Doc): Refusal | null => {
  const { approval } = process;
  if (approval === undefined) return null;
  // Its fields were looked at by the table before.
  const record = after as unknown as ApprovedRecord;
  // They go with the states that have them, not before.
  const mayGo = before === null || !(process.stateFields.approvals ?? []).includes(textOf(after.state));
  const isKept = sameValue(before?.approvals, after.approvals) || (isEmpty(after.approvals) && mayGo);
  if (!isKept && !isRequested(process, record)) {
    return refuse('invalid', 'history.untold', { field: 'approvals' });
  }
  const from = textOf(before?.state);
  // What is agreed to beforehand is so from its first state on: nobody gets round a vote by saying so later.
  const late =
    before === null || process.initial.includes(from) || isBlank(approval.beforehand?.(after))
      ? undefined
      : approval.agreed?.find((field) => !sameValue(before[field] ?? null, after[field] ?? null));
  return late === undefined ? null : refuse('invalid', 'standard.kept', { field: late });
};
