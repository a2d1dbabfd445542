/**
 * Decisions that are not every technician's. The tables say who takes a step and the other tests believe them; what they say of these was
 * decided, so that a slip in a column is seen.
 */
import { describe, expect, it } from 'vitest';
import { mayTake, type Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { ROLES, type Role } from '#domain/records/common.ts';

const LEAD: readonly Role[] = ['team-lead', 'administrator'];
const PROBLEM_OWNER: readonly Role[] = [...LEAD, 'problem-manager'];
const EDITOR: readonly Role[] = [...LEAD, 'knowledge-manager'];
const OWNER: readonly Role[] = [...PROBLEM_OWNER, 'knowledge-manager'];

// biome-ignore format: a table is read by its columns
const DECISIONS: readonly (readonly [keyof typeof PROCESSES, string, string, readonly Role[]])[] = [
  ['incident',    'closed',              'in_progress',         LEAD],
  ['problem',     'root_cause_analysis', 'risk_accepted',       PROBLEM_OWNER],
  ['problem',     'fix_in_progress',     'risk_accepted',       PROBLEM_OWNER],
  ['problem',     'risk_accepted',       'closed',              PROBLEM_OWNER],
  ['problem',     'closed',              'root_cause_analysis', PROBLEM_OWNER],
  ['problem',     'root_cause_analysis', 'cancelled',           PROBLEM_OWNER],
  ['problem',     'fix_in_progress',     'cancelled',           PROBLEM_OWNER],
  ['article',     'draft',               'published',           EDITOR],
  ['article',     'review',              'published',           EDITOR],
  ['article',     'published',           'retired',             EDITOR],
  ['known_error', 'published',           'retired',             OWNER],
  ['known_error', 'retired',             'draft',               OWNER],
];

describe.each(DECISIONS)('of a %s from %s to %s', (type, from, to, roles) => {
  const { steps }: Process = PROCESSES[type];

  it('decides who may', () => {
    // That another record says the same is another decision.
    const edges = steps.filter((one) => one.from === from && one.to === to && one.gives === null);
    expect(edges.length).toBeGreaterThan(0);
    const deciding = ROLES.filter((role) => edges.some((one) => mayTake(one, [role])));
    expect([...deciding].sort()).toEqual([...roles].sort());
  });
});
