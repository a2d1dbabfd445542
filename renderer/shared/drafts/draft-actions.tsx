import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

type DraftActionsProps = {
  readonly draft: { readonly isDirty: boolean; readonly discard: () => void };
  /** Why it can't be saved; null: it can. */
  readonly reason: string | null;
  readonly busy: boolean;
  /** Left out where it is only read. */
  readonly onSave?: (() => void) | undefined;
  /** The form is to close. */
  readonly onDone: () => void;
};

/** Under a form whose values are a draft until they are saved: saves it, or lets it go. */
export const DraftActions = ({ draft, reason, busy, onSave, onDone }: DraftActionsProps): ReactNode => {
  const t = useText('common');
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      {onSave !== undefined && (
        <SubmitButton
          size="small"
          reason={reason}
          busy={busy}
          onClick={onSave}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {t('save')}
        </SubmitButton>
      )}
      <Button
        size="small"
        onClick={() => {
          draft.discard();
          onDone();
        }}
      >
        {draft.isDirty ? t('discard') : t('cancel')}
      </Button>
    </Box>
  );
};
