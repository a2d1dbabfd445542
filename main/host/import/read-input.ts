import { isUtf8 } from 'node:buffer';
import { constants, type Stats } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CsvError, parse } from 'csv-parse';
import { cleanText } from '#domain/config-items/identifiers.ts';
import { isTooDeep, MAX_DEPTH } from '#domain/fields/check.ts';
import type { Encoding } from '#domain/import/csv-mapping.ts';
import { type Reason, type Reasoned, reasoned, reasonText } from '#domain/records/result.ts';
import { isWellFormedText, wellFormed } from '#domain/records/well-formed.ts';
import { atLine, BadInput, createPace, type ImportControl } from './import-context.ts';

const MEGABYTE = 1024 * 1024;
/** Largest file read: its text and its records together stay below about a gigabyte of memory. */
const MAX_FILE_BYTES = 64 * MEGABYTE;
/** Largest sum over one run, because everything is checked before anything is written. */
const MAX_TOTAL_BYTES = 256 * MEGABYTE;

const IO_REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: 'file.missing',
  EACCES: 'file.forbidden',
  EPERM: 'file.forbidden',
  EISDIR: 'file.directory',
  ENOTDIR: 'file.path',
  ELOOP: 'file.loop',
  EIO: 'file.medium',
};

const atByte = (byte: number): Reasoned => reasoned('where.byte', { byte });

export const ioProblem = (file: string, error: unknown): BadInput => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const known = IO_REASONS[code];
  const why =
    known === undefined ? reasoned('file.other', { cause: (error as Error).message }) : { reason: known };
  return new BadInput(file, null, why);
};

/** @throws BadInput for what is no file of a size that fits */
const checkFile = (file: string, found: Stats): void => {
  if (found.isDirectory()) throw new BadInput(file, null, reasoned('file.directory'));
  if (!found.isFile()) throw new BadInput(file, null, reasoned('file.no_file'));
  if (found.size === 0) throw new BadInput(file, null, reasoned('file.empty'));
  if (found.size > MAX_FILE_BYTES) {
    const size = Math.ceil(found.size / MEGABYTE);
    throw new BadInput(file, null, reasoned('file.too_large', { size, max: MAX_FILE_BYTES / MEGABYTE }));
  }
};

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch((error: unknown) => {
    throw ioProblem(file, error);
  });
  checkFile(file, found);
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw ioProblem(file, error);
  });
  return found.size;
};

/** Every file is there, readable and of a size that fits, before the first is read. @throws BadInput */
export const checkFiles = async (files: readonly string[]): Promise<void> => {
  let total = 0;
  for (const file of files) {
    total += await sizeOf(file);
    if (total > MAX_TOTAL_BYTES) {
      throw new BadInput(file, null, reasoned('file.all_too_large', { max: MAX_TOTAL_BYTES / MEGABYTE }));
    }
  }
};

/** Offset of the first byte that is not part of valid UTF-8. */
const badByteOffset = (bytes: Buffer): number => {
  let start = 0;
  let end = bytes.length;
  // The longest valid prefix, give or take the character it cuts: halving needs 26 looks for 64 MB.
  while (end - start > 8) {
    const middle = (start + end) >> 1;
    let cut = middle;
    while (cut > start && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
    if (isUtf8(bytes.subarray(start, cut)) && cut > start) start = cut;
    else if (cut > start) end = cut;
    else break;
  }
  for (let at = start; at < bytes.length; at += 1) {
    const length = [1, 2, 3, 4].find((size) => isUtf8(bytes.subarray(at, at + size)));
    if (length === undefined) return at;
    at += length - 1;
  }
  return start;
};

/** How archives begin, and spreadsheets that are archives: ZIP, gzip, and zlib as OCS agents pack what they send. */
const PACKED: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x1f, 0x8b],
  [0x78, 0x01],
  [0x78, 0x9c],
  [0x78, 0xda],
];
const isPacked = (bytes: Buffer): boolean =>
  PACKED.some((magic) => magic.every((byte, index) => bytes[index] === byte));

/** The file as it is when it is opened: since it was checked it may have grown, grow still, or be a pipe that nobody writes to. */
const readChecked = async (file: string): Promise<Buffer> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    checkFile(file, found);
    return await buffer(handle.createReadStream({ end: found.size - 1, autoClose: false }));
  } finally {
    await handle.close();
  }
};

const readBytes = async (file: string): Promise<Buffer> => {
  const bytes = await readChecked(file).catch((error: unknown) => {
    throw error instanceof BadInput ? error : ioProblem(file, error);
  });
  if (isPacked(bytes)) throw new BadInput(file, null, reasoned('file.packed'));
  return bytes;
};

