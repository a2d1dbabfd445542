import { settableFields } from '#domain/effects/granted.ts';
import { mayEditIn, type Process } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { scopeOf } from './permissions.ts';
import { BOOKKEEPING, type Doc } from './server-doc.ts';
import { ANYWHERE, type Reach } from './server-scope.ts';

/** Which commands write records of one type; so the rights table decides who may on the server, too. */
type Writers = {
  /** Any of these makes such records. */
  readonly create: readonly string[];
  /** Any of these changes any field of them. */
  readonly edit: readonly string[];
  /** Of those the ones that only do so where the process lets the role edit the record as it stands. */
  readonly byState?: readonly string[];
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
    events: { create: ['events.create'], edit: ['events.update'], mark: [] },
    ledger: { create: ['ledger.update'], edit: ['ledger.update'], mark: [] },
    // What is in a file never changes: another one is another record. Two consoles that added the same merge their histories.
    attachments: {
      create: ['attachments.add'],
      edit: [],
      mark: [
        { command: 'attachments.add', fields: [] },
        { command: 'attachments.withdraw', fields: ['active'] },
      ],
    },
    settings: { create: ['settings.update'], edit: ['settings.update'], mark: [] },
  };

const NOBODY: Writers = { create: [], edit: [], mark: [] };

/** Whoever gives records to people and teams without editing them changes that, and what follows from it. */
const assignMark = ({ acts, feature, fields }: Process): Writers['mark'] => {
  const derived = Object.keys(fields).filter((name) => fields[name]?.merge === 'derived');
  return acts.includes('assign')
    ? [{ command: `${feature}.assign`, fields: ['teamId', 'assigneeId', ...derived] }]
    : [];
};

const processWriters = (process: Process): Writers => {
  const { feature } = process;
  return {
    create: [`${feature}.create`, `${feature}.import`],
    edit: [`${feature}.update`, `${feature}.import`],
    byState: [`${feature}.update`],
    mark: [...process.marks, ...assignMark(process)],
  };
};

/** Settings documents that are not the administrator's alone, by their value's key. */
const SETTING_WRITERS: Readonly<Record<string, Writers>> = {
  'trend-dismissal': { create: ['problems.dismissTrend'], edit: ['problems.dismissTrend'], mark: [] },
  'device-review': {
    create: ['configItems.import', 'imports.decide'],
    edit: ['imports.decide', 'configItems.import'],
    mark: [],
  },
  // Whose views and which teams: server-settings.ts.
  'shared-view': { create: ['views.share'], edit: ['views.share'], mark: [] },
  // For whom: server-settings.ts.
  // Who agrees to what: server-change-models.ts.
  'change-model': {
    create: ['changes.saveModel'],
    edit: ['changes.saveModel', 'changes.approveModel', 'changes.retireModel'],
    mark: [],
  },
  'diagnosis-script': {
    create: ['diagnosis.save'],
    edit: ['diagnosis.save', 'diagnosis.retire'],
    mark: [],
  },
  prepared: { create: ['prepared.save'], edit: ['prepared.save'], mark: [] },
};

/** Events that not everybody who writes events writes, by their type. */
const EVENT_WRITERS: Readonly<Record<string, Writers>> = {
  blackout: { create: ['blackouts.update'], edit: ['blackouts.update'], mark: [] },
  lockdown: { create: ['lockdowns.update'], edit: ['lockdowns.update'], mark: [] },
  // Whose word in it: server-meetings.ts.
  cab_meeting: {
    create: ['meetings.create'],
    edit: ['meetings.update'],
    mark: [{ command: 'meetings.decide', fields: ['agendaItems', 'presentIds', 'remarks'] }],
  },
  announcement: { create: ['announcements.create'], edit: ['announcements.update'], mark: [] },
};

/** What decides about the rights to a document within its collection: its type, or what kind of setting it is. */
export const kindOf = (collection: CollectionName, doc: Doc): unknown => {
  if (collection !== 'settings') return doc.type;
  return isObject(doc.value) ? doc.value.key : null;
};

