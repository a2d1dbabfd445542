import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';
import { sendOnKey } from './send-key.ts';
import { SubmitButton } from './submit-button.tsx';

type DraftDialogProps = {
  readonly title: string;
  readonly width: 'sm' | 'md';
  readonly draft: { readonly isDirty: boolean; readonly discard: () => void };
  /** Words of the buttons. */
  readonly discard: string;
  readonly close: string;
  readonly send: string;
  /** What keeps it from being sent, in words; null once it can be. */
  readonly missing: string | null;
  readonly busy: boolean;
  readonly onSend: () => void;
  /** The draft stays. */
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form in a dialog. Closing keeps what was typed as a draft; only discarding throws it away. */
export const DraftDialog = (props: DraftDialogProps): ReactNode => {
  const { draft, onClose, onSend } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth={props.width}
      fullWidth
      onKeyDown={sendOnKey(onSend, props.missing !== null)}
    >
      <DialogTitle>{props.title}</DialogTitle>
      <DialogContent>{props.children}</DialogContent>
      <DialogActions>
        {draft.isDirty && (
          <Button
            color="error"
            onClick={() => {
              draft.discard();
              onClose();
            }}
            sx={{ mr: 'auto' }}
          >
            {props.discard}
          </Button>
        )}
        <Button onClick={onClose}>{props.close}</Button>
        <SubmitButton
          reason={props.missing}
          onClick={onSend}
          busy={props.busy}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {props.send}
        </SubmitButton>
      </DialogActions>
    </Dialog>
  );
};
