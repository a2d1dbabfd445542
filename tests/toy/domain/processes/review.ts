import { row } from '#domain/permissions/rights.ts';
import { defineProcess, step } from '#domain/processes/process.ts';
import { ticketMark, ticketRules } from '#domain/processes/ticket-rules.ts';
import type { Role } from '#domain/records/common.ts';
import { REVIEW_FIELDS } from '../fields/reviews.ts';

const WORK: readonly Role[] = ['service-desk', 'team-lead', 'change-manager', 'administrator'];
const LEAD: readonly Role[] = ['team-lead', 'administrator'];

const JUDGED = ['finding', 'verdict'];
const NOTE = ['note'];

// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                   desk    field   lead   problem know   change admin  worker
  'reviews.create':  row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'reviews.update':  row('free', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'reviews.assign':  row('all',  'none', 'all', 'none', 'none','none', 'all', 'none'),
  'reviews.step':    row('team', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'reviews.addNote': row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
};

/** Looks back at a piece of work. A process of the tests, to see that a process needs no line but its own. */
export const REVIEW = defineProcess({
  type: 'review',
  collection: 'tickets',
  feature: 'reviews',
  numbers: { kind: 'review', prefix: 'REV' },
  fields: REVIEW_FIELDS,
  states: {
    planned: { phase: 'open' },
    waiting: { phase: 'waiting' },
    judged: { phase: 'done' },
    closed: { phase: 'ended' },
  },
  initial: ['planned'],
  // biome-ignore format: a table is read by its columns
  steps: [
    //   name      from       to         requires roles
    step('wait',   'planned', 'waiting', NOTE,    WORK),
    step('resume', 'waiting', 'planned', [],      WORK),
    step('judge',  'planned', 'judged',  JUDGED,  WORK, { asks: NOTE }),
    step('close',  'judged',  'closed',  [],      LEAD),
  ],
  stateFields: { holdReason: [], verdict: ['judged', 'closed'] },
  needs: { judged: JUDGED },
  opening: ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'],
  acts: ['create', 'update', 'assign', 'step', 'addNote'],
  rights: RIGHTS,
  marks: [ticketMark('reviews.addNote')],
  own: ticketRules,
});
