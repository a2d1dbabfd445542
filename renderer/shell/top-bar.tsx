import Search from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import type { SyncStatus } from '#contracts/sync.ts';
import { runCommand } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { AnnouncementBell } from './announcement-banners.tsx';
import { NewButton } from './new-button.tsx';
import { NoticeBell } from './notice-bell.tsx';
import { SyncChip } from './sync-chip.tsx';
import { UserMenu } from './user-menu.tsx';

/** Search, new records, sync, user. */
export const TopBar = ({ sync }: { readonly sync: SyncStatus | undefined }): ReactNode => {
  const t = useText('common');
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.75, sm: 1.5 },
        px: { xs: 1, sm: 2 },
        height: 48,
        flexShrink: 0,
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <ButtonBase
        onClick={() => runCommand('shell.search')}
        aria-keyshortcuts="Control+K"
        sx={{
          flex: '0 1 460px',
          minWidth: 36,
          height: 30,
          px: 1,
          gap: 1,
          justifyContent: 'flex-start',
          font: 'inherit',
          color: 'text.secondary',
          bgcolor: 'background.default',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          '&:hover': { borderColor: 'text.secondary' },
        }}
      >
        <Search sx={{ fontSize: 18 }} />
        <Box component="span" sx={{ flex: 1, textAlign: 'start', overflow: 'hidden', whiteSpace: 'nowrap' }}>
          {t('shell.search')}
        </Box>
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          <KeyHint shortcut="Ctrl+K" />
        </Box>
      </ButtonBase>
      <Box sx={{ flex: 1 }} />
      <NewButton />
      <AnnouncementBell />
      <NoticeBell />
      <SyncChip status={sync} />
      <UserMenu />
    </Box>
  );
};
