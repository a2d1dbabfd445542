import { EFFECT_FIELDS } from '#domain/orders/order.effect-fields.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { type CommandName, scopeOf } from './permissions.ts';

/** CouchDB's user context. Names are account names, not the person ids of the journal; the two are never compared. */
export type ServerActor = { readonly name: string | null; readonly roles: readonly string[] };

type CollectionRule = {
  /** Any of these commands makes such documents. */
  readonly create: readonly CommandName[];
  /** Any of these changes any field of them. */
  readonly edit: readonly CommandName[];
  /** These change only the fields of a note or of work on site, or what an order's effect says. */
  readonly mark: readonly CommandName[];
};

const NOTES: readonly CommandName[] = ['incidents.addNote', 'incidents.addComment', 'incidents.bookTime'];
const WORK: readonly CommandName[] = [
  'orders.start',
  'orders.confirmDevice',
  'orders.completeTask',
  'orders.complete',
];

/** Which commands write which collection; so the permission table decides who may on the server, too. */
const COLLECTION_RULES: Readonly<Record<CollectionName, CollectionRule>> = {
  tickets: {
    create: ['incidents.create', 'imports.run'],
    edit: ['incidents.update', 'imports.run'],
    mark: NOTES,
  },
  orders: { create: ['orders.create'], edit: ['orders.update'], mark: WORK },
  configItems: {
    create: ['configItems.create', 'imports.run'],
    edit: ['configItems.update', 'imports.run'],
    mark: ['orders.complete'],
  },
  inventories: {
    create: ['configItems.create', 'imports.run'],
    edit: ['configItems.update', 'imports.run'],
    mark: [],
  },
  relations: {
    create: ['configItems.create', 'imports.run'],
    edit: ['configItems.update', 'imports.run'],
    mark: ['orders.complete'],
  },
  directory: {
    create: ['directory.update', 'imports.run'],
    edit: ['directory.update', 'imports.run'],
    mark: [],
  },
  catalogue: {
    create: ['settings.update', 'imports.run'],
    edit: ['settings.update', 'imports.run'],
    mark: [],
  },
  licences: {
    create: ['configItems.create', 'imports.run'],
    edit: ['configItems.update', 'imports.run'],
    mark: ['orders.complete'],
  },
  knowledge: { create: ['knowledge.update'], edit: ['knowledge.update'], mark: [] },
  announcements: { create: ['incidents.update'], edit: ['incidents.update'], mark: [] },
  attachments: { create: NOTES, edit: NOTES, mark: [] },
  settings: { create: ['settings.update'], edit: ['settings.update'], mark: [] },
};

const BOOKKEEPING: readonly string[] = ['journal', 'updatedAt', 'updatedBy', 'clashes', 'openClashes'];

/** What a note changes on a ticket besides its journal: derived fields, and the state when it carries the caller's answer. */
const NOTE_FIELDS: readonly string[] = [
  'state',
  'holdReason',
  'active',
  'priority',
  'sla',
  'dueAt',
  'reassignmentCount',
  'reopenCount',
  'timeSpentMinutes',
];

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

const hasAny = (roles: readonly string[], commands: readonly CommandName[]): boolean =>
  commands.some((command) => scopeOf(roles, command) !== 'none');

/** Whether one of `roles` writes such documents at all; which fields is `fieldRights`. */
export const mayWrite = (
  collection: CollectionName,
  action: 'create' | 'change',
  roles: readonly string[],
): boolean => {
  const rule = COLLECTION_RULES[collection];
  return action === 'create' ? hasAny(roles, rule.create) : hasAny(roles, [...rule.edit, ...rule.mark]);
};

export type FieldRights =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some';
      readonly fields: readonly string[];
      /** Also these, where an order's effect in the journal names them. */
      readonly byEffect: readonly string[];
      /** Also these, as long as they are empty: whoever starts an order without a person takes it. */
      readonly onlyFromNull: readonly string[];
    };

const markFieldsOf = (collection: CollectionName): readonly string[] => {
  if (collection === 'tickets') return [...BOOKKEEPING, ...NOTE_FIELDS];
  return collection === 'orders' ? [...BOOKKEEPING, ...WORK_FIELDS] : BOOKKEEPING;
};

const effectFieldsOf = (collection: CollectionName): readonly string[] => {
  switch (collection) {
    case 'configItems':
    case 'relations':
    case 'licences':
      return EFFECT_FIELDS[collection];
    default:
      return [];
  }
};

/** The fields that `roles` may change on an existing document of `collection`. */
export const fieldRights = (collection: CollectionName, roles: readonly string[]): FieldRights =>
  hasAny(roles, COLLECTION_RULES[collection].edit)
    ? { kind: 'all' }
    : {
        kind: 'some',
        fields: markFieldsOf(collection),
        byEffect: effectFieldsOf(collection),
        onlyFromNull: collection === 'orders' ? ['assigneeId'] : [],
      };