/** Byte order marks, which say what follows them; they are no part of it. */
const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const markOf = (bytes: Buffer): { readonly encoding: Encoding; readonly length: number } | null => {
  const [encoding, mark] = MARKS.find(([, own]) => own.every((byte, index) => bytes[index] === byte)) ?? [];
  return encoding === undefined ? null : { encoding, length: mark?.length ?? 0 };
};

type WhyNoText = { readonly notUtf8: Reason; readonly zeroByte: Reason };
const NO_TEXT: WhyNoText = { notUtf8: 'file.not_utf8', zeroByte: 'file.zero_byte' };
/** Of a table the map can say what it is. */
const NO_TABLE: WhyNoText = { notUtf8: 'csv.not_utf8', zeroByte: 'csv.zero_byte' };

/** Bytes that are valid UTF-8 without zeros. @throws BadInput naming the first wrong byte; `why`: with what to do about it */
const checkedUtf8 = (file: string, bytes: Buffer, start: number, why: WhyNoText): Buffer => {
  const content = bytes.subarray(start);
  if (!isUtf8(content)) {
    const offset = badByteOffset(content);
    const byte = (content[offset] ?? 0).toString(16).padStart(2, '0');
    throw new BadInput(file, atByte(start + offset), reasoned(why.notUtf8, { byte }));
  }
  const zero = content.indexOf(0);
  if (zero >= 0) throw new BadInput(file, atByte(start + zero), reasoned(why.zeroByte));
  return content;
};

/** The bytes of a UTF-8 file without its byte order mark. @throws BadInput naming the encoding or the first wrong byte */
const readUtf8 = async (file: string): Promise<Buffer> => {
  const bytes = await readBytes(file);
  const mark = markOf(bytes);
  if (mark !== null && mark.encoding !== 'utf-8') {
    throw new BadInput(file, atByte(0), reasoned('file.utf16'));
  }
  return checkedUtf8(file, bytes, mark?.length ?? 0, NO_TEXT);
};

/** Windows-1252 from 0x80 to 0x9f; the rest is Latin-1. 0 stands for bytes that mean nothing. Node's own decoder took these for control characters for some versions. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
] as const;

const fromWindows1252 = (file: string, bytes: Buffer): Buffer => {
  const meaningless = bytes.findIndex((byte) => byte >= 0x80 && WINDOWS_1252[byte - 0x80] === 0);
  if (meaningless >= 0) {
    throw new BadInput(file, atByte(meaningless), reasoned('file.not_in', { encoding: 'windows-1252' }));
  }
  const text = bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (char) => String.fromCharCode(WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? 0));
  return Buffer.from(text);
};

const fromUtf16 = (file: string, bytes: Buffer, encoding: Encoding): Buffer => {
  if (bytes.length % 2 === 1)
    throw new BadInput(file, atByte(bytes.length), reasoned('file.not_in', { encoding }));
  const text = (encoding === 'utf-16be' ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
  if (!isWellFormedText(text)) throw new BadInput(file, null, reasoned('file.not_in', { encoding }));
  return Buffer.from(text);
};

/**
 * The content of a table as UTF-8. A byte order mark says what it is; without one it is what the map says, or UTF-8: an encoding is never
 * guessed. @throws BadInput
 */
const readTable = async (file: string, chosen: Encoding | null): Promise<Buffer> => {
  const bytes = await readBytes(file);
  const mark = markOf(bytes);
  const encoding = mark?.encoding ?? chosen ?? 'utf-8';
  const start = mark?.length ?? 0;
  const content = bytes.subarray(start);
  switch (encoding) {
    case 'utf-8':
      return checkedUtf8(file, bytes, start, NO_TABLE);
    case 'windows-1252':
      return checkedUtf8(file, fromWindows1252(file, content), 0, NO_TABLE);
    case 'utf-16le':
    case 'utf-16be':
      return checkedUtf8(file, fromUtf16(file, content, encoding), 0, NO_TABLE);
  }
};

/** Line and column of a character offset. */
const lineAndColumn = (text: string, offset: number): Reasoned => {
  const before = text.slice(0, offset);
  return reasoned('where.line_column', {
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
  });
};

/** V8 quotes this many characters before the one it stumbled over where it gives no position. */
const QUOTED_BEFORE = 10;

/** Where JSON.parse stumbled: by its position, or by the piece of text it quotes when that is there only once. */
const stumblingPoint = (text: string, message: string): number | null => {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (/^Unexpected end/.test(message)) return text.length;
  const quoted = /^Unexpected token .*?, (\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message);
  const piece = quoted?.[2] ?? '';
  if (quoted?.[1] === undefined) return piece === '' ? null : Math.max(0, text.search(/\S/));
  const at = text.indexOf(piece);
  return at >= 0 && at === text.lastIndexOf(piece) ? at + QUOTED_BEFORE : null;
};

