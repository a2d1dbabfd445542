import { crc32 } from 'node:zlib';
import type { SqlValue } from './driver.ts';
import { soundText, sureBytes, sureNumber } from './safe-text.ts';

/**
 * Each row carries a checksum over the bytes of its document. The file's cipher (aes256cbc, the only one that libsql has) does not notice a changed
 * page, so whoever reads a document compares them. CRC-32 finds every burst of up to 32 bits and overlooks one in four billion of
 * the longer ones; it is there against media, not against people, and takes half a microsecond for 4 KB. Columns hold what stands in the document
 * and are compared with it by the check of the whole table (row-check.ts).
 */
export const rowSum = (json: string | Uint8Array): number => crc32(json);

/** What a statement has to select of a row for {@link soundJson}; two columns. `alias` is the table's in the statement. */
export function checkedDocument(alias = ''): string {
  const of = alias === '' ? '' : `${alias}.`;
  return `${sureBytes(`${of}data`, 'row')}, ${sureNumber(`${of}sum`)}`;
}

/** The document's JSON, or null when it is not what was written. */
export function soundJson(bytes: SqlValue | undefined, sum: SqlValue | undefined): string | null {
  return isSound(bytes, sum) ? soundText(bytes as Uint8Array) : null;
}

export const isSound = (bytes: SqlValue | undefined, sum: SqlValue | undefined): boolean =>
  bytes instanceof Uint8Array && rowSum(bytes) === Number(sum ?? -1);
