/** What people's absences say, brought into the records that wait for them: the server sees one record at a time. */
import type { Reply } from '#contracts/define.ts';
import { delegatesWith, unknownDelegates } from '#domain/approvals/absences.ts';
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
import type { Process, ProcessFailure } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { done, toReply } from '../reply.ts';

type Away = Pick<Person, 'id' | 'name' | 'absences'>;

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
    const isKnown = (one: Delegate): boolean => had.some(({ id }) => id === one.id);
    // Nobody writes where they decide themselves, not even its end.
    const own = had.filter((one) => one.personId === person.id && one.delegateId === actor.personId);
    const others = next.filter((one) => !own.some(({ id }) => id === one.id) && (isKnown(one) || isNew(one)));
    return [...others, ...own];
  }, record.delegates ?? []);

const isSame = (one: readonly Delegate[], other: readonly Delegate[]): boolean => {
  const inOrder = (list: readonly Delegate[]): readonly Delegate[] =>
    [...list].sort((left, right) => (left.id < right.id ? -1 : 1));
  return sameValue(inOrder(one), inOrder(other));
};

/** Whether who is signed in names others' delegates in a record, beside their own: who asked for the approval does not. */
const mayNameOthers = (context: HostContext, process: Process, record: ApprovedRecord): boolean => {
  const actor = actorOf(context);
  return may(actor, 'absences.nameForOthers').ok && !requestersOf(process, record).has(actor.personId);
};

/** Of these people those whose delegates who is signed in names in the record. */
const nameable = (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
  people: readonly Away[],
): readonly Away[] => {
  const { personId } = actorOf(context);
  return mayNameOthers(context, process, record) ? people : people.filter(({ id }) => id === personId);
};

/** Tells all records that wait for approval of these people's absences, as far as who is signed in may. */
export const tellRecords = async (context: HostContext, people: readonly Away[]): Promise<Reply<null>> => {
  const env = context.env();
  for (const record of context.read.toApprove()) {
    const process = processOf(record.type);
    if (process === null) continue;
    const named = nameable(context, process, record, people);
    if (isSame(delegatesNow(record, named, env), record.delegates ?? [])) continue;
    const told = await changeByRule<ApprovedRecord>(context, process, 'vote', record.id, (stored, ctx) => {
      const delegates = [...delegatesNow(stored, named, ctx.env)];
      return ok(
        isSame(delegates, stored.delegates ?? [])
          ? stored
          : changeRecord(process, stored, { delegates }, ctx),
      );
    });
    if (!told.ok) return told;
  }
  return done(null);
};

/** Whom of the away a record asks without knowing their delegate as the absence tells it. */
const untold = (context: HostContext, process: Process, record: ApprovedRecord): readonly Away[] => {
  if (!mayVoteIn(process, record.state)) return [];
  const env = context.env();
  const had = record.delegates ?? [];
  // Asked at every page of what waits for approval: the directory is looked through for those alone who name others' delegates.
  const away = mayNameOthers(context, process, record)
    ? context.read.peopleAway(env.now)
    : context.read.peopleAway(env.now, [env.actor.personId]);
  return away.filter((person) =>
    delegatesNow(record, [person], env).some(
      (one) => one.personId === person.id && isInForce(one, env.now) && !had.some(({ id }) => id === one.id),
    ),
  );
};

/** Names the delegates of all who are away and asked. Errors: `forbidden`, `nothing_to_do`. */
export const tellRecord = async (
  context: HostContext,
  process: Process,
  id: string,
): Promise<Reply<{ readonly named: number }>> => {
  let named = 0;
  const told = await changeByRule<ApprovedRecord>(context, process, 'vote', id, (stored, ctx) => {
    const people = untold(context, process, stored);
    named = people.length;
    const isAway = (): boolean => context.read.peopleAway(ctx.env.now, [ctx.env.actor.personId]).length > 0;
    if (named === 0 && !isAway() && !mayNameOthers(context, process, stored))
      return fail('forbidden', 'delegate.foreign');
    if (named === 0) return fail('nothing_to_do', 'delegate.none', { number: stored.number });
    return ok(changeRecord(process, stored, { delegates: [...delegatesNow(stored, people, ctx.env)] }, ctx));
  });
  return told.ok ? done({ named }) : toReply(told);
};

/** Whose delegates who asks may name in a record that does not know them. */
export const namable = (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): readonly { readonly id: Id; readonly name: string }[] =>
  untold(context, process, record).map(({ id, name }) => ({ id, name }));

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
