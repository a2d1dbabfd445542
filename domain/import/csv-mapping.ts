import * as z from 'zod';
import {
  CI_CLASSES,
  CI_STATUSES,
  type ConfigItemClass,
  type ConfigItemStatus,
} from '#domain/fields/config-items.ts';
import { PLACE_KINDS } from '#domain/fields/directory.ts';
import { MAX_ID } from '#domain/fields/field.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { FOR_ISSUES, firstIssue } from '#domain/records/issue-words.ts';
import { isObject } from '#domain/records/json.ts';
import { fail, ok, type Reasoned, type Result, reasoned } from '#domain/records/result.ts';
import {
  amountCell,
  DATE_FORMS,
  isPlaceholder,
  isRounded,
  isSheetError,
  listCell,
  NUMBER_FORMS,
  readAmount,
  readDate,
  readList,
  unguarded,
} from './csv-cells.ts';

export const CSV_TARGETS = ['configItems', 'people', 'places'] as const;
export type CsvTarget = (typeof CSV_TARGETS)[number];

type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly wanted: Reasoned };
/** How a table writes what can be written in several ways; null: not said, so only what is the same in all of them is read. */
type Forms = Pick<CsvMapping, 'numbers' | 'dates'>;
/** Reads a cell that is not empty. A value of null says nothing, as an empty cell does. */
type Reader = (text: string, forms: Forms) => Read;

const text =
  (most: number): Reader =>
  (cell) =>
    cell.length <= most
      ? { ok: true, value: cell }
      : { ok: false, wanted: reasoned('cell.characters', { count: most }) };

/** What tells one device or person from all others. A word that stands for nothing is none, and what a spreadsheet has rounded is another's. */
const identifier =
  (most: number, isNone: (cell: string) => boolean = isPlaceholder): Reader =>
  (cell, forms) => {
    if (isRounded(cell)) return { ok: false, wanted: reasoned('cell.rounded') };
    return isNone(cell) ? { ok: true, value: null } : text(most)(cell, forms);
  };

/** People sign in with initials: NA is somebody. */
const isNoLogin = (cell: string): boolean => isPlaceholder(cell) && !/^\p{L}{1,3}$/u.test(cell);

const list =
  (most: number): Reader =>
  (cell) => {
    if (isRounded(cell)) return { ok: false, wanted: reasoned('cell.rounded') };
    const value = readList(cell);
    return value.every((element) => element.length <= most)
      ? { ok: true, value }
      : { ok: false, wanted: reasoned('cell.characters', { count: most }) };
  };

const oneOf =
  <T extends string>(values: readonly T[], words: (text: string) => T | null): Reader =>
  (cell) => {
    const normal = cell.toLowerCase().replace(/[\s-]+/g, '_');
    const found = values.find((value) => value === normal) ?? words(cell);
    return found === null
      ? { ok: false, wanted: reasoned('cell.one_of', { allowed: values }) }
      : { ok: true, value: found };
  };

const date: Reader = (cell, { dates }) => {
  const value = readDate(cell, dates);
  if (value !== null) return { ok: true, value };
  return { ok: false, wanted: dates === null ? reasoned('cell.date') : reasoned('cell.date_as', { dates }) };
};

/** Minor units of an amount. */
const money: Reader = (cell, { numbers }) => {
  const value = readAmount(cell, numbers);
  if (value !== null) return { ok: true, value };
  return {
    ok: false,
    wanted: numbers === null ? reasoned('cell.money') : reasoned('cell.money_as', { numbers }),
  };
};

const truth: Reader = (cell) =>
  /^(1|true|yes|y|ja)$/i.test(cell)
    ? { ok: true, value: true }
    : /^(0|false|no|n|nein)$/i.test(cell)
      ? { ok: true, value: false }
      : { ok: false, wanted: reasoned('cell.yes_no') };

const CLASS_WORDS: readonly (readonly [RegExp, ConfigItemClass])[] = [
  [/laptop|notebook/i, 'notebook'],
  [/thin.?client/i, 'thin_client'],
  [/desktop|workstation|\bpcs?\b|computer/i, 'desktop'],
  [/tablet/i, 'tablet'],
  [/mobile|smart.?phone|cell/i, 'mobile_phone'],
  [/phone/i, 'phone'],
  [/monitor|display/i, 'monitor'],
  [/printer|copier/i, 'printer'],
  [/server/i, 'server'],
  [/switch|router|firewall|access point|network/i, 'network_device'],
  [/storage|\bnas\b|\bsan\b/i, 'storage'],
  [/keyboard|mouse|mice|dock|headset|scanner|accessor|webcam|projector/i, 'peripheral'],
];

const STATUS_WORDS: readonly (readonly [RegExp, ConfigItemStatus])[] = [
  [/deployed|in use|active|production/i, 'in_operation'],
  [/ready|stock|spare|available/i, 'stored'],
  [/order/i, 'ordered'],
  [/pending|planned/i, 'planned'],
  [/repair/i, 'in_repair'],
  [/broken|defect|lost|stolen/i, 'defective'],
  [/scrap|dispos/i, 'scrapped'],
  [/archiv|retired|undeployable/i, 'out_of_operation'],
];

