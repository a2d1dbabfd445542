import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { ChangeRecord } from '../page/change-record.ts';

/** Under which what is typed into these forms is drafted with the change's page. */
export type PrepareForm = 'edit' | 'relate';
export const nameIn = (form: PrepareForm, field: string): string => `rehearsal.${form}.${field}`;

const namesIn = (page: ChangeRecord, form: PrepareForm): readonly string[] =>
  Object.keys(page.draft.fields).filter((name) => name.startsWith(nameIn(form, '')));
export const isTyped = (page: ChangeRecord, form: PrepareForm): boolean => namesIn(page, form).length > 0;

type FrameProps = {
  readonly page: ChangeRecord;
  readonly form: PrepareForm;
  readonly label: string;
  /** What is missing, in words; null once it can be prepared. */
  readonly reason: string | null;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form by which something is prepared; a draft until it is sent. */
export const PrepareFrame = (props: FrameProps): ReactNode => {
  const t = useText('changes');
  const { page, form, label, reason, busy, error, onSend, onClose, children } = props;
  const send = (): void => {
    if (reason === null && !busy) onSend();
  };
  return (
    <Box
      component="form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (isSendKey(event)) {
          event.preventDefault();
          event.stopPropagation();
          send();
        } else if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      sx={{ display: 'grid', gap: 1, py: 1, maxWidth: 560 }}
    >
      {children}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <SubmitButton
          type="submit"
          size="small"
          reason={reason}
          busy={busy}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {t('rehearsal.prepare')}
        </SubmitButton>
        <Button
          size="small"
          onClick={() => {
            drafts.clear(page.draft.ref, namesIn(page, form));
            onClose();
          }}
        >
          {t('rehearsal.close')}
        </Button>
      </Box>
      {error !== undefined && <ErrorNote error={error} />}
    </Box>
  );
};
