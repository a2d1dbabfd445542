import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Prepared } from '#contracts/prepared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** One line of a choice among prepared things: its name, whose it is, and what kind of record it is for. */
const lineOf = (row: Prepared, scope: string): string => [row.teamName ?? scope].filter(Boolean).join(' · ');

type ChoiceProps<R extends Prepared> = {
  readonly label: string;
  readonly none: string;
  readonly rows: readonly R[];
  readonly chosen: R | null;
  readonly autoFocus?: boolean;
  /** Opens its list at once. */
  readonly opens?: boolean;
  /** What stands behind the name. */
  readonly hint?: (row: R) => string;
  readonly onChoose: (row: R | null) => void;
};

/** Finds one by typing a part of its name; the last used stand first. */
export const PreparedChoice = <R extends Prepared>(props: ChoiceProps<R>): ReactNode => {
  const { label, none, rows, chosen, autoFocus = false, opens = false, hint, onChoose } = props;
  const t = useText('prepared');
  return (
    <Autocomplete
      size="small"
      fullWidth
      openOnFocus={opens}
      autoHighlight
      options={[...rows]}
      value={chosen}
      getOptionKey={({ id }) => id}
      getOptionLabel={({ name }) => name}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      noOptionsText={none}
      onChange={(_event, row) => onChoose(row)}
      renderOption={({ key, ...option }, row) => (
        <li key={key} {...option}>
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="body2" noWrap>
              {row.name}
            </Typography>
            <Typography variant="caption" color="textSecondary" noWrap component="div">
              {[hint?.(row), lineOf(row, t(`scopes.${row.scope}`))].filter(Boolean).join(' · ')}
            </Typography>
          </Box>
        </li>
      )}
      renderInput={(params) => <TextField {...params} label={label} autoFocus={autoFocus} />}
    />
  );
};

type ChooseDialogProps<R extends Prepared> = {
  readonly title: string;
  readonly none: string;
  readonly rows: readonly R[];
  readonly hint?: (row: R) => string;
  readonly onChoose: (row: R) => void;
  readonly onClose: () => void;
};

/** Chooses one by keyboard: type, Enter. */
export const ChooseDialog = <R extends Prepared>(props: ChooseDialogProps<R>): ReactNode => {
  const { title, none, rows, hint, onChoose, onClose } = props;
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        <Box sx={{ pt: 1, minHeight: 72 }}>
          <PreparedChoice
            {...{ none, rows }}
            {...(hint === undefined ? {} : { hint })}
            label={title}
            chosen={null}
            autoFocus
            opens
            onChoose={(row) => row !== null && onChoose(row)}
          />
        </Box>
      </DialogContent>
    </Dialog>
  );
};