const byWords =
  <T>(words: readonly (readonly [RegExp, T])[], otherwise: T | null) =>
  (cell: string): T | null =>
    words.find(([pattern]) => pattern.test(cell))?.[1] ?? otherwise;

/**
 * What a column may be mapped to, by target. `place`, `user` and `parent` name another record, `placeId` and so on give its id; `id` is that of a
 * record that is here; `firstName` and `lastName` make the name; `extra.<name>` keeps anything.
 */
const FIELDS: { readonly [T in CsvTarget]: Readonly<Record<string, Reader>> } = {
  configItems: {
    id: text(MAX_ID),
    name: text(400),
    assetTag: identifier(120),
    serial: identifier(200),
    uuid: identifier(120),
    macs: list(40),
    ips: list(60),
    manufacturer: text(400),
    model: text(400),
    ciClass: oneOf(CI_CLASSES, byWords(CLASS_WORDS, 'other')),
    status: oneOf(CI_STATUSES, byWords(STATUS_WORDS, null)),
    criticality: oneOf(['high', 'medium', 'low'] as const, () => null),
    notes: text(100_000),
    tags: list(60),
    user: text(400),
    userId: text(MAX_ID),
    place: text(400),
    placeId: text(MAX_ID),
    'commercial.supplier': text(400),
    'commercial.purchaseOrder': text(80),
    'commercial.invoiceNumber': text(80),
    'commercial.invoiceDate': date,
    'commercial.deliveryNote': text(80),
    'commercial.deliveredOn': date,
    'commercial.priceMinor': money,
    'commercial.currency': oneOf(['EUR', 'USD', 'GBP', 'CHF'] as const, (cell) =>
      /^[A-Z]{3}$/.test(cell) ? (cell as 'EUR') : null,
    ),
    'commercial.warrantyUntil': date,
    'commercial.costCentre': text(80),
  },
  people: {
    id: text(MAX_ID),
    name: text(400),
    firstName: text(200),
    lastName: text(200),
    login: identifier(120, isNoLogin),
    email: text(200),
    phones: list(60),
    employeeNumber: identifier(60),
    jobTitle: text(400),
    department: text(400),
    costCentre: text(80),
    vip: truth,
    active: truth,
    place: text(400),
    placeId: text(MAX_ID),
  },
  places: {
    id: text(MAX_ID),
    name: text(400),
    code: identifier(80),
    kind: oneOf(PLACE_KINDS, () => null),
    address: text(400),
    parent: text(400),
    parentId: text(MAX_ID),
  },
};

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How a table is written. Null: nobody said, and nothing is guessed. */
const forms = {
  delimiter: z.string().length(1).default(','),
  encoding: z.enum(ENCODINGS).nullable().default(null),
  numbers: z.enum(NUMBER_FORMS).nullable().default(null),
  dates: z.enum(DATE_FORMS).nullable().default(null),
} as const;

const mappingSchema = z.strictObject({
  ...forms,
  into: z.enum(CSV_TARGETS),
  /**
   * What else than number and login makes a row and a known person one: mail addresses are shared by teams and names by strangers, so somebody has
   * to say that here they are not.
   */
  identifyBy: z.array(z.enum(['email', 'name'])).default([]),
  /** Rows with another value in one of these columns are none of the import's. */
  only: z.record(z.string().min(1), z.string()).default({}),
  columns: z.record(z.string().min(1), z.string().min(1)),
});
export type CsvMapping = z.infer<typeof mappingSchema>;

const USUAL: Omit<CsvMapping, 'into' | 'columns'> = {
  delimiter: ',',
  encoding: null,
  numbers: null,
  dates: null,
  identifyBy: [],
  only: {},
};

/** Snipe-IT's asset import (its `assets-sample.csv`): the columns that are there are used. */
const SNIPE_IT_ASSETS: CsvMapping = {
  ...USUAL,
  into: 'configItems',
  columns: {
    Name: 'name',
    'Asset Tag': 'assetTag',
    Serial: 'serial',
    Category: 'ciClass',
    Manufacturer: 'manufacturer',
    Model: 'model',
    'Model Number': 'extra.modelNumber',
    'Asset Notes': 'notes',
    Status: 'status',
    Supplier: 'commercial.supplier',
    'Order Number': 'commercial.purchaseOrder',
    'Purchase Date': 'commercial.deliveredOn',
    'Purchase Cost': 'commercial.priceMinor',
    Location: 'place',
    Company: 'extra.company',
    'Checked Out To: Username': 'user',
    'Asset EOL Date': 'extra.endOfLife',
  },
};

/** A mapping with what its file must have. A preset takes the columns that are there. */
export type CsvPlan = CsvMapping & { readonly required: readonly string[] };

