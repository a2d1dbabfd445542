import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useEffect, useRef } from 'react';
import { FileChoice } from '#renderer/shared/files/file-choice.tsx';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { isFocusFree } from '#renderer/shared/ui/free-focus.ts';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportReport } from './import-report.tsx';
import { chooseFiles, chooseFolder, useImport } from './imports-store.ts';
import { RunList } from './run-list.tsx';
import { UndoNote } from './undo-note.tsx';

const ChooseButtons = (): ReactNode => {
  const t = useText('imports');
  const isBusy = useImport(({ progress }) => progress !== null);
  return (
    <>
      <Button
        size="small"
        startIcon={<FolderOpenOutlined />}
        disabled={isBusy}
        onClick={() => void chooseFolder()}
      >
        {t('chooseFolder')}
      </Button>
      <FileChoice
        label={t('choose')}
        onFiles={(files) => void chooseFiles(files)}
        button={(open) => (
          <Button
            size="small"
            variant="contained"
            startIcon={<FileUploadOutlined />}
            disabled={isBusy}
            onClick={open}
          >
            {t('choose')}
          </Button>
        )}
      />
    </>
  );
};

/** What came of it takes the focus that was lost with its button, so that the keyboard goes on to what can be done next. */
const Outcome = (): ReactNode => {
  const t = useText('imports');
  const box = useRef<HTMLDivElement>(null);
  const { progress, report, undone, error } = useImport();
  const told = error ?? undone ?? report;
  const before = useRef(told);
  useEffect(() => {
    if (told === before.current) return;
    before.current = told;
    if (isFocusFree()) box.current?.focus();
  }, [told]);
  if (told === null) return null;
  return (
    <Box
      ref={box}
      role="group"
      aria-label={t('result')}
      tabIndex={-1}
      sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {error !== undefined && <ErrorNote error={error} />}
      {undone !== null && <UndoNote undone={undone} />}
      {report !== null && progress === null && <ImportReport report={report} />}
    </Box>
  );
};

/** Brings files of other systems in: choose, see what would happen, do it, undo it. */
export const ImportsPage = (): ReactNode => {
  const t = useText('imports');
  const may = useMay();
  const { files, progress } = useImport();
  if (!may('imports.run')) {
    return <EmptyNote icon={<FileUploadOutlined />} title={t('notYours')} hint={t('notYoursHint')} />;
  }
  return (
    <Page title={t('title')} actions={<ChooseButtons />}>
      <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 1100, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {files.length === 0 && progress === null && (
          <Typography variant="body2" color="textSecondary">
            {t('explain')}
          </Typography>
        )}
        {files.length > 0 && (
          <Section title={t('files', { count: files.length, shown: formatCount(files.length) })}>
            <ImportForm />
          </Section>
        )}
        {progress !== null && <ImportProgress progress={progress} />}
        <Outcome />
        <RunList />
      </Box>
    </Page>
  );
};
