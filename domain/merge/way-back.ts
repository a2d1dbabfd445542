/** The way back over entries of a record's history: to the values from before them, as a merge with what others did since. */

import type { JournalEntry } from '#domain/fields/base.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import type { MergePlan } from '#domain/fields/merge-plan.ts';
import { byTime, type Journalled } from '#domain/journal/journal.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Id } from '#domain/records/common.ts';
import { type JsonObject, sameValue } from '#domain/records/json.ts';
import { mergePlanFor } from './merge-plans.ts';
import { mergeGroup, mergeValue, type Outcome } from './merge-values.ts';
import { setPath } from './paths.ts';

/** A record of any collection, as far as going back looks at it. */
export type Target = Journalled & JsonObject;

/** Fields that go back: not those that only follow from others, which are derived anew, and not logs. */
const goesBack = (spec: FieldSpec | undefined, isOfProcess: boolean): boolean =>
  spec !== undefined &&
  spec.merge !== 'append-log' &&
  spec.merge !== 'clash-log' &&
  !(isOfProcess && spec.merge === 'derived');

type Sides = { readonly base: Target; readonly mine: Target };

/** Taking back is a merge: somebody started from what the act left and went back; what others did since is the other side. */
const sidesOf = (record: Target, changes: JournalEntry['changes']): Sides => ({
  base: changes.reduce<Target>((at, { field, to }) => setPath(at, field, to), record),
  mine: changes.reduceRight<Target>((at, { field, from }) => setPath(at, field, from), record),
});

const mergedField = (plan: MergePlan, name: string, { base, mine }: Sides, record: Target): Outcome => {
  const rule = plan.fields[name];
  return mergeValue(
    rule === 'derived' ? undefined : rule,
    name,
    base[name],
    mine[name],
    record[name],
    plan.elementGroups[name],
  );
};

/** The fields that a clash is about: a group's, or the one that its path leads into. */
const fieldsOfClash = ({ groups }: MergePlan, path: string): readonly string[] =>
  groups.find(({ name }) => name === path)?.fields ?? [fieldOfPath(path)];

const lastToChange = ({ journal }: Target, fields: readonly string[]): Id | undefined =>
  [...journal]
    .sort(byTime)
    .reverse()
    .find(({ changes }) => changes.some(({ field }) => fields.includes(fieldOfPath(field))))?.by;

export type WayBack = {
  /** The values to go back to, where they are others than now. */
  readonly patch: JsonObject;
  /** What stays because somebody has changed it otherwise since, and who did so last. */
  readonly kept: readonly { readonly field: string; readonly by: Id }[];
};

/** How `record` goes back over `changes`, which stand in the order in which they were done. */
export const wayBack = (
  collection: CollectionName,
  table: FieldTable,
  record: Target,
  all: JournalEntry['changes'],
): WayBack => {
  const isOfProcess = processIn(collection, record.type) !== null;
  // Histories come from anywhere; `constructor` is no field.
  const specOf = (name: string): FieldSpec | undefined =>
    Object.keys(table).includes(name) ? table[name] : undefined;
  const changes = all.filter(({ field }) => goesBack(specOf(fieldOfPath(field)), isOfProcess));
  const fields = [...new Set(changes.map(({ field }) => fieldOfPath(field)))];
  const plan = mergePlanFor(collection, record.type);
  const sides = sidesOf(record, changes);
  const groups = plan.groups.filter((group) => group.fields.some((name) => fields.includes(name)));
  const grouped = new Set(groups.flatMap((group) => [...group.fields, ...group.followers]));
  const outcomes = [
    ...groups.map((group) => mergeGroup(group, '', sides.base, sides.mine, record)),
    ...fields
      .filter((name) => !grouped.has(name))
      .map((name): Outcome => {
        const outcome = mergedField(plan, name, sides, record);
        return { ...outcome, value: { [name]: outcome.value } };
      }),
  ];
  const kept = outcomes
    .flatMap(({ clashes }) => clashes)
    .map(({ field }) => ({
      field,
      by: lastToChange(record, fieldsOfClash(plan, field)) ?? record.updatedBy,
    }));
  const values: JsonObject = Object.assign({}, ...outcomes.map(({ value }) => value));
  return {
    kept,
    patch: Object.fromEntries(
      Object.entries(values).filter(([name, value]) => !sameValue(value, record[name])),
    ),
  };
};
