import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { isTooDeep, MAX_DEPTH } from '#domain/fields/check.ts';
import { type Reason, type Reasoned, reasoned, reasonText } from '#domain/records/result.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import { atLine, BadInput, breathe, type ImportControl } from './import-context.ts';

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
  EIO: 'file.medium',
};

const atByte = (byte: number): Reasoned => reasoned('where.byte', { byte });

const ioProblem = (file: string, error: unknown): BadInput => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const known = IO_REASONS[code];
  const why =
    known === undefined ? reasoned('file.other', { cause: (error as Error).message }) : { reason: known };
  return new BadInput(file, null, why);
};

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch((error: unknown) => {
    throw ioProblem(file, error);
  });
  if (found.isDirectory()) throw new BadInput(file, null, reasoned('file.directory'));
  if (!found.isFile()) throw new BadInput(file, null, reasoned('file.no_file'));
  if (found.size === 0) throw new BadInput(file, null, reasoned('file.empty'));
  if (found.size > MAX_FILE_BYTES) {
    const size = Math.ceil(found.size / MEGABYTE);
    throw new BadInput(file, null, reasoned('file.too_large', { size, max: MAX_FILE_BYTES / MEGABYTE }));
  }
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

/** The bytes of a UTF-8 file without its byte order mark. @throws BadInput naming the encoding or the first wrong byte */
const readUtf8 = async (file: string): Promise<Buffer> => {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw ioProblem(file, error);
  });
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new BadInput(file, atByte(0), reasoned('file.utf16'));
  }
  if (!isUtf8(bytes)) {
    const offset = badByteOffset(bytes);
    const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
    throw new BadInput(file, atByte(offset), reasoned('file.not_utf8', { byte }));
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new BadInput(file, atByte(zero), reasoned('file.zero_byte'));
  const hasMark = bytes.length >= 3 && bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  return hasMark ? bytes.subarray(3) : bytes;
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
const ROWS_BETWEEN_BREATHS = 500;

const firstDouble = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

const checkHeader = (file: string, header: readonly string[], required: readonly string[]): string[] => {
  const names = header.map((name) => name.trim());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new BadInput(file, atLine(1), reasoned('csv.columns_missing', { columns: missing }));
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
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return new BadInput(file, line, reasoned('csv.row_width'));
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

/** The rows of a CSV file with a header line. @throws BadInput naming the line */
export async function* readCsv(
  file: string,
  options: { readonly delimiter?: string | undefined; readonly required: readonly string[] },
  control: ImportControl,
): AsyncGenerator<CsvRow> {
  const bytes = await readUtf8(file);
  const parser = Readable.from([bytes], { objectMode: false }).pipe(
    parse({
      columns: (header: string[]) => checkHeader(file, header, options.required),
      delimiter: options.delimiter ?? ',',
      info: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_CHARACTERS,
    }),
  );
  let count = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      count += 1;
      if (count % ROWS_BETWEEN_BREATHS === 0) {
        await breathe(control);
        control.progress(count, null, reasonText('progress.reading', { file }));
      }
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(file, error) : error;
  } finally {
    parser.destroy();
  }
  if (count === 0) throw new BadInput(file, null, reasoned('csv.no_rows'));
}
