import { EFFECT_FIELDS } from '#domain/orders/order.effect-fields.ts';
import { ORDER } from '#domain/processes/order.ts';
import type { Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { scopeOf } from './permissions.ts';

/** CouchDB's user context. Names are account names, not the person ids of the journal; the two are never compared. */
export type ServerActor = { readonly name: string | null; readonly roles: readonly string[] };

/** Which commands write records of one type; so the rights table decides who may on the server, too. */
type Writers = {
  /** Any of these makes such records. */
  readonly create: readonly string[];
  /** Any of these changes any field of them. */
  readonly edit: readonly string[];
  /** These change only some fields, or what an order's effect says. */
  readonly mark: readonly { readonly command: string; readonly fields: readonly string[] }[];
};

const EFFECTS = [{ command: 'orders.complete', fields: [] }];

const RECORD_WRITERS: Readonly<Record<Exclude<CollectionName, 'tickets' | 'orders' | 'knowledge'>, Writers>> =
  {
    configItems: {
      create: ['configItems.create', 'configItems.import'],
      edit: ['configItems.update', 'configItems.import'],
      mark: EFFECTS,
    },
    inventories: {
      create: ['configItems.create', 'configItems.import'],
      edit: ['configItems.update', 'configItems.import'],
      mark: [],
    },
    relations: {
      create: ['configItems.create', 'configItems.import'],
      edit: ['configItems.update', 'configItems.import'],
      mark: EFFECTS,
    },
    directory: {
      create: ['directory.update', 'directory.import'],
      edit: ['directory.update', 'directory.import'],
      mark: [],
    },
    catalogue: {
      create: ['catalogue.update', 'catalogue.import'],
      edit: ['catalogue.update', 'catalogue.import'],
      mark: [],
    },
    licences: {
      create: ['licences.update', 'licences.import'],
      edit: ['licences.update', 'licences.import'],
      mark: EFFECTS,
    },
    announcements: { create: ['events.update'], edit: ['events.update'], mark: [] },
    attachments: { create: ['attachments.add'], edit: ['attachments.add'], mark: [] },
    settings: { create: ['settings.update'], edit: ['settings.update'], mark: [] },
  };

const NOBODY: Writers = { create: [], edit: [], mark: [] };

const processWriters = ({ feature, marks }: Process): Writers => ({
  create: [`${feature}.create`, `${feature}.import`],
  edit: [`${feature}.update`, `${feature}.import`],
  mark: marks,
});

const writersOf = (collection: CollectionName, type: unknown): Writers => {
  if (collection === 'orders') return processWriters(ORDER);
  if (collection !== 'tickets' && collection !== 'knowledge') return RECORD_WRITERS[collection];
  const process = processOf(type);
  return process === null ? NOBODY : processWriters(process);
};

const BOOKKEEPING: readonly string[] = ['journal', 'updatedAt', 'updatedBy', 'clashes', 'openClashes'];

const hasAny = (roles: readonly string[], commands: readonly string[]): boolean =>
  commands.some((command) => scopeOf(roles, command) !== 'none');

/** Whether one of `roles` writes such records at all; which fields is `fieldRights`. */
export const mayWrite = (
  collection: CollectionName,
  type: unknown,
  action: 'create' | 'change',
  roles: readonly string[],
): boolean => {
  const { create, edit, mark } = writersOf(collection, type);
  return hasAny(roles, action === 'create' ? create : [...edit, ...mark.map(({ command }) => command)]);
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

/** The fields that `roles` may change on an existing record. */
export const fieldRights = (
  collection: CollectionName,
  type: unknown,
  roles: readonly string[],
): FieldRights => {
  const { edit, mark } = writersOf(collection, type);
  if (hasAny(roles, edit)) return { kind: 'all' };
  const held = mark.filter(({ command }) => scopeOf(roles, command) !== 'none');
  return {
    kind: 'some',
    fields: [...BOOKKEEPING, ...held.flatMap(({ fields }) => fields)],
    byEffect: effectFieldsOf(collection),
    onlyFromNull: collection === 'orders' ? ['assigneeId'] : [],
  };
};
