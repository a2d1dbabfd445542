import { Box, LinearProgress, Typography } from '@mui/material';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { DraftRef } from '#renderer/shared/drafts/draft-store.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import type { FileOwner } from './file-client.ts';
import { FileThumb } from './file-thumb.tsx';
import { fileSize } from './file-words.ts';
import { addStaged, discardStaged, stageFiles, type Upload, useUploads } from './uploads.ts';

const isOf =
  ({ ownerCollection, ownerId }: FileOwner) =>
  ({ owner }: Upload): boolean =>
    owner.ownerId === ownerId && owner.ownerCollection === ownerCollection;

/** Files that wait with what is being written, for a note or for a record that is not there yet. */
export const useStagedFiles = (owner: FileOwner) => {
  const { data } = useLive('attachments.of', owner);
  const running = useUploads((all) => all.running).filter(isOf(owner));
  const staged = data?.staged ?? [];
  return {
    owner,
    staged,
    running,
    /** Nothing is known yet until the first answer. */
    isLoaded: data !== undefined,
    count: staged.length + running.length,
    stage: (files: readonly File[]) => void stageFiles(owner, files),
    /** Adds them to the record, or to another one, once all are taken in. */
    add: (to: FileOwner = owner): Promise<boolean> => addStaged(owner, to),
    leaveOut: (id: string) => void host.command('attachments.discard', { ids: [id] }),
    discard: () => void discardStaged(owner),
  };
};
export type StagedFiles = ReturnType<typeof useStagedFiles>;

/** How many files wait is a field of the draft, so that one of files alone is a draft, too: listed, and found after a restart. */
export const useFileDraft = (ref: DraftRef, { isLoaded, staged }: StagedFiles): void => {
  const count = staged.length;
  useEffect(() => {
    if (isLoaded) drafts.write(ref, 'files', count, 0);
  }, [ref, isLoaded, count]);
};

/** The files of a form for a new record, which wait with its draft. */
export const useFormFiles = (draftKey: string, owner: FileOwner): StagedFiles => {
  const { personId } = useSessionUser();
  const ref = useMemo(() => ({ scope: personId, key: draftKey }), [personId, draftKey]);
  const files = useStagedFiles(owner);
  useFileDraft(ref, files);
  return files;
};

const UploadRow = ({ upload }: { readonly upload: Upload }): ReactNode => {
  const t = useText('files');
  const { fileName, share } = upload;
  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.5, py: 0.5, minWidth: 0 }}>
      <Typography variant="caption" noWrap>
        {fileName}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={share * 100}
        aria-label={t('taking', { name: fileName })}
      />
    </Box>
  );
};

/** The files themselves, each with a way to leave it out. Nothing where there are none. */
export const StagedFileList = ({ files }: { readonly files: StagedFiles }): ReactNode => {
  const t = useText('files');
  if (files.count === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t('staged')}
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 0.75, width: '100%' }}
    >
      {files.staged.map((file) => (
        <Box
          key={file.id}
          component="li"
          sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0, maxWidth: 320 }}
        >
          <FileThumb file={file} isHere />
          <Typography variant="caption" noWrap title={file.fileName} sx={{ minWidth: 0 }}>
            <bdi>{file.fileName}</bdi> · {fileSize(file.sizeBytes)}
          </Typography>
          <RemoveButton
            label={t('discard', { name: file.fileName })}
            onClick={() => files.leaveOut(file.id)}
          />
        </Box>
      ))}
      {files.running.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </Box>
  );
};
