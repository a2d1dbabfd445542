import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { type FieldSpec, type ReferenceKind, referenceKindOf } from '#domain/fields/field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker, textChoices } from '#renderer/shared/pickers/choice-picker.tsx';
import { CiPicker } from '#renderer/shared/pickers/ci-picker.tsx';
import { FoundPicker } from '#renderer/shared/pickers/found-picker.tsx';
import { LevelChoice } from '#renderer/shared/pickers/level-choice.tsx';
import { ManyPicker } from '#renderer/shared/pickers/many-picker.tsx';
import { PersonPicker } from '#renderer/shared/pickers/person-picker.tsx';
import { PlacePicker } from '#renderer/shared/pickers/place-picker.tsx';
import type { Choice, PickerProps } from '#renderer/shared/pickers/search-picker.tsx';
import { TagPicker } from '#renderer/shared/pickers/tag-picker.tsx';
import { TeamPicker } from '#renderer/shared/pickers/team-picker.tsx';
import type { Company } from '#renderer/shared/settings/company.ts';
import { CodesInput, type InputProps, JsonInput, SelectInput, TextInput } from './field-inputs.tsx';
import { instantOf, localText, minorOf, unread, unreadText, wholeOf } from './field-values.ts';
import { type RecordKind, valueWord } from './words.ts';

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

const textOf = (value: unknown): string =>
  unreadText(value) ?? (value === null || value === undefined ? '' : String(value));
const idOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const inputProps = (props: FieldEditorProps): InputProps => ({
  label: props.label,
  hideLabel: props.hideLabel ?? false,
  autoFocus: props.autoFocus ?? false,
  error: props.error ?? null,
  onSubmit: props.onSubmit,
  onBlur: props.onBlur,
});

const pickerProps = (props: FieldEditorProps, value: unknown): PickerProps => {
  const id = idOf(value);
  return {
    label: props.label,
    hideLabel: props.hideLabel ?? false,
    value: id,
    valueName: id === null ? null : (props.context.names[id] ?? id),
    required: props.required ?? false,
    autoFocus: props.autoFocus ?? false,
    openOnFocus: props.openOnFocus ?? false,
    error: props.error ?? null,
  };
};

/** The choices of a code that comes from the settings. */
const settingsChoices = (
  from: 'categories' | 'subcategories' | 'closure-codes',
  { company, values }: EditorContext,
  chosen: unknown,
): readonly Choice[] => {
  const { categories, closureCodes } = company.settings;
  switch (from) {
    case 'categories':
      return textChoices(categories.map(({ name }) => name));
    case 'subcategories':
      return textChoices(categories.find(({ name }) => name === values.category)?.subcategories ?? []);
    case 'closure-codes':
      return closureCodes
        .filter(({ active, code }) => active || code === chosen)
        .map(({ code, label }) => ({ id: code, label, hint: null }));
  }
};

const CodeEditor = (
  props: FieldEditorProps & { readonly spec: Extract<FieldSpec, { kind: 'code' }> },
): ReactNode => {
  const { spec, context, path, value, onChange } = props;
  const choices =
    'of' in spec
      ? spec.of.map((id) => ({ id, label: valueWord(context.kind, path, id), hint: null }))
      : settingsChoices(spec.from, context, value);
  const picker = pickerProps(props, value);
  const valueName = choices.find(({ id }) => id === picker.value)?.label ?? picker.value;
  const isOptional = spec.nullable === true;
  return (
    <ChoicePicker
      {...picker}
      valueName={valueName}
      choices={choices}
      onChange={(id) => {
        if (id !== null || isOptional) onChange(id);
      }}
    />
  );
};

type OneProps = {
  readonly props: FieldEditorProps;
  readonly kind: ReferenceKind;
  readonly value: string | null;
  readonly except: readonly string[];
  readonly onChange: (id: string | null) => void;
};

/** Chooses one record of a kind. */
const OneRecord = ({ props, kind, value, except, onChange }: OneProps): ReactNode => {
  const picker = pickerProps(props, value);
  const { company, values } = props.context;
  const named = (rows: readonly { readonly id: string; readonly name: string }[]): readonly Choice[] =>
    rows.map(({ id, name }) => ({ id, label: name, hint: null }));
  switch (kind) {
    case 'person':
      return <PersonPicker {...picker} onChange={onChange} />;
    case 'team':
      return <TeamPicker {...picker} onChange={onChange} />;
    case 'place':
      return <PlacePicker {...picker} onChange={onChange} />;
    case 'ci':
      return <CiPicker {...picker} userId={idOf(values.requesterId)} onChange={onChange} />;
    case 'service': {
      const services = company.services.filter(({ active, id }) => active || id === value);
      return <ChoicePicker {...picker} choices={named(services)} onChange={onChange} />;
    }
    case 'calendar':
      return (
        <ChoicePicker {...picker} choices={named([...company.calendars.values()])} onChange={onChange} />
      );
    case 'ticket':
    case 'order':
    case 'knowledge':
      return <FoundPicker {...picker} kinds={[kind]} except={except} onChange={onChange} />;
    case 'agreement':
      // Agreements are chosen where they are kept; here they are only named.
      return <ChoicePicker {...picker} disabled choices={[]} onChange={onChange} />;
  }
};

