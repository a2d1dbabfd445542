/** Who may say at the server what a change mends or broke, without the right to edit the tickets. */
import { expect, it } from 'vitest';
import { linkIncidentChange, linkProblemChange, linkTicket } from '#domain/changes/links.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import type { Role } from '#domain/records/common.ts';
import { unwrap } from '../env.ts';
import { as, recordIn } from '../processes/world.ts';
import { write } from './writes.ts';

const link = { id: 'other-1', linked: true };
const incident = recordIn(INCIDENT, 'closed') as ProcessRecord & Incident;
const problem = recordIn(PROBLEM, 'closed') as ProcessRecord & Problem;
const change = recordIn(CHANGE, 'closed') as ProcessRecord & Change;
const at = (before: object, after: object, role: Role) => write('tickets', before, after, [role]).ok;

it.each<[Role, boolean, boolean, boolean]>([
  ['service-desk', true, true, true],
  ['field', true, false, true],
  ['team-lead', true, true, true],
  ['problem-manager', true, true, true],
  ['knowledge-manager', false, false, false],
  ['change-manager', true, true, true],
])(
  '%s: incidents %s, problems %s, changes %s, also when they are over',
  (role, ofIncident, ofProblem, ofChange) => {
    const caused = unwrap(linkIncidentChange(INCIDENT, incident, 'cause', 'change-1', as(role)));
    const fixed = unwrap(linkProblemChange(PROBLEM, problem, link, as(role)));
    const broke = unwrap(linkTicket(CHANGE, change, 'causedIncidentIds', link, as(role)));
    expect([at(incident, caused, role), at(problem, fixed, role), at(change, broke, role)]).toEqual([
      ...[ofIncident, ofProblem],
      ofChange,
    ]);
  },
);

it('is nothing else: who links an incident edits it no further', () => {
  const titled = changeRecord(
    INCIDENT,
    incident,
    { causedByChangeId: 'c', title: 'x' },
    as('change-manager'),
    {
      kind: 'link',
    },
  );
  expect(at(incident, titled, 'change-manager')).toBe(false);
  const replanned = changeRecord(CHANGE, change, { incidentIds: ['i'], justification: 'x' }, as('field'), {
    kind: 'link',
  });
  expect(at(change, replanned, 'field')).toBe(false);
});
