import type { FieldPlan, FieldSpec, FieldTable } from './field.ts';

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
  /** Both sides did the same: the one with the greater value of the first field is kept, and nobody has to decide. */
  readonly later?: true;
};
export type MergePlan = {
  readonly fields: Readonly<Record<string, FieldPlan>>;
  /** Most entries of a list: what both sides added may be more than it takes. */
  readonly max?: Readonly<Record<string, number>>;
  readonly groups: readonly FieldGroup[];
  /** Groups inside the elements of a `keyed` list. */
  readonly elementGroups: Readonly<Record<string, readonly FieldGroup[]>>;
  /** Fields that a state can't be without: emptied on one side while the other took the record there, they stay filled. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** A value that a record does not have in these states. */
  readonly excludes?: { readonly field: string; readonly value: unknown; readonly states: readonly string[] };
  /** Lists whose elements stay while the other list has something under their id. */
  readonly keptBy?: Readonly<Record<string, string>>;
  /** States in which not everybody edits, and what is edited: an edit from before stays outside until somebody decides. */
  readonly guarded?: { readonly states: readonly string[]; readonly fields: readonly string[] };
};

const groupsOf = (table: FieldTable): readonly FieldGroup[] => {
  const names = [...new Set(Object.values(table).flatMap((spec) => spec.group ?? []))];
  const namesWhere = (test: (spec: FieldSpec) => boolean): string[] =>
    Object.entries(table)
      .filter(([, spec]) => test(spec))
      .map(([name]) => name);
  return names.map((name) => ({
    name,
    // The field that names the group decides first.
    fields: namesWhere((spec) => spec.group === name).sort(
      (left, right) => Number(right === name) - Number(left === name),
    ),
    followers: namesWhere((spec) => spec.follows === name),
    ...(table[name]?.merge === 'later' ? { later: true as const } : {}),
  }));
};

const elementsOf = (spec: FieldSpec): FieldTable | null =>
  spec.kind === 'list' && spec.of.kind === 'object' ? spec.of.fields : null;

/** How records with this table are merged. `stands` names values that win over others, by group. */
export const mergePlanOf = (
  table: FieldTable,
  stands: Readonly<Record<string, NonNullable<FieldGroup['stands']>>> = {},
): MergePlan => {
  const fields: Record<string, FieldPlan> = {};
  const elementGroups: Record<string, readonly FieldGroup[]> = {};
  const max: Record<string, number> = {};
  for (const [name, spec] of Object.entries(table)) {
    if (spec.merge !== undefined) fields[name] = spec.merge;
    if (spec.kind === 'list' && spec.max !== undefined) max[name] = spec.max;
    const elements = elementsOf(spec);
    if (elements !== null && spec.merge === 'keyed') elementGroups[name] = groupsOf(elements);
  }
  const groups = groupsOf(table).map((group) => {
    const rule = stands[group.name];
    return rule === undefined ? group : { ...group, stands: rule };
  });
  return { fields, max, groups, elementGroups };
};
