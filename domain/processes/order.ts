import { ORDER_FIELDS, type Order, type OrderTask } from '#domain/fields/orders.ts';
import { ORDER_NUMBERS } from '#domain/numbering/number-block.ts';
import { type RightsRow, row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import { forConsoles } from './console-rules.ts';
import { defineProcess, type ProcessRecord, type ProcessRules, type Step, step } from './process.ts';
import { timeSpentIn } from './ticket-rules.ts';

/** What the work on site changes in an order. */
const WORK_FIELDS: readonly string[] = [
  'state',
  'active',
  'devices',
  'tasks',
  'effects',
  'startedAt',
  'completedAt',
  'completedBy',
  'completionNotes',
  'timeSpentMinutes',
];

/** Who may do what with orders. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                         desk    field   lead   problem know   change admin  worker
  'orders.create':         row('all',  'none', 'all', 'none', 'none','all',  'all', 'all'),
  'orders.update':         row('all',  'none', 'all', 'none', 'none','all',  'all', 'all'),
  'orders.assign':         row('all',  'none', 'all', 'none', 'none','all',  'all', 'all'),
  'orders.step':           row('all',  'team', 'all', 'none', 'none','all',  'all', 'all'),
  'orders.start':          row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'orders.confirmDevice':  row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'orders.completeTask':   row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'orders.skipTask':       row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'orders.complete':       row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'orders.cancel':         row('all',  'none', 'all', 'none', 'none','all',  'all', 'none'),
};

const rolesOf = (rights: RightsRow): readonly Role[] =>
  (Object.keys(rights) as Role[]).filter((role) => rights[role] !== 'none');

const EDIT = rolesOf(RIGHTS['orders.update']);
const ASSIGN = rolesOf(RIGHTS['orders.assign']);
const START = rolesOf(RIGHTS['orders.start']);
const COMPLETE = rolesOf(RIGHTS['orders.complete']);
const CANCEL = rolesOf(RIGHTS['orders.cancel']);

/** Every way an order may go (ServiceNow's work order states, field guide 1.6). */
// biome-ignore format: a table is read by its columns
const STEPS: readonly Step[] = [
  step('submit',   'draft',                  'awaiting_qualification', [], EDIT),
  step('qualify',  'draft',                  'qualified',              [], EDIT),
  step('qualify',  'awaiting_qualification', 'qualified',              [], EDIT),
  step('assign',   'draft',                  'assigned',               [], ASSIGN, { act: 'assign' }),
  step('assign',   'awaiting_qualification', 'assigned',               [], ASSIGN, { act: 'assign' }),
  step('assign',   'qualified',              'assigned',               [], ASSIGN, { act: 'assign' }),
  step('reassign', 'accepted',               'assigned',               [], ASSIGN, { act: 'assign' }),
  step('return',   'assigned',               'qualified',              [], ASSIGN, { act: 'assign' }),
  step('return',   'accepted',               'qualified',              [], ASSIGN, { act: 'assign' }),
  step('accept',   'assigned',               'accepted',               [], START),
  step('start',    'qualified',              'work_in_progress',       [], START, { act: 'start' }),
  step('start',    'assigned',               'work_in_progress',       [], START, { act: 'start' }),
  step('start',    'accepted',               'work_in_progress',       [], START, { act: 'start' }),
  step('complete', 'work_in_progress',       'closed_complete',        [], COMPLETE, { act: 'complete' }),
  step('stop',     'work_in_progress',       'closed_incomplete',      [], CANCEL, { act: 'cancel' }),
  step('cancel',   'draft',                  'cancelled',              [], CANCEL, { act: 'cancel' }),
  step('cancel',   'awaiting_qualification', 'cancelled',              [], CANCEL, { act: 'cancel' }),
  step('cancel',   'qualified',              'cancelled',              [], CANCEL, { act: 'cancel' }),
  step('cancel',   'assigned',               'cancelled',              [], CANCEL, { act: 'cancel' }),
  step('cancel',   'accepted',               'cancelled',              [], CANCEL, { act: 'cancel' }),
];

/** Nothing that has to be done is left of what is completed; what names it (domain/orders) is said by the console. */
const checkState: ProcessRules['checkState'] = (record) => {
  const { state, devices, tasks } = record as ProcessRecord & Pick<Order, 'devices' | 'tasks'>;
  if (state !== 'closed_complete') return null;
  const isLeft = (task: OrderTask): boolean => task.required && task.state === 'open' && task.kind !== 'scan';
  const count =
    tasks.filter(isLeft).length + devices.filter(({ confirmedAt }) => confirmedAt === null).length;
  return count === 0 ? null : fail('missing_fields', 'tasks.open', { fields: ['tasks'], count });
};

/**
 * The order of moves, adds, swaps and disposals. Its tasks, scans and completion have an engine of their own (domain/orders); states, steps and
 * rights are told here as those of every process are.
 */
export const ORDER = defineProcess({
  type: 'order',
  collection: 'orders',
  feature: 'orders',
  numbers: ORDER_NUMBERS.move,
  fields: ORDER_FIELDS,
  states: {
    draft: { phase: 'open' },
    awaiting_qualification: { phase: 'open' },
    qualified: { phase: 'open' },
    assigned: { phase: 'open' },
    accepted: { phase: 'open' },
    work_in_progress: { phase: 'open' },
    closed_complete: { phase: 'ended' },
    closed_incomplete: { phase: 'ended', undone: true },
    cancelled: { phase: 'ended', undone: true },
  },
  initial: ['draft', 'qualified', 'assigned'],
  steps: STEPS,
  stateFields: {},
  needs: { closed_complete: ['completedBy'] },
  opening: ['state', 'teamId', 'assigneeId'],
  acts: [],
  rights: RIGHTS,
  marks: [
    { command: 'orders.step', fields: ['state', 'active'] },
    { command: 'orders.start', fields: WORK_FIELDS },
    { command: 'orders.confirmDevice', fields: WORK_FIELDS },
    { command: 'orders.completeTask', fields: WORK_FIELDS },
    { command: 'orders.complete', fields: WORK_FIELDS },
  ],
  own: {
    ...forConsoles(() => ({
      defaults: () => ({}),
      check: () => null,
      derive: (_process, record) =>
        ({ ...record, timeSpentMinutes: timeSpentIn(record.journal) }) as ProcessRecord,
    })),
    checkState,
  },
});

/** Ends without the work: a completion that happened on site meanwhile stands against them when two consoles' edits are merged. */
export const ORDERS_UNDONE: readonly string[] = ['closed_incomplete', 'cancelled'];
