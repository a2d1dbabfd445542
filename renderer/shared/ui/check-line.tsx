import { Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { ReactNode } from 'react';

type CheckLineProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
};

/** One question of a form that is answered by a box, in the size of its text. */
export const CheckLine = ({ label, checked, onCheck }: CheckLineProps): ReactNode => (
  <FormControlLabel
    control={
      <Checkbox
        size="small"
        checked={checked}
        onChange={(event) => onCheck(event.target.checked)}
        sx={{ py: 0 }}
      />
    }
    label={<Typography variant="body2">{label}</Typography>}
  />
);