/** In the directory people alone have something of their own to say; whose absence, server-votes.ts. */
const PEOPLE_WRITERS: Readonly<Record<string, Writers>> = {
  person: {
    ...RECORD_WRITERS.directory,
    mark: [{ command: 'absences.save', fields: ['absences'] }],
  },
};

/** Those of a collection's kinds that have writers of their own. */
const OWN_WRITERS: Readonly<Partial<Record<CollectionName, Readonly<Record<string, Writers>>>>> = {
  settings: SETTING_WRITERS,
  events: EVENT_WRITERS,
  directory: PEOPLE_WRITERS,
};

const writersOf = (collection: CollectionName, kind: unknown): Writers => {
  const own = OWN_WRITERS[collection] ?? {};
  if (typeof kind === 'string' && Object.keys(own).includes(kind)) return own[kind] ?? NOBODY;
  const process = processIn(collection, kind);
  // A type without a process is nobody's in a collection of processes, which has no line of its own.
  const others: Readonly<Partial<Record<CollectionName, Writers>>> = RECORD_WRITERS;
  return process === null ? (others[collection] ?? NOBODY) : processWriters(process);
};

const hasAny = (roles: readonly string[], commands: readonly string[], reach: Reach = ANYWHERE): boolean =>
  commands.some((command) => reach(scopeOf(roles, command)));

/** Whether one of `roles` takes in such records from other systems, with their history. Settings are the administrators' to bring. */
export const mayImport = (collection: CollectionName, doc: Doc, roles: readonly string[]): boolean => {
  const kind = kindOf(collection, doc);
  const { create } = writersOf(collection, kind);
  const isOwn = typeof kind === 'string' && Object.keys(SETTING_WRITERS).includes(kind);
  // What people make for themselves among the settings comes from no other system.
  const isWhole = collection === 'settings' && !isOwn;
  return hasAny(roles, isWhole ? create : create.filter((one) => /\.import$/.test(one)));
};

/** Whether one of `roles` writes such records at all; which fields is `fieldRights`. `kind` is that of `kindOf`. */
export const mayWrite = (
  collection: CollectionName,
  kind: unknown,
  action: 'create' | 'change',
  roles: readonly string[],
): boolean => {
  const { create, edit, mark } = writersOf(collection, kind);
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

/** The commands that give such a record to somebody. */
export const assigningCommands = (collection: CollectionName, kind: unknown): readonly string[] => {
  const process = processIn(collection, kind);
  return process === null ? [] : [`${process.feature}.assign`, `${process.feature}.update`];
};

/** Who takes the steps of a process fills in what they ask for, and changes nothing that is there. */
const filledBy = (collection: CollectionName, kind: unknown, held: Writers['mark']): readonly string[] => {
  const process = processIn(collection, kind);
  const mayStep = process !== null && held.some(({ command }) => command === `${process.feature}.step`);
  return mayStep ? process.steps.flatMap(({ fills }) => [...fills]) : [];
};

/** The fields that `roles` may change on a record of `kind` that stands in `state` so far. */
export const fieldRights = (
  collection: CollectionName,
  kind: unknown,
  state: string,
  roles: readonly string[],
  reach: Reach = ANYWHERE,
): FieldRights => {
  const { edit, byState: stateEdit, mark } = writersOf(collection, kind);
  const byState = stateEdit ?? [];
  const process = byState.length === 0 ? null : processIn(collection, kind);
  const isHeldBack = process !== null && !mayEditIn(process, state, roles);
  const free = isHeldBack ? edit.filter((command) => !byState.includes(command)) : edit;
  if (hasAny(roles, free, reach)) return { kind: 'all' };
  const held = mark.filter(({ command }) => reach(scopeOf(roles, command)));
  return {
    kind: 'some',
    fields: [...BOOKKEEPING, ...held.flatMap(({ fields }) => fields)],
    byEffect: settableFields(collection),
    onlyFromNull: collection === 'orders' ? ['assigneeId'] : filledBy(collection, kind, held),
  };
};
