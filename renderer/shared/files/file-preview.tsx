import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { type ReactNode, useEffect, useState } from 'react';
import type { StagedFile } from '#contracts/attachments.ts';
import type { ReplyError } from '#contracts/define.ts';
import { previewOf } from '#domain/attachments/file-kind.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { readBlob } from './file-client.ts';
import { saveFile } from './save-file.ts';
import { useBlobUrl } from './use-blob-url.ts';

/** More would hold the window up, and is for an editor. */
const MAX_TEXT = 200_000;

type Read = { readonly text: string; readonly isCut: boolean } | { readonly error: ReplyError };

const TextPreview = ({ file }: { readonly file: StagedFile }): ReactNode => {
  const t = useText('files');
  const [read, setRead] = useState<Read>();
  const { id, sizeBytes } = file;
  useEffect(() => {
    let isCurrent = true;
    void readBlob(id, '', MAX_TEXT).then(async (blob) => {
      if (!blob.ok) {
        if (isCurrent) setRead({ error: blob.error });
        return;
      }
      // Not fatal: a log may have bytes that are no text.
      const whole = new TextDecoder().decode(await blob.data.arrayBuffer());
      const text = cutText(whole, MAX_TEXT);
      if (isCurrent) setRead({ text, isCut: text.length < whole.length || blob.data.size < sizeBytes });
    });
    return () => {
      isCurrent = false;
    };
  }, [id, sizeBytes]);
  if (read === undefined) return null;
  if ('error' in read) return <ErrorNote error={read.error} />;
  return (
    <>
      <Box
        component="pre"
        // What scrolls has to take the focus.
        tabIndex={0}
        aria-label={file.fileName}
        sx={{ m: 0, fontSize: 12.5, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {read.text}
      </Box>
      {read.isCut && (
        <Typography variant="caption" color="textSecondary">
          {t('cut')}
        </Typography>
      )}
    </>
  );
};

const PicturePreview = ({ file }: { readonly file: StagedFile }): ReactNode => {
  const t = useText('files');
  const [isBroken, setBroken] = useState(false);
  const url = useBlobUrl(file.id, file.mediaType);
  if (isBroken) return <Typography>{t('notShown')}</Typography>;
  if (url === null) return null;
  return (
    <Box
      component="img"
      src={url}
      alt={file.fileName}
      onError={() => setBroken(true)}
      sx={{ display: 'block', maxWidth: '100%', maxHeight: '72vh', m: '0 auto', objectFit: 'contain' }}
    />
  );
};

type FilePreviewProps = { readonly file: StagedFile; readonly onClose: () => void };

/** A file looked at in the console: pictures as such, text as bare text. Nothing in it is run or laid out as a page. */
export const FilePreview = ({ file, onClose }: FilePreviewProps): ReactNode => {
  const t = useText('files');
  const isPicture = previewOf(file.mediaType, file.fileName) === 'picture';
  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth>
      <DialogTitle noWrap>
        <bdi>{file.fileName}</bdi>
      </DialogTitle>
      <DialogContent>
        {isPicture ? <PicturePreview file={file} /> : <TextPreview file={file} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void saveFile(file)}>{t('saveAs')}</Button>
        <Button autoFocus variant="contained" onClick={onClose}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
