import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { isNeverDue, type Priority } from '#domain/fields/tickets.ts';
import { PlacePath } from '#renderer/shared/records/place-path.tsx';
import type { CellValue, TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { PriorityMark, StateChip } from '#renderer/shared/ui/chips.tsx';
import { type FormatContext, formatField } from './field-format.ts';
import { fieldLabel, type RecordKind, stateWord } from './words.ts';

type Values = Readonly<Record<string, unknown>>;

/** A column of a list by the name of a field; what is left out comes from the field's kind. */
export type FieldColumn<Row> = {
  readonly field: string;
  readonly header?: string;
  readonly width?: number;
  readonly narrow?: number;
  /** Share of the room that is left over; null for a column that keeps its width though others of its kind grow. */
  readonly grow?: number | null;
  readonly sortable?: boolean;
  /** How much it matters where room is short, from 1 (column-fit.ts); number, name, title and state stay in any case. */
  readonly rank?: number;
  /** Rows carry the names of what they refer to beside its id: `teamName`. */
  readonly name?: (row: Row) => string | null;
  readonly render?: (row: Row) => ReactNode;
};

/** What tells a record from the others of a list. */
const STAYING: readonly string[] = ['number', 'title', 'name', 'state'];
const LEAST_RANK = 1;

type Measures = { readonly width: number; readonly narrow?: number; readonly grow?: number };

/** Width in pixels, the least where room is short, and the share of what is left over, by a field's kind. */
const measures = (field: string, spec: FieldSpec | null): Measures => {
  if (field === 'number') return { width: 134, narrow: 126 };
  if (field === 'title' || field === 'name') return { width: 300, narrow: 220, grow: 5 };
  switch (spec?.kind) {
    case 'text':
    case 'longText':
      return { width: 150, narrow: 120, grow: 2 };
    case 'instant':
      // `16. Sept., 12:27`, the longest in any language.
      return { width: 124 };
    case 'date':
      return { width: 96 };
    case 'code':
      return { width: 120, narrow: 96 };
    case 'level':
      return { width: 104 };
    case 'minutes':
    case 'count':
    case 'number':
    case 'money':
      return { width: 80 };
    case 'flag':
      return { width: 64 };
    default:
      return { width: 120, narrow: 88, grow: 1 };
  }
};

const cellOf = <Row extends Values>(
  column: FieldColumn<Row>,
  spec: FieldSpec | null,
  kind: RecordKind,
  format: FormatContext,
): ((row: Row) => ReactNode) => {
  const { field, name } = column;
  if (column.render !== undefined) return column.render;
  if (name !== undefined) return spec?.kind === 'place' ? (row) => <PlacePath path={name(row)} /> : name;
  if (field === 'state') {
    return (row) => (
      <StateChip
        type={kind.collection === 'orders' ? 'order' : String(row.type ?? kind.type)}
        state={String(row.state)}
      />
    );
  }
  if (field === 'priority') return (row) => <PriorityMark priority={row.priority as Priority} />;
  if (field === 'title' || field === 'name') {
    return (row) => (
      <Box component="span" sx={{ fontWeight: 500 }}>
        {String(row[field])}
      </Box>
    );
  }
  return (row) => (isNeverDue(row[field]) ? null : formatField(field, row[field] ?? null, format));
};

/** What the cell says as a value: instants and numbers as they are, the rest in words. */
const cellValueOf =
  <Row extends Values>(
    { field, name, render }: FieldColumn<Row>,
    spec: FieldSpec | null,
    format: FormatContext,
  ): ((row: Row) => CellValue) =>
  (row) => {
    if (name !== undefined) return name(row);
    const value = row[field] ?? null;
    if (spec?.kind === 'instant') return isNeverDue(value) ? null : (value as string | null);
    // Columns that tell more than their field say it as they are written.
    const said = render?.(row);
    if (typeof said === 'string' || typeof said === 'number') return said;
    if (typeof value === 'number' && spec?.kind !== 'level') return value;
    return field === 'state' ? stateIn(format.kind, row) : formatField(field, value, format);
  };

const stateIn = (kind: RecordKind, row: Values): string =>
  stateWord(kind.collection === 'orders' ? 'order' : String(row.type ?? kind.type), String(row.state));

const NO_NAMES = {};

/** Columns of a list from a field table: headers are the fields' words, cells are written as on the record's page. */
export const fieldColumns = <Row extends Values>(
  kind: RecordKind,
  table: FieldTable,
  columns: readonly FieldColumn<Row>[],
): readonly TableColumn<Row>[] => {
  const format: FormatContext = { kind, table, names: NO_NAMES, closureCode: (code) => code };
  return columns.map((column) => {
    const { field, width, narrow, grow, sortable, rank = LEAST_RANK } = column;
    const spec = specAt(table, field);
    const { grow: usualGrow, ...size } = measures(field, spec);
    const share = grow === undefined ? usualGrow : grow;
    const isNumber = spec !== null && ['minutes', 'count', 'number', 'money'].includes(spec.kind);
    return {
      key: field,
      header: column.header ?? fieldLabel(kind.collection, field),
      ...size,
      ...(width === undefined ? {} : { width }),
      ...(narrow === undefined ? {} : { narrow }),
      ...(share === undefined || share === null ? {} : { grow: share }),
      ...(sortable === undefined ? {} : { sortable }),
      ...(STAYING.includes(field) ? {} : { rank }),
      ...(isNumber ? { align: 'end' as const } : {}),
      render: cellOf(column, spec, kind, format),
      value: cellValueOf(column, spec, format),
    };
  });
};
