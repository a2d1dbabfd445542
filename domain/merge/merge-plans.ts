import { ORDERS_UNDONE } from '#domain/orders/order.transitions.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';

/**
 * How one field is merged when both sides changed it. A field without an entry is `atomic`: it is taken or clashes as a whole.
 * - append-log: union by id, ordered by (at, id); nothing is ever dropped
 * - clash-log: union by id, a decided clash wins over an open one
 * - keyed: a list of elements with ids, merged element by element and field by field
 * - set: a list without order; what either side added is in, what either side removed is out
 * - object: merged key by key
 * - newest-section: machine facts, section by section; the later report wins without a clash
 * - derived: computed from other fields; the server's value stands until the caller recomputes
 * - earlier, later: the smaller or greater of the two (instants, counters)
 */
export type FieldPlan =
  | 'append-log'
  | 'clash-log'
  | 'keyed'
  | 'set'
  | 'object'
  | 'newest-section'
  | 'derived'
  | 'earlier'
  | 'later';

/**
 * Fields that only make sense together and therefore come from one side. `fields` decide whether the sides differ, `followers`
 * (who did it, when) go with them without being a reason to clash. The clash is filed under the group's name and its
 * values are objects that hold all of them.
 */
export type FieldGroup = {
  readonly name: string;
  readonly fields: readonly string[];
  readonly followers: readonly string[];
  /** A value of the group's first field that stands against these others, whichever side has it; what lost waits as the clash's `mine`. */
  readonly stands?: { readonly value: string; readonly against: readonly string[] };
};
export type MergePlan = {
  readonly fields: Readonly<Record<string, FieldPlan>>;
  readonly groups: readonly FieldGroup[];
  /** Groups inside the elements of a `keyed` list. */
  readonly elementGroups: Readonly<Record<string, readonly FieldGroup[]>>;
};

const BASE = {
  createdAt: 'earlier',
  journal: 'append-log',
  clashes: 'clash-log',
  openClashes: 'derived',
} as const satisfies Readonly<Record<string, FieldPlan>>;

/** Names of the fields of every member of a union of records. */
type FieldOf<R> = R extends unknown ? keyof R & string : never;
type PlanOf<C extends CollectionName> = {
  readonly fields?: { readonly [F in FieldOf<RecordOf[C]>]?: FieldPlan };
  readonly groups?: readonly {
    readonly name: FieldOf<RecordOf[C]> | 'assignment';
    readonly fields: readonly FieldOf<RecordOf[C]>[];
    readonly followers: readonly FieldOf<RecordOf[C]>[];
    readonly stands?: NonNullable<FieldGroup['stands']>;
  }[];
  readonly elementGroups?: { readonly [F in FieldOf<RecordOf[C]>]?: readonly FieldGroup[] };
};

const plan = <C extends CollectionName>(own: PlanOf<C>): MergePlan => ({
  fields: { ...BASE, ...(own.fields as Readonly<Record<string, FieldPlan>> | undefined) },
  groups: own.groups ?? [],
  elementGroups: (own.elementGroups ?? {}) as Readonly<Record<string, readonly FieldGroup[]>>,
});

// Somebody's name on work belongs to the team it was given to; mixing two hand-overs would put a person into a foreign team.
const ASSIGNMENT = { name: 'assignment', fields: ['teamId', 'assigneeId'], followers: [] } as const;

/** How each collection's records are merged. `updatedAt`/`updatedBy` are always those of the later edit. */
export const MERGE_PLANS: { readonly [C in CollectionName]: MergePlan } = {
  tickets: plan<'tickets'>({
    fields: {
      active: 'derived',
      priority: 'derived',
      dueAt: 'derived',
      sla: 'derived',
      reassignmentCount: 'derived',
      reopenCount: 'derived',
      timeSpentMinutes: 'derived',
      ciIds: 'set',
      knowledgeIds: 'set',
      tags: 'set',
      extra: 'object',
    },
    groups: [
      // As one, so that a merge can't make a resolved ticket without a closure code.
      {
        name: 'state',
        fields: ['state', 'holdReason', 'closureCode', 'closureNotes'],
        followers: ['resolvedAt', 'resolvedBy', 'closedAt'],
      },
      ASSIGNMENT,
    ],
  }),
  orders: plan<'orders'>({
    fields: {
      active: 'derived',
      timeSpentMinutes: 'derived',
      carryOver: 'set',
      tags: 'set',
      devices: 'keyed',
      tasks: 'keyed',
    },
    groups: [
      // Work done on site is done: its effects are written already, and an order cancelled beside moved devices would be half an order.
      {
        name: 'state',
        fields: ['state', 'completionNotes'],
        followers: ['startedAt', 'completedAt', 'completedBy', 'effects'],
        stands: { value: 'closed_complete', against: ORDERS_UNDONE },
      },
      ASSIGNMENT,
    ],
    elementGroups: {
      tasks: [{ name: 'state', fields: ['state'], followers: ['doneAt', 'doneBy'] }],
      devices: [
        { name: 'confirmedCode', fields: ['confirmedCode'], followers: ['confirmedAt', 'confirmedBy'] },
      ],
    },
  }),
  configItems: plan<'configItems'>({
    fields: {
      active: 'derived',
      softwareCount: 'derived',
      inventoryAt: 'later',
      // An order completed on two notebooks installs the device twice, some minutes apart: nothing to decide, the first one stands.
      installedAt: 'derived',
      macs: 'set',
      ips: 'set',
      agreementIds: 'set',
      lockedFields: 'set',
      tags: 'set',
      commercial: 'object',
      hardware: 'object',
      extra: 'object',
    },
    groups: [{ name: 'status', fields: ['status'], followers: ['retiredAt'] }],
  }),
  inventories: plan<'inventories'>({
    fields: {
      sections: 'newest-section',
      sectionTimes: 'newest-section',
      receivedAt: 'later',
      source: 'derived',
    },
  }),
  relations: plan<'relations'>({}),
  directory: plan<'directory'>({
    fields: { phones: 'set', teamIds: 'set', authorizations: 'keyed', extra: 'object' },
  }),
  catalogue: plan<'catalogue'>({
    fields: { agreementIds: 'set', ticketTypes: 'set', serviceIds: 'set', holidays: 'set' },
  }),
  licences: plan<'licences'>({
    // Two people taking the last seat: one of them gets it, whole.
    groups: [{ name: 'state', fields: ['state', 'ciId', 'userId'], followers: [] }],
  }),
  knowledge: plan<'knowledge'>({
    fields: { active: 'derived', ciIds: 'set', models: 'set', serviceIds: 'set', tags: 'set' },
  }),
  announcements: plan<'announcements'>({ fields: { ciIds: 'set' } }),
  attachments: plan<'attachments'>({}),
  settings: plan<'settings'>({ fields: { value: 'object', version: 'later' } }),
};
