import { Box, Button, LinearProgress, Link, Typography } from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AttachmentRow, FileState } from '#contracts/attachments.ts';
import type { Names } from '#contracts/shared.ts';
import { previewOf } from '#domain/attachments/file-kind.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { FilePreview } from './file-preview.tsx';
import { FileThumb } from './file-thumb.tsx';
import { fileSize } from './file-words.ts';
import { saveFile } from './save-file.ts';
import { useFetch } from './use-fetch.ts';

/** Pictures up to this are fetched when their record is looked at: a screenshot, not a scan of a folder. */
const MAX_FETCHED_UNASKED = 3 * 1024 * 1024;

const TONES: Readonly<Record<FileState, 'textSecondary' | 'warning' | 'error'>> = {
  here: 'textSecondary',
  waiting: 'warning',
  failed: 'error',
  away: 'textSecondary',
};

type FileRowProps = {
  readonly file: AttachmentRow;
  readonly names: Names;
  /** There is a line to the server. */
  readonly isOnline: boolean;
};

/** A file of a record: what it is, where it is, and what can be done with it. Opening fetches what is not here. */
export const FileRow = ({ file, names, isOnline }: FileRowProps): ReactNode => {
  const t = useText('files');
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [asksWithdraw, setAsksWithdraw] = useState(false);
  const withdraw = useCommand('attachments.withdraw');
  const { running, error, fetch } = useFetch(file);
  const { id, fileName, mediaType, sizeBytes, state, createdAt, createdBy, reason } = file;
  const preview = previewOf(mediaType, fileName);
  const isAway = state === 'away';

  // Once: what did not come is asked for by whoever wants it.
  const wasAsked = useRef(false);
  const isUnasked = isAway && isOnline && preview === 'picture' && sizeBytes <= MAX_FETCHED_UNASKED;
  useEffect(() => {
    if (!isUnasked || wasAsked.current) return;
    wasAsked.current = true;
    void fetch();
  }, [isUnasked, fetch]);

  const withBytes = async (use: () => void): Promise<void> => {
    if (!isAway || (await fetch())) use();
  };
  const save = (): void => void withBytes(() => void saveFile(file));
  const open = (): void => (preview === 'none' ? save() : void withBytes(() => setOpen(true)));

  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.5, py: 0.5, minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
        <FileThumb file={file} isHere={!isAway} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Link
            component="button"
            type="button"
            variant="body2"
            underline="hover"
            onClick={open}
            title={fileName}
            sx={{
              display: 'block',
              maxWidth: '100%',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
              textAlign: 'start',
            }}
          >
            <bdi>{fileName}</bdi>
          </Link>
          <Typography
            variant="caption"
            color="textSecondary"
            component="div"
            sx={{ overflowWrap: 'anywhere' }}
          >
            {fileSize(sizeBytes)} · {formatInstant(createdAt)} · {nameOf(names, createdBy)} ·{' '}
            <Typography component="span" variant="caption" color={TONES[state]}>
              {t(`states.${state}`)}
              {reason !== null && `: ${serverText(reason)}`}
            </Typography>
          </Typography>
        </Box>
        {running !== null ? (
          <Button size="small" onClick={running.cancel}>
            {t('common:cancel')}
          </Button>
        ) : (
          <Button size="small" onClick={save} aria-label={t('saveNamed', { name: fileName })}>
            {t('saveAs')}
          </Button>
        )}
        {may('attachments.withdraw', { teamId: null, assigneeId: createdBy }) && (
          <RemoveButton label={t('withdraw', { name: fileName })} onClick={() => setAsksWithdraw(true)} />
        )}
      </Box>
      {running !== null && (
        <LinearProgress
          variant="determinate"
          value={running.share * 100}
          aria-label={t('fetching', { name: fileName })}
        />
      )}
      {error !== undefined && <ErrorNote error={error} onRetry={() => void fetch()} />}
      {withdraw.error !== undefined && <ErrorNote error={withdraw.error} onClose={withdraw.clear} />}
      {isOpen && <FilePreview file={file} onClose={() => setOpen(false)} />}
      <ConfirmDialog
        open={asksWithdraw}
        title={t('withdrawTitle')}
        text={t('withdrawText', { name: fileName })}
        action={t('withdrawAction')}
        isDangerous
        onCancel={() => setAsksWithdraw(false)}
        onConfirm={() => {
          setAsksWithdraw(false);
          void withdraw.run({ id });
        }}
      />
    </Box>
  );
};
