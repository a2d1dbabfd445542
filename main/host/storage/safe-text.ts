import { isUtf8 } from 'node:buffer';

/**
 * libsql aborts the whole process on text that is not UTF-8, and one flipped bit on the medium garbles sixteen bytes of an encrypted page. So no
 * statement hands it text: every text comes as bytes and is decoded here, where bad bytes are an error with a name. A text costs about a
 * microsecond more that way, so what is read in great number selects few of them.
 */

/** A result column with this name, or with it after an underscore, comes as it is: bytes that are no text, or are looked at before they are decoded. */
const KEPT = /(^|_)bytes$/;

/** A column that {@link sureBytes} or {@link sureNumber} made is never text, whatever the medium did. */
const SURE = /^sure_(\w+_)?(bytes|number)$/;

const READS = /^\s*(?:\/\* packed \*\/\s*)?(?:SELECT|WITH|VALUES)\b/i;

export const isRead = (sql: string): boolean => READS.test(sql);

/** A text or blob as bytes in the result: `name` is the column's, with a mark by which the driver takes it as it is. */
export const sureBytes = (expression: string, name = ''): string =>
  `CAST(${expression} AS BLOB) AS sure_${name === '' ? '' : `${name}_`}bytes`;

/** A whole number in the result, or null. */
export const sureNumber = (expression: string): string => `CAST(${expression} AS INTEGER) AS sure_number`;

/**
 * A mark in SQL that reads many short texts: all rows come as one JSON text, a third of the cost of a text each. For texts, whole numbers and nulls only; SQLite
 * prints other numbers as JavaScript would not.
 */
export const PACKED = '/* packed */';

export const isPacked = (sql: string): boolean => sql.includes(PACKED);

/** The rows of a read that {@link packedAsBytes} made. @throws NotText */
export const unpackedRows = <V>(bytes: V | undefined): V[][] =>
  bytes instanceof Uint8Array ? (JSON.parse(textIn(bytes)) as V[][]) : [];

const within = (sql: string, names: readonly string[]): string =>
  `WITH dh_read(${names.join(', ')}) AS (SELECT * FROM (${sql.trim().replace(/;$/, '')}
) LIMIT -1)`;

/** The same read as one row of one column, all rows in it. */
export function packedAsBytes(sql: string, columns: readonly string[]): string {
  const names = columns.map((_, i) => `c${i}`);
  return `${within(sql, names)} SELECT ${sureBytes(`json_group_array(json_array(${names.join(', ')}))`)} FROM dh_read`;
}

/** Which of the result's columns stay bytes. */
export const keptBytes = (columns: readonly string[]): readonly boolean[] =>
  columns.map((name) => KEPT.test(name));

/**
 * The same read with texts as bytes. The inner LIMIT together with the outer WHERE keeps SQLite from folding the two into one, which would have it
 * work out each expression twice; the order of the rows stays. A read of which nothing can be text stays as it is.
 */
export function textAsBytes(sql: string, columns: readonly string[]): string {
  if (columns.every((name) => SURE.test(name))) return sql;
  const names = columns.map((_, i) => `c${i}`);
  const safe = columns.map((name, i) =>
    SURE.test(name) ? `c${i}` : `CASE typeof(c${i}) WHEN 'text' THEN CAST(c${i} AS BLOB) ELSE c${i} END`,
  );
  return `${within(sql, names)} SELECT ${safe.join(', ')} FROM dh_read WHERE 1`;
}

/** SQLite's own code for damage begins like this, so that errors.ts knows it. */
export class NotText extends Error {
  readonly code = 'SQLITE_CORRUPT_TEXT';
}

/** What decoding puts in the place of bytes that are none. */
const REPLACEMENT = '\ufffd';

/** @throws NotText, which names a damaged store */
function textIn(bytes: Uint8Array): string {
  const text = soundText(bytes);
  // Looking for it costs nothing where all is ASCII, which is nearly everywhere; a text may also hold the character itself.
  if (text.includes(REPLACEMENT) && !isUtf8(bytes)) {
    throw new NotText('bytes that are no text where there was text');
  }
  return text;
}

/** The text in bytes that are known to be what was written. */
export const soundText = (bytes: Uint8Array): string =>
  (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString();

/** Decodes a row of a statement made by {@link textAsBytes}, in its place. */
export function decodedRow<V>(row: (V | string)[], kept: readonly boolean[]): (V | string)[] {
  for (let i = 0; i < row.length; i++) {
    const value = row[i];
    if (value instanceof Uint8Array && kept[i] !== true) row[i] = textIn(value);
  }
  return row;
}
