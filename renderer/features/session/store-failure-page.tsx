import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useAppInfo } from '#renderer/shared/native/use-app-info.ts';
import { AuthFrame } from './auth-frame.tsx';

const KNOWN = ['wrong-key', 'damaged', 'newer-version', 'disk-full', 'unreadable', 'locked'];

/**
 * Why the store can't be opened and what to do. The one button only tries again: nothing on this page can lose data, the
 * file stays where it is.
 */
export const StoreFailurePage = ({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): ReactNode => {
  const t = useText('session');
  const info = useAppInfo();
  const known = KNOWN.includes(code) ? code : 'other';
  return (
    <AuthFrame title={t(`store.${known}.title`)} width={520}>
      <Typography variant="body2">{t(`store.${known}.text`)}</Typography>
      <Alert severity="info" variant="outlined">
        {t('store.kept', { folder: info?.profileDir ?? '' })}
      </Alert>
      <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {code}: {message}
      </Typography>
      <Button variant="contained" autoFocus onClick={() => void window.deskhand.native.retryHost()}>
        {t('store.retry')}
      </Button>
    </AuthFrame>
  );
};
