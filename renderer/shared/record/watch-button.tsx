import Visibility from '@mui/icons-material/Visibility';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { Button } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

const KEY = 'o';

/** The key, and in the palette what it would do now. */
const useWatchKey = (on: boolean, toggle: () => void): void => {
  const latest = useLatest(toggle);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.watch',
        label: on ? 'record:watch.end' : 'record:watch.off',
        group: 'record:commands.group',
        shortcut: KEY,
        run: () => latest.current(),
      },
    ],
    [latest, on],
  );
  useCommands(commands);
};

/** Begins or ends watching a ticket: whoever watches is told what others do to it. */
export const WatchButton = ({ ticketId }: { readonly ticketId: string }): ReactNode => {
  const t = useText('record');
  const on = useLive('notices.watching', { ticketId }).data?.on ?? false;
  const toggle = async (): Promise<void> => {
    const reply = await host.command('notices.watch', { ticketId, on: !on });
    if (!reply.ok) notify('error', errorText(reply.error));
  };
  useWatchKey(on, () => void toggle());
  return (
    <Button
      size="small"
      color="inherit"
      aria-pressed={on}
      startIcon={on ? <Visibility /> : <VisibilityOutlined />}
      endIcon={<KeyHint shortcut={KEY} />}
      onClick={() => void toggle()}
      sx={{ py: 0, color: on ? 'primary.main' : 'text.secondary' }}
    >
      {t(on ? 'watch.on' : 'watch.off')}
    </Button>
  );
};
