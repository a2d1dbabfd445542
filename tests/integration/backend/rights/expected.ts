/**
 * Who may do what, written down by hand from what Deskhand promises (README, ARCHITECTURE "Trust"), not read from the tables that the rules are made
 * of: so a slip in a table is seen here. `x` may, `.` may not; the columns are the roles.
 */
import type { Role } from '#domain/records/common.ts';

//                             desk            field     lead         problem           knowledge            change            admin            worker
export const COLUMNS: readonly Role[] = [
  ...(['service-desk', 'field', 'team-lead', 'problem-manager'] as const),
  ...(['knowledge-manager', 'change-manager', 'administrator', 'worker'] as const),
];

/** What somebody does by their right; `team-1` is the team of everybody in the matrix. */
type Honest = {
  readonly create: string;
  /** A text is changed, as the history tells, on a record of one's own team, of nobody, and of others. */
  readonly edit: string;
  readonly editFree?: string;
  readonly editOthers?: string;
  /** Something is noted in the history, nothing else. */
  readonly note?: string;
  /** Words for who is served, and time booked. */
  readonly comment?: string;
  readonly time?: string;
  /** The first step, on a record of one's own team, and of others. */
  readonly step?: string;
  readonly stepOthers?: string;
  /** Another system's history is replayed: entries by others, told as an import. */
  readonly import?: string;
};

const ALL = 'x x x x x x x x';
const NONE = '. . . . . . . .';

// biome-ignore format: a table is read by its columns
export const HONEST: Readonly<Record<string, Honest>> = {
  //                                   d f l p k c a w
  'tickets/incident': {
    create:                          'x x x x x x x x',
    edit:                            'x x x . . . x x',
    editFree:                        'x . x . . . x x',
    editOthers:                      'x . x . . . x x',
    note:                            'x x x x x x x x',
    comment:                         'x x x x x x x x',
    time:                            'x x x x x x x .',
    step:                            'x x x . . . x x',
    stepOthers:                      'x . x . . . x x',
    import:                          '. . x . . . x x',
  },
  'tickets/problem': {
    create:                          'x x x x x x x x',
    edit:                            'x . x x . x x x',
    editFree:                        'x . x x . x x x',
    editOthers:                      '. . x x . x x x',
    note:                            'x x x x x x x x',
    comment:                         'x . x x . x x x',
    time:                            'x x x x x x x .',
    step:                            'x . x x . x x .',
    stepOthers:                      '. . x x . x x .',
    import:                          '. . . . . . . x',
  },
  'tickets/change': {
    create:                          'x . x x . x x x',
    edit:                            'x . x x . x x x',
    editFree:                        'x . x x . x x x',
    editOthers:                      '. . x . . x x x',
    note:                            'x x x x x x x x',
    comment:                         'x . x x . x x x',
    time:                            'x x x x x x x .',
    step:                            'x . x x . x x .',
    stepOthers:                      '. . x . . x x .',
    import:                          '. . . . . . . x',
  },
  'tickets/release': {
    create:                          '. . x . . x x x',
    edit:                            '. . x . . x x x',
    editFree:                        '. . x . . x x x',
    editOthers:                      '. . x . . x x x',
    note:                            'x x x x x x x x',
    comment:                         'x . x x . x x x',
    time:                            'x x x x x x x .',
    step:                            '. . x . . x x .',
    stepOthers:                      '. . x . . x x .',
    import:                          '. . . . . . . x',
  },
  'orders/orders': {
    create:                          'x . x . . x x x',
    edit:                            'x . x . . x x x',
    editFree:                        'x . x . . x x x',
    editOthers:                      'x . x . . x x x',
    step:                            'x x x . . . x .',
    stepOthers:                      'x . x . . . x .',
    import:                          '. . . . . . . x',
  },
  'configItems/configItems': {
    create:                          'x . x . . x x x',
    edit:                            'x . x . . x x x',
    import:                          '. . x . . . x x',
  },
  'inventories/inventories': {
    create:                          'x . x . . x x x',
    edit:                            'x . x . . x x x',
  },
  'relations/relations': {
    create:                          'x . x . . x x x',
    edit:                            'x . x . . x x x',
    import:                          '. . x . . . x x',
  },
  'directory/person': {
    create:                          'x . x . . . x x',
    edit:                            'x . x . . . x x',
    import:                          '. . x . . . x x',
  },
  'directory/team': {
    create:                          'x . x . . . x x',
    edit:                            'x . x . . . x x',
    import:                          '. . x . . . x x',
  },
  'directory/place': {
    create:                          'x . x . . . x x',
    edit:                            'x . x . . . x x',
    import:                          '. . x . . . x x',
  },
  'catalogue/service':   { create: '. . x . . . x x', edit: '. . x . . . x x', import: '. . x . . . x x' },
  'catalogue/product':   { create: '. . x . . . x x', edit: '. . x . . . x x', import: '. . x . . . x x' },
  'catalogue/agreement': { create: '. . x . . . x x', edit: '. . x . . . x x', import: '. . x . . . x x' },
  'catalogue/calendar':  { create: '. . x . . . x x', edit: '. . x . . . x x', import: '. . x . . . x x' },
  'licences/contract':   { create: 'x . x . . x x x', edit: 'x . x . . x x x', import: '. . x . . . x x' },
  'licences/pool':       { create: 'x . x . . x x x', edit: 'x . x . . x x x', import: '. . x . . . x x' },
  'licences/seat':       { create: 'x . x . . x x x', edit: 'x . x . . x x x', import: '. . x . . . x x' },
  'knowledge/article': {
    create:                          'x x x x x x x x',
    edit:                            'x x x x x x x x',
    note:                            'x x x x x x x x',
    step:                            'x x x x x x x .',
    import:                          '. . x . x . x x',
  },
  'knowledge/known_error': {
    create:                          'x . x x x x x x',
    edit:                            'x . x x x x x x',
    note:                            'x x x x x x x x',
    step:                            'x . x x x . x .',
    import:                          '. . x . x . x x',
  },
  'events/announcement': { create:   'x . x x . x x x', edit: 'x . x x . x x x' },
  'events/maintenance_window': { create: 'x . x x . x x x', edit: 'x . x x . x x x' },
  // They stop everybody's changes.
  'events/blackout':     { create:   '. . x . . x x x', edit: '. . x . . x x x' },
  'events/lockdown':     { create:   '. . x . . . x x', edit: '. . x . . . x x' },
  'events/cab_meeting':  { create:   '. . x . . x x .', edit: '. . x . . x x .' },
  'ledger/outage':       { create:   '. . x . . . x x', edit: '. . x . . . x x' },
  // What is in a file never changes: another one is another record.
  'attachments/attachments': { create: ALL, edit: NONE, note: ALL },
  'settings/settings':   { create:   '. . . . . . x .', edit: '. . . . . . x .' },
  'settings/trend-dismissal': { create: '. . x x . . x .', edit: '. . x x . . x .' },
  // Whoever imports asks, whoever manages items decides.
  'settings/device-review': { create: '. . x . . x x x', edit: '. . x . . x x x' },
  // A view stays its maker's; leads and administrators change any.
  'settings/shared-view': { create: 'x x x x x x x .', edit: '. . x . . . x .' },
  // Who wrote one does not agree to it.
  'settings/change-model': { create: '. . . . . x x .', edit: '. . . . . x x .' },
  'settings/diagnosis-script': { create: '. . . . . . x .', edit: '. . . . . . x .' },
  // What is somebody's own is nobody else's to change.
  'settings/prepared': { create: 'x x x x x x x .', edit: '. . . . . . . .' },
};

