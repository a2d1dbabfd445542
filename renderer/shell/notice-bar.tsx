import Alert from '@mui/material/Alert';
import Snackbar from '@mui/material/Snackbar';
import type { ReactNode } from 'react';
import { useNotices } from '#renderer/shared/notify/notify.ts';

const SHOWN_MS = 6_000;

/** The short message at the bottom. Errors stay until they are closed. */
export const NoticeBar = (): ReactNode => {
  const { current, dismiss } = useNotices();
  if (current === null) return null;
  return (
    <Snackbar
      key={current.id}
      open
      autoHideDuration={current.severity === 'error' ? null : SHOWN_MS}
      onClose={(_event, reason) => {
        if (reason !== 'clickaway') dismiss();
      }}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
    >
      <Alert severity={current.severity} variant="filled" onClose={dismiss}>
        {current.text}
      </Alert>
    </Snackbar>
  );
};
