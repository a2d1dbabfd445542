import Add from '@mui/icons-material/Add';
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonGroup from '@mui/material/ButtonGroup';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useState } from 'react';
import { runCommand } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

/** Begins the record that is begun most, or another one from the menu beside it. */
export const NewButton = (): ReactNode => {
  const t = useText('common');
  const isAllowed = useMay();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const creates = registered().creates.filter(({ needs }) => isAllowed(needs));
  const [first, ...others] = creates;
  if (first === undefined) return null;
  return (
    <>
      <ButtonGroup variant="contained" disableElevation sx={{ flexShrink: 0 }}>
        <Button
          aria-label={t(first.label)}
          aria-keyshortcuts={first.shortcut?.replace('Ctrl', 'Control')}
          title={`${t(first.label)} (${first.shortcut})`}
          onClick={() => runCommand(first.id)}
        >
          <Add fontSize="small" />
          <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' }, ml: 0.5 }}>
            {t(first.label)}
          </Box>
        </Button>
        {others.length > 0 && (
          <Button
            aria-label={t('shell.newOther')}
            aria-haspopup="menu"
            aria-expanded={anchor !== null}
            onClick={(event) => setAnchor(event.currentTarget)}
            sx={{ px: 0, minWidth: '26px !important' }}
          >
            <ArrowDropDown fontSize="small" />
          </Button>
        )}
      </ButtonGroup>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ list: { dense: true } }}
      >
        {creates.map(({ id, label, shortcut }) => (
          <MenuItem
            key={id}
            sx={{ gap: 2 }}
            onClick={() => {
              setAnchor(null);
              requestAnimationFrame(() => runCommand(id));
            }}
          >
            <ListItemText>{t(label)}</ListItemText>
            {shortcut !== undefined && <KeyHint shortcut={shortcut} />}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