/** Only administrators take a record away, whatever it is. */
export const DELETE = '. . . . . . x .';

/** Said of every kind: what nobody may, whatever their rights are. Each is an edit or a new record with one thing wrong. */
export const FORGED = {
  /** Another person's name in a new entry, and in a new record. The worker brings what others did. */
  author: 'an entry in the name of another',
  createdBy: 'a new record in the name of another',
  early: 'an entry of 2019, before there was the record',
  future: 'an entry of 2099',
  untold: 'an edit without any entry',
  mistold: 'an edit whose entry starts from what never was there',
  empty: 'a new record without any entry',
  wrongKind: 'an object where a text belongs',
  missing: 'a field less',
  deep: 'a value 33 levels deep',
  derived: 'a number that is counted, changed without a cause',
  revision: 'a revision made up, sent as replication does',
} as const;
export type Forgery = keyof typeof FORGED;

/** Where the rules of histories do not reach: machines report inventories, and nobody's act it would be; the worker writes down others' acts. */
export const EXCEPT: readonly {
  readonly forgery: Forgery;
  readonly kind?: string;
  readonly role?: Role;
  readonly may: 'as create' | 'as edit';
}[] = [
  { forgery: 'author', role: 'worker', may: 'as edit' },
  { forgery: 'createdBy', role: 'worker', may: 'as create' },
  { forgery: 'untold', kind: 'inventories/inventories', may: 'as edit' },
  { forgery: 'mistold', kind: 'inventories/inventories', may: 'as edit' },
  { forgery: 'empty', kind: 'inventories/inventories', may: 'as create' },
];
