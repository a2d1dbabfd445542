import type { AccountRow } from '#contracts/directory.ts';
import type { PersonRow } from '#contracts/shared.ts';
import type { Person, Place, Team } from '#domain/fields/directory.ts';
import { nameIn } from '#domain/records/names.ts';
import { TOO_LITTLE } from '../storage/search-forgiven.ts';
import { runsOf } from '../storage/search-text.ts';
import { namesIn } from './names.ts';
import type { PhoneBook } from './phone-book.ts';
import { type DirectorySearch, type FoundIds, IS_PERSON, type TextSearch } from './search.ts';
import { containing, parseJson, type Reads, sql, textOf } from './sql.ts';

const personRow = (person: Person, placeName: string | null): PersonRow => ({
  id: person.id,
  name: person.name,
  login: person.login,
  email: person.email,
  phones: person.phones,
  department: person.department,
  jobTitle: person.jobTitle,
  placeName,
  vip: person.vip,
  active: person.active,
});

/** Whom a telephone number belongs to, as records. */
export const calledPeople =
  (reads: Reads, phones: PhoneBook) =>
  (text: string): readonly Person[] => {
    const ids = phones.find(text).flatMap(({ id, isSure }) => (isSure ? [id] : []));
    return peopleOf(reads, ids.slice(0, MOST_CALLED));
  };
const MOST_CALLED = 10;

