import {
  type Home,
  isPhoneNumber,
  RANKS,
  type Rank,
  type Reading,
  rankOf,
  readingsOf,
} from './phone-numbers.ts';
import { parseJson, type Reads, sql } from './sql.ts';

/** People by their numbers, whatever way these are written. */
export type PhoneBook = {
  /** Ids of whom a number belongs to, best first; `isSure`: it is theirs, and not only a part of it. Nobody for what is no number. */
  readonly find: (text: string) => readonly { readonly id: string; readonly isSure: boolean }[];
};

type Line = { readonly id: string; readonly readings: readonly Reading[] };
type Pages = { readonly version: string; readonly lines: readonly Line[] };

/** Reading a number takes about 10 µs, and the directory is gone through again after each write to it. */
const REMEMBERED = 200_000;

export const createPhoneBook = (reads: Reads, home: () => Home): PhoneBook => {
  let pages: Pages | null = null;
  let read = new Map<string, readonly Reading[]>();
  let readFor = '';

  const readings = (text: string, at: Home): readonly Reading[] => {
    const known = read.get(text) ?? readingsOf(text, at);
    read.set(text, known);
    return known;
  };
  const open = (version: string, at: Home): Pages => {
    if (readFor !== `${at.country} ${at.area}` || read.size > REMEMBERED) read = new Map();
    readFor = `${at.country} ${at.area}`;
    const rows = reads.all(
      sql(
        `SELECT id, json_extract(data, '$.phones') FROM ${reads.table('directory')}
         WHERE deleted = 0 AND f_type = 'person' AND json_array_length(data, '$.phones') > 0
         ORDER BY f_active DESC, f_name`,
      ),
    );
    const lines = rows.map((row) => ({
      id: String(row[0]),
      readings: parseJson<readonly string[]>(row[1]).flatMap((phone) => readings(phone, at)),
    }));
    return { version, lines };
  };

  const bestOf = (dialled: readonly Reading[], stored: readonly Reading[]): Rank | null =>
    RANKS.find((rank) => dialled.some((one) => stored.some((other) => rankOf(one, other) === rank))) ?? null;

  return {
    find: (text) => {
      if (!isPhoneNumber(text)) return [];
      const at = home();
      const version = `${reads.versionOf('directory')} ${at.country} ${at.area}`;
      if (pages === null || pages.version !== version) pages = open(version, at);
      const dialled = readingsOf(text, at);
      const found = pages.lines.flatMap(({ id, readings: stored }) => {
        const rank = bestOf(dialled, stored);
        return rank === null ? [] : [{ id, rank }];
      });
      // Sorting is stable: within a rank they stay in the order of the directory.
      return found
        .sort((left, right) => RANKS.indexOf(left.rank) - RANKS.indexOf(right.rank))
        .map(({ id, rank }) => ({ id, isSure: rank !== 'part' }));
    },
  };
};
