import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { Failure, Reason } from '#domain/records/result.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { useAppInfo } from '#renderer/shared/native/use-app-info.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { AuthFrame } from './auth-frame.tsx';

const KNOWN = [
  'wrong-key',
  'damaged',
  'newer-version',
  'disk-full',
  'unreadable',
  'locked',
  'keeps-dying',
] as const;

/** Reasons that say what lies there better than the code does. */
const CLOSER: readonly string[] = [
  'store.missing',
  'store.emptied',
  'store.symlink',
  'store.readonly',
  'store.not_a_file',
] satisfies readonly Reason[];

/** Where the data is what is lacking: they are called by that, and no page says where they are. */
const GONE = { 'store.missing': 'missing', 'store.emptied': 'emptied' } as const;
const isGone = (reason: string): reason is keyof typeof GONE => Object.hasOwn(GONE, reason);

/** Those whose words lead to the details below them. */
const DETAILED = ['keeps-dying', 'other'];

/** Failures after which a new store helps; the others pass once their cause is gone. */
const REPLACEABLE = ['wrong-key', 'damaged', 'newer-version', 'keeps-dying'];

/**
 * Why the store can't be opened and what to do. The first button only tries again. The other one starts with an empty store and keeps the
 * file beside it: nothing on this page can lose data.
 */
export const StoreFailurePage = ({ error }: { readonly error: Failure }): ReactNode => {
  const { code, details } = error;
  const t = useText('session');
  const info = useAppInfo();
  const known = KNOWN.find((one) => one === code) ?? 'other';
  const gone = isGone(error.reason) ? GONE[error.reason] : null;
  const cause = typeof details?.cause === 'string' ? details.cause : null;
  const technical = cause ?? (DETAILED.includes(known) ? errorText(error) : null);
  const folder = info?.profileDir ?? '';
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (call: () => Promise<void>): void => {
    setProblem(null);
    call().catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  return (
    <AuthFrame title={t(`store.${gone ?? known}.title`)} width={520}>
      <Typography variant="body2">
        {CLOSER.includes(error.reason) ? errorText(error) : t(`store.${known}.text`)}
      </Typography>
      <Alert severity="info" variant="outlined">
        {t(gone === null ? 'store.kept' : 'store.folder', { folder })}
      </Alert>
      {technical !== null && (
        <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {code}: {technical}
        </Typography>
      )}
      {problem !== null && (
        <Alert severity="error" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
          {t('store.notDone', { problem })}
        </Alert>
      )}
      <Button variant="contained" autoFocus onClick={() => attempt(() => window.deskhand.native.retryHost())}>
        {t('store.retry')}
      </Button>
      {REPLACEABLE.includes(code) && (
        <Button color="inherit" onClick={() => setAsking(true)}>
          {t('store.setAside')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={t('store.setAsideTitle')}
        text={t('store.setAsideText')}
        action={t('store.setAside')}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          attempt(() => window.deskhand.native.setStoreAside());
        }}
      />
    </AuthFrame>
  );
};
