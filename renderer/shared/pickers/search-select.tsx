import { Autocomplete, Checkbox, createFilterOptions, ListItemText, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type SearchSelectProps = {
  readonly label: string;
  /** Shown while nothing is chosen. */
  readonly any: string;
  readonly values: readonly string[];
  readonly chosen: readonly string[];
  readonly words: (value: string) => string;
  /** Shown for more than one. */
  readonly several: (count: number) => string;
  readonly width?: number;
  readonly onChange: (chosen: readonly string[]) => void;
};

/** More than anybody reads through; typing finds the rest. */
const SHOWN = 200;
const filterOptions = createFilterOptions<string>({ limit: SHOWN });

/** Chooses several of many by typing a part of their name; none chosen means all. */
export const SearchSelect = (props: SearchSelectProps): ReactNode => {
  const t = useText('common');
  const { label, any, values, chosen, words, several, width = 132, onChange } = props;
  return (
    <Autocomplete
      multiple
      size="small"
      disableCloseOnSelect
      disableClearable
      options={[...new Set([...values, ...chosen])]}
      value={[...chosen]}
      getOptionLabel={words}
      filterOptions={(options, state) =>
        filterOptions(options, { ...state, getOptionLabel: (value) => words(value) })
      }
      noOptionsText={t('picker.none')}
      onChange={(_event, next) => onChange(next)}
      renderValue={(shown) => (
        <span className="chosen">{shown.length === 1 ? shown.map(words).join() : several(shown.length)}</span>
      )}
      renderOption={({ key, ...option }, value, { selected }) => (
        <li key={key} {...option}>
          <Checkbox size="small" checked={selected} tabIndex={-1} sx={{ p: 0, mr: 1 }} />
          <ListItemText primary={words(value)} />
        </li>
      )}
      renderInput={(params) => (
        <TextField {...params} label={label} placeholder={chosen.length === 0 ? any : ''} />
      )}
      slotProps={{ popper: { sx: { minWidth: 260 }, placement: 'bottom-start' } }}
      sx={{
        width,
        // One line high, whatever is chosen.
        '& .MuiInputBase-root': { flexWrap: 'nowrap' },
        '& .MuiInputBase-root .MuiInputBase-input': { minWidth: 0 },
        '& .chosen': {
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
          paddingInlineStart: 4,
        },
        // What is typed needs the room.
        '& .Mui-focused .chosen': { display: 'none' },
        '& .MuiInputLabel-root:not(.MuiInputLabel-shrink)': { maxWidth: '100%' },
      }}
    />
  );
};
