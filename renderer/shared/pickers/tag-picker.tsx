import { Autocomplete, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import { cutText } from '#domain/records/cut-text.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameless } from './search-picker.tsx';

type TagPickerProps = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: readonly string[];
  /** Most characters of one. */
  readonly max: number;
  readonly autoFocus?: boolean;
  readonly error?: string | null;
  readonly onChange: (value: readonly string[]) => void;
};

/** A few short texts: typed, ended with Enter; Backspace takes the last one off. */
export const TagPicker = (props: TagPickerProps): ReactNode => {
  const t = useText('record');
  const { label, value, max, hideLabel = false, autoFocus = false, error = null } = props;
  return (
    <Autocomplete
      multiple
      freeSolo
      fullWidth
      size="small"
      options={[]}
      value={[...value]}
      autoSelect
      onChange={(_event, next) => {
        const tidy = next.map((tag) => cutText(String(tag).trim(), max)).filter((tag) => tag !== '');
        props.onChange([...new Set(tidy)]);
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          {...(hideLabel ? { slotProps: nameless(params, label) } : { label })}
          autoFocus={autoFocus}
          error={error !== null}
          helperText={error ?? t('edit.tagHint')}
        />
      )}
    />
  );
};
