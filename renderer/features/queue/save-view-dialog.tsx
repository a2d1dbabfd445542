import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

type SaveViewDialogProps = {
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
};

/** Asks for the name of a new view. */
export const SaveViewDialog = ({ busy, error, onSave, onClose }: SaveViewDialogProps): ReactNode => {
  const t = useText('queue');
  const common = useText('common');
  const [name, setName] = useState('');
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !busy) onSave(name.trim());
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
              value={name}
              onChange={(event) => setName(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 120 } }}
            />
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="contained" disabled={busy || name.trim() === ''}>
            {t('views.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
