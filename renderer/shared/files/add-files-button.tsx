import AttachFile from '@mui/icons-material/AttachFile';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FileChoice } from './file-choice.tsx';

type AddFilesButtonProps = { readonly onFiles: (files: readonly File[]) => void };

/** Chooses files to add to a record. */
export const AddFilesButton = ({ onFiles }: AddFilesButtonProps): ReactNode => {
  const t = useText('files');
  return (
    <FileChoice
      label={t('choose')}
      onFiles={onFiles}
      button={(open) => (
        <Button size="small" startIcon={<AttachFile />} onClick={open}>
          {t('add')}
        </Button>
      )}
    />
  );
};
