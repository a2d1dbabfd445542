/** Absences: who writes them and what they hand over, what the server takes, and whom a record names by them. */
import { describe, expect, it } from 'vitest';
import {
  type AbsenceInput,
  delegatesWith,
  endAbsence,
  saveAbsence,
  unknownDelegates,
} from '#domain/approvals/absences.ts';
import type { Delegate } from '#domain/fields/approvals.ts';
import type { Absence, Person } from '#domain/fields/directory.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import type { Env, Role } from '#domain/records/common.ts';
import { newPerson } from '#main/host/import/directory-records.ts';
import { envOf, unwrap } from '../env.ts';
import { json, write } from '../permissions/writes.ts';
import { by, delegate, T } from './away.ts';

const applyAbsences = (person: Person, absences: readonly Absence[], env: Env): Person =>
  applyChanges<Person>(person, { absences: [...absences] }, env);

describe('an absence', () => {
  const person = (personId: string): Person =>
    newPerson({ id: personId, name: personId, externalId: null }, envOf(['worker'], T(8)));
  const anna = person('anna');
  const input = { id: 'a1', startsAt: T(10), endsAt: T(16), delegateId: 'yuri' };
  const env = (who: string, roles: readonly Role[], hour = 9) => by(who, hour, roles).env;
  const save = (who: string, roles: readonly Role[] = ['field'], more: Partial<AbsenceInput> = {}) =>
    saveAbsence(anna, { ...input, ...more }, env(who, roles));
  const send = (before: Person, after: Person, who: string, roles: readonly Role[]) =>
    write('directory', json(before), json(after), roles, who);

  it('hands over the roles of who writes it of themselves, and none of whom others write it', () => {
    expect(unwrap(save('anna', ['change-manager'])).absences).toEqual([
      { ...input, roles: ['change-manager'] },
    ]);
    expect(unwrap(save('ada', ['administrator'])).absences).toEqual([{ ...input, roles: [] }]);
    const without = { ...input, delegateId: null };
    expect(unwrap(save('leo', ['team-lead'], without)).absences).toEqual([{ ...without, roles: [] }]);
  });

  it.each<readonly [string, string, readonly Role[], Partial<typeof input>, string]>([
    ['its end first', 'anna', ['field'], { endsAt: T(9) }, 'window.reversed'],
    ['oneself as delegate', 'anna', ['field'], { delegateId: 'anna' }, 'absence.own_delegate'],
    ['the writer as delegate', 'leo', ['administrator'], { delegateId: 'leo' }, 'absence.oneself'],
    ['a delegate whom a lead names', 'leo', ['team-lead'], {}, 'absence.naming'],
    ['a delegate whom a change manager names', 'mia', ['change-manager'], {}, 'absence.naming'],
  ])('is not written with %s', (_name, who, roles, more, reason) => {
    expect(save(who, roles, more)).toMatchObject({ error: { reason } });
  });
  it('does not overlap another one', () => {
    const again = saveAbsence(unwrap(save('anna')), { ...input, id: 'a2' }, env('anna', ['field']));
    expect(again).toMatchObject({ error: { reason: 'absence.overlap' } });
  });

  const own = unwrap(save('anna'));
  /** As an administrator's console writes it, by somebody. */
  const named = (who: string): Person => unwrap(saveAbsence(anna, input, { ...env(who, ['administrator']) }));
  const forOwn = (change: object): Person => ({
    ...own,
    absences: own.absences?.map((one) => ({ ...one, ...change })),
  });
  it.each<readonly [string, string, readonly Role[], Person, object]>([
    ['the person', 'anna', ['field'], own, { ok: true }],
    ['a lead', 'leo', ['team-lead'], unwrap(save('leo', ['team-lead'], { delegateId: null })), { ok: true }],
    ['a lead who names somebody', 'leo', ['team-lead'], named('leo'), { reason: 'absence.naming' }],
    ['a change manager who does', 'mia', ['change-manager'], named('mia'), { reason: 'absence.naming' }],
    ['an administrator who does', 'ada', ['administrator'], named('ada'), { ok: true }],
    ['a colleague', 'carl', ['service-desk'], named('carl'), { reason: 'absence.foreign' }],
    ['a colleague without any right', 'carl', ['field'], named('carl'), { reason: 'absence.foreign' }],
    ['a lead who names himself', 'leo', ['team-lead'], forOwn({ delegateId: 'leo' }), { ok: false }],
    [
      'the person with another’s role',
      'anna',
      ['field'],
      forOwn({ roles: ['administrator'] }),
      { reason: 'vote.roles' },
    ],
  ])('is taken by the server from %s as its rules say', (_name, who, roles, after, expected) => {
    expect(send(anna, after, who, roles)).toMatchObject(expected);
  });

  it.each<readonly [string, object, object]>([
    ['shorter', { endsAt: T(12) }, { ok: true }],
    ['without their delegate', { delegateId: null }, { ok: true }],
    ['longer', { endsAt: T(20) }, { reason: 'absence.naming' }],
    ['with another delegate', { delegateId: 'zoe' }, { reason: 'absence.naming' }],
  ])(
    'of somebody else is made %s by a lead as the rules say, here and at the server',
    (_name, more, expected) => {
      const after = { ...forOwn(more), updatedBy: 'leo', updatedAt: T(11) };
      const told = applyAbsences(own, after.absences ?? [], env('leo', ['team-lead'], 11));
      expect(send(own, told, 'leo', ['team-lead'])).toMatchObject(expected);
      expect(saveAbsence(own, { ...input, ...more }, env('leo', ['team-lead'], 11))).toMatchObject(
        'reason' in expected ? { error: expected } : expected,
      );
    },
  );

  it('is kept for a year after its end, and goes with the next one, whoever writes that', () => {
    const old = { ...input, id: 'old', startsAt: '2024-01-01T00:00:00.000Z', roles: [], delegateId: 'leo' };
    const had = (endsAt: string): Person => ({ ...anna, absences: [{ ...old, endsAt }] });
    const next = { ...input, delegateId: null };
    for (const [endsAt, kept] of [
      ['2024-02-01T00:00:00.000Z', 1],
      ['2026-02-01T00:00:00.000Z', 2],
    ] as const) {
      const saved = unwrap(saveAbsence(had(endsAt), next, env('leo', ['team-lead'])));
      expect(saved.absences?.length).toBe(kept);
      expect(send(had(endsAt), saved, 'leo', ['team-lead'])).toEqual({ ok: true });
    }
    // What ended lately is not done away with by who decided in it.
    const gone = applyAbsences(had('2026-02-01T00:00:00.000Z'), [], env('leo', ['team-lead']));
    expect(send(had('2026-02-01T00:00:00.000Z'), gone, 'leo', ['team-lead'])).toMatchObject({ ok: false });
  });

  it('is one too many where the person’s record holds no more', () => {
    const absences = Array.from({ length: 100 }, (_, at) => ({
      ...{ id: `a-${at}`, delegateId: null, roles: [] },
      ...{
        startsAt: `2026-01-01T00:${String(at % 60).padStart(2, '0')}:00.000Z`,
        endsAt: '2026-01-02T00:00:00.000Z',
      },
    }));
    expect(saveAbsence({ ...anna, absences }, input, env('anna', ['field']))).toMatchObject({
      error: { reason: 'field.too_long' },
    });
  });

  it('ends, and what was decided meanwhile stays', () => {
    const had = delegatesWith([], own, T(9));
    expect(had).toMatchObject([{ personId: 'anna', delegateId: 'yuri', startsAt: T(10), endsAt: T(16) }]);
    const back = unwrap(endAbsence(own, 'a1', env('anna', ['field'], 12)));
    expect(back.absences).toMatchObject([{ startsAt: T(10), endsAt: T(12) }]);
    expect(delegatesWith(had, back, T(12))).toMatchObject([{ delegateId: 'yuri', endsAt: T(12) }]);
    const never = unwrap(endAbsence(own, 'a1', env('anna', ['field'], 9)));
    expect(never.absences).toEqual([]);
    expect(delegatesWith(had, never, T(9))).toEqual([]);
  });

  it('with another delegate names both, each for their time', () => {
    const had = delegatesWith([], own, T(9));
    const other = unwrap(saveAbsence(own, { ...input, delegateId: 'zoe' }, env('anna', ['field'], 12)));
    const now = delegatesWith(had, other, T(12));
    expect(now).toMatchObject([
      { delegateId: 'yuri', endsAt: T(12) },
      { delegateId: 'zoe', endsAt: T(16) },
    ]);
  });

  it('tells a delegate whom somebody made up', () => {
    expect(unknownDelegates(delegatesWith([], own, T(9)), [own])).toEqual([]);
    expect(unknownDelegates([delegate()], [own])).toEqual([delegate()]);
  });

  it.each<readonly [string, Partial<Delegate>]>([
    ['for somebody else', { personId: 'bo' }],
    ['in another’s place', { delegateId: 'eve' }],
    ['with roles that nobody handed over', { roles: ['administrator'] }],
    ['before the absence', { startsAt: T(8) }],
    ['after it', { endsAt: T(20) }],
  ])('tells one whom somebody made up under the id of a true one: %s', (_name, more) => {
    const [known] = delegatesWith([], own, T(9)) as [Delegate];
    const forged = { ...known, ...more };
    expect(unknownDelegates([forged], [own])).toEqual([forged]);
  });
});
