import type { AbsenceRow } from '#contracts/absences.ts';
import { type AbsenceInput, absenceAt, endAbsence, saveAbsence } from '#domain/approvals/absences.ts';
import type { Absence, Person } from '#domain/fields/directory.ts';
import { may } from '#domain/permissions/permissions.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Env, Id } from '#domain/records/common.ts';
import { fail, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { checkReferences } from '../references.ts';
import { done, notFound, toReply } from '../reply.ts';
import { tellRecord, tellRecords } from './told-delegates.ts';

type Handlers = FeatureHandlers<'absences'>;

const mayWrite = (context: HostContext, personId: Id): boolean => {
  const actor = actorOf(context);
  return actor.personId === personId || may(actor, 'absences.saveForOthers').ok;
};

/** Writes the person's record first, then what waits for them: a crash in between is mended by saving it again, or at the record. */
const change = async (
  context: HostContext,
  personId: Id,
  how: (person: Person, env: Env) => Result<Person>,
): Promise<Awaited<ReturnType<Handlers['commands']['save']>>> => {
  if (!mayWrite(context, personId)) return toReply(fail('forbidden', 'absence.foreign'));
  const env = context.env();
  const changed = await context.records.change('directory', personId, (stored) =>
    stored.type === 'person' ? how(stored, env) : fail('not_found', 'record.missing', { id: personId }),
  );
  if (!changed.ok) return toReply(changed);
  const person = changed.value as Person;
  const told = await tellRecords(context, [person]);
  return told.ok ? done(person) : told;
};

const rowsOf = async (context: HostContext, person: Person): Promise<readonly AbsenceRow[]> => {
  const now = context.clock.now();
  const absences = [...(person.absences ?? [])]
    .filter(({ endsAt }) => endsAt > now)
    .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  const ids = absences.flatMap(({ delegateId }) => (delegateId === null ? [] : [delegateId]));
  const delegates = new Map(
    (await context.records.getMany('directory', ids)).flatMap((one) =>
      one.type === 'person' ? [[one.id, one] as const] : [],
    ),
  );
  const awayIn = ({ delegateId, startsAt, endsAt }: Absence): AbsenceRow['delegateAway'] => {
    const delegate = delegates.get(delegateId ?? '');
    const absence =
      delegate === undefined
        ? undefined
        : (absenceAt(delegate, now) ??
          delegate.absences?.find((one) => one.startsAt < endsAt && startsAt < one.endsAt));
    return absence === undefined ? null : { startsAt: absence.startsAt, endsAt: absence.endsAt };
  };
  return absences.map((one) => ({ ...one, delegateAway: awayIn(one) }));
};

export const absencesHandlers: Handlers = {
  commands: {
    save: async (context, { personId, absence }) => {
      const known = await checkReferences(context, [
        { field: 'delegateId', id: absence.delegateId, kind: 'person', mustBeActive: true },
      ]);
      if (!known.ok) return toReply(known);
      return change(context, personId, (person, env) => saveAbsence(person, absence as AbsenceInput, env));
    },
    end: (context, { personId, id }) =>
      change(context, personId, (person, env) => endAbsence(person, id, env)),
    tell: async (context, { ticketId }) => {
      const record = await context.records.get('tickets', ticketId);
      const process = record === null ? null : processOf(record.type);
      if (record === null || process?.approval === undefined) return notFound(ticketId);
      return tellRecord(context, process, ticketId);
    },
  },
  queries: {
    of: async (context, { personId }) => {
      const person = await context.records.get('directory', personId);
      if (person?.type !== 'person') return notFound(personId);
      const rows = await rowsOf(context, person);
      return done({
        rows,
        names: context.read.names(rows.map(({ delegateId }) => delegateId)),
        mayEdit: mayWrite(context, personId) && may(actorOf(context), 'absences.save').ok,
        mayName: actorOf(context).personId === personId || may(actorOf(context), 'absences.nameForOthers').ok,
      });
    },
  },
};
