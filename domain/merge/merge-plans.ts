import { type FieldGroup, type MergePlan, mergePlanOf } from '#domain/fields/merge-plan.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { ORDERS_UNDONE } from '#domain/processes/order.ts';
import { processIn } from '#domain/processes/registry.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { lazily } from '#domain/records/lazily.ts';

/** Values that win whichever side has them, by collection and group: work done on site is done. */
const STANDS: Readonly<
  Partial<Record<CollectionName, Readonly<Record<string, NonNullable<FieldGroup['stands']>>>>>
> = {
  orders: { state: { value: 'closed_complete', against: ORDERS_UNDONE } },
};

const ofProcess = (
  collection: CollectionName,
  type: string,
): Pick<MergePlan, 'needs' | 'guarded' | 'keptBy' | 'excludes'> => {
  const process = processIn(collection, type);
  if (process === null) return {};
  const { needs, editors, fields, keptBy, excludes } = process;
  const rules = {
    needs,
    ...(keptBy === undefined ? {} : { keptBy }),
    ...(excludes === undefined ? {} : { excludes }),
  };
  if (editors === undefined) return rules;
  const edited = Object.keys(fields).filter((name) => fields[name]?.edit !== undefined);
  return { ...rules, guarded: { states: Object.keys(editors), fields: edited } };
};

const plansOf = (collection: CollectionName): Readonly<Record<string, MergePlan>> =>
  Object.fromEntries(
    Object.entries(FIELD_TABLES[collection]).map(([type, table]) => [
      type,
      { ...mergePlanOf(table, STANDS[collection]), ...ofProcess(collection, type) },
    ]),
  );

const plansByCollection = lazily(
  (): Readonly<Record<string, Readonly<Record<string, MergePlan>>>> =>
    Object.fromEntries(COLLECTIONS.map((collection) => [collection, plansOf(collection)])),
);

/** A type that this version does not know is merged field by field, its logs united. */
const UNKNOWN: MergePlan = {
  fields: { createdAt: 'earlier', journal: 'append-log', clashes: 'clash-log', openClashes: 'derived' },
  groups: [],
  elementGroups: {},
};

/** How a record of this collection and type is merged. `updatedAt` and `updatedBy` are always those of the later edit. */
export const mergePlanFor = (collection: CollectionName, type: unknown): MergePlan => {
  const plans = plansByCollection()[collection] ?? {};
  const only = plans[collection];
  if (only !== undefined) return only;
  return typeof type === 'string' && Object.keys(plans).includes(type) ? (plans[type] ?? UNKNOWN) : UNKNOWN;
};

/**
 * Whether a clash of such a record is about a group of fields; its values are then objects that hold each of them. Inside a list the
 * path is `<list>.<id>.<group>`.
 */
export const isGroupOf = (collection: CollectionName, type: unknown, field: string): boolean => {
  const plan = mergePlanFor(collection, type);
  const [list = '', , name, ...rest] = field.split('.');
  if (name === undefined) return plan.groups.some((group) => group.name === field);
  return rest.length === 0 && (plan.elementGroups[list] ?? []).some((group) => group.name === name);
};
