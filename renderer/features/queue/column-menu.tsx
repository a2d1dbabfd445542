import ViewColumn from '@mui/icons-material/ViewColumnOutlined';
import { Checkbox, IconButton, ListItemText, Menu, MenuItem, Tooltip } from '@mui/material';
import { type ReactNode, useRef, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { COLUMN_KEYS, type ColumnKey, chosenColumns, toggleColumn } from './columns.ts';

type ColumnMenuProps = {
  readonly columns: readonly string[];
  /** Chosen ones that the window has no room for. */
  readonly leftOut: readonly ColumnKey[];
  readonly onChange: (columns: readonly string[]) => void;
};

/** Shows and hides columns. */
export const ColumnMenu = ({ columns, leftOut, onChange }: ColumnMenuProps): ReactNode => {
  const t = useText('queue');
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const shown = new Set(chosenColumns(columns).map((spec) => spec.key));
  return (
    <>
      <Tooltip title={t('columns.choose')}>
        <IconButton
          ref={anchor}
          size="small"
          aria-label={t('columns.choose')}
          aria-haspopup="menu"
          onClick={() => setOpen(true)}
        >
          <ViewColumn fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu open={open} anchorEl={anchor.current} onClose={() => setOpen(false)}>
        {COLUMN_KEYS.map((key) => (
          <MenuItem
            key={key}
            dense
            role="menuitemcheckbox"
            aria-checked={shown.has(key)}
            onClick={() => onChange(toggleColumn(columns, key))}
          >
            <Checkbox size="small" checked={shown.has(key)} tabIndex={-1} sx={{ p: 0, mr: 1 }} />
            <ListItemText
              primary={t(`columns.${key}`)}
              secondary={leftOut.includes(key) ? t('columns.noRoom') : null}
            />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
