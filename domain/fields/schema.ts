import * as z from 'zod';
import { dateSchema, instantSchema } from '#domain/records/common-schemas.ts';
import {
  type CreateField,
  type EditableField,
  type EditableList,
  type FieldSpec,
  type FieldTable,
  type InputValue,
  MAX_ID,
  MAX_LONG_TEXT,
  maxOf,
  type RecordFrom,
  type ValueOf,
} from './field.ts';

/** Not in CouchDB's bundle: zod schemas made from field tables. */

const textSchema = (spec: Extract<FieldSpec, { kind: 'text' }>): z.ZodType => {
  const plain = z.string().max(spec.max);
  const long = spec.min === undefined ? plain : plain.min(spec.min);
  return spec.pattern === undefined ? long : long.regex(new RegExp(spec.pattern));
};

const listSchema = (spec: Extract<FieldSpec, { kind: 'list' }>): z.ZodType => {
  const list = z.array(fieldSchema(spec.of));
  const bounded = spec.max === undefined ? list : list.max(spec.max);
  return spec.length === undefined ? bounded : bounded.length(spec.length);
};

const levels = ([first, second, ...rest]: readonly number[]): z.ZodType =>
  z.union([z.literal(first ?? 0), z.literal(second ?? 0), ...rest.map((level) => z.literal(level))]);

const plainSchema = (spec: FieldSpec): z.ZodType => {
  switch (spec.kind) {
    case 'text':
      return textSchema(spec);
    case 'longText':
      return z.string().max(spec.max ?? MAX_LONG_TEXT);
    case 'code':
      return 'of' in spec ? z.enum(spec.of) : z.string().max(spec.max);
    case 'level':
      return levels(spec.of);
    case 'instant':
      return instantSchema;
    case 'date':
      return dateSchema;
    case 'minutes':
      return z.number().int().min(0).max(maxOf(spec));
    case 'count':
      return z
        .number()
        .int()
        .min(spec.min ?? 0);
    case 'money':
    case 'number':
      return z.number().int();
    case 'flag':
      return z.boolean();
    case 'list':
      return listSchema(spec);
    case 'object':
      return objectSchema(spec.fields);
    case 'instants':
      return z.record(z.string(), instantSchema);
    case 'map':
      return z.record(z.string(), z.unknown());
    case 'json':
      return z.unknown();
    default:
      // An id, of this record or another one.
      return z.string().min(1).max(MAX_ID);
  }
};

/** The schema of one field's value. */
const fieldSchema = <const S extends FieldSpec>(spec: S): z.ZodType<ValueOf<S>> => {
  const plain = plainSchema(spec);
  return (spec.nullable === true ? plain.nullable() : plain) as z.ZodType<ValueOf<S>>;
};

const objectSchema = (table: FieldTable): z.ZodObject =>
  z.object(
    Object.fromEntries(
      Object.entries(table).map(([name, spec]) => {
        const schema = fieldSchema(spec);
        return [name, spec.late === true ? schema.optional() : schema];
      }),
    ),
  );

/** The schema of a whole record: every field there, others dropped. */
export const recordSchema = <const T extends FieldTable>(table: T): z.ZodType<RecordFrom<T>> =>
  objectSchema(table) as z.ZodType<RecordFrom<T>>;

/** The same as a shape, for a schema that has more beside the fields. */
export const recordShape = <const T extends FieldTable>(
  table: T,
): { [K in keyof T]: z.ZodType<ValueOf<T[K]>> } =>
  objectSchema(table).shape as { [K in keyof T]: z.ZodType<ValueOf<T[K]>> };

const TEXT_KINDS: readonly FieldSpec['kind'][] = ['text', 'longText'];

/** What a person may send for a field: as stored, texts of one line without spaces around them, objects that are merged by key in part. */
const inputSchema = (spec: FieldSpec): z.ZodType => {
  if (spec.kind === 'object' && spec.merge === 'object') {
    const parts = Object.entries(spec.fields).map(([name, part]) => [name, inputSchema(part).optional()]);
    return z.strictObject(Object.fromEntries(parts));
  }
  if (spec.kind !== 'text') return fieldSchema(spec);
  const trimmed = z.string().trim().max(spec.max);
  const long = spec.min === undefined ? trimmed : trimmed.min(spec.min);
  return spec.nullable === true ? long.nullable() : long;
};

type Shape = Record<string, z.ZodType>;
/** The shape of a strict object of optional fields, typed as such. */
export type ChangesShape<T, F extends keyof T> = { [K in F]: z.ZodOptional<z.ZodType<InputValue<T[K]>>> };
export type CreateShape<T, F extends keyof T> = {
  [K in F]: T[K] extends { readonly create: 'required' }
    ? z.ZodType<InputValue<T[K]>>
    : z.ZodOptional<z.ZodType<InputValue<T[K]>>>;
};

/** Inputs for the fields that a person edits directly, all optional. */
export const changesShape = <const T extends FieldTable>(table: T): ChangesShape<T, EditableField<T>> => {
  const shape: Shape = {};
  for (const [name, spec] of Object.entries(table)) {
    if (spec.edit !== undefined) shape[name] = inputSchema(spec).optional();
  }
  return shape as ChangesShape<T, EditableField<T>>;
};

/** Inputs for the lists among them as they were shown when they were edited (domain/records/list-edit.ts). */
export const seenShape = <const T extends FieldTable>(table: T): ChangesShape<T, EditableList<T>> => {
  const lists = Object.entries(table).filter(([, { kind }]) => kind === 'list');
  return changesShape(Object.fromEntries(lists)) as ChangesShape<T, EditableList<T>>;
};

/** Inputs for the fields that are given when a record is made. */
export const createShape = <const T extends FieldTable>(table: T): CreateShape<T, CreateField<T>> => {
  const shape: Shape = {};
  for (const [name, spec] of Object.entries(table)) {
    if (spec.create === 'required') shape[name] = inputSchema(spec);
    if (spec.create === 'optional') shape[name] = inputSchema(spec).optional();
  }
  return shape as CreateShape<T, CreateField<T>>;
};

/** Inputs for the named fields, null allowed: what a step's form sends. */
export const stepShape = (table: FieldTable, names: readonly string[]): Shape =>
  Object.fromEntries(
    names.flatMap((name) => {
      const spec = table[name];
      if (spec === undefined) return [];
      const schema = inputSchema(spec);
      const isText = TEXT_KINDS.includes(spec.kind);
      return [[name, (isText || spec.nullable === true ? schema.nullable() : schema).optional()]];
    }),
  );
