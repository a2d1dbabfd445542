/** When somebody is away, and who decides for them: told in their own record, and from there in the records that wait for them. */
import type { Delegate } from '#domain/fields/approvals.ts';
import { type Absence, PERSON_FIELDS, type Person } from '#domain/fields/directory.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { scopeOf } from '#domain/permissions/permissions.ts';
import type { Env, Id, Instant, Role } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { isLongOver } from './delegates.ts';

export type AbsenceInput = {
  readonly id: Id;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly delegateId: Id | null;
};

/** Only who is away and administrators name who decides for them. */
const isNoNewDelegate = (had: Absence | undefined, { startsAt, endsAt, delegateId }: AbsenceInput): boolean =>
  delegateId === null ||
  (had !== undefined && had.delegateId === delegateId && had.startsAt <= startsAt && endsAt <= had.endsAt);

const absencesOf = ({ absences }: Pick<Person, 'absences'>): readonly Absence[] => absences ?? [];

/** The absence that somebody is in at a time, or null. */
export const absenceAt = (person: Pick<Person, 'absences'>, at: Instant): Absence | null =>
  absencesOf(person).find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) ?? null;

type Saved = Result<Person, 'invalid' | 'forbidden'>;

/**
 * Writes one absence of a person, a new one or the same one again. Roles are handed over by whoever is away alone: nobody else knows that they hold them. Errors: `invalid`
 * (ends before it begins, is within another one, names the person as their own delegate, there are too many), `forbidden` (who writes it for somebody else is no delegate of
 * theirs, and names none unless they may). What is over for long goes.
 */
export const saveAbsence = (person: Person, input: AbsenceInput, env: Env): Saved => {
  const { id, startsAt: start, endsAt: end, delegateId } = input;
  const isOwn = env.actor.personId === person.id;
  if (end <= start) return fail('invalid', 'window.reversed', { field: 'endsAt', start, end });
  if (delegateId === person.id) return fail('invalid', 'absence.own_delegate', { field: 'delegateId' });
  const known = absencesOf(person).find((one) => one.id === id);
  if (!isOwn && [delegateId, known?.delegateId].includes(env.actor.personId))
    return fail('forbidden', 'absence.oneself');
  const mayName = isOwn || scopeOf(env.actor.roles, 'absences.nameForOthers') !== 'none';
  if (!mayName && !isNoNewDelegate(known, input)) return fail('forbidden', 'absence.naming');
  const others = absencesOf(person).filter((one) => one.id !== id && !isLongOver(one.endsAt, env.now));
  if (others.some(({ startsAt, endsAt }) => startsAt < end && start < endsAt))
    return fail('invalid', 'absence.overlap', { field: 'startsAt' });
  const roles: Role[] = isOwn ? [...env.actor.roles] : (known?.roles ?? []);
  const absences = [...others, { id, startsAt: start, endsAt: end, delegateId, roles }];
  const { max } = PERSON_FIELDS.absences;
  if (absences.length > max) return fail('invalid', 'field.too_long', { field: 'absences', max });
  return ok(applyChanges<Person>(person, { absences }, env));
};

/** Back again: what has begun is over now, what has not is taken out. Error: `forbidden` (the delegate does not write it for somebody else). */
export const endAbsence = (person: Person, id: Id, env: Env): Saved => {
  const { personId } = env.actor;
  if (
    personId !== person.id &&
    absencesOf(person).some((one) => one.id === id && one.delegateId === personId)
  )
    return fail('forbidden', 'absence.oneself');
  const absences = absencesOf(person).flatMap((one) => {
    if (one.id !== id || one.endsAt <= env.now) return [one];
    return one.startsAt < env.now ? [{ ...one, endsAt: env.now }] : [];
  });
  return ok(applyChanges<Person>(person, { absences }, env));
};

const delegateOf = (
  personId: Id,
  { id, delegateId, startsAt, endsAt, roles }: Absence,
): readonly Delegate[] =>
  delegateId === null
    ? []
    : [
        {
          id: derivedId('delegate', id, delegateId),
          ...{ personId, delegateId, startsAt, endsAt, roles: [...roles] },
        },
      ];

/** The delegates of one person that a record names, brought in line with their absences: who was delegate until now was so, and their word stays. */
export const delegatesWith = (
  had: readonly Delegate[],
  { id: personId, absences }: Pick<Person, 'id' | 'absences'>,
  now: Instant,
): Delegate[] => {
  const wanted = (absences ?? []).flatMap((one) => (one.endsAt > now ? delegateOf(personId, one) : []));
  const kept = had.flatMap((one) => {
    if (one.personId !== personId || one.endsAt <= now) return [one];
    if (wanted.some(({ id }) => id === one.id)) return [];
    return one.startsAt < now ? [{ ...one, endsAt: now }] : [];
  });
  return [...kept, ...wanted];
};

/** Delegates that no absence tells of, for that person, that time and those roles: whoever named them did so by themselves. */
export const unknownDelegates = (
  delegates: readonly Delegate[],
  people: readonly Pick<Person, 'id' | 'absences'>[],
): readonly Delegate[] => {
  const told = people.flatMap(({ id, absences }) => (absences ?? []).flatMap((one) => delegateOf(id, one)));
  const isTold = (one: Delegate): boolean =>
    told.some(
      (known) =>
        known.id === one.id &&
        known.personId === one.personId &&
        known.delegateId === one.delegateId &&
        known.startsAt <= one.startsAt &&
        one.endsAt <= known.endsAt &&
        one.roles.every((role) => known.roles.includes(role)),
    );
  return delegates.filter((one) => !isTold(one));
};
