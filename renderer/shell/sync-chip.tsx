import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useEffect } from 'react';
import type { SyncStatus } from '#contracts/sync.ts';
import { formatRelative } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { countsOf, isOutOfTouch, type SyncTone, toneOf } from '#renderer/shared/sync/sync-summary.ts';
import { setClockOffset, useNow } from '#renderer/shared/time/now.ts';

const COLORS: Readonly<Record<SyncTone, string>> = {
  good: 'success.main',
  busy: 'info.main',
  attention: 'warning.main',
  bad: 'error.main',
  off: 'text.disabled',
};

/** How the sync stands, always visible; a click opens its page. */
export const SyncChip = ({ status }: { readonly status: SyncStatus | undefined }): ReactNode => {
  const t = useText('common');
  const nowMs = useNow();
  const offset = status?.clockOffsetMs ?? null;
  useEffect(() => {
    if (offset !== null) setClockOffset(offset);
  }, [offset]);

  if (status === undefined) return null;
  const words = [
    t(`syncPhases.${status.phase}`),
    ...countsOf(status).map(({ what, count }) => t(`syncCounts.${what}`, { count })),
  ];
  const when = status.lastContactAt === null ? null : formatRelative(status.lastContactAt, nowMs);
  const contact = when === null ? t('syncNoContact') : t('syncLastContact', { when });
  return (
    <Tooltip title={contact}>
      <ButtonBase
        onClick={() => openRoute({ page: 'sync' })}
        aria-label={`${t('pages.sync')}: ${words.join(' · ')}. ${contact}`}
        sx={{
          px: 1,
          height: 28,
          gap: 0.75,
          flexShrink: 0,
          font: 'inherit',
          border: 1,
          borderColor: 'divider',
          borderRadius: 4,
          whiteSpace: 'nowrap',
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        <Box
          component="span"
          sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: COLORS[toneOf(status)] }}
        />
        {words.join(' · ')}
        {isOutOfTouch(status.phase) && (
          <>
            <Box component="span" sx={{ display: { xs: 'none', lg: 'inline' }, color: 'text.secondary' }}>
              {when === null ? t('syncChip.noContact') : t('syncChip.lastContact', { when })}
            </Box>
            <Box component="span" sx={{ display: { lg: 'none' }, color: 'text.secondary' }}>
              {when === null ? t('syncChip.noContact') : t('syncChip.since', { when })}
            </Box>
          </>
        )}
      </ButtonBase>
    </Tooltip>
  );
};
