import { Button, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { QueuedFile } from '#contracts/attachments.ts';
import { fileSize } from '#renderer/shared/files/file-words.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SetAsideCard, SetAsideList } from './set-aside.tsx';

const FileItem = ({ row }: { readonly row: QueuedFile }): ReactNode => {
  const t = useText('files');
  const may = useMay();
  const again = useCommand('attachments.sendAgain');
  const withdraw = useCommand('attachments.withdraw');
  const error = again.error ?? withdraw.error;
  const { id, fileName, sizeBytes, reason, ownerCollection, addedAt } = row;
  return (
    <SetAsideCard label={fileName} title={fileName} collection={ownerCollection} at={addedAt}>
      <Typography variant="body2" color={reason === null ? 'textSecondary' : 'error'}>
        {fileSize(sizeBytes)} · {reason === null ? t('queue.waiting') : serverText(reason)}
      </Typography>
      {error !== undefined && <ErrorNote error={error} />}
      {reason !== null && (
        <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap' }}>
          <Button variant="outlined" loading={again.busy} onClick={() => void again.run({ id })}>
            {t('queue.again')}
          </Button>
          {may('attachments.withdraw') && (
            <Button loading={withdraw.busy} onClick={() => void withdraw.run({ id })}>
              {t('queue.withdraw')}
            </Button>
          )}
        </Stack>
      )}
    </SetAsideCard>
  );
};

/** Files on their way to the server, those first that it did not take. */
export const FileQueue = (): ReactNode => {
  const t = useText('files');
  return (
    <SetAsideList
      list={useWindow('attachments.queue', {})}
      title={t('queue.title')}
      none={t('queue.none')}
      hint={t('queue.hint')}
      estimate={104}
      render={(row) => <FileItem row={row} />}
    />
  );
};
