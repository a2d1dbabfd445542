import { Checkbox, ListItemText, MenuItem, TextField } from '@mui/material';
import type { ReactNode } from 'react';

/** The choice of a select that takes several, in the order it was made: MUI types the value of every select as text. */
export const chosenOf = <V,>(value: unknown, known: readonly V[]): readonly V[] =>
  Array.isArray(value) ? value.filter((one: unknown): one is V => known.some((each) => each === one)) : [];

/** A select of at least this width whose value is read in whole. */
export const wholeSx = (width: number) =>
  ({
    ...{ flex: `1 1 ${width}px`, minWidth: 0, maxWidth: 2 * width },
    '& .MuiSelect-select': { whiteSpace: 'normal', overflowWrap: 'break-word' },
  }) as const;

type ManySelectProps<V extends string | number> = {
  readonly label: string;
  /** Shown while nothing is chosen. */
  readonly any: string;
  readonly values: readonly V[];
  readonly chosen: readonly V[];
  readonly words: (value: V) => string;
  /** Shown for more than one. */
  readonly several: (count: number) => string;
  readonly width?: number;
  /** Takes the room that there is, and more lines where that is not enough, rather than cut what is chosen. */
  readonly isWhole?: boolean;
  /** Told when the list of values is opened and closed. */
  readonly onOpen?: (isOpen: boolean) => void;
  readonly onChange: (chosen: readonly V[]) => void;
};

/** Chooses several of a closed set; none chosen means all. */
export const ManySelect = <V extends string | number>(props: ManySelectProps<V>): ReactNode => {
  const { label, any, values, chosen, words, several, width = 132, isWhole, onOpen, onChange } = props;
  const shown = (): string => {
    if (chosen.length === 0) return any;
    return chosen.length === 1 ? chosen.map(words).join() : several(chosen.length);
  };
  return (
    <TextField
      select
      size="small"
      label={label}
      value={chosen}
      onChange={(event) => onChange(chosenOf(event.target.value, [...values, ...chosen]))}
      slotProps={{
        select: {
          multiple: true,
          displayEmpty: true,
          renderValue: shown,
          onOpen: () => onOpen?.(true),
          onClose: () => onOpen?.(false),
        },
        inputLabel: { shrink: true },
      }}
      sx={isWhole === true ? wholeSx(width) : { width }}
    >
      {values.map((value) => (
        <MenuItem key={value} value={value} dense>
          <Checkbox size="small" checked={chosen.includes(value)} sx={{ p: 0, mr: 1 }} />
          <ListItemText primary={words(value)} />
        </MenuItem>
      ))}
    </TextField>
  );
};
