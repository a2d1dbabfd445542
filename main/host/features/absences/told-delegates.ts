/** What people's absences say, brought into the records that wait for them: the server sees one record at a time. */
import type { Reply } from '#contracts/define.ts';
import { absenceAt, delegatesWith, unknownDelegates } from '#domain/approvals/absences.ts';
import {
  type ApprovedRecord,
  approvalOf,
  asksOutside,
  mayVoteIn,
  requestersOf,
} from '#domain/approvals/approvals.ts';
import { isInForce } from '#domain/approvals/delegates.ts';
import type { Delegate } from '#domain/fields/approvals.ts';
import type { Person } from '#domain/fields/directory.ts';
import { may } from '#domain/permissions/permissions.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import type { Process, ProcessContext, ProcessFailure } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Env } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { done, toReply } from '../reply.ts';

type Away = Pick<Person, 'id' | 'name' | 'absences'>;

/** The delegates of everybody who is away or will be, for whoever asks for an approval now. */
export const offeredDelegates = (context: HostContext): readonly Delegate[] => {
  const now = context.clock.now();
  const { personId } = actorOf(context);
  // Who asks decides for nobody.
  return context.read
    .peopleAway(now)
    .flatMap((person) => delegatesWith([], person, now).filter((one) => one.delegateId !== personId));
};

/** The record's delegates with those of these people: only where it asks them. */
const delegatesNow = (
  record: ApprovedRecord,
  people: readonly Away[],
  { now, actor }: Pick<Env, 'now' | 'actor'>,
): readonly Delegate[] =>
  people.reduce<readonly Delegate[]>((had, person) => {
    const next = delegatesWith(had, person, now);
    const isNew = (one: Delegate): boolean =>
      one.delegateId !== actor.personId && asksOutside(record.approvals, one);
    return next.filter((one) => had.some(({ id }) => id === one.id) || isNew(one));
  }, record.delegates ?? []);

const withDelegates = (
  process: Process,
  record: ApprovedRecord,
  people: readonly Away[],
  ctx: ProcessContext,
): ApprovedRecord => {
  const delegates = delegatesNow(record, people, ctx.env);
  const isNew = delegates.length > 0 || (record.delegates ?? []).length > 0;
  return isNew ? changeRecord(process, record, { delegates: [...delegates] }, ctx) : record;
};

/** Tells all records that wait for approval of one person's absences. */
export const tellRecords = async (context: HostContext, person: Person): Promise<Reply<null>> => {
  const env = context.env();
  for (const record of context.read.toApprove()) {
    const process = processOf(record.type);
    if (process === null) continue;
    const next = delegatesNow(record, [person], env);
    if (sameValue(next, record.delegates ?? [])) continue;
    const told = await changeByRule<ApprovedRecord>(context, process, 'vote', record.id, (stored, ctx) =>
      ok(withDelegates(process, stored, [person], ctx)),
    );
    if (!told.ok) return told;
  }
  return done(null);
};

/** Who may name delegates in a record beside those who are away. */
const mayName = (context: HostContext, process: Process, record: ApprovedRecord): boolean => {
  const actor = actorOf(context);
  return may(actor, 'absences.saveForOthers').ok || requestersOf(process, record).has(actor.personId);
};

/** Whom of the away a record asks without knowing their delegate yet. */
const untold = (context: HostContext, record: ApprovedRecord): readonly Away[] => {
  const process = processOf(record.type);
  if (process === null || !mayVoteIn(process, record.state)) return [];
  const now = context.clock.now();
  const { personId } = actorOf(context);
  return context.read.peopleAway(now).filter((person) => {
    const absence = absenceAt(person, now);
    if (absence === null || absence.delegateId === null || absence.delegateId === personId) return false;
    return delegatesWith([], person, now).some(
      (one) =>
        asksOutside(record.approvals, one) && !(record.delegates ?? []).some(({ id }) => id === one.id),
    );
  });
};

/** Names the delegates of all who are away and asked. Errors: `forbidden`, `nothing_to_do`. */
export const tellRecord = async (
  context: HostContext,
  process: Process,
  id: string,
): Promise<Reply<{ readonly named: number }>> => {
  let named = 0;
  const told = await changeByRule<ApprovedRecord>(context, process, 'vote', id, (stored, ctx) => {
    if (!mayName(context, process, stored)) return fail('forbidden', 'delegate.foreign');
    const people = untold(context, stored);
    named = people.length;
    if (named === 0) return fail('nothing_to_do', 'delegate.none', { number: stored.number });
    return ok(withDelegates(process, stored, people, ctx));
  });
  return told.ok ? done({ named }) : toReply(told);
};

/** Whose delegates who asks may name in a record that does not know them. */
export const namable = (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): readonly { readonly id: string; readonly name: string }[] =>
  mayName(context, process, record) ? untold(context, record).map(({ id, name }) => ({ id, name })) : [];

/** Refuses to go on with a record that was approved by the word of a delegate whom no absence tells of. */
export const checkDelegates = async (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): Promise<ProcessFailure | null> => {
  const { counting } = approvalOf(process, record);
  // As they were when they said it: what was edited of an absence since changes nothing about that.
  const used = (record.delegates ?? []).flatMap((one) =>
    counting
      .filter(({ id, byId, at }) => id === one.personId && byId === one.delegateId && isInForce(one, at))
      .map(({ at }) => ({ ...one, startsAt: at, endsAt: at })),
  );
  if (used.length === 0) return null;
  const people = await context.records.getMany(
    'directory',
    used.map(({ personId }) => personId),
  );
  const unknown = unknownDelegates(
    used,
    people.flatMap((one) => (one.type === 'person' ? [one] : [])),
  );
  if (unknown.length === 0) return null;
  const names = context.read.names(unknown.map(({ delegateId }) => delegateId));
  return fail('missing_fields', 'approval.delegates', {
    fields: ['delegates'],
    names: unknown.map(({ delegateId }) => names[delegateId] ?? delegateId),
  });
};
