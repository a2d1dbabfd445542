import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useHostState } from '#renderer/shared/host/use-host-state.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AnnouncementBanners } from './announcement-banners.tsx';
import { bannerSx } from './banner-style.ts';

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

export const Banners = (): ReactNode => (
  <>
    <ReconnectingBanner />
    <WithoutBanner />
    <AnnouncementBanners />
  </>
);
