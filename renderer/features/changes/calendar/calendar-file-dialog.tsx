import SyncAlt from '@mui/icons-material/SyncAlt';
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

/** A file for calendars that subscribe: which one this device keeps, where, and since when it is as it is. The folder is chosen in a dialog of the system. */
export const CalendarFileButton = (): ReactNode => {
  const t = useText('changes');
  const [isOpen, setOpen] = useState(false);
  const file = useLive('events.file', {}).data;
  const keeping = useCommand('events.keepFile');
  const choose = async (): Promise<void> => {
    const folder = await window.deskhand.native.chooseFolder();
    if (folder !== null) await keeping.run({ folderId: folder.id });
  };
  if (file === undefined) return null;
  const { folder, name, writtenAt } = file;
  const error = keeping.error ?? file.error;
  return (
    <>
      <Button size="small" startIcon={<SyncAlt />} onClick={() => setOpen(true)}>
        {folder === null ? t('calendar.file.keep') : t('calendar.file.kept', { folder })}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} maxWidth="xs" fullWidth>
        <DialogTitle>{t('calendar.file.keptTitle')}</DialogTitle>
        <DialogContent>
          <DialogContentText>{t('calendar.file.about', { name })}</DialogContentText>
          {folder !== null && (
            <DialogContentText role="status" sx={{ mt: 1, color: 'text.primary' }}>
              {t('calendar.file.at', {
                name,
                folder,
                at: writtenAt === null ? '–' : formatInstant(writtenAt),
              })}
            </DialogContentText>
          )}
          {error !== null && <ErrorNote error={error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{t('common:close')}</Button>
          {folder !== null && (
            <Button onClick={() => void keeping.run({ folderId: null })}>{t('calendar.file.stop')}</Button>
          )}
          <Button variant="contained" loading={keeping.busy} onClick={() => void choose()}>
            {t(folder === null ? 'calendar.file.choose' : 'calendar.file.other')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
