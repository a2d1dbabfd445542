import type { RxJsonSchema } from 'rxdb';
import { allFieldsOf } from '#domain/fields/tables.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { PartialIndex } from '../storage/columns.ts';

/** `column: true` gives the field a column of its own, see main/host/storage/columns.ts. */
type Column = { readonly type: string | readonly string[]; readonly maxLength?: number } & Record<
  string,
  unknown
>;

const text: Column = { type: 'string', maxLength: 400, column: true };
const id: Column = { type: 'string', maxLength: 80, column: true };
const optionalText: Column = { type: ['string', 'null'], maxLength: 400, column: true };
const optionalId: Column = { type: ['string', 'null'], maxLength: 80, column: true };
const flag: Column = { type: 'boolean', column: true };
/** References, of which most documents have none: NULL then, else their JSON. For whoever looks for one among all documents. */
const list: Column = { type: 'array', column: true };
const count: Column = { type: 'integer', minimum: 0, maximum: 1_000_000_000, multipleOf: 1, column: true };

type StoreDefinition = {
  /** Counts up with every change of the document's shape; the old version stays in tests/fixtures/schemas. */
  readonly version: number;
  /** Fields with a column of their own, which lists and reports filter and sort by, with the exact type of each. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly indexes: readonly (readonly string[])[];
  /** Indexes over a part of the documents, see main/host/storage/columns.ts. */
  readonly partialIndexes?: readonly PartialIndex[];
};

/** What a queue is filtered by. It stands at the end of the queues' indexes, so that pages and counts never touch the documents. */
const QUEUE_FILTERS = [
  'teamId',
  'assigneeId',
  'priority',
  'state',
  'type',
  'placeId',
  'requesterId',
  'openedAt',
  'resolvedAt',
  'sla.resolutionMinutes',
  'sla.resolutionBreached',
  'sla.responseBreached',
  'openClashes',
] as const;

/** Open tickets in one order: a small part of all, whatever the history grows to. */
const openTickets = (...order: readonly string[]): PartialIndex => ({
  only: { path: 'active', is: 'true' },
  paths: [...order, 'id', ...QUEUE_FILTERS, 'dueAt'].filter((path, i, all) => all.indexOf(path) === i),
});

/** For look-ups by a reference that most documents have not. */
const where = (path: string): PartialIndex => ({ only: { path, is: 'present' }, paths: [path] });

/**
 * What each collection's documents are found by. Every index costs time at each write, so one stands here only for a list, a look-up
 * or a report that needs it.
 */
