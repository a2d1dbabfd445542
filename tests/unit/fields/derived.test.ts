/** What follows from a field's line in its table, seen for every field of every record: no reader of the tables may overlook one. */
import { describe, expect, it } from 'vitest';
import { csvColumns, csvRow } from '#cli/export/csv.ts';
import {
  type FieldSpec,
  type FieldTable,
  REFERENCE_KINDS,
  type ReferenceKind,
} from '#domain/fields/field.ts';
import { mergePlanOf } from '#domain/fields/merge-plan.ts';
import { referencesIn, specAt } from '#domain/fields/references.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { FULL_TEXT } from '#main/host/store/full-text.ts';

type Tables = Readonly<Record<string, FieldTable>>;
const TABLES = Object.entries(FIELD_TABLES).flatMap(([collection, tables]) =>
  Object.entries(tables as Tables).map(
    ([type, table]) => [collection as CollectionName, type, table] as const,
  ),
);

/** A value in which every text says where it stands: `commercial.supplier`, `tasks.title`. */
const tellingValue = (spec: FieldSpec, path: string): unknown => {
  switch (spec.kind) {
    case 'object':
      return telling(spec.fields, path);
    case 'list':
      return [tellingValue(spec.of, path)];
    case 'map':
    case 'instants':
    case 'json':
      return {};
    case 'flag':
      return true;
    case 'level':
    case 'minutes':
    case 'count':
    case 'money':
    case 'number':
      return 1;
    default:
      return path;
  }
};
const telling = (table: FieldTable, prefix = ''): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [
      name,
      tellingValue(spec, prefix === '' ? name : `${prefix}.${name}`),
    ]),
  );

type Leaf = { readonly path: string; readonly spec: FieldSpec };
/** Every field with what is inside it. */
const leavesOf = (table: FieldTable, prefix = ''): readonly Leaf[] =>
  Object.entries(table).flatMap(([name, spec]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const inner = spec.kind === 'list' ? spec.of : spec;
    return inner.kind === 'object' ? leavesOf(inner.fields, path) : [{ path, spec: inner }];
  });
const isReference = (kind: string): kind is ReferenceKind =>
  (REFERENCE_KINDS as readonly string[]).includes(kind);

describe.each(TABLES)('from the table of %s, %s,', (collection, type, table) => {
  const record = { ...telling(table), type };

  it('follows every record that is named, also inside of lists and objects', () => {
    const named = leavesOf(table).filter(({ spec }) => isReference(spec.kind));
    const found = referencesIn(table, record).map(({ id, kind, field }) => ({ id, kind, field }));
    expect(found).toEqual(
      named.map(({ path, spec }) => ({ id: path, kind: spec.kind, field: path.split('.')[0] })),
    );
  });

  it('follows how each field and group is merged', () => {
    const plan = mergePlanOf(table);
    const groups = new Map(plan.groups.map((group) => [group.name, group]));
    for (const [name, spec] of Object.entries(table)) {
      expect(plan.fields[name], name).toBe(spec.merge);
      if (spec.group !== undefined) expect(groups.get(spec.group)?.fields, name).toContain(name);
      if (spec.follows !== undefined) expect(groups.get(spec.follows)?.followers, name).toContain(name);
      if (spec.kind === 'list' && spec.max !== undefined) expect(plan.max?.[name], name).toBe(spec.max);
    }
  });

  it('follows what a path of the history means', () => {
    for (const [name, spec] of Object.entries(table)) {
      expect(specAt(table, name)).toBe(spec);
      if (spec.kind === 'object') {
        for (const part of Object.keys(spec.fields)) expect(specAt(table, `${name}.${part}`)).not.toBeNull();
      }
      if (spec.kind === 'list' && spec.of.kind === 'object') {
        for (const part of Object.keys(spec.of.fields)) {
          expect(specAt(table, `${name}.some-id.${part}`)).toBe(spec.of.fields[part]);
        }
      }
    }
    expect(specAt(table, 'constructor')).toBeNull();
  });

  it('follow the columns of CSV, but for what only the program reads', () => {
    const columns = csvColumns(collection);
    const expected = Object.entries(table)
      .filter(([name]) => !['journal', 'clashes', 'effects'].includes(name))
      .flatMap(([name, spec]) =>
        spec.kind === 'object' ? Object.keys(spec.fields).map((part) => `${name}.${part}`) : [name],
      );
    expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
    const written = csvRow(
      { ...record, type: 'type' },
      columns.filter(({ name }) => expected.includes(name)),
    );
    for (const { path } of leavesOf(table).filter(({ spec }) => spec.kind === 'text')) {
      if (expected.includes(path)) expect(written, path).toContain(path);
    }
  });
});

const isSearched = ([collection]: (typeof TABLES)[number]): boolean =>
  FULL_TEXT.some((one) => one.collection === collection);

describe.each(TABLES.filter(isSearched))('from the table of %s, %s,', (collection, type, table) => {
  const definition = FULL_TEXT.find((one) => one.collection === collection);

  it('follows which part of the full text each field is', () => {
    const fields = definition?.fields({ ...telling(table), type, journal: [] });
    const parts = {
      title: [fields?.title ?? ''],
      body: fields?.body.split('\n'),
      key: fields?.keys,
    } as const;
    const searched = Object.entries(table).flatMap(
      ([name, spec]): readonly (readonly [string, FieldSpec])[] =>
        spec.kind === 'object'
          ? Object.entries(spec.fields).map(([part, inner]) => [`${name}.${part}`, inner])
          : [[name, spec]],
    );
    for (const [path, { search }] of searched) {
      for (const part of ['title', 'body', 'key'] as const) {
        const isThere = parts[part]?.some((text) => text.split(' ').includes(path)) === true;
        // A device's name is read out like its number.
        const isBoth = collection === 'configItems' && part === 'key' && search === 'title';
        expect(isThere, `${path} in ${part}`).toBe(search === part || isBoth);
        if (search !== undefined) expect(definition?.form).toContain(`${path} ${search}`);
      }
    }
  });
});
