import { KNOWN_ERROR_FIELDS } from '#domain/fields/knowledge.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { knowledgeRules } from './knowledge-rules.ts';
import { defineProcess, step } from './process.ts';

const WORK: readonly Role[] = [
  'service-desk',
  'team-lead',
  'problem-manager',
  'knowledge-manager',
  'administrator',
];
const OWNER: readonly Role[] = ['team-lead', 'problem-manager', 'knowledge-manager', 'administrator'];

const KNOWN = ['symptom', 'workaround'];
const PLANNED = ['solution'];
const SOLVED = ['rootCause', 'solution'];
const NOTE = ['note'];

/** Who may do what with known errors. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                         desk    field   lead   problem know   change admin  worker
  'knownErrors.create':    row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'all'),
  'knownErrors.update':    row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'none'),
  'knownErrors.step':      row('all',  'none', 'all', 'all',  'all', 'none', 'all', 'none'),
  'knownErrors.addNote':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'knownErrors.correct':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'knownErrors.rate':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'knownErrors.import':    row('none', 'none', 'all', 'none', 'all', 'none', 'all', 'all'),
};

/** The known error (field guide 1.3): published once the workaround is known, fix planned once a change carries the fix. */
export const KNOWN_ERROR = defineProcess({
  type: 'known_error',
  collection: 'knowledge',
  feature: 'knownErrors',
  numbers: { kind: 'known_error', prefix: 'KE' },
  fields: KNOWN_ERROR_FIELDS,
  states: {
    draft: { phase: 'open', active: false },
    published: { phase: 'open' },
    fix_planned: { phase: 'open' },
    resolved: { phase: 'done' },
    retired: { phase: 'ended' },
  },
  initial: ['draft'],
  // biome-ignore format: a table is read by its columns
  steps: [
    //   name        from           to             requires          roles
    step('publish',  'draft',       'published',   KNOWN,            WORK),
    step('plan_fix', 'published',   'fix_planned', PLANNED,          WORK,  { asks: ['changeId', 'rootCause'] }),
    step('unplan',   'fix_planned', 'published',   NOTE,             WORK),
    step('resolve',  'published',   'resolved',    SOLVED,           WORK),
    step('resolve',  'fix_planned', 'resolved',    SOLVED,           WORK),
    step('reopen',   'resolved',    'published',   NOTE,             WORK),
    step('retire',   'draft',       'retired',     NOTE,             OWNER),
    step('retire',   'published',   'retired',     NOTE,             OWNER),
    step('retire',   'resolved',    'retired',     [],               OWNER, { asks: ['note'] }),
    step('revive',   'retired',     'draft',       [],               OWNER),
  ],
  stateFields: {},
  needs: { published: KNOWN, fix_planned: PLANNED, resolved: SOLVED },
  opening: ['state'],
  acts: ['create', 'update', 'step', 'addNote', 'correct'],
  rights: RIGHTS,
  marks: [
    { command: 'knownErrors.addNote', fields: [] },
    { command: 'knownErrors.correct', fields: [] },
    { command: 'knownErrors.rate', fields: ['ratings'] },
  ],
  own: knowledgeRules(),
});
