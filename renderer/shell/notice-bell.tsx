import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import { Badge, IconButton, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useNativeNotices } from './use-native-notices.ts';

/** How many of those not read are looked at for the system's own notices. */
const LATEST = 20;

/** How much there is that one was told of and has not read; leads there. */
export const NoticeBell = (): ReactNode => {
  const t = useText('notices');
  const { data } = useLive('notices.list', { offset: 0, limit: LATEST, unreadOnly: true });
  useNativeNotices(data);
  const unread = data?.unread ?? 0;
  const label = unread > 0 ? t('bellCount', { count: unread }) : t('title');
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={() => openRoute({ page: 'notices' })}>
        <Badge badgeContent={unread === 0 ? undefined : unread} color="error" max={99}>
          <NotificationsOutlined sx={{ fontSize: 22 }} />
        </Badge>
      </IconButton>
    </Tooltip>
  );
};
