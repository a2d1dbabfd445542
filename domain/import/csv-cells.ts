/**
 * How values stand in the cells of tables, and how they are read again. What the export writes, the import reads as the same value: guard and
 * `unguarded`, `listCell` and `readList`, `amountCell` and `readAmount` undo each other.
 */

/** What begins a formula, also after white space and in full width, which spreadsheets of East Asia take for the same; behind apostrophes it was one. */
const FORMULA = /^'*(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

/** A text that a spreadsheet would run as a formula is marked as text by an apostrophe. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text without that apostrophe. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

/** A list in one cell. What would end an element, and the mark itself, are marked by a backslash. */
export const listCell = (values: readonly string[]): string =>
  values.map((value) => value.replace(/[\\;,]/g, '\\$&')).join('; ');

/** The elements of a cell that `listCell` or a person wrote, with semicolons or commas between them. */
export const readList = (cell: string): readonly string[] =>
  (cell.match(/(?:\\[\\;,]|[^;,])+/g) ?? [])
    .map((element) => element.replace(/\\([\\;,])/g, '$1').trim())
    .filter((element) => element !== '');

/** `129900` as `1299.00`. */
export const amountCell = (minor: number): string => {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** Which sign stands before the decimals: `1,299.00` or `1.299,00`. */
export const NUMBER_FORMS = ['point', 'comma'] as const;
export type NumberForm = (typeof NUMBER_FORMS)[number];

const CURRENCY = /^([-\u2212]?)\s*[\u20ac$\u00a3]?\s*([\d.,'\u2019\s]*\d)\s*[\u20ac$\u00a3]?$/;
const FORMS: Readonly<Record<NumberForm, RegExp>> = {
  point: /^(\d+|[1-9]\d{0,2}(?:([,'\u2019\s])\d{3})(?:\2\d{3})*)(?:\.(\d+))?$/,
  comma: /^(\d+|[1-9]\d{0,2}(?:([.'\u2019\s])\d{3})(?:\2\d{3})*)(?:,(\d+))?$/,
};
/** One sign with three digits behind it: thousands in one country and decimals in the next. */
const EITHER = /^\d+[.,]\d{3}$/;
const USUAL_DECIMALS = 2;

/** Minor units, rounded half up. */
const minorUnits = (whole: string, decimals: string): number => {
  const minor = Number(`${whole.replace(/\D/g, '')}${decimals.slice(0, 2).padEnd(2, '0')}`);
  return decimals.charAt(2) >= '5' ? minor + 1 : minor;
};

/**
 * Minor units of an amount; null when it is none. Without a `form` only what means the same in both is read: `1299`, `12.50`,
 * `1,299.00`; not `151.970`.
 */
export const readAmount = (cell: string, form: NumberForm | null): number | null => {
  const [, sign, body] = CURRENCY.exec(cell) ?? [];
  if (body === undefined || (form === null && EITHER.test(body))) return null;
  for (const tried of form === null ? NUMBER_FORMS : [form]) {
    const [, whole, , decimals = ''] = FORMS[tried].exec(body) ?? [];
    if (whole === undefined || (form === null && decimals.length > USUAL_DECIMALS)) continue;
    const minor = minorUnits(whole, decimals);
    if (Number.isSafeInteger(minor)) return sign === '' || minor === 0 ? minor : -minor;
  }
  return null;
};

/** How dates are written: day or month first, or as the number of days that a spreadsheet counts. `2026-11-21` is read always. */
export const DATE_FORMS = ['day-month-year', 'month-day-year', 'spreadsheet-days'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

const DAY_MS = 86_400_000;
/** Spreadsheets count from here, as if 1900 had had a 29th of February; before the 1st of March their days are one off. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const FIRST_SURE_DAY = 61;
const LAST_DAY = 2_958_465;

const dateOf = (year: string, month: string, day: string): string | null => {
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value) ? value : null;
};

/** A date as `2026-11-21`; null when it is none. Without a `form` only `2026-11-21` and `21.11.2026` are: 03/04 is March here and April there. */
export const readDate = (cell: string, form: DateForm | null): string | null => {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$/.exec(cell) ?? [];
  if (isoYear !== undefined) return dateOf(isoYear, isoMonth ?? '', isoDay ?? '');
  if (form === 'spreadsheet-days') {
    const days = /^\d+(?:\.\d+)?$/.test(cell) ? Math.floor(Number(cell)) : 0;
    if (days < FIRST_SURE_DAY || days > LAST_DAY) return null;
    return new Date(DAY_ZERO_MS + days * DAY_MS).toISOString().slice(0, 10);
  }
  const written =
    form === null
      ? /^(\d{1,2})(\.)(\d{1,2})\.(\d{4})$/.exec(cell)
      : /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: .*)?$/.exec(cell);
  const [, first = '', , second = '', year] = written ?? [];
  if (year === undefined) return null;
  return form === 'month-day-year' ? dateOf(year, first, second) : dateOf(year, second, first);
};

/** Spreadsheets show a long number so, and store what they show: its last digits are lost. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d{2,3}$/i;
const SHEET_ERROR =
  /^#(?:N\/A|N\/V|NV|REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV\/0!|NULL!|NUM!|ZAHL!|SPILL!|CALC!)$/i;

/** A cell in which a spreadsheet left the name of an error and no value. */
export const isSheetError = (cell: string): boolean => SHEET_ERROR.test(cell);

/** Digits of an identifier that a spreadsheet has rounded: `1.23457E+14`. */
export const isRounded = (cell: string): boolean => ROUNDED.test(cell);

/** What people write into a column that must not stay empty. It names no device and nobody; `1234` may well be a tag. */
const PLACEHOLDER =
  /^(?:[\p{P}\p{S}\s]+|n\.?\s*\/?\s*[av]\.?|none|null|nil|no|not (?:applicable|available|assigned|known|present|set|specified)|un(?:known|assigned|defined|specified)|undefined|empty|tb[acd]|to be (?:filled by o\.?e\.?m\.?|determined|defined)|no (?:asset )?tag|no serial(?: number)?|asset tag|serial(?: number)?|default string|keine?|unbekannt|ohne|saknas|ingen|ok\u00e4nd)$/iu;

export const isPlaceholder = (cell: string): boolean => PLACEHOLDER.test(cell.trim());