const ListEditor = (
  props: FieldEditorProps & { readonly spec: Extract<FieldSpec, { kind: 'list' }> },
): ReactNode => {
  const t = useText('record');
  const { spec, context, path, label, value, onChange } = props;
  const { of } = spec;
  const kind = referenceKindOf(of);
  if (kind !== null) {
    const except = [...listOf(value), idOf(context.values.id) ?? ''];
    return (
      <ManyPicker value={listOf(value)} names={context.names} onChange={onChange}>
        {(add) => (
          <OneRecord
            props={{ ...props, label: t('edit.add', { field: label }) }}
            kind={kind}
            value={null}
            except={except}
            onChange={add}
          />
        )}
      </ManyPicker>
    );
  }
  if (of.kind === 'text') {
    const { label: name, hideLabel, autoFocus, error } = inputProps(props);
    return (
      <TagPicker
        {...{ label: name, hideLabel, autoFocus, error }}
        value={listOf(value)}
        max={of.max}
        onChange={onChange}
      />
    );
  }
  if (of.kind === 'code' && 'of' in of) {
    const { onSubmit: _, ...input } = inputProps(props);
    return (
      <CodesInput
        {...input}
        value={listOf(value)}
        codes={of.of}
        words={(code) => valueWord(context.kind, path, code)}
        onCodes={onChange}
      />
    );
  }
  return <JsonInput {...inputProps(props)} value={value} onValue={onChange} />;
};

const MoneyEditor = (props: FieldEditorProps): ReactNode => {
  const t = useText('record');
  const { value, onChange } = props;
  const shown = typeof value === 'number' ? (value / 100).toFixed(2) : textOf(value);
  const notYet = unreadText(value);
  return (
    <TextInput
      {...inputProps(props)}
      inputMode="decimal"
      value={shown}
      error={notYet === null ? (props.error ?? null) : t('edit.notNumber')}
      onText={(typed) => {
        const isWhole = /^-?\d+[.,]\d{2}$/.test(typed);
        if (typed.trim() === '') onChange(null);
        else onChange(isWhole ? minorOf(typed) : unread(typed));
      }}
      onBlur={() => {
        if (notYet !== null) onChange(minorOf(notYet) ?? value);
        props.onBlur?.();
      }}
    />
  );
};

const NumberEditor = (props: FieldEditorProps): ReactNode => {
  const t = useText('record');
  const { value } = props;
  return (
    <TextInput
      {...inputProps(props)}
      inputMode="numeric"
      value={textOf(value)}
      error={unreadText(value) === null ? (props.error ?? null) : t('edit.notNumber')}
      onText={(typed) => props.onChange(wholeOf(typed))}
    />
  );
};

/**
 * The one editor of a field: a picker for a record, a choice for a code, a calendar for a date, text for text. Facts, step forms, creation
 * forms and conflicts are made of it.
 */
export const FieldEditor = (props: FieldEditorProps): ReactNode => {
  const { spec, value, onChange, context, path, label } = props;
  const input = inputProps(props);
  const orNull = (text: string): string | null => (text === '' && spec.nullable === true ? null : text);
  const hint = props.hint === undefined ? {} : { hint: props.hint };
  switch (spec.kind) {
    case 'text':
      return (
        <TextInput
          {...input}
          {...hint}
          value={textOf(value)}
          max={spec.max}
          onText={(text) => onChange(orNull(text))}
        />
      );
    case 'longText':
      return (
        <TextInput
          {...input}
          {...hint}
          multiline
          value={textOf(value)}
          onText={(text) => onChange(orNull(text))}
        />
      );
    case 'id':
      return <TextInput {...input} value={textOf(value)} onText={(text) => onChange(orNull(text))} />;
    case 'code':
      return <CodeEditor {...props} spec={spec} />;
    case 'level':
      return (
        <LevelChoice
          label={label}
          hideLabel={input.hideLabel}
          autoFocus={input.autoFocus}
          levels={spec.of}
          words={(level) => valueWord(context.kind, path, level)}
          value={Number(value)}
          onChange={onChange}
        />
      );
    case 'instant':
      return (
        <TextInput
          {...input}
          type="datetime-local"
          value={localText(value)}
          onText={(text) => onChange(instantOf(text))}
        />
      );
    case 'date':
      return (
        <TextInput
          {...input}
          type="date"
          value={textOf(value)}
          onText={(text) => onChange(text === '' ? null : text)}
        />
      );
    case 'money':
      return <MoneyEditor {...props} />;
    case 'minutes':
    case 'count':
    case 'number':
      return <NumberEditor {...props} />;
    case 'flag':
      return <FlagEditor {...props} />;
    case 'list':
      return <ListEditor {...props} spec={spec} />;
    case 'object':
    case 'instants':
    case 'map':
    case 'json':
      return <JsonInput {...input} value={value} onValue={onChange} />;
    default:
      return (
        <OneRecord
          props={props}
          kind={spec.kind}
          value={idOf(value)}
          except={[idOf(context.values.id) ?? '']}
          onChange={onChange}
        />
      );
  }
};

const FlagEditor = (props: FieldEditorProps): ReactNode => {
  const t = useText('common');
  const { onSubmit: _, ...input } = inputProps(props);
  return (
    <SelectInput<unknown>
      {...input}
      value={props.value}
      choices={[
        [true, t('yes')],
        [false, t('no')],
      ]}
      onChoose={props.onChange}
    />
  );
};
