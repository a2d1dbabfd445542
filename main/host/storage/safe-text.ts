import { isUtf8 } from 'node:buffer';

/**
 * libsql aborts the whole process on text that is not UTF-8, and one flipped bit on the medium garbles sixteen bytes of an encrypted page. So no
 * statement hands it text: every text comes as bytes and is decoded here, where bad bytes are an error with a name. Measured: nothing
 * for a document or a page of a list, 7 microseconds a text where many short ones are read.
 */

/** A result column with this name, or with it after an underscore, comes as it is: bytes that are no text, or are looked at before they are decoded. */
const KEPT = /(^|_)bytes$/;

const READS = /^\s*(?:SELECT|WITH|VALUES)\b/i;

export const isRead = (sql: string): boolean => READS.test(sql);

/** Which of the result's columns stay bytes. */
export const keptBytes = (columns: readonly string[]): readonly boolean[] =>
  columns.map((name) => KEPT.test(name));

/**
 * The same read with texts as bytes. The inner LIMIT together with the outer WHERE keeps SQLite from folding the two into one, which would have it
 * work out each expression twice; the order of the rows stays.
 */
export function textAsBytes(sql: string, count: number): string {
  const names = Array.from({ length: count }, (_, i) => `c${i}`);
  const safe = names.map((c) => `CASE typeof(${c}) WHEN 'text' THEN CAST(${c} AS BLOB) ELSE ${c} END`);
  return `WITH dh_read(${names.join(', ')}) AS (SELECT * FROM (${sql.trim().replace(/;$/, '')}
) LIMIT -1) SELECT ${safe.join(', ')} FROM dh_read WHERE 1`;
}

/** SQLite's own code for damage begins like this, so that errors.ts knows it. */
export class NotText extends Error {
  readonly code = 'SQLITE_CORRUPT_TEXT';
}

/** @throws NotText, which names a damaged store */
export function textIn(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new NotText('bytes that are no text where there was text');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Decodes a row of a statement made by {@link textAsBytes}. */
export function decodedRow<V>(row: readonly V[], kept: readonly boolean[]): (V | string)[] {
  return row.map((value, i) => (value instanceof Uint8Array && kept[i] !== true ? textIn(value) : value));
}
