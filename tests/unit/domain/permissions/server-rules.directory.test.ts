import { describe, expect, it } from 'vitest';
import { PERSON_FIELDS } from '#domain/fields/directory.ts';
import { applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import { envOf } from '../env.ts';
import { write } from './writes.ts';

const base = newRecordBase(envOf(), { id: 'p-1' });
const made = { ...blankOf(PERSON_FIELDS), ...base, journal: [entry(envOf(), 'created')] };
const person = (more: object = {}) => ({ ...made, type: 'person', name: 'Cio', active: true, ...more });
/** The same person after an edit that the history tells. */
const edited = (before: object, change: object) => applyChanges(person(before), change, envOf());
const REFUSED = { ok: false, code: 'forbidden', reason: 'role.fields' };

describe("what an account follows, in the directory's entry of its person", () => {
  it.each([
    ['login', { login: 'field' }],
    ['teamIds', { teamIds: ['change-board'] }],
  ])('%s is changed by who manages the directory, not by who may edit people', (field, change) => {
    const details = { fields: [field] };
    expect(write('directory', person(), edited({}, change), ['service-desk'])).toMatchObject({
      ...REFUSED,
      details,
    });
    expect(write('directory', null, person(change), ['service-desk'])).toMatchObject({ ...REFUSED, details });
    for (const role of ['team-lead', 'administrator', 'worker', '_admin']) {
      expect(write('directory', person(), edited({}, change), [role])).toEqual({ ok: true });
    }
  });

  it('is whether the person is there, once there is an account', () => {
    const [withLogin, gone] = [{ login: 'anna' }, { active: false }];
    expect(write('directory', person(withLogin), edited(withLogin, gone), ['service-desk'])).toMatchObject({
      ...REFUSED,
      details: { fields: ['active'] },
    });
    expect(write('directory', person(withLogin), edited(withLogin, gone), ['team-lead'])).toEqual({
      ok: true,
    });
    expect(write('directory', person(), edited({}, gone), ['service-desk'])).toEqual({ ok: true });
  });

  it('is no hindrance for other edits', () => {
    const before = { login: 'anna', teamIds: ['a'] };
    const after = edited(before, { jobTitle: 'Desk' });
    expect(write('directory', person(before), after, ['service-desk'])).toEqual({ ok: true });
    expect(write('directory', null, person(), ['service-desk'])).toEqual({ ok: true });
  });
});
