import type { Person, Place } from '#domain/fields/directory.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { reasoned } from '#domain/records/result.ts';
import {
  ambiguousPlace,
  asOneEvent,
  type CsvRun,
  type Fields,
  placeFor,
  type Row,
  skip,
  textIn,
  told,
  updated,
  without,
} from './csv-rows.ts';
import { newPerson, newPlace } from './directory-records.ts';
import { importEnv } from './import-context.ts';

const personName = (fields: Fields): string | null => {
  const parts = [textIn(fields, 'firstName'), textIn(fields, 'lastName')].filter((part) => part !== null);
  return textIn(fields, 'name') ?? (parts.length === 0 ? null : parts.join(' '));
};

/** Plans the person of one row. */
export const planPerson = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const records: ImportRecord[] = [];
  const { fields } = row;
  const keys = ['employeeNumber', 'login', 'email'].flatMap((name) => textIn(fields, name) ?? []);
  const name = personName(fields);
  const found = run.directory.person(keys.length > 0 ? keys : [name]);
  if (found.length > 1) return [skip(row, 'person', reasoned('row.person_fits', { items: found }))];
  if (name === null && found.length === 0) return [skip(row, 'person', reasoned('row.no_name'))];
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

/** Plans the place of one row; its parent has to be known or in a row before. */
export const planPlace = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const { fields } = row;
  const name = textIn(fields, 'name');
  if (name === null) return [skip(row, 'place', reasoned('row.no_name'))];
  const parentName = textIn(fields, 'parent');
  const parents = run.directory.place([parentName]);
  if (parentName !== null && parents.length !== 1) {
    const why = parents.length === 0 ? 'row.parent_unknown' : 'row.parent_several';
    return [skip(row, 'place', reasoned(why, { name: parentName }))];
  }
  const parent =
    parents[0] === undefined ? null : ((await run.workspace.get('directory', parents[0])) as Place);
  const path = parent === null ? name : `${parent.path} / ${name}`;
  if (path.length > 400) return [skip(row, 'place', reasoned('row.path_too_long'))];
  const found = run.directory.place([textIn(fields, 'code'), path]);
  if (found.length > 1) return [skip(row, 'place', reasoned('row.person_fits', { items: found }))];
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
