/**
 * What the server asks of a document's fields, and a device of every document that comes to it: that each is there, of its kind, and not too
 * long or too deep. No packages: CouchDB bundles this file. zod (schema.ts) asks the same of inputs, but for ids that stand in a list twice: the
 * processes do; a test compares the two. Each table is made into one function when it is first asked for: zod was measured at twice the cost
 * and walking the table at four times.
 */
import { isDate, isInstant } from '#domain/records/instants.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';
import { type FieldSpec, type FieldTable, hasUniqueIds, MAX_ID, MAX_LONG_TEXT, maxOf } from './field.ts';

/** JSON nested deeper than this is no record but an attack on whoever walks it. */
export const MAX_DEPTH = 32;
/** Entries of a list without a limit of its own. */
const MAX_LIST = 100_000;

export type FieldFault = {
  readonly reason:
    | 'list.twice'
    | 'record.no_field'
    | 'field.wrong_kind'
    | 'field.too_long'
    | 'field.too_deep';
  readonly details: { readonly field: string; readonly max?: number };
};

/** Looks at one value; null when it is well. */
type Check = (value: unknown) => FieldFault | null;

const wrong = (field: string): FieldFault => ({ reason: 'field.wrong_kind', details: { field } });
const long = (field: string, max: number): FieldFault => ({
  reason: 'field.too_long',
  details: { field, max },
});

/** Whether a value is nested deeper than `left` levels. */
export const isTooDeep = (value: unknown, left: number = MAX_DEPTH): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (isTooDeep(value[index], left - 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    if (isTooDeep((value as JsonObject)[key], left - 1)) return true;
  }
  return false;
};

/** A check that only says yes or no. */
const asking = (isGood: (value: unknown) => boolean, field: string): Check => {
  const fault = wrong(field);
  return (value) => (isGood(value) ? null : fault);
};

const textCheck = (field: string, max: number, min = 0, pattern?: string): Check => {
  const [kind, length] = [wrong(field), long(field, max)];
  const form = pattern === undefined ? null : new RegExp(pattern);
  return (value) => {
    if (typeof value !== 'string' || value.length < min) return kind;
    if (value.length > max) return length;
    return form === null || form.test(value) ? null : kind;
  };
};

