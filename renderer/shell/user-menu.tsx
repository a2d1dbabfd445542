import Avatar from '@mui/material/Avatar';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { runCommand } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .filter((_initial, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();

const MODES = ['system', 'light', 'dark'] as const;

const ENTRIES = [
  { command: 'shell.shortcuts', label: 'commands.shortcuts', shortcut: '?' },
  { command: 'session.lock', label: 'commands.lock', shortcut: 'Ctrl+L' },
  { command: 'session.signOut', label: 'commands.signOut', shortcut: null },
] as const;

/** Who is signed in, light or dark, shortcuts, lock, sign out. */
export const UserMenu = (): ReactNode => {
  const t = useText('common');
  const user = useSessionUser();
  const { mode, setMode } = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  return (
    <>
      <IconButton
        aria-label={`${initialsOf(user.name)} ${t('shell.userMenu', { name: user.name })}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ p: 0.25 }}
      >
        <Avatar
          sx={{ width: 28, height: 28, fontSize: 12, bgcolor: 'primary.main', color: 'primary.contrastText' }}
        >
          {initialsOf(user.name)}
        </Avatar>
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ list: { dense: true } }}>
        <ListSubheader role="presentation" sx={{ lineHeight: 1.5, py: 0.5, bgcolor: 'transparent' }}>
          <Typography variant="body2" sx={{ fontWeight: 600, color: 'text.primary' }}>
            {user.name}
          </Typography>
          <Typography variant="caption">{user.roles.map((role) => t(`roles.${role}`)).join(', ')}</Typography>
        </ListSubheader>
        <Divider />
        {MODES.map((choice) => (
          <MenuItem
            key={choice}
            role="menuitemradio"
            aria-checked={mode === choice}
            selected={mode === choice}
            onClick={() => {
              setMode(choice);
              close();
            }}
          >
            {t(`shell.modes.${choice}`)}
          </MenuItem>
        ))}
        <Divider />
        {ENTRIES.map((entry) => (
          <MenuItem
            key={entry.command}
            sx={{ gap: 2 }}
            onClick={() => {
              close();
              runCommand(entry.command);
            }}
          >
            <ListItemText>{t(entry.label)}</ListItemText>
            {entry.shortcut !== null && <KeyHint shortcut={entry.shortcut} />}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
