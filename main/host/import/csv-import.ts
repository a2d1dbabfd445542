import { createConfigItem } from '#domain/cmdb/config-item.commands.ts';
import {
  CSV_PRESETS,
  type CsvPlan,
  nestFields,
  parseCsvMapping,
  readCsvFields,
} from '#domain/import/csv-mapping.ts';
import { ciIdOf } from '#domain/import/glpi-facts.ts';
import type { ImportKind, ImportRecord } from '#domain/import/import-report.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { sameValue } from '#domain/journal/equal.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import type { CiClass, ConfigItem } from '#domain/records/config-item.ts';
import type { Person, Place } from '#domain/records/directory.ts';
import { type DirectoryIndex, openDirectoryIndex } from './directory-index.ts';
import { newPerson, newPlace } from './directory-records.ts';
import { BadInput, type ImportControl, type ImportHost, importEnv } from './import-context.ts';
import { createKnownItems, type KnownItems } from './known-items.ts';
import { readCsv, readJson } from './read-input.ts';
import type { Workspace } from './workspace.ts';

type Fields = Readonly<Record<string, unknown>>;
type Row = { readonly file: string; readonly line: number; readonly fields: Fields };
type CsvRun = {
  readonly host: ImportHost;
  readonly workspace: Workspace;
  readonly directory: DirectoryIndex;
  readonly known: KnownItems;
};

/** The mapping that `--map` names: a preset or a JSON file. @throws BadInput */
const planOf = async (map: string | null): Promise<CsvPlan> => {
  const presets = [...CSV_PRESETS.keys()].join(', ');
  if (map === null) {
    throw new BadInput(
      '',
      null,
      `a CSV import needs a mapping: a JSON file, or one of the presets ${presets}`,
    );
  }
  const preset = CSV_PRESETS.get(map);
  if (preset !== undefined) return preset;
  const parsed = parseCsvMapping(await readJson(map));
  if (!parsed.ok) throw new BadInput(map, String(parsed.error.details?.path ?? ''), parsed.error.message);
  return parsed.value;
};

const textIn = (fields: Fields, name: string): string | null =>
  typeof fields[name] === 'string' ? fields[name] : null;

const listIn = (fields: Fields, name: string): readonly string[] =>
  Array.isArray(fields[name]) ? (fields[name] as readonly string[]) : [];

const labelOf = ({ fields, line }: Row): string =>
  textIn(fields, 'name') ?? textIn(fields, 'assetTag') ?? textIn(fields, 'login') ?? `line ${line}`;

const skip = (row: Row, kind: ImportKind, reason: string): ImportRecord => ({
  file: row.file,
  kind,
  id: null,
  label: labelOf(row),
  action: 'skipped',
  reason: `line ${row.line}: ${reason}`,
});

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** The place a cell names; one that nobody knows is made. */
const placeFor = (row: Row, run: CsvRun, records: ImportRecord[]): string | null | 'ambiguous' => {
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

type Outcome<R> = {
  readonly record: R;
  readonly changes: readonly string[];
  readonly locked: readonly string[];
};

/** `record` with the row's fields, but for those edited by hand. */
const updated = <R extends ConfigItem | Person | Place>(
  record: R,
  fields: Fields,
  locked: readonly string[],
  run: CsvRun,
): Outcome<R> => {
  const patch = nestFields(fields, record);
  const differing = Object.keys(patch).filter((name) => !sameValue(record[name as keyof R], patch[name]));
  const changes = differing.filter((name) => !locked.includes(name));
  const wanted = Object.fromEntries(changes.map((name) => [name, patch[name]])) as Partial<R>;
  const after = applyChanges<R>(record, wanted, importEnv(run.host), { kind: 'imported', origin: 'import' });
  return { record: after, changes, locked: differing.filter((name) => locked.includes(name)) };
};

const told = (
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
    ...(locked.length > 0 ? { reason: `edited by hand and left alone: ${locked.join(', ')}` } : {}),
  };
};

/** A new record is one event, not a creation and an edit. */
const asOneEvent = <R extends ConfigItem | Person | Place>(base: R, record: R): R => ({
  ...record,
  journal: base.journal,
  updatedAt: base.updatedAt,
});

