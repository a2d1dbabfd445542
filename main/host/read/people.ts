import type { PersonRow } from '#contracts/shared.ts';
import type { Person, Place, Team } from '#domain/fields/directory.ts';
import { nameIn } from '#domain/records/names.ts';
import { TOO_LITTLE } from '../storage/search-forgiven.ts';
import { namesIn } from './names.ts';
import type { DirectorySearch } from './search.ts';
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

/** People by id, in the order of `ids`. */
export const personRows = (reads: Reads, ids: readonly string[]): readonly PersonRow[] => {
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
  const places = namesIn(reads, 'directory')(people.map((person) => person.placeId));
  const byId = new Map(
    people.map((person) => [person.id, personRow(person, nameIn(places, person.placeId))]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** So many digits at the end of a telephone number are the subscriber's own in nearly every country; what is before them varies in writing. */
const OWN_DIGITS = 8;
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Ids of people by a part of name, login or mail, or by the digits of a phone number however they are grouped. The full-text index finds
 * whole words and beginnings; this finds the rest, so that a caller's `4711` is enough.
 */
const personIdsLike = (reads: Reads, text: string, limit: number): readonly string[] => {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const digits = digitsOf(trimmed);
  const isNumber = digits.length >= 3 && /^[\d\s+()/.-]+$/.test(trimmed);
  const pattern = containing(trimmed);
  const byNumber = (part: string) =>
    reads.all(
      sql(
        `SELECT d.id FROM ${reads.table('directory')} d WHERE d.deleted = 0 AND d.f_type = 'person' AND (
           json_extract(d.data, '$.employeeNumber') LIKE ? ESCAPE '\\' OR EXISTS (
             SELECT 1 FROM json_each(d.data, '$.phones') p
             WHERE replace(replace(replace(replace(replace(replace(p.value, ' ', ''), '-', ''), '/', ''), '(', ''), ')', ''), '.', '')
               LIKE ? ESCAPE '\\'))
         ORDER BY d.f_active DESC, d.f_name LIMIT ?`,
        pattern,
        containing(part),
        limit,
      ),
    );
  if (isNumber) {
    const whole = byNumber(digits);
    // The telephone shows the country and the directory does not, or the other way round: the subscriber's number tells.
    const rows =
      whole.length === 0 && digits.length > OWN_DIGITS ? byNumber(digits.slice(-OWN_DIGITS)) : whole;
    return rows.map((row) => String(row[0]));
  }
  const rows = reads.all(
    sql(
      `SELECT id FROM ${reads.table('directory')} WHERE deleted = 0 AND f_type = 'person' AND (
         f_name LIKE ? ESCAPE '\\' OR json_extract(data, '$.login') LIKE ? ESCAPE '\\'
         OR json_extract(data, '$.email') LIKE ? ESCAPE '\\')
       ORDER BY f_active DESC, f_name LIMIT ?`,
      pattern,
      pattern,
      pattern,
      limit,
    ),
  );
  return rows.map((row) => String(row[0]));
};

/** What the search finds is of all kinds; so many times as much leaves enough of one. */
const OTHER_KINDS = 4;

/**
 * People by words of their names, logins and what else the search knows of them, then by parts of these; a misspelt name when neither finds enough.
 * People who left are still found, after everybody who is here.
 */
export const findPeople = (
  reads: Reads,
  search: DirectorySearch,
  text: string,
  limit: number,
): readonly PersonRow[] => {
  const hits = search(text, limit * OTHER_KINDS).filter(({ document }) => document.type === 'person');
  const idsOf = (forgiven: boolean): readonly string[] =>
    hits.flatMap(({ id, by }) => ((by === 'forgiven') === forgiven ? [id] : []));
  const words = idsOf(false);
  const exact = new Set([...words, ...(words.length < limit ? personIdsLike(reads, text, limit) : [])]);
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

/** Active people of a team, of any team for null, with the number of open tickets each has. */
export const members = (
  reads: Reads,
  teamId: string | null,
): readonly {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly openTickets: number;
}[] =>
  reads
    .all(
      sql(
        `SELECT p.id, p.f_name, json_extract(p.data, '$.jobTitle'),
           (SELECT count(*) FROM ${reads.table('tickets')} t WHERE t.deleted = 0 AND t.f_active = 1 AND t.f_assigneeId = p.id),
           ${reads.checked('directory', 'p')}
         FROM ${reads.table('directory')} p
         WHERE p.deleted = 0 AND p.f_type = 'person' AND p.f_active = 1 AND (
           CASE WHEN ? = '' THEN json_array_length(p.data, '$.teamIds') > 0
           ELSE EXISTS (SELECT 1 FROM json_each(p.data, '$.teamIds') WHERE value = ?) END)
         ORDER BY p.f_name, p.id`,
        teamId ?? '',
        teamId ?? '',
      ),
    )
    .map((row) => ({
      id: String(row[0]),
      label: textOf(row[1]),
      hint: row[2] === null ? null : String(row[2]),
      openTickets: Number(row[3]),
    }));

/** Active places whose path or code contains every word of the text, else those that the search finds; sites first, then by path. */
export const places = (
  reads: Reads,
  search: DirectorySearch,
  text: string,
  limit: number,
): readonly Place[] => {
  const containingAll = placesContaining(reads, text, limit);
  if (containingAll.length > 0 || text.trim() === '') return containingAll;
  return search(text, limit * OTHER_KINDS)
    .flatMap(({ document }) => (document.type === 'place' ? [document as Place] : []))
    .filter(({ active }) => active)
    .slice(0, limit);
};

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
