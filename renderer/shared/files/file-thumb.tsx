import InsertDriveFileOutlined from '@mui/icons-material/InsertDriveFileOutlined';
import NotesOutlined from '@mui/icons-material/NotesOutlined';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { StagedFile } from '#contracts/attachments.ts';
import { previewOf } from '#domain/attachments/file-kind.ts';
import { useBlobUrl } from './use-blob-url.ts';

/** Larger pictures are shown when they are opened. */
const MAX_THUMB_BYTES = 8 * 1024 * 1024;

type FileThumbProps = {
  readonly file: StagedFile;
  /** Its bytes are on this device. */
  readonly isHere: boolean;
};

/** A small picture of the file, where it is one; else a sign. Its name stands beside it. */
export const FileThumb = ({ file, isHere }: FileThumbProps): ReactNode => {
  const { id, fileName, mediaType, sizeBytes } = file;
  const preview = previewOf(mediaType, fileName);
  const isShown = isHere && preview === 'picture' && sizeBytes <= MAX_THUMB_BYTES;
  const url = useBlobUrl(isShown ? id : null, mediaType);
  return (
    <Box
      sx={{
        ...{
          width: 44,
          height: 34,
          flexShrink: 0,
          display: 'grid',
          placeItems: 'center',
          overflow: 'hidden',
        },
        ...{
          border: 1,
          borderColor: 'divider',
          borderRadius: 0.75,
          color: 'text.secondary',
          bgcolor: 'background.default',
        },
        '& img': { width: '100%', height: '100%', objectFit: 'cover' },
      }}
    >
      {url !== null ? (
        <img src={url} alt="" decoding="async" />
      ) : preview === 'text' ? (
        <NotesOutlined fontSize="small" />
      ) : (
        <InsertDriveFileOutlined fontSize="small" />
      )}
    </Box>
  );
};
