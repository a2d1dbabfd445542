import Close from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';

type RemoveButtonProps = {
  /** What is removed, in words: `Remove the task "Order a part"`. */
  readonly label: string;
  readonly onClick: () => void;
  /** -1: left out by Tab, where a key of the list does the same. */
  readonly tabIndex?: number;
};

/** The small cross at the end of a line. */
export const RemoveButton = ({ label, onClick, tabIndex }: RemoveButtonProps): ReactNode => (
  <Tooltip title={label}>
    <IconButton size="small" tabIndex={tabIndex} aria-label={label} onClick={onClick}>
      <Close fontSize="inherit" />
    </IconButton>
  </Tooltip>
);
