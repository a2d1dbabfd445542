import { isUtf8 } from 'node:buffer';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import { type PageRow, type ReadPage, UnreadablePage } from '../storage/page-load.ts';
import type { CouchDocument } from './couch-documents.ts';
import { readDocument } from './read-document.ts';

/** What stands around the rows of a `_changes` answer. */
export type PageFrame = {
  readonly rows: number;
  /** A sequence as CouchDB gives it: text, or in old ones a number. */
  readonly lastSeq: unknown;
  readonly pending: number | null;
};

const NEW_LINE = 0x0a;
const BRACE = 0x7b;
const COMMA = 0x2c;
const RETURN = 0x0d;

/** CouchDB prints each row on a line of its own. JSON has no raw line break inside a text, so lines are safe to cut at. */
function* linesOf(bytes: Buffer, from: number, to: number): Iterable<readonly [number, number]> {
  for (let start = from; start < to; ) {
    const found = bytes.indexOf(NEW_LINE, start);
    const next = found < 0 || found > to ? to : found;
    let end = next;
    while (end > start && (bytes[end - 1] === COMMA || bytes[end - 1] === RETURN)) end -= 1;
    if (end > start) yield [start, end];
    start = next + 1;
  }
}

/** Where the rows begin and end, and what follows them; null when the answer is not laid out in lines. */
const bodyOf = (
  bytes: Buffer,
): { readonly from: number; readonly to: number; readonly after: object } | null => {
  const from = bytes.indexOf(NEW_LINE) + 1;
  if (bytes.toString('utf8', 0, from).trim() !== '{"results":[') return null;
  const to = bytes.lastIndexOf('\n]');
  if (to < from - 1) return null;
  try {
    return {
      from,
      to: Math.max(from, to),
      after: JSON.parse(`{"results":[${bytes.toString('utf8', to + 1)}`),
    };
  } catch {
    return null;
  }
};

/** Reads what stands around the rows without parsing them; null when that can't be told from the lines. */
export const frameOf = (page: Uint8Array): PageFrame | null => {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
  const body = bodyOf(bytes);
  if (body === null) return null;
  const { last_seq: lastSeq, pending } = body.after as { last_seq?: unknown; pending?: unknown };
  if (lastSeq === undefined) return null;
  let rows = 0;
  for (const [start] of linesOf(bytes, body.from, body.to)) {
    if (bytes[start] !== BRACE) return null;
    rows += 1;
  }
  return { rows, lastSeq, pending: typeof pending === 'number' ? pending : null };
};

/** The rows whose text has `key` in it, parsed; the whole page where it is not laid out in lines. */
export const rowsNaming = (page: Uint8Array, key: string): readonly object[] => {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
  if (!bytes.includes(key)) return [];
  const body = bodyOf(bytes);
  if (body === null) return (JSON.parse(bytes.toString('utf8')) as { results: readonly object[] }).results;
  return [...linesOf(bytes, body.from, body.to)]
    .map(([start, end]) => bytes.subarray(start, end))
    .filter((line) => line.includes(key))
    .map((line) => JSON.parse(line.toString('utf8')) as object);
};

type Row = { readonly id: string; readonly doc?: CouchDocument | null };

const DOC_KEY = ',"doc":{';
/** CouchDB puts its own two fields first, PouchDB last. */
const OWN_FIRST = /^\{"_id":"(?:[^"\\]|\\.)*","_rev":"[^"\\]*",/;
const OWN_LAST = /,"_id":"(?:[^"\\]|\\.)*","_rev":"[^"\\]*"\}$/y;

/** A row's line, as text and as the bytes that it is. */
type Line = { readonly text: string; readonly bytes: Buffer };

/**
 * The record's JSON as it came, without CouchDB's own fields and the braces; null when it has to be printed anew. A quote inside
 * a text is always escaped, so what is looked for can't be part of one.
 */
const bodyBytes = ({ text: line, bytes }: Line, doc: CouchDocument): Uint8Array | null => {
  if (doc.id !== doc._id) return null;
  let own = 0;
  for (const name of Object.keys(doc)) if (name.charCodeAt(0) === 0x5f) own += 1;
  if (own !== 2) return null;
  const start = line.indexOf(DOC_KEY) + DOC_KEY.length - 1;
  // The row's own brace closes the line.
  if (start < DOC_KEY.length || !line.endsWith('}}')) return null;
  const from = Buffer.byteLength(line.slice(0, start));
  const text = line.slice(start, -1);
  const first = OWN_FIRST.exec(text);
  if (first !== null) return bytes.subarray(from + Buffer.byteLength(first[0]), -2);
  OWN_LAST.lastIndex = text.lastIndexOf(',"_id":"');
  if (OWN_LAST.lastIndex <= 0 || !OWN_LAST.test(text)) return null;
  return bytes.subarray(from + 1, -1 - Buffer.byteLength(text.slice(text.lastIndexOf(',"_id":"'))));
};

const printed = (record: object): Uint8Array => Buffer.from(JSON.stringify(record)).subarray(1, -1);

/** An escaped half of a surrogate pair, or a whole one: rare enough to look closer. */
const isSurrogateIn = (line: string): boolean => line.includes('\\u') && /\\u[dD][89a-fA-F]/.test(line);
/** What stands in the text for bytes that are none; these must not be stored as they came. */
const REPLACEMENT = '\ufffd';

/** The record's JSON as it came; null when something of it has to be another one here. */
const bodyAsItCame = (line: Line, row: Row): Uint8Array | null => {
  const { doc } = row;
  if (!isObject(doc) || doc._deleted === true || upgraded(doc) !== doc) return null;
  if (Object.keys(row).at(-1) !== 'doc' || isSurrogateIn(line.text)) return null;
  if (line.text.includes(REPLACEMENT) && !isUtf8(line.bytes)) return null;
  return bodyBytes(line, doc);
};

/** The records of a `_changes` page that {@link frameOf} could read. Throws UnreadablePage when a line is no row. */
export const readChangesPage: ReadPage = function* (collection, page, setAside): Iterable<PageRow> {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
  const rows = bodyOf(bytes);
  if (rows === null) throw new UnreadablePage(page);
  for (const [start, end] of linesOf(bytes, rows.from, rows.to)) {
    const line = { text: bytes.toString('utf8', start, end), bytes: bytes.subarray(start, end) };
    const row = parseRow(line.text);
    if (row === null) throw new UnreadablePage(page);
    const { id, doc } = row;
    if (id.startsWith('_design/') || doc === null || doc === undefined) continue;
    // The storage knows its collections by name only.
    const named = collection as CollectionName;
    const body = bodyAsItCame(line, row);
    if (body !== null && whyUnreadable(named, doc) === null) {
      yield { id: doc._id, deleted: false, document: doc, body };
      continue;
    }
    const { record, unread } = readDocument(named, id, doc);
    if (unread !== null) {
      setAside(unread);
      continue;
    }
    const { _deleted: deleted, ...document } = record;
    yield { id: record.id, deleted, document, body: printed(document) };
  }
};

const parseRow = (line: string): Row | null => {
  try {
    const row = JSON.parse(line) as Partial<Row>;
    return typeof row.id === 'string' ? (row as Row) : null;
  } catch {
    return null;
  }
};
