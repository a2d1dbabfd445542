import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import { Badge, Box, Button, IconButton, Tooltip, useMediaQuery } from '@mui/material';
import Alert from '@mui/material/Alert';
import { type ReactNode, useEffect, useState } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import { latestText, SEVERITY_TONES } from '#renderer/shared/announcements/announcement-words.tsx';
import { openAnnouncement } from '#renderer/shared/announcements/concerning.tsx';
import { takesText } from '#renderer/shared/commands/text-field.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { bannerSx } from './banner-style.ts';

type Rows = QueryOutput<'announcements.current'>['rows'];
const NONE: Rows = [];

/** More lines than these would leave too little of the page. */
const MOST_SHOWN = 3;
/** In a low window (200 % zoom of a usual one) each line counts. */
const LOW = '(max-height: 599px)';

const useCurrent = (): Rows => useLive('announcements.current', {}).data?.rows ?? NONE;

/** `value`, but not while somebody types: the page they type in would move under their hands. It is renewed once they are out of the field. */
const useCalm = <T,>(value: T): T => {
  const [shown, setShown] = useState(value);
  const latest = useLatest(value);
  useEffect(() => {
    if (!takesText(document.activeElement)) {
      setShown(value);
      return;
    }
    const look = (): void => {
      // The focus is nowhere while it goes from one field to the next.
      requestAnimationFrame(() => {
        if (!takesText(document.activeElement)) setShown(latest.current);
      });
    };
    document.addEventListener('focusout', look);
    return () => document.removeEventListener('focusout', look);
  }, [value, latest]);
  return shown;
};

/** What is announced to this person and not taken note of, above every page. Taking note holds on all of their devices, until it is news again. */
export const AnnouncementBanners = (): ReactNode => {
  const t = useText('announcements');
  const acknowledging = useCommand('announcements.acknowledge');
  const rows = useCalm(useCurrent());
  const unseen = rows.filter(({ seen }) => !seen);
  const isLow = useMediaQuery(LOW);
  const most = isLow ? 1 : MOST_SHOWN;
  return (
    <>
      {unseen.slice(0, most).map((one) => {
        const { id, title, severity, news } = one.row;
        return (
          <Alert
            key={id}
            severity={SEVERITY_TONES[severity]}
            sx={bannerSx}
            action={
              <>
                <Button color="inherit" size="small" onClick={() => openAnnouncement(one)}>
                  {t('read')}
                </Button>
                <Button
                  color="inherit"
                  size="small"
                  aria-label={t('acknowledgeNamed', { title })}
                  onClick={() => void acknowledging.run({ id, news })}
                >
                  {t('acknowledge')}
                </Button>
              </>
            }
          >
            <Box
              sx={{
                display: '-webkit-box',
                WebkitLineClamp: 2,
                WebkitBoxOrient: 'vertical',
                overflow: 'hidden',
                overflowWrap: 'anywhere',
              }}
            >
              <strong dir="auto">{title}</strong> {latestText(t, one.row)}
            </Box>
          </Alert>
        );
      })}
      {unseen.length > most && (
        <Alert
          severity="info"
          sx={bannerSx}
          action={
            <Button color="inherit" size="small" onClick={() => openRoute({ page: 'announcements' })}>
              {t('read')}
            </Button>
          }
        >
          {t('more', { count: unseen.length - most })}
        </Alert>
      )}
    </>
  );
};

/** How much is announced that one has not taken note of, also while the lines above the page wait; leads to all of it. */
export const AnnouncementBell = (): ReactNode => {
  const t = useText('announcements');
  const rows = useCurrent();
  if (rows.length === 0) return null;
  const unseen = rows.filter(({ seen }) => !seen).length;
  const label = t('bell', { count: rows.length });
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={() => openRoute({ page: 'announcements' })}>
        <Badge badgeContent={unseen === 0 ? undefined : unseen} color="error" max={99}>
          <CampaignOutlined sx={{ fontSize: 22 }} />
        </Badge>
      </IconButton>
    </Tooltip>
  );
};
