import type { IdentifiedItem } from '#domain/config-items/evidence.ts';
import type { Person, Place } from '#domain/fields/directory.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { ciIdentities } from './config-item-list.ts';
import { parseJson, type Reads, sql } from './sql.ts';

/**
 * All that imports recognise records by, in pages: a hundred thousand at once would hold up everything else for seconds. Between two pages other work may
 * have its turn.
 */
const PAGE = 500;

/** An entry of the directory as far as a table may name it. */
export type NamedEntry =
  | Pick<Person, 'type' | 'id' | 'employeeNumber' | 'login' | 'email' | 'name'>
  | Pick<Place, 'type' | 'id' | 'code' | 'path' | 'name'>;

/** Ids that are there, a page at a time; damaged rows keep their place, so no page ends the others. */
function* idPages(reads: Reads, collection: CollectionName): Generator<readonly string[]> {
  for (let after = ''; ; ) {
    const rows = reads.all(
      sql(
        `SELECT id FROM ${reads.table(collection)} WHERE deleted = 0 AND id > ? ORDER BY id LIMIT ${PAGE}`,
        after,
      ),
    );
    if (rows.length === 0) return;
    const ids = rows.map(([id]) => String(id));
    after = ids.at(-1) ?? after;
    yield ids;
  }
}

export function* ciIdentityPages(reads: Reads): Generator<readonly IdentifiedItem[]> {
  for (const ids of idPages(reads, 'configItems')) yield ciIdentities(reads, ids);
}

export function* directoryPages(reads: Reads): Generator<readonly NamedEntry[]> {
  for (const ids of idPages(reads, 'directory')) {
    const rows = reads.all(
      sql(
        `SELECT id, json_extract(data, '$.type', '$.name', '$.employeeNumber', '$.login', '$.email', '$.code', '$.path'),
           ${reads.checked('directory')}
         FROM ${reads.table('directory')}
         WHERE f_type IN ('person', 'place') AND id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      ),
    );
    yield rows.map((row) => namedEntry(String(row[0]), parseJson<Extracted>(row[1])));
  }
}

type Text = string | null;
type Extracted = readonly ['person' | 'place', string, Text, Text, Text, Text, Text];

const namedEntry = (
  id: string,
  [type, name, employeeNumber, login, email, code, path]: Extracted,
): NamedEntry =>
  type === 'person'
    ? { type, id, name, employeeNumber, login, email }
    : { type, id, name, code, path: path ?? name };
