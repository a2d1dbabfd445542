import type { Names } from '#contracts/shared.ts';
import { type FieldSpec, type FieldTable, referenceKindOf } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { isObject } from '#domain/records/json.ts';
import { nameIn } from '#domain/records/names.ts';
import {
  formatDate,
  formatDuration,
  formatInstant,
  formatInstantYear,
  formatMoney,
} from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { type RecordKind, valueWord } from './words.ts';

/** What the values of a record's fields are written with. */
export type FormatContext = {
  readonly kind: RecordKind;
  readonly table: FieldTable;
  /** Names of what the record refers to, by id. */
  readonly names: Names;
  /** What a closure code is called. */
  readonly closureCode: (code: string) => string;
  /** Currency of the record's amounts, where it is known. */
  readonly currency?: string | null;
  /** What a column of a list (`agendaItems.decision`) says on paper where nothing stands in it; the others are left blank. */
  readonly unsaid?: Readonly<Record<string, string>>;
  /** Instants with their year, also when it is this one. */
  readonly withYear?: boolean;
};

/** Whether a value says nothing to a reader. */
export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const parts = (count: number): string => text('record:value.parts', { count });

/** A value of no table: a key that only another system knows, or a field that a newer console has. */
const unknownValue = (value: unknown, names: Names): string => {
  if (typeof value === 'string') return nameIn(names, value) ?? value;
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === 'object')
      ? parts(value.length)
      : joined(
          value.map((item) => unknownValue(item, names)),
          ', ',
        );
  }
  if (isObject(value)) return parts(Object.keys(value).length);
  return String(value);
};

const codeText = (
  spec: Extract<FieldSpec, { kind: 'code' }>,
  path: string,
  value: string,
  context: FormatContext,
): string => {
  if ('of' in spec) return valueWord(context.kind, path, value);
  return spec.from === 'closure-codes' ? context.closureCode(value) : value;
};

const listText = (
  spec: Extract<FieldSpec, { kind: 'list' }>,
  path: string,
  value: readonly unknown[],
  context: FormatContext,
): string =>
  spec.of.kind === 'object' || spec.of.kind === 'list'
    ? parts(value.length)
    : joined(
        value.map((item) => formatSpec(spec.of, path, item, context)),
        ', ',
      );

const plainText = (spec: FieldSpec, path: string, value: string, context: FormatContext): string => {
  switch (spec.kind) {
    case 'code':
      return codeText(spec, path, value, context);
    case 'instant':
      return context.withYear === true ? formatInstantYear(value) : formatInstant(value);
    case 'date':
      return formatDate(value);
    case 'id':
      return nameIn(context.names, value) ?? value;
    default:
      return referenceKindOf(spec) === null ? value : nameOf(context.names, value);
  }
};

const numberText = (spec: FieldSpec, path: string, value: number, context: FormatContext): string => {
  switch (spec.kind) {
    case 'level':
      return valueWord(context.kind, path, value);
    case 'minutes':
      return formatDuration(value);
    case 'money':
      return formatMoney(value, context.currency ?? null);
    default:
      return String(value);
  }
};

/** A value of a known kind as a reader wants it; null for nothing. */
const formatSpec = (spec: FieldSpec, path: string, value: unknown, context: FormatContext): string | null => {
  if (isBlank(value)) return null;
  if (typeof value === 'boolean') return text(value ? 'common:yes' : 'common:no');
  if (typeof value === 'string') return plainText(spec, path, value, context);
  if (typeof value === 'number') return numberText(spec, path, value, context);
  if (Array.isArray(value) && spec.kind === 'list') return listText(spec, path, value, context);
  return unknownValue(value, context.names);
};

/** A field's value as a reader wants it: ids as names, codes as words, instants in local time; null for nothing. The one formatter of all pages. */
export const formatField = (path: string, value: unknown, context: FormatContext): string | null => {
  if (isBlank(value)) return null;
  const spec = specAt(context.table, path);
  return spec === null ? unknownValue(value, context.names) : formatSpec(spec, path, value, context);
};
