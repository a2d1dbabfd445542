import AttachFile from '@mui/icons-material/AttachFile';
import Button from '@mui/material/Button';
import { type ReactNode, useRef } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type AddFilesButtonProps = { readonly onFiles: (files: readonly File[]) => void };

/** Chooses files of this machine. */
export const AddFilesButton = ({ onFiles }: AddFilesButtonProps): ReactNode => {
  const t = useText('files');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" startIcon={<AttachFile />} onClick={() => input.current?.click()}>
        {t('add')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('choose')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
};
