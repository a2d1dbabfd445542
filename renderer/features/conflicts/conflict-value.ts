import type { ConflictRow } from '#contracts/conflicts.ts';
import { type FieldSpec, REFERENCE_KINDS, type ReferenceKind } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { mergePlanFor } from '#domain/merge/merge-plans.ts';
import { isGroupClash } from '#domain/merge/three-way.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';

type Values = Readonly<Record<string, unknown>>;
type Clash = Pick<ConflictRow, 'collection' | 'recordType' | 'field' | 'base' | 'mine' | 'theirs'>;

/** References that a picker chooses. */
const PICKED = ['person', 'team', 'place', 'ci', 'ticket', 'service'] as const;
type Picked = (typeof PICKED)[number];

/** A group of words of the common texts. */
export type WordFamily = 'states' | 'holdReasons' | 'levels' | 'channels' | 'ciClasses' | 'criticalities';

/** How a field is edited by hand. `closed`: one of `values`, whose words are in the `family` of the common texts. */
export type FieldKind =
  | { readonly kind: Picked }
  | { readonly kind: 'closureCode' | 'category' }
  | { readonly kind: 'instant' | 'date' | 'text' | 'number' | 'money' | 'boolean' | 'json' }
  | {
      readonly kind: 'closed';
      readonly family: WordFamily | null;
      readonly values: readonly (string | number)[];
    };

/** Where the words of a closed list are in the common texts, by field; others have them on the page of conflicts. */
const FAMILIES: Readonly<Record<string, WordFamily>> = {
  holdReason: 'holdReasons',
  impact: 'levels',
  urgency: 'levels',
  channel: 'channels',
  ciClass: 'ciClasses',
  criticality: 'criticalities',
  oldDeviceStatus: 'states',
  state: 'states',
  status: 'states',
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

const lastOf = (field: string): string => field.split('.').at(-1) ?? field;

const familyOf = (collection: string, field: string): WordFamily | null => {
  // Steps of an order and seats of a licence have states with words of their own.
  if (lastOf(field) === 'state' && (field.includes('.') || collection === 'licences')) return null;
  return FAMILIES[lastOf(field)] ?? null;
};

const isPicked = (kind: string): kind is Picked => (PICKED as readonly string[]).includes(kind);

const referenceKind = (kind: ReferenceKind): FieldKind => (isPicked(kind) ? { kind } : { kind: 'text' });

const isReferenceKind = (kind: FieldSpec['kind']): kind is ReferenceKind =>
  (REFERENCE_KINDS as readonly string[]).includes(kind);

const kindOfSpec = (spec: FieldSpec, { collection }: Clash, field: string): FieldKind => {
  switch (spec.kind) {
    case 'code':
      if ('of' in spec) return { kind: 'closed', family: familyOf(collection, field), values: spec.of };
      if (spec.from === 'closure-codes') return { kind: 'closureCode' };
      return { kind: spec.from === 'categories' ? 'category' : 'text' };
    case 'level':
      return { kind: 'closed', family: familyOf(collection, field), values: spec.of };
    case 'instant':
    case 'date':
    case 'money':
      return { kind: spec.kind };
    case 'flag':
      return { kind: 'boolean' };
    case 'minutes':
    case 'count':
    case 'number':
      return { kind: 'number' };
    case 'list':
    case 'object':
    case 'map':
    case 'instants':
    case 'json':
      return { kind: 'json' };
    default:
      return isReferenceKind(spec.kind) ? referenceKind(spec.kind) : { kind: 'text' };
  }
};

/** How `field` of a clash is edited, from the record's field table; `values` are those of its sides. */
export const kindOf = (clash: Clash, field: string, values: readonly unknown[]): FieldKind => {
  if (values.some((value) => typeof value === 'object' && value !== null)) return { kind: 'json' };
  const table = fieldTableOf(clash.collection, clash.recordType);
  const spec = table === null ? null : specAt(table, field);
  if (spec !== null) return kindOfSpec(spec, clash, field);
  // A key that only another system knows, or a type that a newer console has.
  const given = values.filter((value) => value !== null && value !== undefined);
  if (given.every((value) => typeof value === 'boolean'))
    return { kind: given.length > 0 ? 'boolean' : 'text' };
  return { kind: given.every((value) => typeof value === 'number') ? 'number' : 'text' };
};

/** What a clash is about: its one field, or the fields of its group that are decided (the others follow them). */
export const membersOf = (clash: Clash): readonly string[] | null => {
  const { collection, recordType, field } = clash;
  if (!isGroupClash(collection, recordType, clash)) return null;
  const plan = mergePlanFor(collection, recordType);
  const list = field.split('.')[0] ?? '';
  const groups = field.includes('.') ? (plan.elementGroups[list] ?? []) : plan.groups;
  return groups.find((group) => group.name === lastOf(field))?.fields ?? null;
};

/** The value of one member of a group. */
export const memberOf = (value: unknown, member: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Values)[member] : undefined;

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

export type Words = {
  readonly empty: string;
  readonly instant: (value: string) => string;
  readonly date: (value: string) => string;
  readonly boolean: (value: boolean) => string;
  /** A word for a value of a closed list; its words are those of the page where `family` is null. */
  readonly closed: (family: WordFamily | null, value: string | number) => string;
  /** An amount in hundredths. */
  readonly money: (minor: number) => string;
  /** What a closure code is called. */
  readonly closureCode: (code: string) => string;
};

/** A field's value as a person reads it: names for ids, local time for instants, structures as indented JSON. */
export const conflictText = (
  kind: FieldKind,
  value: unknown,
  names: Readonly<Record<string, string>>,
  words: Words,
): string => {
  if (value === null || value === undefined || value === '') return words.empty;
  if (typeof value === 'boolean') return words.boolean(value);
  if (typeof value === 'string' || typeof value === 'number') {
    if (kind.kind === 'closed') return words.closed(kind.family, value);
    if (typeof value === 'number') return kind.kind === 'money' ? words.money(value) : String(value);
    if (kind.kind === 'closureCode') return words.closureCode(value);
    if (INSTANT.test(value)) return words.instant(value);
    return DATE.test(value) ? words.date(value) : (names[value] ?? value);
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.length === 0
      ? words.empty
      : joined(
          value.map((item) => names[item] ?? item),
          ', ',
        );
  return JSON.stringify(value, null, 2);
};

/** A UTC instant as the local text of a `datetime-local` input; empty for none. */
export const localText = (instant: unknown): string => {
  const at = typeof instant === 'string' ? new Date(instant) : null;
  if (at === null || Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** Back from the input's local text; null when it is empty or no time. */
export const instantOf = (text: string): string | null => {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** `holdReason` as words when the locale has none for it: `Hold reason`. */
export const fieldWords = (field: string): string => {
  const words = lastOf(field)
    .replace(/(Ids?|Minor)$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
