import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { ORDER } from '#domain/processes/order.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { codeTextOr, type GroupKey, setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { fieldLabel, stateReason, stateWord, stepWord, valueWord } from '#renderer/shared/record/words.ts';

beforeAll(setupTexts);

const ALL: readonly Process[] = [...Object.values(PROCESSES), ORDER];

/** Fields that only the program reads: nobody is shown them by their name. */
const UNSEEN = new Set(['inventories', 'settings', 'attachments', 'catalogue']);

type Named = {
  readonly collection: CollectionName;
  readonly type: string;
  readonly path: string;
  readonly spec: FieldSpec;
};

const inside = (spec: FieldSpec): FieldTable | null => {
  if (spec.kind === 'object') return spec.fields;
  return spec.kind === 'list' && spec.of.kind === 'object' ? spec.of.fields : null;
};

const fields: readonly Named[] = Object.entries(FIELD_TABLES)
  .filter(([collection]) => !UNSEEN.has(collection))
  .flatMap(([collection, tables]) =>
    Object.entries(tables as Readonly<Record<string, FieldTable>>).flatMap(([type, table]) =>
      Object.entries(table).flatMap(([path, spec]): readonly Named[] => {
        const own = { collection: collection as CollectionName, type, path, spec };
        // What keeps a record's history is read as such, not by the names of its fields.
        const isKept = path === 'journal' || path === 'clashes';
        const parts = Object.entries(isKept ? {} : (inside(spec) ?? {})).map(([name, part]) => ({
          ...own,
          path: `${path}.${spec.kind === 'list' ? 'x.' : ''}${name}`,
          spec: part,
        }));
        return [own, ...parts];
      }),
    ),
  );

const isNamed = (path: string): boolean =>
  codeTextOr('fields', path.slice(path.lastIndexOf('.') + 1), null) !== null;

describe('words', () => {
  it('there is one for every field that somebody may be shown', () => {
    const missing = fields
      .filter(({ path }) => !isNamed(path))
      .map(({ collection, path }) => `${collection}.${path}`);
    expect(missing).toEqual([]);
    expect(fieldLabel('tickets', 'requesterId')).toBe('Caller');
    expect(fieldLabel('configItems', 'commercial.warrantyUntil')).toBe('Warranty until');
  });

  it('there is one for every value of a coded field', () => {
    const codes = fields.flatMap(({ collection, type, path, spec }) => {
      const coded = spec.kind === 'list' ? spec.of : spec;
      const isCoded = (coded.kind === 'code' || coded.kind === 'level') && 'of' in coded;
      const isInner = ['journal', 'clashes', 'effects'].includes(path.split('.')[0] ?? '');
      if (!isCoded || isInner || (path === 'type' && coded.of.length === 1)) return [];
      return coded.of.map((value) => ({ kind: { collection, type }, path, value }));
    });
    const wordless = codes.filter(({ kind, path, value }) => {
      const word = valueWord(kind, path, value);
      return word === '' || word === String(value);
    });
    expect(wordless.map(({ kind, path, value }) => `${kind.collection}.${path}.${value}`)).toEqual([]);
    expect(codes.length).toBeGreaterThan(60);
  });

  it.each(ALL.map((process) => [process.type, process] as const))(
    'every state and step of %s has its own',
    (type, process) => {
      for (const state of Object.keys(process.states)) {
        expect(codeTextOr(`states:${type}` as GroupKey, state, null), state).toBe(stateWord(type, state));
      }
      for (const { name } of process.steps) {
        expect(codeTextOr(`steps:${type}` as GroupKey, name, null), name).toBe(stepWord(type, name));
      }
    },
  );

  it('a state that no process of this version has is readable', () => {
    expect(stateWord('newer', 'root_cause')).toBe('Root cause');
  });
});

describe('why a ticket stands in its state', () => {
  it('is what it waits for, or that it ended as a duplicate', () => {
    expect(stateReason({ holdReason: 'awaiting_vendor' })).toBe('Awaiting vendor');
    expect(stateReason({ holdReason: null, duplicateOfId: 'other' })).toBe('Duplicate');
    expect(stateReason({ holdReason: null, duplicateOfId: null })).toBeNull();
  });
});