/** Beyond what a double counts exactly, sums are wrong, and end as Infinity, which JSON has not. */
const wholeCheck = (field: string, min: number, max: number = Number.MAX_SAFE_INTEGER): Check =>
  asking(
    (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max,
    field,
  );

const listCheck = (spec: Extract<FieldSpec, { kind: 'list' }>, field: string, depth: number): Check => {
  const max = spec.length ?? spec.max ?? MAX_LIST;
  const isUnique = hasUniqueIds(spec);
  const element = checkOf(spec.of, field, depth + 1);
  return (value) => {
    if (!Array.isArray(value)) return wrong(field);
    if (value.length > max) return long(field, max);
    if (spec.length !== undefined && value.length !== spec.length) return wrong(field);
    if (isUnique && value.length > 1) {
      const ids = new Set<unknown>();
      for (const item of value as readonly unknown[]) ids.add(isObject(item) ? item.id : undefined);
      if (ids.size < value.length) return { reason: 'list.twice', details: { field } };
    }
    for (let index = 0; index < value.length; index += 1) {
      const fault = element(value[index]);
      if (fault !== null) return fault;
    }
    return null;
  };
};

const objectCheck = (fields: FieldTable, field: string, depth: number): Check => {
  const inner = checksOf(fields, `${field}.`, depth + 1);
  return (value) => (isObject(value) ? runChecks(inner, value) : wrong(field));
};

const instantsCheck =
  (field: string): Check =>
  (value) => {
    if (!isObject(value)) return wrong(field);
    for (const key of Object.keys(value)) if (!isInstant(value[key])) return wrong(`${field}.${key}`);
    return null;
  };

const plainCheck = (spec: FieldSpec, field: string, depth: number): Check => {
  switch (spec.kind) {
    case 'text':
      return textCheck(field, spec.max, spec.min, spec.pattern);
    case 'longText':
      return textCheck(field, spec.max ?? MAX_LONG_TEXT);
    case 'code':
      if (!('of' in spec)) return textCheck(field, spec.max);
      return asking((value) => spec.of.some((known) => known === value), field);
    case 'level':
      return asking((value) => spec.of.some((known) => known === value), field);
    case 'instant':
      return asking(isInstant, field);
    case 'date':
      return asking(isDate, field);
    case 'minutes':
      return wholeCheck(field, 0, maxOf(spec));
    case 'count':
      return wholeCheck(field, spec.min ?? 0, spec.max);
    case 'money':
    case 'number':
      return wholeCheck(field, Number.NEGATIVE_INFINITY);
    case 'flag':
      return asking((value) => typeof value === 'boolean', field);
    case 'list':
      return listCheck(spec, field, depth);
    case 'object':
      return objectCheck(spec.fields, field, depth);
    case 'instants':
      return instantsCheck(field);
    case 'map':
      return openCheck(asking(isObject, field), field, depth);
    case 'json':
      return openCheck(() => null, field, depth);
    default:
      return textCheck(field, MAX_ID, 1);
  }
};

/** Values of which the table does not say what is in them; everything else is as deep as its table. `depth`: how deep it stands. */
const openCheck = (plain: Check, field: string, depth: number): Check => {
  const deep: FieldFault = { reason: 'field.too_deep', details: { field, max: MAX_DEPTH } };
  return (value) => (isTooDeep(value, MAX_DEPTH - depth) ? deep : plain(value));
};

const checkOf = (spec: FieldSpec, field: string, depth: number): Check => {
  const plain = plainCheck(spec, field, depth);
  return spec.nullable === true ? (value) => (value === null ? null : plain(value)) : plain;
};

/** How one field of a record is looked at. */
type FieldCheck = {
  readonly name: string;
  readonly check: Check;
  readonly missing: FieldFault | null;
  readonly isOwnId: boolean;
};
/** By its name, and one after the other: going over a map costs a sixth of the check of a record more. */
type FieldChecks = { readonly byName: ReadonlyMap<string, FieldCheck>; readonly all: readonly FieldCheck[] };

const checksOf = (table: FieldTable, prefix: string, depth: number): FieldChecks => {
  const all = Object.keys(table).map((name): FieldCheck => {
    const spec = table[name] as FieldSpec;
    const field = `${prefix}${name}`;
    return {
      name,
      check: checkOf(spec, field, depth),
      missing:
        spec.kind === 'json' || spec.late === true ? null : { reason: 'record.no_field', details: { field } },
      isOwnId: name === 'id' && prefix === '',
    };
  });
  return { all, byName: new Map(all.map((one) => [one.name, one])) };
};

const runChecks = ({ all }: FieldChecks, record: JsonObject): FieldFault | null => {
  for (let index = 0; index < all.length; index += 1) {
    // Within the list's length.
    const one = all[index] as FieldCheck;
    const value = record[one.name];
    const fault = value !== undefined ? one.check(value) : one.isOwnId ? one.check(record._id) : one.missing;
    if (fault !== null) return fault;
  }
  return null;
};

/** A table is one object for good, so what is made of it is kept with it. */
const made = new WeakMap<FieldTable, FieldChecks>();
const checksFor = (table: FieldTable): FieldChecks => {
  const known = made.get(table);
  if (known !== undefined) return known;
  const checks = checksOf(table, '', 1);
  made.set(table, checks);
  return checks;
};

/**
 * The first field that the table names and that is missing or not as it says, or any that is nested too deep; others may be there. `id` may travel as
 * CouchDB's `_id`.
 */
export const checkKnownFields = (table: FieldTable, record: JsonObject): FieldFault | null => {
  const checks = checksFor(table);
  for (const name in record) {
    if (!checks.byName.has(name) && isTooDeep(record[name], MAX_DEPTH - 1))
      return { reason: 'field.too_deep', details: { field: name.slice(0, MAX_ID), max: MAX_DEPTH } };
  }
  return runChecks(checks, record);
};

/** The first of `values` that is not one for its field in the table, or whose field the table does not have. */
export const checkSomeFields = (table: FieldTable, values: JsonObject): FieldFault | null => {
  const checks = checksFor(table);
  for (const name of Object.keys(values)) {
    const fault = checks.byName.get(name)?.check(values[name]);
    if (fault === undefined) return wrong(name);
    if (fault !== null) return fault;
  }
  return null;
};

/** Fields that the table does not name: those of a newer console, as long as they are no way to fill the disk. */
const checkUnknown = (table: FieldTable, record: JsonObject): FieldFault | null => {
  const names = new Set(Object.keys(table));
  for (const name of Object.keys(record)) {
    if (name.charAt(0) === '_' || names.has(name)) continue;
    if (name.length + (JSON.stringify(record[name]) ?? '').length > MAX_UNKNOWN)
      return long(name.slice(0, MAX_ID), MAX_UNKNOWN);
  }
  return null;
};
const MAX_UNKNOWN = MAX_LONG_TEXT;

/** As checkKnownFields, and none beside them that is too large: what is asked of a record before it is stored for everybody. */
export const checkFields = (table: FieldTable, record: JsonObject): FieldFault | null =>
  checkUnknown(table, record) ?? checkKnownFields(table, record);
