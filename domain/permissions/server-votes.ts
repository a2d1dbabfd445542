/** Votes are written by their voters alone, and nothing that needs them is reached without. Part of the server's rules; CouchDB bundles this. */
import { type ApprovedRecord, isRequested, requestersOf } from '#domain/approvals/approvals.ts';
import { delegateVoteId, isLongOver, standsFor } from '#domain/approvals/delegates.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import { isEmpty, type Process } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { scopeOf } from './permissions.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, idOf, isBlank, isMerge, newEntries, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

/** Fields that hold what people said. */
const WORDS: readonly string[] = ['votes', 'delegateVotes'];

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
      entry.changes.some(({ field }) => WORDS.includes(fieldOfPath(field))),
  );
  if (isTold) return refuse('forbidden', 'history.untold', { field: 'votes' });
  if (sameValue(before?.votes ?? [], after.votes ?? [])) return null;
  const [had, has] = [byVoter(before), byVoter(after)];
  const writer = writerOf(actor);
  const foreign = [...had.keys(), ...has.keys()].find(
    (voter) => voter !== writer && !sameValue(had.get(voter), has.get(voter)),
  );
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign });
  // Whether there was such a meeting only consoles can ask, of another record.
  const own = writer === null ? undefined : has.get(writer);
  if (own?.meeting != null && scopeOf(actor.roles, 'meetings.decide') === 'none')
    return refuse('forbidden', 'meeting.not_leading');
  const roles = own === undefined ? null : own.roles;
  const isHeld = !Array.isArray(roles) || roles.every((role) => actor.roles.includes(textOf(role)));
  return isHeld ? null : refuse('forbidden', 'vote.roles');
};

/** An element of a list as it was and as it is; one of both is null where it came or went. */
type Changed = { readonly had: Doc | null; readonly has: Doc | null };

const changedIn = (before: Doc | null, after: Doc, field: string): readonly Changed[] => {
  const byId = (doc: Doc | null): ReadonlyMap<string, Doc> =>
    new Map(elementsOf(doc?.[field]).map((one) => [textOf(one.id), one]));
  const [had, has] = [byId(before), byId(after)];
  return [...new Set([...had.keys(), ...has.keys()])]
    .map((id) => ({ had: had.get(id) ?? null, has: has.get(id) ?? null }))
    .filter((one) => !sameValue(one.had, one.has));
};

/** What an element says in a field, before and after. */
const said = ({ had, has }: Changed, field: string): readonly string[] =>
  [had, has].flatMap((one) => (one === null ? [] : [textOf(one[field])]));

const holdsAll = (actor: ServerActor, roles: unknown): boolean =>
  Array.isArray(roles) && roles.every((role) => actor.roles.includes(textOf(role)));

/** Whether a delegate's word for somebody else counts no more, because they are not named any more for its time: a rejection would be done away with so. */
const isWordUnsaid = (before: Doc | null, after: Doc, writer: string | null): boolean => {
  const stands = (doc: Doc | null, { personId, byId, at }: Doc): boolean =>
    standsFor((doc ?? {}) as unknown as ApprovedRecord, textOf(byId), textOf(at)).some(
      (one) => one.personId === personId,
    );
  return elementsOf(before?.delegateVotes).some(
    (word) => word.personId !== writer && stands(before, word) && !stands(after, word),
  );
};

/**
 * Whether who decides for whom was named by somebody who may: who is away, with roles that they hold, or an administrator, who did not ask for the approval. Never by the
 * delegate: two accounts would be enough for anybody's own change.
 */
