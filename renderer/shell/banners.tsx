import Alert, { type AlertColor } from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useHostState } from '#renderer/shared/host/use-host-state.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { putAway, usePutAway } from './put-away.ts';

const SEVERITIES = { info: 'info', warning: 'warning', outage: 'error' } as const satisfies Record<
  string,
  AlertColor
>;

const bannerSx = {
  borderRadius: 0,
  py: 0,
  flexShrink: 0,
  alignItems: 'center',
  '& .MuiAlert-message': { py: 0.75 },
} as const;

/** Says that the data host is being started again. */
const ReconnectingBanner = (): ReactNode => {
  const t = useText('common');
  const hostState = useHostState();
  if (hostState?.state !== 'reconnecting' && hostState?.state !== 'starting') return null;
  return (
    <Alert severity="warning" sx={bannerSx}>
      {t('shell.reconnecting')}
    </Alert>
  );
};

/** Says what the data host was started without, because the ones before it died of that. */
const WithoutBanner = (): ReactNode => {
  const t = useText('common');
  const hostState = useHostState();
  const without = hostState?.state === 'ready' ? hostState.without : [];
  if (without.length === 0) return null;
  const retry = (): void => void window.deskhand.native.retryHost();
  return (
    <Alert
      severity="warning"
      sx={bannerSx}
      action={
        <Button color="inherit" size="small" onClick={retry}>
          {t('shell.withEverything')}
        </Button>
      }
    >
      {[t('shell.keepsEnding'), ...without.map((part) => t(`shell.without.${part}`))].join(' ')}
    </Alert>
  );
};

/** Notices of the service desk to its own people, above every page; each can be put away until the next start. */
const Announcements = (): ReactNode => {
  const t = useText('common');
  const rows = useLive('settings.announcements', {}).data?.rows ?? [];
  const { personId } = useSessionUser();
  const isPutAway = usePutAway(personId);
  return rows
    .filter((row) => !isPutAway(row))
    .map((row) => (
      <Alert
        key={row.id}
        severity={SEVERITIES[row.severity]}
        closeText={t('shell.dismiss', { title: row.title })}
        onClose={() => putAway(personId, row)}
        sx={bannerSx}
      >
        <strong>{row.title}</strong> {row.body}
        {row.endsAt !== null && ` ${t('shell.until', { at: formatInstant(row.endsAt) })}`}
      </Alert>
    ));
};

export const Banners = (): ReactNode => (
  <>
    <ReconnectingBanner />
    <WithoutBanner />
    <Announcements />
  </>
);
