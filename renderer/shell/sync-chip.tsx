import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useEffect, useState } from 'react';
import type { SyncStatus } from '#contracts/sync.ts';
import { formatCount, formatDuration, formatRelative } from '#renderer/shared/format/format.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import {
  countsOf,
  isClockOff,
  isOutOfTouch,
  loadedPercent,
  minutesOff,
  type SyncTone,
  setFirstLoad,
  stalledIn,
  toDecide,
  toneOf,
  whyOutOfTouch,
} from '#renderer/shared/sync/sync-summary.ts';
import { setClockOffset, useNow } from '#renderer/shared/time/now.ts';
import { CountPill } from '#renderer/shared/ui/count-pill.tsx';
import { SyncMenu } from './sync-menu.tsx';

const COLORS: Readonly<Record<SyncTone, string>> = {
  good: 'success.main',
  busy: 'info.main',
  attention: 'warning.main',
  bad: 'error.main',
  off: 'text.disabled',
};

const chipSx = {
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
} as const;

/** When the server was heard last, where that is worth the room: it has one and does not hear it now. */
const Contact = ({ when }: { readonly when: string | null }): ReactNode => {
  const t = useText('common');
  const color = 'text.secondary';
  return (
    <>
      <Box component="span" sx={{ display: { xs: 'none', lg: 'inline' }, color }}>
        {when === null ? t('syncChip.noContact') : t('syncChip.lastContact', { when })}
      </Box>
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline', lg: 'none' }, color }}>
        {when === null ? t('syncChip.noContact') : t('syncChip.since', { when })}
      </Box>
    </>
  );
};

/** Why nothing goes through, whichever way: a database stands still, or there is no line at all. */
const useWhy = (status: SyncStatus | undefined): readonly string[] => {
  const t = useText('common');
  if (status === undefined) return [];
  const stalled = stalledIn(status);
  if (stalled !== null) {
    const [name, cause] = [t(`collections.${stalled.collection}`), serverText(stalled.lastError ?? '')];
    return [t('syncStalled', { name, cause })];
  }
  const told = whyOutOfTouch(status);
  return told === null ? [] : [serverText(told)];
};

/** How the sync stands, always visible, with what waits for a decision as a number. A click opens its menu. */
export const SyncChip = ({ status }: { readonly status: SyncStatus | undefined }): ReactNode => {
  const t = useText('common');
  const nowMs = useNow();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const offset = status?.clockOffsetMs ?? null;
  useEffect(() => {
    if (offset !== null) setClockOffset(offset);
  }, [offset]);

  // Before what is below is drawn: names that are not here yet say so.
  setFirstLoad(status !== undefined && status.initial !== null);
  const why = useWhy(status);

  if (status === undefined) return null;
  const percent = loadedPercent(status);
  const phase = percent === null ? t(`syncPhases.${status.phase}`) : t('syncChip.loading', { percent });
  const clock = isClockOff(offset) ? [t('syncClockOff', { span: formatDuration(minutesOff(offset)) })] : [];
  const notes = [...why, ...clock];
  const { failed } = status.files;
  const counts = [
    ...notes,
    ...countsOf(status).map(({ what, count }) => t(`syncCounts.${what}`, { count })),
    ...(failed > 0 ? [t('syncCounts.files', { count: failed })] : []),
  ];
  const when = status.lastContactAt === null ? null : formatRelative(status.lastContactAt, nowMs);
  const contact = when === null ? t('syncNoContact') : t('syncLastContact', { when });
  const waiting = toDecide(status);
  return (
    <>
      <Tooltip title={[...counts, contact].join(' · ')}>
        <ButtonBase
          onClick={(event) => setAnchor(event.currentTarget)}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-label={`${t('pages.sync')}: ${[phase, ...counts].join(' · ')}. ${contact}`}
          sx={chipSx}
        >
          <Box
            component="span"
            sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: COLORS[toneOf(status)] }}
          />
          <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
            {phase}
          </Box>
          {status.pending > 0 && (
            <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
              · {t('syncCounts.pending', { count: status.pending })}
            </Box>
          )}
          {isOutOfTouch(status.phase) && <Contact when={when} />}
          {waiting > 0 && <CountPill>{formatCount(waiting)}</CountPill>}
          <ArrowDropDown sx={{ fontSize: 18, mx: -0.5, color: 'text.secondary' }} />
        </ButtonBase>
      </Tooltip>
      <SyncMenu status={status} notes={[contact, ...notes]} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  );
};
