import type { ConfigItemFilter, ConfigItemSort } from '#contracts/config-items.ts';
import type { ConfigItemRow } from '#contracts/shared.ts';
import type { IdentifiedItem } from '#domain/config-items/evidence.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { nameIn } from '#domain/records/names.ts';
import { toColumnText } from '../storage/column-text.ts';
import { namesIn } from './names.ts';
import { inPlaces } from './places.ts';
import { recordRows } from './record-rows.ts';
import type { DirectorySearch, TextRows } from './search.ts';
import {
  allOf,
  anyOf,
  containing,
  idIn,
  oneOf,
  parseJson,
  type Reads,
  rowIn,
  type Sql,
  sql,
  withinOf,
} from './sql.ts';

const ROW_PATHS = [
  'id',
  'ciClass',
  'name',
  'assetTag',
  'serial',
  'manufacturer',
  'model',
  'status',
  'userId',
  'placeId',
  'ips',
  'commercial.warrantyUntil',
  'updatedAt',
];
type RawRow = Omit<ConfigItemRow, 'userName' | 'placeName'>;

export const ciRows = recordRows<RawRow, ConfigItemRow>('configItems', ROW_PATHS, (reads, raw) => {
  const names = namesIn(reads, 'directory')(raw.flatMap((row) => [row.userId, row.placeId]));
  const name = (id: string | null): string | null => nameIn(names, id);
  return raw.map((row) => ({ ...row, userName: name(row.userId), placeName: name(row.placeId) }));
});

/** Name, serial, asset tag, model, IP as typed (a part is enough); user and place by their names. */
const matchesExactly = (reads: Reads, text: string, rows: readonly number[]): Sql => {
  const pattern = containing(text.trim());
  const directory = reads.table('directory');
  return sql(
    `n IN (SELECT value FROM json_each(?))
     OR f_name LIKE ? ESCAPE '\\' OR f_serial LIKE ? ESCAPE '\\' OR f_assetTag LIKE ? ESCAPE '\\'
     OR f_model LIKE ? ESCAPE '\\' OR json_extract(data, '$.ips') LIKE ? ESCAPE '\\'
     OR f_userId IN (SELECT id FROM ${directory} WHERE deleted = 0 AND f_type = 'person' AND f_name LIKE ? ESCAPE '\\')
     OR f_placeId IN (SELECT id FROM ${directory}
          WHERE deleted = 0 AND f_type = 'place' AND json_extract(data, '$.path') LIKE ? ESCAPE '\\')`,
    JSON.stringify(rows),
    ...Array.from({ length: 7 }, () => pattern),
  );
};

/** As many people and places as a misspelt name may mean. */
const NAMES = 50;
const NAMED = { text: `f_type IN ('person', 'place')`, params: [], few: false };

/** What a list asks of its text. */
export type ItemTexts = {
  readonly textRows: TextRows;
  /** Whether any item at all has the words as they were typed. */
  readonly isWord: (text: string) => boolean;
  readonly inDirectory: DirectorySearch;
};

/** A text that nothing has as it was typed is forgiven: in what the devices say of themselves, and in the names of people and places. */
const matchesText = (
  reads: Reads,
  text: string,
  others: readonly Sql[],
  { textRows, isWord, inDirectory }: ItemTexts,
): Sql => {
  const within = withinOf(others, false);
  const exactly = matchesExactly(reads, text, textRows(text, { exact: true, within }));
  const some = `SELECT 1 FROM ${reads.table('configItems')} WHERE deleted = 0 AND (${exactly.text}) LIMIT 1`;
  if (reads.get({ text: some, params: exactly.params }) !== undefined || isWord(text)) return exactly;
  // Who has some of the words only is not meant: a list drops none.
  const ids = inDirectory(text, NAMES, NAMED).flatMap(({ id, lacks }) => (lacks.length === 0 ? [id] : []));
  return anyOf([rowIn(textRows(text, { within })), idIn('f_userId', ids), idIn('f_placeId', ids)]);
};

export const ciWhere = (reads: Reads, filter: ConfigItemFilter, texts: ItemTexts): Sql => {
  const parts: Sql[] = [sql('deleted = 0')];
  if (filter.activeOnly) parts.push(sql('f_active = 1'));
  if (filter.classes?.length) parts.push(oneOf('f_ciClass', filter.classes));
  if (filter.statuses?.length) parts.push(oneOf('f_status', filter.statuses));
  if (filter.userId !== undefined) parts.push(sql('f_userId = ?', filter.userId));
  if (filter.placeId !== undefined) parts.push(inPlaces(reads, [filter.placeId]));
  if (filter.text !== undefined && filter.text.trim() !== '') {
    parts.push(matchesText(reads, filter.text, parts, texts));
  }
  return allOf(parts);
};

export const ciOrder = ({ field, direction }: ConfigItemSort): string =>
  `f_${field} ${direction}, id ${direction}`;

type Extracted = readonly [
  IdentifiedItem['ciClass'],
  string,
  string | null,
  string | null,
  string | null,
  readonly string[] | null,
  readonly string[] | null,
  string | null,
  Readonly<Record<string, unknown>> | null,
];

/** Identifiers of all configuration items, or of some; retired ones too: a device that comes back is the same device. */
export const ciIdentities = (reads: Reads, ids: readonly string[] | null = null): readonly IdentifiedItem[] =>
  reads
    .all(
      sql(
        `SELECT id, json_extract(data, '$.ciClass', '$.name', '$.serial', '$.uuid', '$.assetTag', '$.macs', '$.ips',
             '$.manufacturer', '$.extra'),
           ${reads.checked('configItems')}
         FROM ${reads.table('configItems')}
         WHERE deleted = 0 ${ids === null ? '' : 'AND id IN (SELECT value FROM json_each(?))'}`,
        ...(ids === null ? [] : [JSON.stringify(ids)]),
      ),
    )
    .map((row) => {
      const [ciClass, name, serial, uuid, assetTag, macs, ips, manufacturer, extra] = parseJson<Extracted>(
        row[1],
      );
      const texts = { ciClass, name, serial, uuid, assetTag, manufacturer };
      return {
        id: String(row[0]),
        ...texts,
        macs: [...(macs ?? [])],
        ips: [...(ips ?? [])],
        extra: extra ?? {},
      };
    });

/** Items that share a name. */
const MOST_NAMESAKES = 5;

/** Items that a text is the name, serial or asset tag of, the used ones first; by the index, so as it is stored or in capitals. */
export const calledItems = (reads: Reads, text: string): readonly ConfigItem[] => {
  const typed = text.trim();
  if (typed === '') return [];
  const spellings = [...new Set([typed, typed.toUpperCase()])].map(toColumnText);
  const oneOfThem = spellings.map(() => '?').join(', ');
  const columns = ['f_name', 'f_serial', 'f_assetTag'];
  return reads
    .all(
      sql(
        `SELECT ${reads.document('configItems')} FROM ${reads.table('configItems')}
         WHERE deleted = 0 AND (${columns.map((column) => `${column} IN (${oneOfThem})`).join(' OR ')})
         ORDER BY f_active DESC, f_name LIMIT ${MOST_NAMESAKES}`,
        ...columns.flatMap(() => spellings),
      ),
    )
    .map((row) => parseJson<ConfigItem>(row[0]));
};