/** Records of people, in the order of `ids`. */
const peopleOf = (reads: Reads, ids: readonly string[]): readonly Person[] => {
  if (ids.length === 0) return [];
  const people = reads
    .all(
      sql(
        `SELECT ${reads.document('directory')} FROM ${reads.table('directory')}
         WHERE deleted = 0 AND f_type = 'person' AND id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      ),
    )
    .map((row) => parseJson<Person>(row[0]));
  const byId = new Map(people.map((person) => [person.id, person]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** Of these people, else of all, who is away at `now` or will be: absences are no column, so over all one statement looks at the whole directory. */
export const peopleAway = (
  reads: Reads,
  now: string,
  ids: readonly string[] | null = null,
): readonly Person[] => {
  const isAway = ({ absences }: Person): boolean => (absences ?? []).some(({ endsAt }) => endsAt > now);
  if (ids !== null) return peopleOf(reads, ids).filter(isAway);
  return reads
    .all(
      sql(
        `SELECT ${reads.document('directory')} FROM ${reads.table('directory')} WHERE deleted = 0 AND f_type = 'person'
         AND EXISTS (SELECT 1 FROM json_each(data, '$.absences') WHERE json_extract(value, '$.endsAt') > ?)`,
        now,
      ),
    )
    .map((row) => parseJson<Person>(row[0]));
};

/** People by id, in the order of `ids`. */
export const personRows = (reads: Reads, ids: readonly string[]): readonly PersonRow[] => {
  const people = peopleOf(reads, ids);
  const places = namesIn(reads, 'directory')(people.map((person) => person.placeId));
  return people.map((person) => personRow(person, nameIn(places, person.placeId)));
};

/** Words of a name, in no order. */
const wordsOf = (text: string): readonly string[] => runsOf(text).map((run) => run.text);

/** As many as bear the same name. */
const MOST_NAMED = 20;
const SHORTEST_NAME = 3;

/** The words of a text that may name somebody. */
const namingWords = (text: string): readonly string[] => {
  const typed = wordsOf(text);
  return typed.join('').length < SHORTEST_NAME ? [] : typed;
};

/** People whose whole name a text is and nothing else. */
export const namedPeople = (search: DirectorySearch, text: string): readonly Person[] => {
  const typed = namingWords(text);
  if (typed.length < 2) return [];
  return search(text, MOST_NAMED, IS_PERSON)
    .flatMap(({ document, by }) =>
      // The index hands out stored documents of any type; its type was asked.
      by === 'forgiven' ? [] : [document as unknown as Person],
    )
    .filter(({ name }) => {
      const words = wordsOf(name);
      return words.every((word) => typed.includes(word)) && typed.every((word) => words.includes(word));
    });
};

/**
 * Ids of people whom a text names: each of its words begins one of their name's. One word alone names somebody by their family name or
 * first name, once it has three letters.
 */
export const callersNamed = (reads: Reads, search: TextSearch, text: string): FoundIds => {
  const typed = namingWords(text);
  if (typed.length === 0) return { ids: [], more: false };
  const found = search('directory', text, { exact: true, within: IS_PERSON });
  const rows = reads.all(
    sql(
      `SELECT id, f_name FROM ${reads.table('directory')} WHERE n IN (SELECT value FROM json_each(?)) AND deleted = 0`,
      JSON.stringify(found.rows),
    ),
  );
  const ids = rows.flatMap(([id, name]) => {
    const words = wordsOf(textOf(name));
    return typed.every((word) => words.some((own) => own.startsWith(word))) ? [String(id)] : [];
  });
  // The best have the words in their names: others are among them only where no more do.
  return { ids, more: found.more && ids.length === rows.length };
};

/** Ids of people by a part of name, login or mail. The full-text index finds whole words and beginnings; this finds the rest. */
const personIdsLike = (reads: Reads, text: string, limit: number): readonly string[] => {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const pattern = containing(trimmed);
  const rows = reads.all(
    sql(
      `SELECT id FROM ${reads.table('directory')} WHERE deleted = 0 AND f_type = 'person' AND (
         f_name LIKE ? ESCAPE '\\' OR json_extract(data, '$.login') LIKE ? ESCAPE '\\'
         OR json_extract(data, '$.email') LIKE ? ESCAPE '\\'
         OR json_extract(data, '$.employeeNumber') LIKE ? ESCAPE '\\')
       ORDER BY f_active DESC, f_name LIMIT ?`,
      ...[pattern, pattern, pattern, pattern],
      limit,
    ),
  );
  return rows.map((row) => String(row[0]));
};

/**
 * People by their telephone number, by words of their names, logins and what else the search knows of them, then by parts of these; a misspelt name when neither finds enough.
 * People who left are still found, after everybody who is here.
 */
export const findPeople = (
  reads: Reads,
  search: DirectorySearch,
  phones: PhoneBook,
  text: string,
  limit: number,
): readonly PersonRow[] => {
  const called = phones.find(text);
  const hits = search(text, limit, IS_PERSON);
  const idsOf = (forgiven: boolean): readonly string[] =>
    hits.flatMap(({ id, by }) => ((by === 'forgiven') === forgiven ? [id] : []));
  const words = idsOf(false);
  // Whom a number belongs to comes before everybody who has some of its digits somewhere.
  const exact = new Set([
    ...called.flatMap(({ id, isSure }) => (isSure ? [id] : [])),
    ...words,
    ...(words.length < limit ? personIdsLike(reads, text, limit) : []),
    ...called.map(({ id }) => id),
  ]);
  const ids = exact.size < TOO_LITTLE ? [...new Set([...exact, ...idsOf(true)])] : [...exact];
  const found = personRows(reads, ids.slice(0, limit));
  return [...found.filter((person) => person.active), ...found.filter((person) => !person.active)];
};

export const teams = (reads: Reads): readonly Team[] =>
  reads
    .all(
      sql(
        `SELECT ${reads.document('directory')} FROM ${reads.table('directory')} WHERE deleted = 0 AND f_type = 'team' AND f_active = 1 ORDER BY f_name, id`,
      ),
    )
    .map((row) => parseJson<Team>(row[0]));

/** As many as are named by hand; a company has more people, but few who work at the desk. */
const MOST_ACCOUNTS = 2_000;

/** Active people with an account, by name, with the names of their teams. */
export const accounts = (reads: Reads): readonly AccountRow[] => {
  const names = new Map(teams(reads).map(({ id, name }) => [id, name] as const));
  return reads
    .all(
      sql(
        `SELECT id, f_name, json_extract(data, '$.login'), json_extract(data, '$.teamIds'), ${reads.checked('directory')}
         FROM ${reads.table('directory')}
         WHERE deleted = 0 AND f_type = 'person' AND f_active = 1 AND json_extract(data, '$.login') IS NOT NULL
         ORDER BY f_name, id LIMIT ${MOST_ACCOUNTS}`,
      ),
    )
    .map((row) => ({
      id: String(row[0]),
      name: textOf(row[1]),
      login: textOf(row[2]),
      teams: parseJson<readonly string[]>(row[3]).flatMap((id) => names.get(id) ?? []),
    }));
};

/** Active places whose path or code contains every word of the text, else those that the search finds; sites first, then by path. */
export const places = (
  reads: Reads,
  search: DirectorySearch,
  text: string,
  limit: number,
): readonly Place[] => {
  const containingAll = placesContaining(reads, text, limit);
  if (containingAll.length > 0 || text.trim() === '') return containingAll;
  // The index hands out stored documents of any type; its type was asked.
  return search(text, limit, IS_PLACE_IN_USE).map(({ document }) => document as Place);
};

const IS_PLACE_IN_USE = { text: `f_type = 'place' AND f_active = 1`, params: [], few: false };

const placesContaining = (reads: Reads, text: string, limit: number): readonly Place[] => {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const condition = words
    .map(
      () =>
        `(json_extract(data, '$.path') LIKE ? ESCAPE '\\' OR json_extract(data, '$.code') LIKE ? ESCAPE '\\')`,
    )
    .join(' AND ');
  return reads
    .all(
      sql(
        `SELECT ${reads.document('directory')} FROM ${reads.table('directory')}
         WHERE deleted = 0 AND f_type = 'place' AND f_active = 1 ${condition === '' ? '' : `AND ${condition}`}
         ORDER BY json_extract(data, '$.kind') <> 'site', json_extract(data, '$.path'), id LIMIT ?`,
        ...words.flatMap((word) => [containing(word), containing(word)]),
        limit,
      ),
    )
    .map((row) => parseJson<Place>(row[0]));
};
