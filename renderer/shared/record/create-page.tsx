import { Box, Button } from '@mui/material';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { AddFilesButton } from '#renderer/shared/files/add-files-button.tsx';
import { FileDrop } from '#renderer/shared/files/file-drop.tsx';
import { StagedFileList, type StagedFiles } from '#renderer/shared/files/staged-files.tsx';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AboutContext, aboutForm } from '#renderer/shared/prepared/about.ts';
import { TemplateButton } from '#renderer/shared/prepared/template-button.tsx';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { focusFirstInvalid, SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

type CreatePageProps = {
  readonly title: string;
  readonly subtitle?: string;
  /** What the button does: `Create incident`. */
  readonly action: string;
  /** What is still missing, in words; null once it can be created. */
  readonly missing: string | null;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  /** Something was typed that can be thrown away. */
  readonly isDirty: boolean;
  /** Creates it, or marks what is missing; the focus goes there. */
  readonly onCreate: () => void;
  readonly onDiscard: () => void;
  /** The form as templates fill it in, and what texts in it are about. */
  readonly template?: TemplateTarget;
  /** What helps to fill it in. Beside the form, below it where there is no room. */
  readonly aside?: ReactNode;
  /** Files that wait for the record; dropped and pasted ones join them. */
  readonly files?: StagedFiles;
  readonly children: ReactNode;
};

/** Creates from any field, also where Enter begins a new line. */
const useCreateKey = (create: () => void): void => {
  const latest = useLatest(create);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.create',
        label: 'record:create.command',
        group: 'record:create.group',
        shortcut: 'Ctrl+Enter',
        ofPage: true,
        run: () => latest.current(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/** The frame of every form for a new record. What is typed is a draft on this device until it is created. */
export const CreatePage = (props: CreatePageProps): ReactNode => {
  const t = useText('record');
  const { missing, onCreate, aside, files, template } = props;
  const body = useRef<HTMLDivElement>(null);
  const [asksDiscard, setAsksDiscard] = useState(false);
  useCreateKey(() => {
    onCreate();
    if (missing !== null && body.current !== null) focusFirstInvalid(body.current);
  });
  const about = useMemo(
    () => (template === undefined ? null : aboutForm(template.collection, template.type, template.values)),
    [template],
  );
  const page = (
    <AboutContext value={about}>
      <Page
        title={props.title}
        subtitle={props.subtitle}
        actions={
          <>
            {template !== undefined && <TemplateButton target={template} />}
            <Button size="small" disabled={!props.isDirty} onClick={() => setAsksDiscard(true)}>
              {t('create.discard')}
            </Button>
            <SubmitButton
              size="small"
              reason={missing}
              busy={props.busy}
              onClick={onCreate}
              endIcon={<KeyHint shortcut="Ctrl+Enter" />}
            >
              {props.action}
            </SubmitButton>
          </>
        }
      >
        {props.error !== undefined && (
          <Box sx={{ mb: 1.5 }}>
            <ErrorNote error={props.error} />
          </Box>
        )}
        <Box
          ref={body}
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            pt: 0.75,
            gridTemplateColumns:
              aside === undefined
                ? 'minmax(0, 1fr)'
                : {
                    xs: 'minmax(0, 1fr)',
                    sm: 'minmax(0, 1.5fr) minmax(270px, 1fr)',
                    xl: 'minmax(0, 760px) minmax(0, 1fr)',
                  },
          }}
        >
          {files === undefined ? (
            props.children
          ) : (
            <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              {props.children}
              <Box sx={{ display: 'grid', gap: 0.75, justifyItems: 'start', maxWidth: 820 }}>
                <StagedFileList files={files} />
                <AddFilesButton onFiles={files.stage} />
              </Box>
            </Box>
          )}
          {aside}
        </Box>
        <ConfirmDialog
          open={asksDiscard}
          title={t('create.discard')}
          text={t('create.reallyDiscard')}
          action={t('create.discard')}
          isDangerous
          onConfirm={props.onDiscard}
          onCancel={() => setAsksDiscard(false)}
        />
      </Page>
    </AboutContext>
  );
  return files === undefined ? page : <FileDrop onFiles={files.stage}>{page}</FileDrop>;
};
