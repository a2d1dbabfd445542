import type { ConflictRow } from '#contracts/conflicts.ts';
import { MERGE_PLANS } from '#domain/merge/merge-plans.ts';
import { isGroupClash } from '#domain/merge/three-way.ts';
import { CI_CLASSES, CI_STATUSES, RELATION_KINDS } from '#domain/records/config-item.ts';
import { PLACE_KINDS } from '#domain/records/directory.ts';
import { KNOWLEDGE_STATES } from '#domain/records/knowledge.ts';
import { ORDER_STATES, TASK_STATES } from '#domain/records/order.ts';
import { CHANNELS, HOLD_REASONS, IMPACTS, INCIDENT_STATES, URGENCIES } from '#domain/records/ticket.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';

type Values = Readonly<Record<string, unknown>>;
type Clash = Pick<ConflictRow, 'collection' | 'recordType' | 'field' | 'base' | 'mine' | 'theirs'>;

/** A group of words of the common texts. */
export type WordFamily = 'states' | 'holdReasons' | 'levels' | 'channels' | 'ciClasses' | 'criticalities';

/** How a field is edited by hand. `closed`: one of `values`, whose words are in the `family` of the common texts. */
export type FieldKind =
  | { readonly kind: 'person' | 'team' | 'place' | 'ci' | 'ticket' | 'service' }
  | { readonly kind: 'closureCode' | 'category' }
  | { readonly kind: 'instant' | 'date' | 'text' | 'number' | 'money' | 'boolean' | 'json' }
  | {
      readonly kind: 'closed';
      readonly family: WordFamily | null;
      readonly values: readonly (string | number)[];
    };

const PICKED: Readonly<
  Record<string, FieldKind['kind'] & ('person' | 'team' | 'place' | 'ci' | 'ticket' | 'service')>
> = {
  requesterId: 'person',
  affectedPersonId: 'person',
  assigneeId: 'person',
  personId: 'person',
  targetUserId: 'person',
  userId: 'person',
  managerId: 'person',
  leadId: 'person',
  grantedBy: 'person',
  teamId: 'team',
  placeId: 'place',
  targetPlaceId: 'place',
  siteId: 'place',
  ciId: 'ci',
  problemId: 'ticket',
  changeId: 'ticket',
  causedByChangeId: 'ticket',
  ticketId: 'ticket',
  serviceId: 'service',
};

const STATES: Readonly<Record<string, readonly string[]>> = {
  'tickets.state': INCIDENT_STATES,
  'orders.state': ORDER_STATES,
  'orders.tasks.state': TASK_STATES,
  'knowledge.state': KNOWLEDGE_STATES,
  'configItems.status': CI_STATUSES,
};

const CLOSED: Readonly<
  Record<string, { readonly family: WordFamily | null; readonly values: readonly (string | number)[] }>
> = {
  holdReason: { family: 'holdReasons', values: HOLD_REASONS },
  impact: { family: 'levels', values: IMPACTS },
  urgency: { family: 'levels', values: URGENCIES },
  channel: { family: 'channels', values: CHANNELS },
  ciClass: { family: 'ciClasses', values: CI_CLASSES },
  criticality: { family: 'criticalities', values: ['high', 'medium', 'low'] },
  oldDeviceStatus: { family: 'states', values: ['stored', 'defective', 'in_repair', 'scrapped'] },
};

/** Closed lists that only one collection has under that name. */
const CLOSED_OF: Readonly<Record<string, readonly string[]>> = {
  'relations.kind': RELATION_KINDS,
  'directory.kind': PLACE_KINDS,
  'announcements.severity': ['info', 'warning', 'outage'],
  'licences.model': ['per_device', 'per_user', 'concurrent', 'oem'],
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

const lastOf = (field: string): string => field.split('.').at(-1) ?? field;

/** Fields that are dates though no side of this clash has a value that shows it. */
const isDateName = (name: string): boolean => /(Until|On|Date)$/.test(name);
const isInstantName = (name: string): boolean => /(At|For|Start|End)$/.test(name);

const closedOf = (
  { collection, recordType }: Clash,
  field: string,
  values: readonly unknown[],
): FieldKind | null => {
  const name = lastOf(field);
  const path = `${collection}.${field.split('.').length > 1 ? `${field.split('.')[0]}.` : ''}${name}`;
  const states = STATES[path];
  if (states !== undefined && (collection !== 'tickets' || recordType === 'incident'))
    return { kind: 'closed', family: path === 'orders.tasks.state' ? null : 'states', values: states };
  // The other types of ticket have states of their own; those of the sides are the ones that are known.
  if (path === 'tickets.state') {
    const given = values.filter((value): value is string => typeof value === 'string');
    return { kind: 'closed', family: 'states', values: [...new Set(given)] };
  }
  const own = CLOSED_OF[path];
  if (own !== undefined) return { kind: 'closed', family: null, values: own };
  if (name === 'state' && recordType === 'seat')
    return { kind: 'closed', family: null, values: ['free', 'reserved', 'bound'] };
  const closed = CLOSED[name];
  return closed === undefined ? null : { kind: 'closed', ...closed };
};

const kindOfValues = (
  name: string,
  values: readonly unknown[],
): FieldKind['kind'] & ('instant' | 'date' | 'text' | 'number' | 'boolean' | 'json') => {
  const given = values.filter((value) => value !== null && value !== undefined);
  if (given.length === 0) return 'json';
  if (given.every((value) => typeof value === 'boolean')) return 'boolean';
  if (given.every((value) => typeof value === 'number')) return 'number';
  if (!given.every((value): value is string => typeof value === 'string')) return 'json';
  if (given.every((value) => INSTANT.test(value)) && isInstantName(name)) return 'instant';
  return given.every((value) => DATE.test(value)) && isDateName(name) ? 'date' : 'text';
};

/** How `field` of a clash is edited; `values` are those of its sides. */
export const kindOf = (clash: Clash, field: string, values: readonly unknown[]): FieldKind => {
  const name = lastOf(field);
  if (values.some((value) => typeof value === 'object' && value !== null)) return { kind: 'json' };
  const closed = closedOf(clash, field, values);
  if (closed !== null) return closed;
  if (name === 'parentId') {
    if (clash.collection === 'tickets') return { kind: 'ticket' };
    if (clash.collection === 'directory') return { kind: 'place' };
  }
  const picked = PICKED[name];
  if (picked !== undefined) return { kind: picked };
  if (clash.collection === 'tickets' && (name === 'closureCode' || name === 'category'))
    return { kind: name };
  if (name.endsWith('Minor')) return { kind: 'money' };
  const kind = kindOfValues(name, values);
  if (kind !== 'json' || values.some((value) => value !== null && value !== undefined)) return { kind };
  // Every side is empty, which a member of a group may well be.
  return { kind: isInstantName(name) ? 'instant' : isDateName(name) ? 'date' : 'text' };
};

/** What a clash is about: its one field, or the fields of its group that are decided (the others follow them). */
export const membersOf = (clash: Clash): readonly string[] | null => {
  if (!isGroupClash(clash)) return null;
  const plan = MERGE_PLANS[clash.collection];
  const list = clash.field.split('.')[0] ?? '';
  const groups = clash.field.includes('.') ? (plan.elementGroups[list] ?? []) : plan.groups;
  return groups.find((group) => group.name === lastOf(clash.field))?.fields ?? null;
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
