/** Whoever edits a list whose elements say who did them names nobody else; past a console, tests/unit/domain/permissions/attacks.ts. */
import { expect, it } from 'vitest';
import type { Check, Incident } from '#domain/fields/tickets.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';

const item = (state: Check['state'], doneBy: string | null): Check => ({
  ...{ id: 'c1', title: 'Ask for the serial number', state, doneBy, doneAt: null },
});
const as = (personId: string) =>
  contextOf({ ...envOf(['service-desk']), actor: actorWith(['service-desk'], personId) });
const edit = (record: Incident, personId: string, checklist: readonly Check[]) =>
  updateRecord(INCIDENT, record, { checklist }, as(personId));
const listed: Incident = { ...anIncident(), checklist: [item('open', null)] };

it('names oneself, and keeps what a colleague said', () => {
  const done = unwrap(edit(listed, 'max', [item('done', 'max')]));
  const more: Check = { ...item('done', 'eva'), id: 'c2' };
  expect(edit(done, 'eva', [item('done', 'max'), more]).ok).toBe(true);
  const undone = unwrap(edit(done, 'eva', [item('open', null)]));
  // Their entry still says so: a form may have been open since.
  expect(edit(undone, 'eva', [item('done', 'max')]).ok).toBe(true);
});

it.each([
  ['who never wrote in it', listed, item('done', 'max')],
  [
    'who said otherwise',
    unwrap(edit(listed, 'max', [item('skipped', 'max')])) as Incident,
    item('done', 'max'),
  ],
])('names nobody %s', (_, record, after) => {
  expect(edit(record, 'eva', [after])).toMatchObject({
    error: { code: 'forbidden', reason: 'history.author' },
  });
});
