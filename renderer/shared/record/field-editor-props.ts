import type { Names } from '#contracts/shared.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import type { PickerProps } from '#renderer/shared/pickers/search-picker.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import type { Company } from '#renderer/shared/settings/company.ts';
import type { InputProps } from './field-inputs.tsx';
import { unreadText } from './field-values.ts';
import type { RecordKind } from './words.ts';

/** What editors of a record's fields need to know. */
export type EditorContext = {
  readonly kind: RecordKind;
  readonly names: Names;
  readonly company: Company;
  /** The record, or what the form holds so far: a subcategory goes by its category, a device by its user. */
  readonly values: Readonly<Record<string, unknown>>;
};

export type FieldEditorProps = {
  readonly context: EditorContext;
  /** `title`, `commercial.supplier`. */
  readonly path: string;
  readonly spec: FieldSpec;
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: unknown;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  /** Shows the choices as soon as it is entered. */
  readonly openOnFocus?: boolean;
  readonly error?: string | null;
  readonly hint?: string;
  /** The new value; see `unread` while what is typed is none yet. */
  readonly onChange: (value: unknown) => void;
  readonly onBlur?: () => void;
  /** Enter was pressed in a field of one line, Ctrl+Enter in one of several. */
  readonly onSubmit?: () => void;
};

export const textOf = (value: unknown): string =>
  unreadText(value) ?? (value === null || value === undefined ? '' : String(value));
export const idOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
export const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

export const inputProps = (props: FieldEditorProps): InputProps => ({
  label: props.label,
  hideLabel: props.hideLabel ?? false,
  autoFocus: props.autoFocus ?? false,
  error: props.error ?? null,
  onSubmit: props.onSubmit,
  onBlur: props.onBlur,
});

export const pickerProps = (props: FieldEditorProps, value: unknown): PickerProps => {
  const id = idOf(value);
  return {
    label: props.label,
    hideLabel: props.hideLabel ?? false,
    value: id,
    valueName: id === null ? null : nameOf(props.context.names, id),
    required: props.required ?? false,
    autoFocus: props.autoFocus ?? false,
    openOnFocus: props.openOnFocus ?? false,
    error: props.error ?? null,
  };
};
