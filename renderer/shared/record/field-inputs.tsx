import { Checkbox, ListItemText, MenuItem, TextField, type TextFieldProps } from '@mui/material';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { chosenOf } from '#renderer/shared/pickers/many-select.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { parsedJson, unreadText } from './field-values.ts';

/** What every input of a field takes. */
export type InputProps = {
  readonly label: string;
  /** Where the name stands beside it already: for assistive technology only. */
  readonly hideLabel: boolean;
  readonly autoFocus: boolean;
  readonly error: string | null;
  /** Enter was pressed in a field of one line, Ctrl+Enter in one of several. */
  readonly onSubmit: (() => void) | undefined;
  readonly onBlur: (() => void) | undefined;
};

/** Editing begins where the text ends; the browser would begin in front of it. */
const caretToEnd = (input: HTMLInputElement | HTMLTextAreaElement): void => {
  if (input.selectionStart !== null) input.setSelectionRange(input.value.length, input.value.length);
};

type TextInputProps = InputProps & {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly multiline?: boolean;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly max?: number;
  readonly hint?: string;
};

export const TextInput = (props: TextInputProps): ReactNode => {
  const { label, hideLabel, multiline = false, inputMode, max, error, hint } = props;
  const shared = {
    fullWidth: true,
    size: 'small',
    ...(hideLabel ? {} : { label }),
    autoFocus: props.autoFocus,
    value: props.value,
    error: error !== null,
    helperText: error ?? hint,
    ...(props.onBlur === undefined ? {} : { onBlur: props.onBlur }),
    onKeyDown: (event: KeyboardEvent) => {
      const isSent = multiline ? isSendKey(event) : event.key === 'Enter' && !event.nativeEvent.isComposing;
      if (props.onSubmit === undefined || !isSent) return;
      event.preventDefault();
      event.stopPropagation();
      props.onSubmit();
    },
    slotProps: {
      htmlInput: {
        ...(hideLabel ? { 'aria-label': label } : {}),
        ...(inputMode === undefined ? {} : { inputMode }),
        ...(max === undefined ? {} : { maxLength: max }),
      },
    },
  } as const;
  const onFocus = ({ target }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>): void =>
    caretToEnd(target);
  if (multiline)
    return <LongText {...shared} minRows={2} maxRows={16} onText={props.onText} onFocus={onFocus} />;
  return <TextField {...shared} onChange={(event) => props.onText(event.target.value)} onFocus={onFocus} />;
};

type SelectInputProps<V> = Omit<InputProps, 'onSubmit'> & {
  readonly value: V;
  readonly choices: readonly (readonly [value: V, words: string])[];
  readonly onChoose: (value: V) => void;
  /** What it says while nothing is chosen. */
  readonly prompt?: string;
};

/** One of very few: yes or no. */
export const SelectInput = <V,>(props: SelectInputProps<V>): ReactNode => {
  const { label, hideLabel, value, choices, error, prompt } = props;
  const place = choices.findIndex(([choice]) => choice === value);
  const named: TextFieldProps['slotProps'] = hideLabel
    ? { htmlInput: { 'aria-label': label } }
    : { inputLabel: { shrink: true } };
  return (
    <TextField
      select
      fullWidth
      size="small"
      {...(hideLabel ? {} : { label })}
      autoFocus={props.autoFocus}
      value={place < 0 ? '' : String(place)}
      error={error !== null}
      helperText={error}
      onChange={(event) => {
        const chosen = choices[Number(event.target.value)];
        if (chosen !== undefined) props.onChoose(chosen[0]);
      }}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
      slotProps={{ ...named, select: { displayEmpty: true } }}
    >
      {prompt !== undefined && (
        <MenuItem value="" disabled sx={{ display: 'none' }}>
          {prompt}
        </MenuItem>
      )}
      {choices.map(([, words], index) => (
        <MenuItem key={words} value={String(index)} dense>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
};

type CodesInputProps = Omit<InputProps, 'onSubmit'> & {
  readonly value: readonly string[];
  readonly codes: readonly string[];
  readonly words: (code: string) => string;
  readonly onCodes: (codes: readonly string[]) => void;
};

/** Several of a closed set. */
export const CodesInput = (props: CodesInputProps): ReactNode => {
  const { label, hideLabel, value, codes, words, error } = props;
  return (
    <TextField
      select
      fullWidth
      size="small"
      {...(hideLabel ? {} : { label })}
      autoFocus={props.autoFocus}
      value={value}
      error={error !== null}
      helperText={error}
      onChange={(event) => props.onCodes(chosenOf(event.target.value, [...codes, ...value]))}
      slotProps={{
        ...(hideLabel ? { htmlInput: { 'aria-label': label } } : { inputLabel: { shrink: true } }),
        select: {
          multiple: true,
          displayEmpty: true,
          renderValue: (chosen: unknown) => (chosen as readonly string[]).map(words).join(', '),
        },
      }}
    >
      {codes.map((code) => (
        <MenuItem key={code} value={code} dense>
          <Checkbox size="small" checked={value.includes(code)} sx={{ p: 0, mr: 1 }} />
          <ListItemText primary={words(code)} />
        </MenuItem>
      ))}
    </TextField>
  );
};

type JsonInputProps = InputProps & { readonly value: unknown; readonly onValue: (value: unknown) => void };

/** Typed as JSON. What is no JSON yet stays in the field and does not become the value. */
export const JsonInput = ({ value, onValue, ...input }: JsonInputProps): ReactNode => {
  const t = useText('record');
  const notYet = unreadText(value);
  const [typed, setTyped] = useState(() => notYet ?? JSON.stringify(value, null, 2));
  return (
    <TextInput
      {...input}
      multiline
      value={typed}
      error={notYet === null ? input.error : t('edit.notJson')}
      hint={t('edit.asJson')}
      onText={(text) => {
        setTyped(text);
        onValue(parsedJson(text));
      }}
    />
  );
};
