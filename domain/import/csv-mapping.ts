import * as z from 'zod';
import {
  CI_CLASSES,
  CI_STATUSES,
  type ConfigItemClass,
  type ConfigItemStatus,
} from '#domain/fields/config-items.ts';
import { PLACE_KINDS } from '#domain/fields/directory.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { FOR_ISSUES, firstIssue } from '#domain/records/issue-words.ts';
import { fail, ok, type Reasoned, type Result, reasoned } from '#domain/records/result.ts';

export const CSV_TARGETS = ['configItems', 'people', 'places'] as const;
export type CsvTarget = (typeof CSV_TARGETS)[number];

type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly wanted: Reasoned };
/** Reads a cell that is not empty. */
type Reader = (text: string) => Read;

const text =
  (most: number): Reader =>
  (cell) =>
    cell.length <= most
      ? { ok: true, value: cell }
      : { ok: false, wanted: reasoned('cell.characters', { count: most }) };

const list =
  (most: number): Reader =>
  (cell) => ({
    ok: true,
    value: cell
      .split(/[;,]/)
      .map((part) => cutText(part.trim(), most))
      .filter((part) => part !== ''),
  });

const oneOf =
  <T extends string>(values: readonly T[], words: (text: string) => T | null): Reader =>
  (cell) => {
    const normal = cell.toLowerCase().replace(/[\s-]+/g, '_');
    const found = values.find((value) => value === normal) ?? words(cell);
    return found === null
      ? { ok: false, wanted: reasoned('cell.one_of', { allowed: values }) }
      : { ok: true, value: found };
  };

const date: Reader = (cell) => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$/.exec(cell);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell);
  const [year, month, day] = iso?.slice(1) ?? dotted?.slice(1).reverse() ?? [];
  const value = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const isDate = year !== undefined && !Number.isNaN(Date.parse(value));
  // 03/04/2026 is March in one country and April in the next: not guessed.
  return isDate && new Date(value).toISOString().startsWith(value)
    ? { ok: true, value }
    : { ok: false, wanted: reasoned('cell.date') };
};

/** Minor units of an amount with either decimal sign: `1,299.00`, `1.299,00`, `1299`. */
const money: Reader = (cell) => {
  const digits = cell.replace(/[\s'\u20ac$\u00a3]/g, '');
  const match = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(digits);
  const value = Math.round(Number(`${match?.[1]?.replace(/[.,]/g, '')}.${match?.[2] ?? '0'}`) * 100);
  return Number.isSafeInteger(value) ? { ok: true, value } : { ok: false, wanted: reasoned('cell.money') };
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
 * What a column may be mapped to, by target. `place`, `user` and `parent` name another record; `firstName` and `lastName` make the
 * name; `extra.<name>` keeps anything.
 */
const FIELDS: { readonly [T in CsvTarget]: Readonly<Record<string, Reader>> } = {
  configItems: {
    name: text(400),
    assetTag: text(120),
    serial: text(200),
    uuid: text(120),
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
    place: text(400),
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
    name: text(400),
    firstName: text(200),
    lastName: text(200),
    login: text(120),
    email: text(200),
    phones: list(60),
    employeeNumber: text(60),
    jobTitle: text(400),
    department: text(400),
    costCentre: text(80),
    vip: truth,
    active: truth,
    place: text(400),
  },
  places: {
    name: text(400),
    code: text(80),
    kind: oneOf(PLACE_KINDS, () => null),
    address: text(400),
    parent: text(400),
  },
};

const mappingSchema = z.strictObject({
  into: z.enum(CSV_TARGETS),
  delimiter: z.string().length(1).default(','),
  columns: z.record(z.string().min(1), z.string().min(1)),
});
export type CsvMapping = z.infer<typeof mappingSchema>;

/** Snipe-IT's asset import (its `assets-sample.csv`): the columns that are there are used. */
const SNIPE_IT_ASSETS: CsvMapping = {
  into: 'configItems',
  delimiter: ',',
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

export const CSV_PRESETS: ReadonlyMap<string, CsvPlan> = new Map([
  ['snipe-it-assets', { ...SNIPE_IT_ASSETS, required: ['Asset Tag', 'Category'] }],
]);

const isField = (into: CsvTarget, path: string): boolean =>
  Object.hasOwn(FIELDS[into], path) || /^extra\.[A-Za-z0-9_-]{1,60}$/.test(path);

/** A mapping file's content. Code `invalid`, `details.path` says where. */
export const parseCsvMapping = (value: unknown): Result<CsvPlan, 'invalid'> => {
  const parsed = mappingSchema.safeParse(value, FOR_ISSUES);
  if (!parsed.success) {
    const { path, reason, details } = firstIssue(parsed.error);
    return fail('invalid', reason, { ...details, path });
  }
  const { into, columns } = parsed.data;
  const wrong = Object.entries(columns).find(([, path]) => !isField(into, path));
  if (wrong !== undefined) {
    return fail('invalid', 'csv.no_field', {
      value: wrong[1],
      into,
      allowed: [...Object.keys(FIELDS[into]), 'extra.<name>'],
      path: `columns.${wrong[0]}`,
    });
  }
  return ok({ ...parsed.data, required: Object.keys(columns) });
};

/** Values by field path; empty cells say nothing and are left out. Code `invalid`, `details.column` says which. */
export const readCsvFields = (
  cells: Readonly<Record<string, string>>,
  plan: CsvPlan,
): Result<Readonly<Record<string, unknown>>, 'invalid'> => {
  const fields: Record<string, unknown> = {};
  for (const [column, path] of Object.entries(plan.columns)) {
    const cell = (cells[column] ?? '').trim();
    if (cell === '') continue;
    const read: Read = FIELDS[plan.into][path]?.(cell) ?? { ok: true, value: cell };
    if (!read.ok) {
      return fail('invalid', 'csv.cell', { column, value: cutText(cell, 60), wanted: read.wanted });
    }
    fields[path] = read.value;
  }
  return ok(fields);
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
