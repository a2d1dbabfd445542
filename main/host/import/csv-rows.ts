import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { Person, Place } from '#domain/fields/directory.ts';
import { type CsvPlan, nestFields } from '#domain/import/csv-mapping.ts';
import type { ImportKind, ImportRecord } from '#domain/import/import-report.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { broughtBack } from '#domain/import/undo-import.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { sameValue } from '#domain/records/json.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import type { DirectoryIndex } from './directory-index.ts';
import { newPlace } from './directory-records.ts';
import type { Question } from './glpi-run.ts';
import { type ImportHost, importEnv } from './import-context.ts';
import type { KnownConfigItems } from './known-config-items.ts';
import type { Workspace } from './workspace.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Row = {
  readonly file: string;
  readonly line: number;
  readonly fields: Fields;
  /** The same for two rows that say the same throughout. */
  readonly said: string;
};
export type CsvRun = {
  readonly host: ImportHost;
  readonly workspace: Workspace;
  readonly directory: DirectoryIndex;
  readonly known: KnownConfigItems;
  readonly plan: CsvPlan;
  /** Puts a device that it can't tell before a person. */
  readonly ask: (question: Question) => void;
  /** Records that a row before was about. */
  readonly taken: Map<string, Pick<Row, 'line' | 'said'>>;
};

export const textIn = (fields: Fields, name: string): string | null =>
  typeof fields[name] === 'string' ? fields[name] : null;

export const listIn = (fields: Fields, name: string): readonly string[] =>
  Array.isArray(fields[name]) ? (fields[name] as readonly string[]) : [];

const labelOf = ({ fields, line }: Row): string =>
  textIn(fields, 'name') ?? textIn(fields, 'assetTag') ?? textIn(fields, 'login') ?? `line ${line}`;

export const skip = (row: Row, kind: ImportKind, cause: Reasoned): ImportRecord => ({
  file: row.file,
  kind,
  id: null,
  label: labelOf(row),
  action: 'skipped',
  why: reasoned('row.line', { line: row.line, cause }),
});

export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** The place a cell names; one that nobody knows is made. */
export const placeFor = (row: Row, run: CsvRun, records: ImportRecord[]): string | null | 'ambiguous' => {
  const name = textIn(row.fields, 'place');
  if (name === null) return null;
  const found = run.directory.place([name]);
  if (found.length > 1) return 'ambiguous';
  const [known] = found;
  if (known !== undefined) return known;
  const id = stableId('place', name.toLowerCase());
  const place = newPlace({ id, name, externalId: null }, importEnv(run.host));
  run.workspace.put('directory', place);
  run.directory.note(place);
  records.push({ file: row.file, kind: 'place', id, label: name, action: 'created' });
  return id;
};

export type Outcome<R> = {
  readonly record: R;
  readonly changes: readonly string[];
  readonly locked: readonly string[];
};

/**
 * Tables lose the blanks around a text, so a value that differs in nothing else is the one that was written: an export that comes back changes
 * nothing.
 */
const asInTables = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(asInTables).filter((element) => element !== '');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asInTables(part)]));
};

const reads = (stored: unknown, row: unknown): boolean => sameValue(asInTables(stored), asInTables(row));

/** The row before that was about this record, if it said something else: then it is one record for the table and two for whoever wrote it. */
export const takenBefore = (id: string, row: Row, run: CsvRun): Reasoned | null => {
  const before = run.taken.get(id);
  if (before === undefined) run.taken.set(id, { line: row.line, said: row.said });
  if (before === undefined || before.said === row.said) return null;
  return reasoned('row.same_record', { id, line: before.line });
};

/** The person or place of this id, stored or planned. */
export const entryOf = async (
  id: string,
  { directory, workspace }: CsvRun,
): Promise<Person | Place | null> =>
  // Others than these have ids there, too; nothing of a table is about them.
  directory.has(id) ? ((await workspace.get('directory', id)) as Person | Place) : null;

/** The item of this id, stored or planned. */
export const itemOf = (id: string, { known, workspace }: CsvRun): Promise<ConfigItem | null> =>
  known.get(id) === null ? Promise.resolve(null) : workspace.get('configItems', id);

/** The first of these fields that gives the id of a record that is not here. */
export const unknownId = async (
  { fields }: Row,
  run: CsvRun,
  types: Readonly<Record<string, 'person' | 'place'>>,
): Promise<Reasoned | null> => {
  for (const [field, type] of Object.entries(types)) {
    const id = textIn(fields, field);
    if (id === null || (await entryOf(id, run))?.type === type) continue;
    return reasoned('row.no_such_record', { field, id });
  }
  return null;
};

/** `record` with the row's fields, but for those edited by hand. */
export const updated = <R extends ConfigItem | Person | Place>(
  record: R,
  fields: Fields,
  locked: readonly string[],
  run: CsvRun,
): Outcome<R> => {
  const patch = { ...broughtBack(record), ...nestFields(fields, record) };
  const differing = Object.keys(patch).filter((name) => !reads(record[name as keyof R], patch[name]));
  const changes = differing.filter((name) => !locked.includes(name));
  const wanted = Object.fromEntries(changes.map((name) => [name, patch[name]])) as Partial<R>;
  const after = applyChanges<R>(record, wanted, importEnv(run.host), { kind: 'imported', origin: 'import' });
  return { record: after, changes, locked: differing.filter((name) => locked.includes(name)) };
};

export const told = (
  row: Row,
  kind: ImportKind,
  id: string,
  { changes, locked }: Pick<Outcome<unknown>, 'changes' | 'locked'>,
  isNew: boolean,
): ImportRecord => {
  const base = { file: row.file, kind, id, label: labelOf(row) };
  if (isNew) return { ...base, action: 'created' };
  return {
    ...base,
    action: changes.length > 0 ? 'updated' : 'unchanged',
    ...(changes.length > 0 ? { changes } : {}),
    ...(locked.length > 0 ? { why: reasoned('row.edited_by_hand', { fields: locked }) } : {}),
  };
};

/** A new record is one event, not a creation and an edit. */
export const asOneEvent = <R extends ConfigItem | Person | Place>(base: R, record: R): R => ({
  ...record,
  journal: base.journal,
  updatedAt: base.updatedAt,
});

export const ambiguousPlace = ({ fields }: Row): Reasoned =>
  reasoned('row.several_places', { name: textIn(fields, 'place') });
