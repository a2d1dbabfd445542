import { describe, expect, it } from 'vitest';
import { INCIDENT } from '#domain/processes/incident.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { incident } from '../problems/world.ts';
import { as, write } from './writes.ts';

const REFUSED = { ok: false, code: 'forbidden', reason: 'record.revision' };
const made = incident();
const taken = unwrap(takeStep(INCIDENT, made, { to: 'in_progress' }, as('service-desk')));
const at = <R extends object>(record: R, _rev: string): R & { readonly _rev: string } => ({
  ...record,
  _rev,
});

describe('a revision', () => {
  it.each([
    ['a new record that brings one', null, at(made, '9-ff')],
    ['one that follows from a version that others replaced', at(made, '1-aa'), at(taken, '2-bb')],
    ['one with a number higher than all', at(made, '1-aa'), at(taken, '99-ff')],
    ['a deletion of its own', at(made, '1-aa'), { ...at(made, '7-ff'), _deleted: true }],
  ])('is refused: %s', (_, before, after) => {
    for (const roles of [['service-desk'], ['administrator'], ['worker']]) {
      expect(write('tickets', before, after, roles)).toMatchObject(REFUSED);
    }
    expect(write('tickets', before, after, ['_admin'])).toEqual({ ok: true });
  });

  it('is what the document names that is replaced', () => {
    expect(write('tickets', null, made, ['service-desk'])).toEqual({ ok: true });
    expect(write('tickets', at(made, '1-aa'), at(taken, '1-aa'), ['service-desk'])).toEqual({ ok: true });
    const deleted = { _id: made.id, _deleted: true, _rev: '2-dd' };
    expect(write('tickets', deleted, at(made, '2-dd'), ['service-desk'])).toEqual({ ok: true });
  });
});
