import type { Names } from '#contracts/shared.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { referenceKindOf } from '#domain/fields/field.ts';
import { referencesIn, specAt } from '#domain/fields/references.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { HostContext } from '../context.ts';

type Named = {
  readonly type?: unknown;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly journal: readonly JournalEntry[];
  readonly clashes: readonly unknown[];
};

/** Texts short enough to be an id, also those in a list and in a group of fields. */
export const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.length > 0 && value.length <= 80 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
};

/** Names of whatever kind of record an id stands for. */
export const namesOf = (
  { settings, read }: Pick<HostContext, 'settings' | 'read'>,
  ids: readonly string[],
): Names => {
  const asked = new Set(ids);
  const catalogue = [...settings.services(), ...settings.agreements(), ...settings.calendars()];
  const { questions } = settings.incident().risk;
  const answered = [...questions, ...questions.flatMap(({ answers }) => answers)];
  const called = [...catalogue, ...answered.map(({ id, text }) => ({ id, name: text }))];
  return {
    ...Object.fromEntries(called.filter(({ id }) => asked.has(id)).map(({ id, name }) => [id, name])),
    ...read.recordNames([...asked]),
    ...read.ciNames(ids),
    ...read.names(ids),
  };
};

/**
 * Display names of everything a record mentions: in its fields, and in its history as far as those fields are ids. The field table tells which
 * fields those are.
 */
export const recordNames = (
  context: Pick<HostContext, 'settings' | 'read'>,
  collection: CollectionName,
  record: object,
): Names => {
  const { type, journal, createdBy, updatedBy } = record as Named;
  const table = fieldTableOf(collection, type) ?? {};
  const { journal: _journal, clashes: _clashes, ...fields } = record as Readonly<Record<string, unknown>>;
  const inHistory = journal.flatMap((entry) => [
    entry.by,
    ...entry.changes
      .filter(({ field }) => {
        const spec = specAt(table, field);
        // A group's change and an element's hold ids inside.
        return (
          spec === null || spec.kind === 'list' || spec.kind === 'object' || referenceKindOf(spec) !== null
        );
      })
      .flatMap(({ from, to }) => [...idsIn(from), ...idsIn(to)]),
  ]);
  const effects = 'effects' in fields ? idsIn((fields as { effects: unknown }).effects) : [];
  const named = referencesIn(table, fields).map(({ id }) => id);
  return namesOf(context, [createdBy, updatedBy, ...named, ...inHistory, ...effects]);
};
