import { isObject } from '#domain/records/json.ts';
import { type FieldSpec, type FieldTable, type ReferenceKind, referenceKindOf } from './field.ts';

/** A record that another one names in one of its fields. */
export type FieldReference = {
  /** The top-level field. */
  readonly field: string;
  readonly id: string;
  readonly kind: ReferenceKind;
  /** Whoever is chosen must still be active. */
  readonly mustBeActive: boolean;
};

const inValue = (field: string, spec: FieldSpec, value: unknown): readonly FieldReference[] => {
  if (value === null || value === undefined) return [];
  if (spec.kind === 'list') {
    const inner = spec.active === true ? { ...spec.of, active: true as const } : spec.of;
    return Array.isArray(value) ? value.flatMap((item) => inValue(field, inner, item)) : [];
  }
  if (spec.kind === 'object') {
    return isObject(value)
      ? referencesIn(spec.fields, value).map((reference) => ({ ...reference, field }))
      : [];
  }
  const kind = referenceKindOf(spec);
  return kind !== null && typeof value === 'string'
    ? [{ field, id: value, kind, mustBeActive: spec.active === true }]
    : [];
};

/** Every record that `values` name in fields of the table, those inside lists and objects too. */
export const referencesIn = (
  table: FieldTable,
  values: Readonly<Record<string, unknown>>,
): readonly FieldReference[] =>
  Object.keys(values).flatMap((field) => {
    const spec = table[field];
    return spec === undefined ? [] : inValue(field, spec, values[field]);
  });

/**
 * The spec of a path as journals and clashes write it: `title`, `commercial.warrantyUntil`, `tasks.<id>.state`. Null where the table has
 * no such field; a list with the id of an element is that element.
 */
export const specAt = (table: FieldTable, path: string): FieldSpec | null => {
  const [head = '', ...rest] = path.split('.');
  const spec = Object.keys(table).includes(head) ? table[head] : undefined;
  if (spec === undefined) return null;
  if (rest.length === 0) return spec;
  if (spec.kind === 'object') return specAt(spec.fields, rest.join('.'));
  if (spec.kind === 'list' && spec.of.kind === 'object') {
    const [, ...inner] = rest;
    return inner.length === 0 ? spec.of : specAt(spec.of.fields, inner.join('.'));
  }
  return null;
};