type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const found = <T>(value: T): Found<T> => ({ ok: true, value });
const notFound = (reason: string): Found<never> => ({ ok: false, reason });

/** The id of the item that a row is about: a known one, or the one to make. */
const itemIdOf = ({ fields }: Row, name: string, run: CsvRun): Found<string> => {
  const tag = textIn(fields, 'assetTag');
  const serial = textIn(fields, 'serial');
  const identity = {
    serial,
    uuid: textIn(fields, 'uuid'),
    macs: listIn(fields, 'macs'),
    // With a tag or serial the name is a label, and many devices may share it.
    name: tag === null && serial === null ? name : null,
  };
  const tagged = tag === null ? [] : run.known.byAssetTag(tag);
  if (tagged.length > 1) return notFound(`ambiguous: its tag fits ${tagged.join(', ')}`);
  if (tagged[0] !== undefined) return found(tagged[0]);
  const match = run.known.match(identity);
  switch (match.kind) {
    case 'match':
      return found(match.id);
    case 'ambiguous':
      return notFound(`ambiguous: its ${match.by} fits ${match.ids.join(', ')}`);
    case 'none':
      return found(tag === null ? ciIdOf(identity, name) : stableId('ci-tag', tag.toUpperCase()));
  }
};

const userFor = ({ fields }: Row, run: CsvRun): Found<Fields> => {
  const name = textIn(fields, 'user');
  if (name === null) return found({});
  const [only, another] = run.directory.person([name]);
  if (only !== undefined && another === undefined) return found({ userId: only });
  const reason = only === undefined ? `nobody is called ${name}` : `several people are called ${name}`;
  return notFound(`${reason}; import the people first`);
};

/** A status takes an item out of service or brings it back. */
const statusFields = (item: ConfigItem, shape: ConfigItem, { fields }: Row): Fields =>
  fields.status === undefined || item.lockedFields.includes('status')
    ? {}
    : { active: shape.active, retiredAt: shape.active ? null : (item.retiredAt ?? shape.retiredAt) };

const planItem = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const records: ImportRecord[] = [];
  const { fields } = row;
  const name = textIn(fields, 'name') ?? textIn(fields, 'assetTag') ?? textIn(fields, 'serial');
  if (name === null) return [skip(row, 'configItem', 'it has no name, tag or serial number')];
  const target = itemIdOf(row, name, run);
  if (!target.ok) return [skip(row, 'configItem', target.reason)];
  const user = userFor(row, run);
  if (!user.ok) return [skip(row, 'configItem', user.reason)];
  const placeId = placeFor(row, run, records);
  if (placeId === 'ambiguous') return [skip(row, 'configItem', ambiguousPlace(row))];
  const id = target.value;
  const stored = await run.workspace.get('configItems', id);
  const shape = blankItem(id, name, fields, run);
  const base = stored ?? shape;
  const own: Fields = {
    ...without(fields, 'place', 'user'),
    ...user.value,
    ...statusFields(base, shape, row),
    ...(placeId === null ? {} : { placeId }),
  };
  const outcome = updated(base, own, stored?.lockedFields ?? [], run);
  const record = stored === null ? asOneEvent(base, outcome.record) : outcome.record;
  run.workspace.put('configItems', record);
  run.known.note(record);
  return [...records, told(row, 'configItem', id, outcome, stored === null)];
};

const ambiguousPlace = ({ fields }: Row): string => `several places are called ${textIn(fields, 'place')}`;

const blankItem = (id: string, name: string, fields: Fields, run: CsvRun): ConfigItem => {
  const ciClass = (textIn(fields, 'ciClass') ?? 'other') as CiClass;
  const status = textIn(fields, 'status') as ConfigItem['status'] | null;
  const created = createConfigItem(
    null,
    { id, name, ciClass, status: status ?? 'in_operation' },
    { env: importEnv(run.host), origin: 'import' },
  );
  if (!created.ok) throw new Error(created.error.message);
  const item = created.value;
  return { ...item, journal: item.journal.map((entry) => ({ ...entry, id: `${id}-created` })) };
};

const personName = (fields: Fields): string | null => {
  const parts = [textIn(fields, 'firstName'), textIn(fields, 'lastName')].filter((part) => part !== null);
  return textIn(fields, 'name') ?? (parts.length === 0 ? null : parts.join(' '));
};