const checkDelegates = (
  process: Process,
  before: Doc | null,
  after: Doc,
  actor: ServerActor,
): Refusal | null => {
  const changed = changedIn(before, after, 'delegates');
  if (changed.length === 0) return null;
  const writer = writerOf(actor);
  if (changed.some((one) => said(one, 'delegateId').includes(writer)))
    return refuse('forbidden', 'delegate.oneself');
  const isOwn = (one: Changed): boolean =>
    said(one, 'personId').every((id) => id === writer) &&
    (one.has === null || holdsAll(actor, one.has.roles));
  if (changed.every(isOwn)) return null;
  const mayForOthers =
    scopeOf(actor.roles, 'absences.nameForOthers') !== 'none' &&
    !requestersOf(process, after as unknown as ApprovedRecord).has(writer);
  return mayForOthers && !isWordUnsaid(before, after, writer)
    ? null
    : refuse('forbidden', 'delegate.foreign');
};

/** Whether each word of a delegate is the writer's own, and for somebody who named them for that time. */
const checkDelegateVotes = (before: Doc | null, after: Doc, actor: ServerActor): Refusal | null => {
  const writer = writerOf(actor);
  for (const one of changedIn(before, after, 'delegateVotes')) {
    const foreign = said(one, 'byId').find((by) => by !== writer);
    if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign });
    if (one.has === null) continue;
    const [personId, at] = [textOf(one.has.personId), textOf(one.has.at)];
    const isNamed =
      one.has.id === delegateVoteId(personId, writer) &&
      standsFor(after as unknown as ApprovedRecord, writer, at).some((named) => named.personId === personId);
    if (!isNamed) return refuse('forbidden', 'vote.no_delegate', { number: after.number });
  }
  return null;
};

/** Who decides for whom, and what they said: looked at where a process has approvals. */
export const checkDelegated = (
  process: Process | null,
  before: Doc | null,
  after: Doc,
  actor: ServerActor,
): Refusal | null =>
  process?.approval === undefined
    ? null
    : (checkDelegates(process, before, after, actor) ?? checkDelegateVotes(before, after, actor));

/** What is named there stood there, for that time or a longer one. */
const isNoNewDelegate = ({ had, has }: Changed): boolean =>
  has === null ||
  isBlank(has.delegateId) ||
  (had !== null &&
    had.delegateId === has.delegateId &&
    textOf(had.startsAt) <= textOf(has.startsAt) &&
    textOf(has.endsAt) <= textOf(had.endsAt));

/**
 * Whether somebody's absences were written by themselves, or by those who lead, who name neither themselves nor roles that the person did not hand over. Who decides for
 * them name they alone and administrators. What is long over goes with whoever writes the next one.
 */
export const checkAbsences = (
  before: Doc | null,
  after: Doc,
  actor: ServerActor,
  now: string,
): Refusal | null => {
  const may = (command: string): boolean => scopeOf(actor.roles, command) !== 'none';
  const writer = writerOf(actor);
  const personId = idOf(after);
  const isOwn = writer === personId;
  const all = changedIn(before, after, 'absences');
  const changed = all.filter(({ had, has }) => has !== null || !isLongOver(textOf(had?.endsAt), now));
  // Who may write absences alone has nothing else to say about anybody.
  if (!isOwn && !may('absences.saveForOthers')) {
    const mayElse = all.length === 0 && (may('directory.update') || may('directory.import'));
    return mayElse ? null : refuse('forbidden', 'absence.foreign');
  }
  if (changed.some(({ has }) => has !== null && has.delegateId === personId))
    return refuse('invalid', 'absence.own_delegate');
  if (!isOwn && changed.some((one) => said(one, 'delegateId').includes(writer)))
    return refuse('forbidden', 'absence.oneself');
  if (!isOwn && !may('absences.nameForOthers') && !changed.every(isNoNewDelegate))
    return refuse('forbidden', 'absence.naming');
  const mayHandOver = ({ had, has }: Changed): boolean =>
    has === null ||
    (isOwn ? holdsAll(actor, has.roles) : isEmpty(has.roles) || sameValue(had?.roles, has.roles));
  return changed.every(mayHandOver) ? null : refuse('forbidden', 'vote.roles');
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
