/**
 * What the server asks of a document's fields: that each is there, of its kind, and not too long or too deep. No packages: CouchDB bundles
 * this file. zod (schema.ts) asks the same on the device, but for ids that stand in a list twice: the processes do; a test compares the two.
 */
import { isDate, isInstant } from '#domain/records/instants.ts';
import { isObject } from '#domain/records/json.ts';
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

const wrong = (field: string): FieldFault => ({ reason: 'field.wrong_kind', details: { field } });
const long = (field: string, max: number): FieldFault => ({
  reason: 'field.too_long',
  details: { field, max },
});

/** Whether a value is nested deeper than `left` levels. */
export const isTooDeep = (value: unknown, left: number = MAX_DEPTH): boolean => {
  const isDeeper = (inner: unknown): boolean => isTooDeep(inner, left - 1);
  if (Array.isArray(value)) return left === 0 || value.some(isDeeper);
  return isObject(value) && (left === 0 || Object.keys(value).some((key) => isDeeper(value[key])));
};

const checkText = (value: unknown, field: string, max: number, min = 0): FieldFault | null => {
  if (typeof value !== 'string' || value.length < min) return wrong(field);
  return value.length > max ? long(field, max) : null;
};

/** Beyond what a double counts exactly, sums are wrong, and end as Infinity, which JSON has not. */
const isWhole = (value: unknown, min: number, max: number = Number.MAX_SAFE_INTEGER): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;

const asFault = (isGood: boolean, field: string): FieldFault | null => (isGood ? null : wrong(field));

const first = <T>(items: readonly T[], check: (item: T, index: number) => FieldFault | null) => {
  for (let index = 0; index < items.length; index += 1) {
    const fault = check(items[index] as T, index);
    if (fault !== null) return fault;
  }
  return null;
};

const checkList = (
  spec: Extract<FieldSpec, { kind: 'list' }>,
  value: unknown,
  field: string,
): FieldFault | null => {
  if (!Array.isArray(value)) return wrong(field);
  const max = spec.length ?? spec.max ?? MAX_LIST;
  if (value.length > max) return long(field, max);
  if (spec.length !== undefined && value.length !== spec.length) return wrong(field);
  if (hasUniqueIds(spec)) {
    const ids = value.map((item: unknown) => (isObject(item) ? item.id : undefined));
    if (new Set(ids).size < ids.length) return { reason: 'list.twice', details: { field } };
  }
  return first(value, (item) => checkValue(spec.of, item, field));
};

const checkValue = (spec: FieldSpec, value: unknown, field: string): FieldFault | null => {
  if (value === null && spec.nullable === true) return null;
  switch (spec.kind) {
    case 'text':
      return (
        checkText(value, field, spec.max, spec.min) ??
        asFault(spec.pattern === undefined || new RegExp(spec.pattern).test(value as string), field)
      );
    case 'longText':
      return checkText(value, field, spec.max ?? MAX_LONG_TEXT);
    case 'code':
      return 'of' in spec
        ? asFault(
            spec.of.some((known) => known === value),
            field,
          )
        : checkText(value, field, spec.max);
    case 'level':
      return asFault(
        spec.of.some((known) => known === value),
        field,
      );
    case 'instant':
      return asFault(isInstant(value), field);
    case 'date':
      return asFault(isDate(value), field);
    case 'minutes':
      return asFault(isWhole(value, 0, maxOf(spec)), field);
    case 'count':
      return asFault(isWhole(value, spec.min ?? 0), field);
    case 'money':
    case 'number':
      return asFault(isWhole(value, Number.NEGATIVE_INFINITY), field);
    case 'flag':
      return asFault(typeof value === 'boolean', field);
    case 'list':
      return checkList(spec, value, field);
    case 'object':
      return isObject(value) ? checkFields(spec.fields, value, `${field}.`) : wrong(field);
    case 'instants':
      return isObject(value)
        ? first(Object.keys(value), (key) => asFault(isInstant(value[key]), `${field}.${key}`))
        : wrong(field);
    case 'map':
      return asFault(isObject(value), field);
    case 'json':
      return null;
    default:
      return checkText(value, field, MAX_ID, 1);
  }
};

/** Fields that the table does not name: those of a newer console, as long as they are no way to fill the disk. */
const checkUnknown = (table: FieldTable, record: Readonly<Record<string, unknown>>): FieldFault | null => {
  const names = Object.keys(table);
  return first(
    Object.keys(record).filter((name) => name.charAt(0) !== '_' && !names.includes(name)),
    (name) =>
      name.length + (JSON.stringify(record[name]) ?? '').length > MAX_UNKNOWN
        ? long(name.slice(0, MAX_ID), MAX_UNKNOWN)
        : null,
  );
};
const MAX_UNKNOWN = MAX_LONG_TEXT;

/** The first field of `record` that is missing or not as its table says; null when all are well. `id` may travel as CouchDB's `_id`. */
export const checkFields = (
  table: FieldTable,
  record: Readonly<Record<string, unknown>>,
  prefix = '',
): FieldFault | null =>
  (prefix === '' ? checkUnknown(table, record) : null) ??
  first(Object.keys(table), (name) => {
    const spec = table[name] as FieldSpec;
    const value = record[name];
    const field = `${prefix}${name}`;
    if (value === undefined) {
      if (spec.kind === 'json') return null;
      if (name === 'id' && prefix === '') return checkValue(spec, record._id, field);
      return { reason: 'record.no_field', details: { field } };
    }
    return checkValue(spec, value, field);
  });
