import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { useOrderWork } from './order-work.ts';

type DialogProps = { readonly onClose: () => void };

/** Cancels the order with a reason, which is kept as a draft until it is sent. */
export const CancelDialog = ({ onClose }: DialogProps): ReactNode => {
  const t = useText('orders');
  const { detail, draft } = useOrderWork();
  const note = useFieldDraft(draft, 'cancelReason', '', isText);
  const cancel = useCommand('orders.cancel');
  const [wasTried, setTried] = useState(false);
  const isEmpty = note.value.trim() === '';
  const submit = async (): Promise<void> => {
    setTried(true);
    if (isEmpty) return;
    const reply = await cancel.run({ id: detail.order.id, note: note.value.trim() });
    if (!reply.ok) return;
    note.settle(note.value);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{t('page.cancel')}</DialogTitle>
      <DialogContent>
        <Box sx={{ pt: 1, display: 'grid', gap: 1 }}>
          <LongText
            autoFocus
            minRows={2}
            label={t('page.cancelReason')}
            required
            error={wasTried && isEmpty}
            helperText={wasTried && isEmpty ? t('page.cancelNeedsReason') : undefined}
            value={note.value}
            onText={(text) => note.set(text)}
            onBlur={note.flush}
          />
          {cancel.error !== undefined && <ErrorNote error={cancel.error} />}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('page.keepOrder')}</Button>
        <SubmitButton
          color="error"
          busy={cancel.busy}
          reason={isEmpty ? t('page.cancelNeedsReason') : null}
          onClick={() => void submit()}
        >
          {t('page.cancelConfirm')}
        </SubmitButton>
      </DialogActions>
    </Dialog>
  );
};
