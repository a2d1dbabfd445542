import type { Person, Place } from '#domain/fields/directory.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import {
  ambiguousPlace,
  asOneEvent,
  type CsvRun,
  entryOf,
  type Fields,
  placeFor,
  type Row,
  skip,
  takenBefore,
  textIn,
  told,
  unknownId,
  updated,
  without,
} from './csv-rows.ts';
import type { NamedPerson } from './directory-index.ts';
import { newPerson, newPlace } from './directory-records.ts';
import { importEnv } from './import-context.ts';

const personName = (fields: Fields): string | null => {
  const parts = [textIn(fields, 'firstName'), textIn(fields, 'lastName')].filter((part) => part !== null);
  return textIn(fields, 'name') ?? (parts.length === 0 ? null : parts.join(' '));
};

type Whose = { readonly id: string } | { readonly why: Reasoned };

const isSet = (value: string | null): value is string => value !== null && value.trim() !== '';
const differ = (left: string | null, right: string | null): boolean =>
  isSet(left) && isSet(right) && left.trim().toLowerCase() !== right.trim().toLowerCase();

/** Whether number or login say that a row is about somebody else. */
const isOther = (person: NamedPerson, { fields }: Row): boolean =>
  differ(person.employeeNumber, textIn(fields, 'employeeNumber')) ||
  differ(person.login, textIn(fields, 'login'));

const oneOf = (found: readonly NamedPerson[]): Whose | null => {
  const [only, another] = found;
  if (only === undefined) return null;
  if (another === undefined) return { id: only.id };
  return { why: reasoned('row.person_fits', { items: found.map(({ id }) => id) }) };
};

/** Whom a row with a number or a login is about. */
const byNumberOrLogin = (row: Row, run: CsvRun): Whose | null => {
  const [number, login] = [textIn(row.fields, 'employeeNumber'), textIn(row.fields, 'login')];
  const numbered = number === null ? [] : run.directory.personBy('employeeNumber', number);
  const signedIn = login === null ? [] : run.directory.personBy('login', login);
  const one = oneOf(numbered.length > 0 ? numbered : signedIn);
  if (one === null || 'why' in one) return one;
  const known = [...numbered, ...signedIn];
  // A login goes to the next one when somebody leaves; the number then tells them apart.
  const isSomeoneElse =
    known.some(({ id }) => id !== one.id) ||
    (numbered.length === 0 && known.some((person) => isOther(person, row)));
  return isSomeoneElse
    ? { why: reasoned('row.login_of_another', { login, name: signedIn[0]?.name ?? null }) }
    : one;
};

/** Whom a row is about, or whom it makes: number and login say so; a mail address or a name that others may have only with a person's word for it. */
const whoseRow = async (row: Row, name: string | null, run: CsvRun): Promise<Whose> => {
  const { fields } = row;
  const { identifyBy } = run.plan;
  const own = textIn(fields, 'id');
  if (own !== null && (await entryOf(own, run))?.type === 'person') return { id: own };
  const sure = byNumberOrLogin(row, run);
  if (sure !== null) return sure;
  const email = textIn(fields, 'email');
  const byMail =
    email === null ? [] : run.directory.personBy('email', email).filter((person) => !isOther(person, row));
  const named =
    name === null ? [] : run.directory.personBy('name', name).filter((person) => !isOther(person, row));
  const both = byMail.filter((person) => named.includes(person));
  const found =
    oneOf(both) ??
    (identifyBy.includes('email') ? oneOf(byMail) : null) ??
    (identifyBy.includes('name') ? oneOf(named) : null);
  if (found !== null) return found;
  const isStrong = textIn(fields, 'employeeNumber') !== null || textIn(fields, 'login') !== null;
  const key = textIn(fields, 'employeeNumber') ?? textIn(fields, 'login') ?? email ?? name;
  if (key === null || (name === null && byMail.length === 0)) return { why: reasoned('row.no_name') };
  const made = stableId('person', key.toLowerCase());
  const holder = (await entryOf(made, run)) as Person | null;
  // Who had this login when they were imported may have another by now.
  const id =
    holder !== null && isOther(holder, row) ? stableId('person', `${key}\n${name}`.toLowerCase()) : made;
  const [maybe] = isStrong ? [] : email === null ? named : byMail;
  // A table of names that comes again is about the people it made.
  if (maybe === undefined || (email === null && maybe.id === id && named.length === 1)) return { id };
  const by = email === null ? 'name' : 'email';
  return {
    why: reasoned('row.maybe_known', { field: by, value: email ?? name, name: maybe.name, id: maybe.id }),
  };
};

