import CallMergeOutlined from '@mui/icons-material/CallMergeOutlined';
import HealingOutlined from '@mui/icons-material/HealingOutlined';
import HelpOutlineOutlined from '@mui/icons-material/HelpOutlineOutlined';
import PauseOutlined from '@mui/icons-material/PauseOutlined';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import ReportOutlined from '@mui/icons-material/ReportOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { ReactNode } from 'react';
import type { SyncStatus } from '#contracts/sync.ts';
import { runCommand } from '#renderer/shared/commands/commands.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { canSync } from '#renderer/shared/sync/sync-summary.ts';
import { CountPill } from '#renderer/shared/ui/count-pill.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

type EntryProps = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number;
  readonly shortcut?: string;
};

/** What stands in a line of the menu. */
const Entry = ({ icon, label, count = 0, shortcut }: EntryProps): ReactNode => (
  <>
    <ListItemIcon>{icon}</ListItemIcon>
    <ListItemText>{label}</ListItemText>
    {count > 0 && <CountPill>{formatCount(count)}</CountPill>}
    {shortcut !== undefined && <KeyHint shortcut={shortcut} />}
  </>
);

const setPaused = async (paused: boolean): Promise<void> => {
  const reply = await host.command('sync.setPaused', { paused });
  if (!reply.ok) notify('error', errorText(reply.error));
};

type SyncMenuProps = {
  readonly status: SyncStatus;
  /** When the server was heard last, in words. */
  /** How it stands, above the commands: the last contact, why nothing goes through, a wrong clock. */
  readonly notes: readonly string[];
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
};

/** Everything about the sync that is not worth a place in the rail. */
export const SyncMenu = ({ status, notes, anchor, onClose }: SyncMenuProps): ReactNode => {
  const t = useText('common');
  const isPaused = status.phase === 'paused';
  const hasServer = canSync(status);
  const choose = (run: () => void) => () => {
    onClose();
    // The menu hands the focus back as it closes; what is opened takes it after that.
    requestAnimationFrame(run);
  };
  return (
    <Menu
      anchorEl={anchor}
      open={anchor !== null}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ list: { dense: true, sx: { minWidth: 260, '& .MuiMenuItem-root': { gap: 1 } } } }}
    >
      {notes.map((note) => (
        <ListSubheader
          key={note}
          role="presentation"
          sx={{ py: 0.5, lineHeight: 1.4, maxWidth: 320, whiteSpace: 'normal', bgcolor: 'transparent' }}
        >
          {note}
        </ListSubheader>
      ))}
      <MenuItem onClick={choose(() => openRoute({ page: 'sync' }))}>
        <Entry icon={<TuneOutlined fontSize="small" />} label={t('syncMenu.page')} shortcut="g s" />
      </MenuItem>
      <MenuItem onClick={choose(() => openRoute({ page: 'sync', section: 'refused' }))}>
        <Entry
          icon={<ReportOutlined fontSize="small" />}
          label={t('syncMenu.refused')}
          count={status.refused}
        />
      </MenuItem>
      {status.unreadable > 0 && (
        <MenuItem onClick={choose(() => openRoute({ page: 'sync', section: 'unreadable' }))}>
          <Entry
            icon={<HelpOutlineOutlined fontSize="small" />}
            label={t('syncMenu.unreadable')}
            count={status.unreadable}
          />
        </MenuItem>
      )}
      {status.damaged > 0 && (
        <MenuItem onClick={choose(() => openRoute({ page: 'sync', section: 'damaged' }))}>
          <Entry
            icon={<HealingOutlined fontSize="small" />}
            label={t('syncMenu.damaged')}
            count={status.lost}
          />
        </MenuItem>
      )}
      <MenuItem onClick={choose(() => openRoute({ page: 'conflicts' }))}>
        <Entry
          icon={<CallMergeOutlined fontSize="small" />}
          label={t('syncMenu.conflicts')}
          count={status.conflicts}
          shortcut="g x"
        />
      </MenuItem>
      <Divider />
      <MenuItem disabled={!hasServer || isPaused} onClick={choose(() => runCommand('sync.now'))}>
        <Entry
          icon={<SyncOutlined fontSize="small" />}
          label={t('commands.syncNow')}
          shortcut="Ctrl+Shift+S"
        />
      </MenuItem>
      <MenuItem disabled={!hasServer} onClick={choose(() => void setPaused(!isPaused))}>
        <Entry
          icon={isPaused ? <PlayArrowOutlined fontSize="small" /> : <PauseOutlined fontSize="small" />}
          label={t(isPaused ? 'syncMenu.resume' : 'syncMenu.pause')}
        />
      </MenuItem>
    </Menu>
  );
};