const planPerson = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const records: ImportRecord[] = [];
  const { fields } = row;
  const keys = ['employeeNumber', 'login', 'email'].flatMap((name) => textIn(fields, name) ?? []);
  const name = personName(fields);
  const found = run.directory.person(keys.length > 0 ? keys : [name]);
  if (found.length > 1) return [skip(row, 'person', `ambiguous: fits ${found.join(', ')}`)];
  if (name === null && found.length === 0) return [skip(row, 'person', 'it has no name')];
  const placeId = placeFor(row, run, records);
  if (placeId === 'ambiguous') return [skip(row, 'person', ambiguousPlace(row))];
  const id = found[0] ?? stableId('person', (keys[0] ?? name ?? '').toLowerCase());
  const stored = (await run.workspace.get('directory', id)) as Person | null;
  const base = stored ?? newPerson({ id, name: name ?? '', externalId: null }, importEnv(run.host));
  const own: Fields = {
    ...without(fields, 'firstName', 'lastName', 'place'),
    ...(name === null ? {} : { name }),
    ...(placeId === null ? {} : { placeId }),
  };
  const outcome = updated(base, own, [], run);
  const record = stored === null ? asOneEvent(base, outcome.record) : outcome.record;
  run.workspace.put('directory', record);
  run.directory.note(record);
  return [...records, told(row, 'person', id, outcome, stored === null)];
};

const planPlace = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const { fields } = row;
  const name = textIn(fields, 'name');
  if (name === null) return [skip(row, 'place', 'it has no name')];
  const parentName = textIn(fields, 'parent');
  const parents = run.directory.place([parentName]);
  if (parentName !== null && parents.length !== 1) {
    const reason = parents.length === 0 ? 'is not known; list it before' : 'is the name of several places';
    return [skip(row, 'place', `its parent ${parentName} ${reason}`)];
  }
  const parent =
    parents[0] === undefined ? null : ((await run.workspace.get('directory', parents[0])) as Place);
  const path = parent === null ? name : `${parent.path} / ${name}`;
  if (path.length > 400) return [skip(row, 'place', 'its path has more than 400 characters')];
  const found = run.directory.place([textIn(fields, 'code'), path]);
  if (found.length > 1) return [skip(row, 'place', `ambiguous: fits ${found.join(', ')}`)];
  const id = found[0] ?? stableId('place', (textIn(fields, 'code') ?? path).toLowerCase());
  const stored = (await run.workspace.get('directory', id)) as Place | null;
  const base = stored ?? newPlace({ id, name, externalId: null }, importEnv(run.host));
  const isSite = (fields.kind ?? (parent === null ? 'site' : 'other')) === 'site';
  const own: Fields = {
    ...without(fields, 'parent'),
    ...(fields.kind === undefined && parent !== null && stored === null ? { kind: 'other' } : {}),
    path,
    parentId: parent?.id ?? null,
    siteId: isSite || parent === null ? id : parent.siteId,
  };
  const outcome = updated(base, own, [], run);
  const record = stored === null ? asOneEvent(base, outcome.record) : outcome.record;
  run.workspace.put('directory', record);
  run.directory.note(record);
  return [told(row, 'place', id, outcome, stored === null)];
};

const PLANNERS = { configItems: planItem, people: planPerson, places: planPlace } as const;

/** Plans the rows of CSV files by a mapping. @throws BadInput for the first cell that can't be read */
export const planCsv = async (
  files: readonly string[],
  map: string | null,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => {
  const plan = await planOf(map);
  const rows: Row[] = [];
  for (const file of files) {
    for await (const { cells, line } of readCsv(file, plan, control)) {
      const fields = readCsvFields(cells, plan);
      if (!fields.ok) throw new BadInput(file, `line ${line}`, fields.error.message);
      rows.push({ file, line, fields: fields.value });
    }
  }
  const run: CsvRun = {
    host,
    workspace,
    directory: await openDirectoryIndex(host),
    known: createKnownItems(host.read.ciIdentities()),
  };
  const records: ImportRecord[] = [];
  for (const row of rows) records.push(...(await PLANNERS[plan.into](row, run)));
  return records;
};
