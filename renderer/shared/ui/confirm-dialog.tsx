import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type ConfirmDialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  /** Says what will be done: "Drop my edit", not "OK". */
  readonly action: string;
  /** Under the text. */
  readonly children?: ReactNode;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** Asks before something that can't be taken back. The safe button has the focus. */
export const ConfirmDialog = (props: ConfirmDialogProps): ReactNode => {
  const t = useText('common');
  return (
    <Dialog open={props.open} onClose={props.onCancel} maxWidth="xs" fullWidth>
      <DialogTitle>{props.title}</DialogTitle>
      <DialogContent>
        <DialogContentText>{props.text}</DialogContentText>
        {props.children}
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={props.onCancel}>
          {t('cancel')}
        </Button>
        <Button variant="contained" color={props.isDangerous ? 'error' : 'primary'} onClick={props.onConfirm}>
          {props.action}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
