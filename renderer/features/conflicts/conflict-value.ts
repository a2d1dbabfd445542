import type { ConflictRow } from '#contracts/conflicts.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { mergePlanFor } from '#domain/merge/merge-plans.ts';
import { isGroupClash } from '#domain/merge/three-way.ts';
import { sameValue } from '#domain/records/json.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { type FormatContext, formatField } from '#renderer/shared/record/field-format.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';

type Values = Readonly<Record<string, unknown>>;
type Clash = Pick<ConflictRow, 'collection' | 'recordType' | 'field' | 'base' | 'mine' | 'theirs'>;

const lastOf = (field: string): string => field.split('.').at(-1) ?? field;

const isStructure = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !(Array.isArray(value) && value.every((item) => typeof item !== 'object'));

/** A key that only another system knows, or a field of a newer console, described by what its sides hold. */
const guessedSpec = (given: readonly unknown[]): FieldSpec => {
  if (given.some((value) => typeof value === 'object')) return { kind: 'json' };
  if (given.length > 0 && given.every((value) => typeof value === 'boolean')) return { kind: 'flag' };
  if (given.length > 0 && given.every((value) => typeof value === 'number')) return { kind: 'number' };
  return { kind: 'longText' };
};

/** How `field` of a clash is edited, from the record's field table; `values` are those of its sides. A side without a value may be taken. */
export const specOf = (clash: Clash, field: string, values: readonly unknown[]): FieldSpec => {
  const table = fieldTableOf(clash.collection, clash.recordType);
  const given = values.filter((value) => value !== null && value !== undefined);
  const spec = (table === null ? null : specAt(table, field)) ?? guessedSpec(given);
  const known: FieldSpec = given.some(isStructure) ? { kind: 'json' } : spec;
  return given.length < values.length ? { ...known, nullable: true } : known;
};

const hasMember = (side: unknown, name: string): boolean =>
  typeof side === 'object' && side !== null && name in side;

/** What a clash is about: its one field, or the fields of its group that are decided (the others follow them). */
export const membersOf = (clash: Clash): readonly string[] | null => {
  const { collection, recordType, field } = clash;
  if (!isGroupClash(collection, recordType, clash)) return null;
  const plan = mergePlanFor(collection, recordType);
  const list = field.split('.')[0] ?? '';
  const groups = field.includes('.') ? (plan.elementGroups[list] ?? []) : plan.groups;
  const fields = groups.find((group) => group.name === lastOf(field))?.fields ?? null;
  // A field that came later is none of what records of before are decided by.
  const isIn = (name: string): boolean => [clash.mine, clash.theirs].some((side) => hasMember(side, name));
  return (
    fields?.filter((name) => fieldTableOf(collection, recordType)?.[name]?.late !== true || isIn(name)) ??
    null
  );
};

/** The value of one member of a group. */
export const memberOf = (value: unknown, member: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Values)[member] : undefined;

/** The path of a member: that of its element's field, or its own name. */
export const memberPath = ({ field }: Clash, member: string): string =>
  field.includes('.') ? `${field.slice(0, field.lastIndexOf('.'))}.${member}` : member;

/**
 * The group's value after some of its members were edited. Who did it and when come from the side that has the same in the field that
 * decides (the state), from mine where none has.
 */
export const editedGroup = (clash: Clash, value: unknown, changes: Values): Values => {
  const members = membersOf(clash) ?? [];
  const next = { ...(value as Values), ...changes };
  const deciding = members[0] ?? '';
  const side =
    [clash.mine, clash.theirs].find((one) => memberOf(one, deciding) === next[deciding]) ?? clash.mine;
  return {
    ...(side as Values),
    ...Object.fromEntries(members.map((member) => [member, next[member] ?? null])),
  };
};

/** One side's value as a person reads it; structures whole, because what differs may be deep inside. */
const valueText = (path: string, value: unknown, format: FormatContext): string =>
  isStructure(value)
    ? JSON.stringify(value, null, 2)
    : (formatField(path, value, format) ?? text('conflicts:emptyValue'));

/** Whether the sides, and what was there before, have different values of that member; nothing counts as nothing. */
const isDecided = ({ base, mine, theirs }: Clash, member: string): boolean => {
  const [first, ...others] = [base, mine, theirs].flatMap((side) =>
    typeof side === 'object' && side !== null ? [memberOf(side, member) ?? null] : [],
  );
  return others.some((value) => !sameValue(value, first));
};

/** One side of a clash in words; a group of fields has a line for each of them that is to be decided: what is the same on all sides is no choice. */
export const sideText = (clash: Clash, value: unknown, format: FormatContext): string => {
  const members = membersOf(clash);
  if (members === null || typeof value !== 'object' || value === null) {
    return valueText(clash.field, value, format);
  }
  const differing = members.filter((member) => isDecided(clash, member));
  return (differing.length === 0 ? members : differing)
    .map((member) => {
      const path = memberPath(clash, member);
      return `${fieldLabel(clash.collection, path)}: ${valueText(path, memberOf(value, member), format)}`;
    })
    .join('\n');
};
