import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { RawText } from './raw-text.tsx';

type RawDialogProps = {
  readonly row: { readonly label: string; readonly raw: string; readonly size: number };
  readonly onClose: () => void;
};

/** A document as it came or was found, which no page could show. */
export const RawDialog = ({ row, onClose }: RawDialogProps): ReactNode => {
  const t = useText('sync');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(row.raw);
    notify('info', t('unreadable.copied'));
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="raw-document">
      <DialogTitle id="raw-document">{row.label}</DialogTitle>
      <DialogContent>
        <RawText text={row.raw} />
        {row.size > row.raw.length && (
          <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1 }}>
            {t('unreadable.beginning', { size: formatCount(row.size) })}
          </Typography>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void copy()}>{t('unreadable.copy')}</Button>
        <Button autoFocus onClick={onClose}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