/** Offset of the bracket with which a valid JSON text is nested deeper than `max` levels. */
const depthPassed = (text: string, max: number): number => {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > max) return index;
  }
  return 0;
};

/** A UTF-8 file as text. @throws BadInput naming the encoding or the first wrong byte */
export const readText = async (file: string): Promise<string> => (await readUtf8(file)).toString('utf8');

/** A JSON file as a value. @throws BadInput naming line and column */
export const readJson = async (file: string): Promise<unknown> => {
  const text = await readText(file);
  const value = parseJson(file, text);
  if (!isTooDeep(value)) return wellFormed(value);
  const where = lineAndColumn(text, depthPassed(text, MAX_DEPTH));
  throw new BadInput(file, where, reasoned('json.too_deep', { max: MAX_DEPTH }));
};

const parseJson = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const at = stumblingPoint(text, message);
    const where = at === null ? null : lineAndColumn(text, at);
    if (at !== null && at >= text.length) {
      throw new BadInput(file, where, reasoned('json.cut_off'));
    }
    const cause = message.replace(/ (in JSON )?at position.*$/s, '').replace(/, (\.\.\.)?".*$/s, '');
    throw new BadInput(file, where, reasoned('json.wrong', { cause }));
  }
};

/** A row by its column names, and the line in the file that it ends on. */
export type CsvRow = { readonly cells: Readonly<Record<string, string>>; readonly line: number };

/** A quote that is never closed must not swallow the rest of the file. */
const MAX_ROW_CHARACTERS = 1_000_000;
const ROWS_BETWEEN_WORDS = 500;

/** Handed over in pieces, so that no more rows are parsed than are asked for. */
const PIECE_BYTES = 16 * 1024;

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** Lines end as the system did that wrote them, and one that was edited on another has both ends. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

const firstDouble = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

/** Named of a header that is another one than expected. */
const MOST_COLUMNS = 30;

const checkHeader = (file: string, header: readonly string[], required: readonly string[]): string[] => {
  const names = header.map(cleanText);
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new BadInput(
      file,
      atLine(1),
      reasoned('csv.columns_missing', { columns: missing, there: names.slice(0, MOST_COLUMNS) }),
    );
  }
  const twice = firstDouble(names.filter((name) => name !== ''));
  if (twice !== undefined)
    throw new BadInput(file, atLine(1), reasoned('csv.column_twice', { column: twice }));
  return names;
};

/** csv-parse's own messages are for programmers. */
const csvProblem = (file: string, error: CsvError): BadInput => {
  const line = typeof error.lines === 'number' ? atLine(error.lines) : null;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new BadInput(file, line, reasoned('csv.quote_open'));
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return new BadInput(file, line, reasoned('csv.quote_inside'));
    case 'CSV_MAX_RECORD_SIZE':
      return new BadInput(file, line, reasoned('csv.row_too_long'));
    default:
      return new BadInput(file, line, reasoned('csv.other', { cause: error.message }));
  }
};

/** Who wants to hear of the header, and of rows that are no rows of this table. */
export type CsvListener = {
  readonly header: (names: readonly string[]) => void;
  /** Without it the first such row ends the reading. */
  readonly badRow: (line: number, why: Reasoned) => void;
};

type CsvOptions = {
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | null;
  readonly required: readonly string[];
};

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** The rows of a CSV file with a header line. @throws BadInput naming the line */
export async function* readCsv(
  file: string,
  options: CsvOptions,
  control: ImportControl,
  listener: CsvListener | null = null,
): AsyncGenerator<CsvRow> {
  const bytes =
    options.encoding === undefined ? await readUtf8(file) : await readTable(file, options.encoding);
  const parser = Readable.from(pieces(bytes), { objectMode: false }).pipe(
    parse({
      delimiter: options.delimiter ?? ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: LINE_ENDS,
      max_record_size: MAX_ROW_CHARACTERS,
    }),
  );
  let names: readonly string[] | null = null;
  let count = 0;
  const pace = createPace(control);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: readonly string[];
      info: { lines: number };
    }>) {
      if (names === null) {
        names = checkHeader(file, record, options.required);
        listener?.header(names);
        continue;
      }
      count += 1;
      await pace();
      if (count % ROWS_BETWEEN_WORDS === 0)
        control.progress(count, null, reasonText('progress.reading', { file }));
      if (record.length === names.length) {
        yield { cells: rowOf(names, record), line: info.lines };
      } else if (!isBlank(record)) {
        if (listener === null) throw new BadInput(file, atLine(info.lines), reasoned('csv.row_width'));
        listener.badRow(info.lines, reasoned('csv.row_width'));
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(file, error) : error;
  } finally {
    parser.destroy();
  }
  if (names === null || count === 0) throw new BadInput(file, null, reasoned('csv.no_rows'));
}

const rowOf = (names: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
