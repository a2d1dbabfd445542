import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BadInput, breathe, type ImportControl } from './import-context.ts';

const MEGABYTE = 1024 * 1024;
/** Largest file read: its text and its records together stay below about a gigabyte of memory. */
const MAX_FILE_BYTES = 64 * MEGABYTE;
/** Largest sum over one run, because everything is checked before anything is written. */
const MAX_TOTAL_BYTES = 256 * MEGABYTE;

const IO_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user; check its permissions',
  EPERM: 'it may not be read by this user; check its permissions',
  EISDIR: 'it is a directory; name the files in it',
  ENOTDIR: 'a part of the path is not a directory',
  EIO: 'the medium could not be read',
};

const ioProblem = (file: string, error: unknown): BadInput => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return new BadInput(file, null, IO_WORDS[code] ?? `it could not be read: ${(error as Error).message}`);
};

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch((error: unknown) => {
    throw ioProblem(file, error);
  });
  if (found.isDirectory()) throw new BadInput(file, null, 'it is a directory; name the files in it');
  if (!found.isFile()) throw new BadInput(file, null, 'it is not a file');
  if (found.size === 0) throw new BadInput(file, null, 'it is empty');
  if (found.size > MAX_FILE_BYTES) {
    const size = Math.ceil(found.size / MEGABYTE);
    throw new BadInput(
      file,
      null,
      `it has ${size} MB; at most ${MAX_FILE_BYTES / MEGABYTE} MB are read at once. Split it into smaller files`,
    );
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
      throw new BadInput(
        file,
        null,
        `with this file the import has more than ${MAX_TOTAL_BYTES / MEGABYTE} MB; import fewer files at once`,
      );
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
    throw new BadInput(file, 'byte 0', 'it is encoded as UTF-16; save it as UTF-8');
  }
  if (!isUtf8(bytes)) {
    const offset = badByteOffset(bytes);
    const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
    throw new BadInput(
      file,
      `byte ${offset}`,
      `0x${byte} is not valid UTF-8 here (Latin-1, perhaps); save the file as UTF-8`,
    );
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw new BadInput(file, `byte ${zero}`, 'it holds a zero byte; it is not a text file in UTF-8');
  const hasMark = bytes.length >= 3 && bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  return hasMark ? bytes.subarray(3) : bytes;
};

/** `line 3, column 14` of a character offset. */
const lineAndColumn = (text: string, offset: number): string => {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
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

/** A UTF-8 file as text. @throws BadInput naming the encoding or the first wrong byte */
export const readText = async (file: string): Promise<string> => (await readUtf8(file)).toString('utf8');

/** A JSON file as a value. @throws BadInput naming line and column */
export const readJson = async (file: string): Promise<unknown> => {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const at = stumblingPoint(text, message);
    const where = at === null ? null : lineAndColumn(text, at);
    if (at !== null && at >= text.length) {
      throw new BadInput(file, where, 'the JSON ends too early; the file is not complete');
    }
    const reason = message.replace(/ (in JSON )?at position.*$/s, '').replace(/, (\.\.\.)?".*$/s, '');
    throw new BadInput(file, where, `no valid JSON: ${reason}`);
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
    throw new BadInput(file, 'line 1', `these columns are missing: ${missing.join(', ')}`);
  }
  const twice = firstDouble(names.filter((name) => name !== ''));
  if (twice !== undefined) throw new BadInput(file, 'line 1', `the column "${twice}" is there twice`);
  return names;
};

/** csv-parse's own messages are for programmers. */
const csvProblem = (file: string, error: CsvError): BadInput => {
  const line = typeof error.lines === 'number' ? `line ${error.lines}` : null;
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return new BadInput(file, line, 'this row has another number of columns than the first line');
    case 'CSV_QUOTE_NOT_CLOSED':
      return new BadInput(file, line, 'a quotation mark is not closed before the end of the file');
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return new BadInput(file, line, 'a quotation mark stands in the middle of a value');
    case 'CSV_MAX_RECORD_SIZE':
      return new BadInput(
        file,
        line,
        'this row is longer than a million characters; a quotation mark may be missing',
      );
    default:
      return new BadInput(file, line, error.message);
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
        control.progress(count, null, `reading ${file}`);
      }
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(file, error) : error;
  } finally {
    parser.destroy();
  }
  if (count === 0) throw new BadInput(file, null, 'it has a header line and no rows');
}
