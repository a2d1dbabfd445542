import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { AttachmentRow } from '#contracts/attachments.ts';
import type { Names } from '#contracts/shared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { AddFilesButton } from './add-files-button.tsx';
import type { FileOwner } from './file-client.ts';
import { FileRow } from './file-row.tsx';
import { addFiles } from './uploads.ts';

/** The files of a record as its page needs them: the part itself, and how many there are. */
export const useRecordFiles = (owner: FileOwner) => {
  const { data, coming } = useLive('attachments.of', owner);
  return { owner, coming, rows: data?.rows ?? [], names: data?.names ?? {} };
};

type FilesPartProps = {
  readonly owner: FileOwner;
  readonly coming: boolean;
  readonly rows: readonly AttachmentRow[];
  readonly names: Names;
};

/** The files of a record, and a way to add some. */
export const FilesPart = ({ owner, coming, rows, names }: FilesPartProps): ReactNode => {
  const t = useText('files');
  const may = useMay();
  const isOnline = useLive('sync.status', {}).data?.phase === 'online';
  const mayAdd = may('attachments.add');
  return (
    <Section
      title={t('title')}
      coming={coming}
      actions={mayAdd && <AddFilesButton onFiles={(files) => void addFiles(owner, files)} />}
    >
      {rows.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t(mayAdd ? 'none' : 'nonePlain')}
        </Typography>
      ) : (
        <Box component="ul" aria-label={t('title')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {rows.map((file) => (
            <FileRow key={file.id} file={file} names={names} isOnline={isOnline} />
          ))}
        </Box>
      )}
    </Section>
  );
};
