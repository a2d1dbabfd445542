/** Votes are written by their voters alone, and nothing that needs them is reached without. Part of the server's rules; CouchDB bundles this. */
import { type ApprovedRecord, isRequested, wasApproved } from '#domain/approvals/approvals.ts';
import { isEmpty, type Process } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, isBlank, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const byVoter = (doc: Doc | null): ReadonlyMap<string, Doc> =>
  new Map(elementsOf(doc?.votes).map((vote) => [textOf(vote.id), vote]));

/**
 * Whether each vote that came, changed or went is the writer's own, in roles that they hold. Unlike a note, somebody else's isn't even brought along
 * with a merge: what rests on it is a permission.
 */
export const checkVotes = (before: Doc | null, after: Doc, actor: ServerActor): Refusal | null => {
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
 * Whether a record that needs approval goes on with one: not past the states that ask for it in one write, nor with an entry beside that calls itself a merge.
 * Where two consoles' work met, another plan may be there than was approved; that is seen, so any plan counts here. Whom a record waits for is what a request
 * named: an act that is taken back, or a step by somebody else, puts nobody in their place.
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
  const [from, to] = [textOf(before?.state), textOf(after.state)];
  // What is agreed to beforehand is so from its first state on: nobody gets round a vote by saying so later.
  const late =
    before === null || process.initial.includes(from) || isBlank(approval.beforehand?.(after))
      ? undefined
      : approval.agreed?.find((field) => !sameValue(before[field] ?? null, after[field] ?? null));
  if (late !== undefined) return refuse('invalid', 'standard.kept', { field: late });
  const isAsked = !approval.behind.includes(from) || approval.states.includes(from);
  if (from === to || !isAsked || !approval.behind.includes(to) || wasApproved(process, record)) return null;
  return refuse('invalid', 'approval.pending', { number: record.number, fields: ['votes'] });
};
