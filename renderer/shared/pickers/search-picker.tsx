import { Autocomplete, type AutocompleteRenderInputParams, Box, TextField, Typography } from '@mui/material';
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** One choice of a picker. */
export type Choice = { readonly id: string; readonly label: string; readonly hint: string | null };

/** What every picker takes. */
export type PickerProps = {
  readonly label: string;
  /** Id of the chosen record. */
  readonly value: string | null;
  /** Its name, known from the record that refers to it. */
  readonly valueName: string | null;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  /** Shows the choices as soon as the field is entered. */
  readonly openOnFocus?: boolean;
  /** Where the name stands beside it already: for assistive technology only. */
  readonly hideLabel?: boolean;
  readonly error?: string | null;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** Gives the input a name of its own, for a field without a label. */
export const nameless = ({ slotProps }: AutocompleteRenderInputParams, label: string) => ({
  ...slotProps,
  htmlInput: { ...slotProps.htmlInput, 'aria-label': label },
});

type SearchPickerProps<C extends Choice> = PickerProps & {
  /** What was typed; the owner asks for `choices` by it. */
  readonly onText: (text: string) => void;
  readonly choices: readonly C[];
  readonly busy: boolean;
  readonly onChange: (choice: C | null) => void;
  /** Choose the first match with Enter alone. */
  readonly autoHighlight?: boolean;
};

/** A field that finds a record while typing. The choices come from a query, so they are shown as they come. */
export const SearchPicker = <C extends Choice>(props: SearchPickerProps<C>): ReactNode => {
  const t = useText('common');
  const { value, valueName, choices, onText, onChange } = props;
  const known = choices.find((choice) => choice.id === value);
  const label = known?.label ?? valueName ?? value ?? '';
  const [isTyping, setTyping] = useState(false);
  // The same object for the same choice, and while somebody types: another one would put its name back over what is being typed.
  const [chosen, setChosen] = useState<Choice | null>(null);
  const isSame = chosen?.id === value && (isTyping || chosen?.label === label);
  if (value === null ? chosen !== null : !isSame)
    setChosen(value === null ? null : { id: value, label, hint: null });
  const [open, setOpen] = useState(false);
  // Enter may come before the answer to what was just typed; the choices of the text before it are the wrong ones then.
  const waitsForFirst = useRef(false);
  useEffect(() => {
    if (props.busy || !waitsForFirst.current) return;
    waitsForFirst.current = false;
    const first = choices[0];
    if (first === undefined) return;
    setOpen(false);
    onChange(first);
  }, [props.busy, choices, onChange]);
  return (
    <Autocomplete<Choice>
      size="small"
      fullWidth
      autoHighlight={props.autoHighlight ?? true}
      // In a narrow place the choices may be wider than the field.
      slotProps={{ popper: { placement: 'bottom-end', sx: { minWidth: 260 } } }}
      openOnFocus={props.openOnFocus ?? false}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      onKeyDown={(event) => {
        waitsForFirst.current = event.key === 'Enter' && open && props.busy;
        if (!waitsForFirst.current) return;
        event.preventDefault();
        event.defaultMuiPrevented = true;
      }}
      value={chosen}
      options={[...choices]}
      loading={props.busy}
      disabled={props.disabled ?? false}
      filterOptions={(options) => options}
      isOptionEqualToValue={(option, other) => option.id === other.id}
      getOptionKey={(option) => option.id}
      getOptionLabel={(option) => option.label}
      loadingText={t('loading')}
      noOptionsText={t('picker.none')}
      onInputChange={(_event, text, reason) => {
        setTyping(reason === 'input');
        onText(reason === 'input' ? text : '');
      }}
      onChange={(_event, choice) =>
        onChange(choice === null ? null : (choices.find((known) => known.id === choice.id) ?? null))
      }
      renderOption={({ key, ...rest }, option) => (
        <Box component="li" key={key} {...rest} sx={{ gap: 1, justifyContent: 'space-between !important' }}>
          {/* The name is what is chosen by: it stays on one line, and what explains it gives way. */}
          <Box
            component="span"
            sx={{
              flexShrink: 0,
              maxWidth: option.hint === null ? '100%' : '70%',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {option.label}
          </Box>
          {option.hint !== null && (
            <Typography variant="caption" color="textSecondary" noWrap>
              {option.hint}
            </Typography>
          )}
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          {...(props.hideLabel ? { slotProps: nameless(params, props.label) } : { label: props.label })}
          required={props.required ?? false}
          // What is typed takes the place of what is chosen, as it does after Tab.
          onFocus={({ target }) => {
            if (props.openOnFocus === true || value !== null) target.select();
          }}
          autoFocus={props.autoFocus ?? false}
          error={Boolean(props.error)}
          helperText={props.error ?? undefined}
          {...(props.inputRef === undefined ? {} : { inputRef: props.inputRef })}
        />
      )}
    />
  );
};

/** Parts that are known, joined for a hint. */
export const hintOf = (...parts: readonly (string | null | undefined)[]): string | null =>
  joined(parts) || null;