const DEFINITIONS: { readonly [C in CollectionName]: StoreDefinition } = {
  tickets: {
    version: 5,
    columns: {
      title: text,
      ciIds: list,
      knowledgeIds: list,
      active: flag,
      dueAt: text,
      priority: count,
      teamId: optionalId,
      assigneeId: optionalId,
      requesterId: optionalId,
      ciId: optionalId,
      parentId: optionalId,
      problemId: optionalId,
      causedByChangeId: optionalId,
      plannedStartAt: optionalText,
      plannedEndAt: optionalText,
      placeId: optionalId,
      number: text,
      type: text,
      state: text,
      openedAt: text,
      resolvedAt: optionalText,
      updatedAt: text,
      category: optionalText,
      majorState: optionalText,
      escalation: optionalText,
      reopenCount: count,
      externalId: optionalText,
      // Reports read these of many tickets at once; columns cost nothing to scan, documents do.
      sla: {
        type: 'object',
        properties: {
          responseMinutes: { ...count, type: ['integer', 'null'] },
          responseDueAt: optionalText,
          respondedAt: optionalText,
          responseBreached: flag,
          resolutionMinutes: { ...count, type: ['integer', 'null'] },
          resolutionDueAt: optionalText,
          resolutionBreached: flag,
        },
      },
    },
    indexes: [
      // Reports and the history: what was opened and resolved when, covering what their charts and usual filters look at.
      ['openedAt', 'id', 'teamId', 'type', 'state', 'priority'],
      ['resolvedAt', 'id', 'teamId', 'openedAt', 'sla.resolutionMinutes', 'sla.resolutionBreached'],
      ['sla.respondedAt'],
      ['updatedAt'],
      ['number'],
      ['requesterId', 'active'],
      ['ciId', 'active'],
    ],
    partialIndexes: [
      openTickets('dueAt'),
      openTickets('teamId', 'dueAt'),
      openTickets('assigneeId', 'dueAt'),
      openTickets('priority', 'dueAt'),
      openTickets('openedAt'),
      where('parentId'),
      where('problemId'),
      where('causedByChangeId'),
      where('plannedStartAt'),
      where('majorState'),
      where('escalation'),
      where('externalId'),
    ],
  },
  orders: {
    version: 1,
    columns: {
      active: flag,
      dueAt: text,
      assigneeId: optionalId,
      personId: optionalId,
      plannedStart: optionalText,
      number: text,
      state: text,
    },
    indexes: [
      ['active', 'dueAt'],
      ['active', 'assigneeId', 'dueAt'],
      ['plannedStart'],
      ['personId'],
      ['number'],
    ],
  },
  configItems: {
    version: 0,
    columns: {
      active: flag,
      name: text,
      ciClass: text,
      status: text,
      serial: optionalText,
      uuid: optionalText,
      assetTag: optionalText,
      userId: optionalId,
      placeId: optionalId,
      model: optionalText,
      updatedAt: text,
      externalId: optionalText,
    },
    indexes: [
      ['active', 'name'],
      ['name'],
      ['ciClass', 'name'],
      ['status', 'name'],
      ['serial'],
      ['uuid'],
      ['assetTag'],
      ['userId'],
      ['placeId'],
      ['model'],
      ['updatedAt'],
      ['externalId'],
    ],
  },
  inventories: { version: 0, columns: { receivedAt: text }, indexes: [['receivedAt']] },
  relations: {
    version: 0,
    columns: { fromId: id, toId: id, kind: text, externalId: optionalText },
    indexes: [['fromId'], ['toId'], ['externalId']],
  },
  directory: {
    version: 0,
    columns: { type: text, name: text, externalId: optionalText, active: flag },
    indexes: [['type', 'name'], ['externalId']],
  },
  catalogue: { version: 0, columns: { type: text, name: text }, indexes: [['type', 'name']] },
  licences: {
    version: 0,
    columns: { type: text, ciId: optionalId, userId: optionalId, poolId: optionalId },
    indexes: [['type', 'poolId'], ['ciId'], ['userId']],
  },
  knowledge: {
    version: 1,
    columns: {
      type: text,
      state: text,
      active: flag,
      number: text,
      category: optionalText,
    },
    indexes: [['type', 'active'], ['number']],
  },
  events: {
    version: 2,
    columns: { type: text, active: flag, startsAt: text, endsAt: optionalText },
    indexes: [['type', 'active', 'startsAt']],
  },
  ledger: { version: 0, columns: { type: text, startedAt: text }, indexes: [['type', 'startedAt']] },
  attachments: { version: 2, columns: { ownerId: id }, indexes: [['ownerId']] },
  settings: { version: 0, columns: { key: text }, indexes: [['key']] },
};

/** The RxDB schema of a collection: its fields from the field tables, unions taken together, exact types where an index needs them. */
export const storeSchemaOf = <C extends CollectionName>(collection: C): RxJsonSchema<RecordOf[C]> => {
  const { version, columns, indexes, partialIndexes = [] } = DEFINITIONS[collection];
  const properties: Record<string, unknown> = {};
  for (const [field, { late }] of Object.entries(allFieldsOf(collection)).sort()) {
    if (late !== true || field in columns) properties[field] = columns[field] ?? {};
  }
  properties.openClashes = count;
  properties.id = id;
  return {
    version,
    primaryKey: 'id',
    type: 'object',
    properties,
    required: ['id'],
    indexes,
    // The conflict inbox asks every collection.
    partialIndexes: [
      ...partialIndexes,
      { only: { path: 'openClashes', is: 'positive' }, paths: ['openClashes'] },
    ],
    // Made from the field tables, as the record's type is; partial indexes are our storage's own.
  } as unknown as RxJsonSchema<RecordOf[C]>;
};

export const storeSchemas = (): { readonly [C in CollectionName]: RxJsonSchema<RecordOf[C]> } =>
  Object.fromEntries(COLLECTIONS.map((name) => [name, storeSchemaOf(name)])) as {
    readonly [C in CollectionName]: RxJsonSchema<RecordOf[C]>;
  };
