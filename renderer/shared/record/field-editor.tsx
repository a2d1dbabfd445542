import type { ReactNode } from 'react';
import type { FieldSpec } from '#domain/fields/field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker, textChoices } from '#renderer/shared/pickers/choice-picker.tsx';
import { LevelChoice } from '#renderer/shared/pickers/level-choice.tsx';
import type { Choice } from '#renderer/shared/pickers/search-picker.tsx';
import { WhenField } from '#renderer/shared/ui/when-field.tsx';
import {
  type EditorContext,
  type FieldEditorProps,
  idOf,
  inputProps,
  pickerProps,
  textOf,
} from './field-editor-props.ts';
import { JsonInput, SelectInput, TextInput } from './field-inputs.tsx';
import { amountText, instantOf, localText, minorOf, unread, unreadText, wholeOf } from './field-values.ts';
import { ListEditor, OneRecord } from './reference-editors.tsx';
import { valueWord } from './words.ts';

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

const MoneyEditor = (props: FieldEditorProps): ReactNode => {
  const t = useText('record');
  const { value, onChange } = props;
  const shown = typeof value === 'number' ? amountText(value) : textOf(value);
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

/** Text of one line or several; an empty one is nothing where there may be nothing. */
const TextEditor = (props: FieldEditorProps): ReactNode => {
  const { spec, value, onChange, hint } = props;
  return (
    <TextInput
      {...inputProps(props)}
      {...(hint === undefined ? {} : { hint })}
      multiline={spec.kind === 'longText'}
      value={textOf(value)}
      {...(spec.kind === 'text' ? { max: spec.max } : {})}
      onText={(text) => onChange(text === '' && spec.nullable === true ? null : text)}
    />
  );
};

/** A day, or an instant in local time. */
const TimeEditor = (props: FieldEditorProps): ReactNode => {
  const { spec, value, onChange } = props;
  const isDay = spec.kind === 'date';
  return (
    <WhenField
      {...inputProps(props)}
      fullWidth
      hint={props.hint}
      kind={isDay ? 'day' : 'instant'}
      value={unreadText(value) !== null || isDay ? textOf(value) : localText(value)}
      onValue={(local, typed) => {
        if (local === null) onChange(unread(typed));
        else onChange(isDay ? local || null : instantOf(local));
      }}
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
  switch (spec.kind) {
    case 'text':
    case 'longText':
    case 'id':
      return <TextEditor {...props} />;
    case 'instant':
    case 'date':
      return <TimeEditor {...props} />;
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
    default: {
      const except = [idOf(context.values.id) ?? ''];
      return (
        <OneRecord props={props} kind={spec.kind} value={idOf(value)} except={except} onChange={onChange} />
      );
    }
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
