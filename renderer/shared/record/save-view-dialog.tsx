import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

type SaveViewDialogProps = {
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
};

/** Asks for the name of a new view. */
export const SaveViewDialog = ({ busy, error, onSave, onClose }: SaveViewDialogProps): ReactNode => {
  const t = useText('record');
  const common = useText('common');
  const [name, setName] = useState('');
  const [wasTried, setTried] = useState(false);
  const isEmpty = name.trim() === '';
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isEmpty && !busy) onSave(name.trim());
        }}
      >
        <DialogTitle>{t('views.saveAs')}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 1, pt: 1 }}>
            {error !== undefined && <ErrorNote error={error} />}
            <TextField
              autoFocus
              required
              fullWidth
              size="small"
              label={t('views.name')}
              error={wasTried && isEmpty}
              helperText={wasTried && isEmpty ? t('views.needsName') : undefined}
              value={name}
              onChange={(event) => setName(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 120 } }}
            />
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <SubmitButton type="submit" busy={busy} reason={isEmpty ? t('views.needsName') : null}>
            {t('views.save')}
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
};