/** Words for what another column gives exactly, or that the export has no column for. */
const NOT_EXPORTED: readonly string[] = ['user', 'place', 'parent', 'firstName', 'lastName'];

/** Our own export: a column is called as its field is. */
const exported = (into: CsvTarget, only: CsvMapping['only']): CsvPlan => {
  const fields = Object.keys(FIELDS[into]).filter((field) => !NOT_EXPORTED.includes(field));
  const columns = Object.fromEntries(fields.map((field) => [field, field]));
  return { ...USUAL, numbers: 'point', into, only, columns, required: ['id', ...Object.keys(only)] };
};

export const CSV_PRESETS: ReadonlyMap<string, CsvPlan> = new Map([
  ['snipe-it-assets', { ...SNIPE_IT_ASSETS, required: ['Asset Tag', 'Category'] }],
  ['deskhand-config-items', exported('configItems', {})],
  ['deskhand-people', exported('people', { type: 'person' })],
  ['deskhand-places', exported('places', { type: 'place' })],
]);

/** The fields that a column may be mapped to, besides `extra.<name>`. */
export const fieldsFor = (into: CsvTarget): readonly string[] => Object.keys(FIELDS[into]);

const isField = (into: CsvTarget, path: string): boolean =>
  Object.hasOwn(FIELDS[into], path) || /^extra\.[A-Za-z0-9_-]{1,60}$/.test(path);

/** A preset whose tables are written in another form than the usual. */
const fromPreset = (value: unknown): Result<CsvPlan, 'invalid'> => {
  const schema = z.strictObject({ ...forms, preset: z.enum([...CSV_PRESETS.keys()]) });
  const parsed = schema.safeParse(value, FOR_ISSUES);
  if (!parsed.success) return notParsed(parsed.error);
  const { preset, ...chosen } = parsed.data;
  // The schema took it, so it is there.
  return ok({ ...(CSV_PRESETS.get(preset) as CsvPlan), ...chosen });
};

const notParsed = (error: z.ZodError): Result<never, 'invalid'> => {
  const { path, reason, details } = firstIssue(error);
  return fail('invalid', reason, { ...details, path });
};

/** A mapping file's content. Code `invalid`, `details.path` says where. */
export const parseCsvMapping = (value: unknown): Result<CsvPlan, 'invalid'> => {
  if (isObject(value) && 'preset' in value) return fromPreset(value);
  const parsed = mappingSchema.safeParse(value, FOR_ISSUES);
  if (!parsed.success) return notParsed(parsed.error);
  const { into, columns, only } = parsed.data;
  const wrong = Object.entries(columns).find(([, path]) => !isField(into, path));
  if (wrong !== undefined) {
    return fail('invalid', 'csv.no_field', {
      value: wrong[1],
      into,
      allowed: [...Object.keys(FIELDS[into]), 'extra.<name>'],
      path: `columns.${wrong[0]}`,
    });
  }
  return ok({ ...parsed.data, required: [...Object.keys(columns), ...Object.keys(only)] });
};

/** What one cell says, without the mark of text and the blanks around it; a value of null when it says nothing. */
const readCell = (cell: string, path: string, plan: CsvPlan): Read => {
  const content = unguarded(cell).trim();
  if (content === '') return { ok: true, value: null };
  if (isSheetError(content)) return { ok: false, wanted: reasoned('cell.sheet_error') };
  return FIELDS[plan.into][path]?.(content, plan) ?? { ok: true, value: content };
};

/** Values by field path; empty cells say nothing and are left out. Code `invalid`, `details.column` says which. */
export const readCsvFields = (
  cells: Readonly<Record<string, string>>,
  plan: CsvPlan,
): Result<Readonly<Record<string, unknown>>, 'invalid'> => {
  const fields: Record<string, unknown> = {};
  for (const [column, path] of Object.entries(plan.columns)) {
    const cell = cells[column] ?? '';
    const read = readCell(cell, path, plan);
    if (!read.ok) {
      return fail('invalid', 'csv.cell', { column, value: cutText(cell.trim(), 60), wanted: read.wanted });
    }
    if (read.value !== null) fields[path] = read.value;
  }
  return ok(fields);
};

/** A value that was read, as the export would write it: for the preview. */
export const shownValue = (path: string, value: unknown): string => {
  if (typeof value === 'number') return path.endsWith('Minor') ? amountCell(value) : String(value);
  return Array.isArray(value) ? listCell(value.map(String)) : String(value ?? '');
};

/** Fields of a record from their paths: `commercial.supplier` goes into the `commercial` that is there. */
export const nestFields = (
  fields: Readonly<Record<string, unknown>>,
  into: object | null,
): Readonly<Record<string, unknown>> => {
  const before = (into ?? {}) as Readonly<Record<string, unknown>>;
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(fields)) {
    const [field = '', part] = path.split('.');
    nested[field] =
      part === undefined
        ? value
        : { ...((nested[field] ?? before[field]) as object | undefined), [part]: value };
  }
  return nested;
};
