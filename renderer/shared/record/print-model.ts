import type { JournalEntry } from '#domain/fields/base.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { isObject } from '#domain/records/json.ts';
import { type FormatContext, formatField, isBlank } from './field-format.ts';
import { type HistoryItem, historyOf } from './history-model.ts';
import { fieldLabel, taskTitle } from './words.ts';

/** Paper is read later: with the year. */
const onPaper = (format: FormatContext): FormatContext => ({ ...format, withYear: true });

type Values = Readonly<Record<string, unknown>>;
type Printed = {
  readonly record: Values & { readonly journal: readonly JournalEntry[] };
  readonly format: FormatContext;
};

/** Of the program, of another system, or said elsewhere on the sheet. */
const LEFT_OUT: readonly string[] = [
  ...['id', 'number', 'title', 'name', 'type', 'journal', 'clashes', 'openClashes', 'effects', 'externalId'],
  ...['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'active', 'trendKey', 'extra'],
];

const isStructure = (spec: FieldSpec): boolean =>
  spec.kind === 'object' || (spec.kind === 'list' && spec.of.kind === 'object');

const isPrinted = (name: string, spec: FieldSpec, value: unknown): boolean =>
  !LEFT_OUT.includes(name) &&
  !['map', 'json', 'instants'].includes(spec.kind) &&
  !isBlank(value) &&
  value !== NEVER_DUE &&
  value !== 0;

const fieldsOf = ({ record, format }: Printed): readonly (readonly [string, FieldSpec])[] =>
  Object.entries(format.table).filter(([name, spec]) => isPrinted(name, spec, record[name]));

export type PrintedFact = { readonly label: string; readonly value: string };

const factOf = (
  name: string,
  path: string,
  value: unknown,
  format: FormatContext,
): readonly PrintedFact[] => {
  const text = formatField(path, value, onPaper(format));
  return text === null ? [] : [{ label: fieldLabel(format.kind.collection, name), value: text }];
};

/** Fields of one line, in the order of the table; groups of fields (commercial data) one by one. */
export const factsOf = (printed: Printed): readonly PrintedFact[] => {
  const { record, format } = printed;
  return fieldsOf(printed).flatMap(([name, spec]) => {
    if (spec.kind === 'longText' || (spec.kind === 'list' && isStructure(spec))) return [];
    if (spec.kind !== 'object') return factOf(name, name, record[name], format);
    // Clocks are the program's: when it is due stands by itself.
    if (spec.merge === 'derived' || !isObject(record[name])) return [];
    return Object.entries(record[name])
      .filter(([, value]) => !isBlank(value))
      .flatMap(([key, value]) => factOf(`${name}.${key}`, `${name}.${key}`, value, format));
  });
};

/** Texts of several lines, each with a heading. */
export const textsOf = (printed: Printed): readonly PrintedFact[] =>
  fieldsOf(printed).flatMap(([name, spec]) =>
    spec.kind === 'longText'
      ? [{ label: fieldLabel(printed.format.kind.collection, name), value: String(printed.record[name]) }]
      : [],
  );

export type PrintedTable = {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Of an element: what only the program needs. */
const COLUMNS_OUT: readonly string[] = ['id', 'key', 'kind', 'order', 'required', 'deviceId'];

const cellOf = (name: string, column: string, row: Values, format: FormatContext): string => {
  const { key, title } = row;
  if (column === 'title' && typeof key === 'string' && typeof title === 'string')
    return taskTitle({ key, title });
  const written = formatField(`${name}.${String(row.id ?? '')}.${column}`, row[column], onPaper(format));
  return written ?? format.unsaid?.[`${name}.${column}`] ?? '';
};

/** Lists of elements as tables, with the columns in which something stands: tasks of an order, its devices, whys of a problem. */
export const tablesOf = (printed: Printed): readonly PrintedTable[] => {
  const { record, format } = printed;
  return fieldsOf(printed).flatMap(([name, spec]) => {
    const value = record[name];
    if (spec.kind !== 'list' || spec.of.kind !== 'object' || !Array.isArray(value)) return [];
    const rows = value.filter(isObject);
    const columns = Object.keys(spec.of.fields).filter(
      (column) =>
        !COLUMNS_OUT.includes(column) && rows.some((row) => cellOf(name, column, row, format) !== ''),
    );
    const { collection } = format.kind;
    return [
      {
        title: fieldLabel(collection, name),
        columns: columns.map((column) => fieldLabel(collection, `${name}.x.${column}`)),
        rows: rows.map((row) => columns.map((column) => cellOf(name, column, row, format))),
      },
    ];
  });
};

/** Lists that the sheet shows as they are now: how they came about would be said twice. */
const listsOf = ({ format }: Printed): readonly string[] =>
  Object.keys(format.table).filter((name) => {
    const spec = format.table[name];
    return spec?.kind === 'list' && spec.of.kind === 'object';
  });

/** The words themselves are printed as they stand now. */
const CORRECTING: readonly HistoryItem['kind'][] = [
  ...(['withdrawn', 'corrected', 'withdrawnComment', 'correctedComment'] as const),
];

/** Told by a table of the sheet: by itself it would say that something changed, and not what. */
const isEmptyWord = ({ kind, lines, text }: HistoryItem): boolean =>
  kind === 'changed' && lines.length === 0 && (text ?? '') === '';

const isInternal = ({ kind }: HistoryItem): boolean => kind !== 'comment' && kind !== 'turn_update';

/** The history, oldest first. Words that are for the desk alone only where they are asked for; what was withdrawn is not printed. */
export const printedHistory = (printed: Printed, withInternal: boolean): readonly HistoryItem[] => {
  const { record, format } = printed;
  const items = historyOf(record.journal, 'all', {
    format: onPaper(format),
    record,
    hidden: listsOf(printed),
  });
  return [...items]
    .reverse()
    .filter(
      (item) =>
        item.correction?.isWithdrawn !== true && !CORRECTING.includes(item.kind) && !isEmptyWord(item),
    )
    .map((item) => (withInternal || !isInternal(item) ? item : { ...item, text: null }))
    .filter(({ kind }) => withInternal || (kind !== 'work_note' && kind !== 'diagnosed'));
};