/** Plans the person of one row. */
export const planPerson = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const records: ImportRecord[] = [];
  const { fields } = row;
  const name = personName(fields);
  const whose = await whoseRow(row, name, run);
  if ('why' in whose) return [skip(row, 'person', whose.why)];
  const { id } = whose;
  const stored = (await entryOf(id, run)) as Person | null;
  if (name === null && stored === null) return [skip(row, 'person', reasoned('row.no_name'))];
  const taken = takenBefore(id, row, run);
  if (taken !== null) return [skip(row, 'person', taken)];
  const unknown = await unknownId(row, run, { placeId: 'place' });
  if (unknown !== null) return [skip(row, 'person', unknown)];
  const placeId = placeFor(row, run, records);
  if (placeId === 'ambiguous') return [skip(row, 'person', ambiguousPlace(row))];
  const base = stored ?? newPerson({ id, name: name ?? '', externalId: null }, importEnv(run.host));
  const own: Fields = {
    ...without(fields, 'id', 'firstName', 'lastName', 'place'),
    ...(name === null ? {} : { name }),
    ...(placeId === null ? {} : { placeId }),
  };
  const outcome = updated(base, own, [], run);
  const record = stored === null ? asOneEvent(base, outcome.record) : outcome.record;
  run.workspace.put('directory', record);
  run.directory.note(record);
  return [...records, told(row, 'person', id, outcome, stored === null)];
};

/** The place around the place of a row: named, or by its id; the one it has where the row says nothing. */
const parentOf = async (row: Row, stored: Place | null, run: CsvRun): Promise<Place | null | Reasoned> => {
  const name = textIn(row.fields, 'parent');
  const parents = run.directory.place([name]);
  if (name !== null && parents.length !== 1) {
    return reasoned(parents.length === 0 ? 'row.parent_unknown' : 'row.parent_several', { name });
  }
  const id = parents[0] ?? textIn(row.fields, 'parentId') ?? stored?.parentId ?? null;
  return id === null ? null : ((await entryOf(id, run)) as Place | null);
};

/** The ids of the places a row may be about. */
const placesOf = async (row: Row, run: CsvRun): Promise<readonly string[]> => {
  const own = textIn(row.fields, 'id');
  if (own !== null && (await entryOf(own, run))?.type === 'place') return [own];
  const code = textIn(row.fields, 'code');
  const coded = code === null ? [] : run.directory.place([code]);
  if (coded.length > 0) return coded;
  const parent = await parentOf(row, null, run);
  if (parent !== null && 'reason' in parent) return [];
  return run.directory.place([pathOf(parent, textIn(row.fields, 'name') ?? '')]);
};

const pathOf = (parent: Place | null, name: string): string =>
  parent === null ? name : `${parent.path} / ${name}`;

/** Plans the place of one row; its parent has to be known or in a row before. */
export const planPlace = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const { fields } = row;
  const name = textIn(fields, 'name');
  if (name === null) return [skip(row, 'place', reasoned('row.no_name'))];
  const unknown = await unknownId(row, run, { parentId: 'place' });
  if (unknown !== null) return [skip(row, 'place', unknown)];
  const found = await placesOf(row, run);
  if (found.length > 1) return [skip(row, 'place', reasoned('row.person_fits', { items: found }))];
  const known = found[0] === undefined ? null : ((await entryOf(found[0], run)) as Place);
  const parent = await parentOf(row, known, run);
  if (parent !== null && 'reason' in parent) return [skip(row, 'place', parent)];
  const path = pathOf(parent, name);
  if (path.length > 400) return [skip(row, 'place', reasoned('row.path_too_long'))];
  const id = known?.id ?? stableId('place', (textIn(fields, 'code') ?? path).toLowerCase());
  const taken = takenBefore(id, row, run);
  if (taken !== null) return [skip(row, 'place', taken)];
  const stored = (await entryOf(id, run)) as Place | null;
  const base = stored ?? newPlace({ id, name, externalId: null }, importEnv(run.host));
  const isSite = (fields.kind ?? stored?.kind ?? (parent === null ? 'site' : 'other')) === 'site';
  const own: Fields = {
    ...without(fields, 'id', 'parent'),
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
