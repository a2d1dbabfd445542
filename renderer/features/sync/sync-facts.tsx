import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { SyncStatus } from '#contracts/sync.ts';
import {
  formatCount,
  formatDecimal,
  formatDuration,
  formatInstantLong,
  formatList,
  formatRelative,
} from '#renderer/shared/format/format.ts';
import { serverText, type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { whyOutOfTouch } from '#renderer/shared/sync/sync-summary.ts';
import { useNow } from '#renderer/shared/time/now.ts';

const Fact = ({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title?: string;
  readonly children: ReactNode;
}): ReactNode => (
  <Box sx={{ minWidth: 0 }}>
    <Typography component="dt" variant="caption" color="textSecondary">
      {name}
    </Typography>
    <Typography component="dd" variant="body2" title={title} sx={{ m: 0, overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  </Box>
);

const MINUTE_MS = 60_000;
/** Half a second and less is what any two clocks differ by. */
const SAME_CLOCK_MS = 500;

const clockText = (t: Translate<'sync'>, offsetMs: number | null): string => {
  if (offsetMs === null) return t('clock.unknown');
  if (Math.abs(offsetMs) <= SAME_CLOCK_MS) return t('clock.same');
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  // As the status chip has it: from there on it is the minutes that tell.
  const span =
    minutes < 2
      ? t('clock.seconds', { seconds: formatDecimal(Math.abs(offsetMs) / 1000, 1, 1) })
      : formatDuration(minutes);
  return t(offsetMs > 0 ? 'clock.behind' : 'clock.ahead', { span });
};

/** When it is tried again. Attempts come soon: "just now" would be one that was made. */
const retryText = (t: Translate<'sync'>, nextRetryAt: string, nowMs: number): string =>
  Date.parse(nextRetryAt) - nowMs < MINUTE_MS ? t('nextRetrySoon') : formatRelative(nextRetryAt, nowMs);

/** The whole in a sentence. Where databases are lacking or stand still it says which. */
const phaseText = (t: Translate<'sync'>, { phase, collections }: SyncStatus): string => {
  if (phase !== 'unprepared' && phase !== 'stalled') return t(`phases.${phase}`);
  const lacking = collections.filter((one) => one.phase === phase);
  return t(`phases.${phase}`, {
    names: formatList(lacking.map(({ collection }) => t(`common:collections.${collection}`))),
  });
};

const InitialProgress = ({ done, total }: NonNullable<SyncStatus['initial']>): ReactNode => {
  const t = useText('sync');
  return (
    <Box sx={{ maxWidth: 560 }}>
      <Typography id="initial-sync" variant="body2">
        {t('initial', { done: formatCount(done), total: formatCount(total) })}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : Math.min(100, (done / total) * 100)}
        aria-labelledby="initial-sync"
        sx={{ mt: 0.5, height: 6, borderRadius: 3 }}
      />
    </Box>
  );
};

/** How the sync stands as a whole. */
export const SyncFacts = ({ status }: { readonly status: SyncStatus }): ReactNode => {
  const t = useText('sync');
  const nowMs = useNow();
  const { lastContactAt, nextRetryAt } = status;
  const why = whyOutOfTouch(status);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box>
        <Typography variant="body2">{phaseText(t, status)}</Typography>
        {why !== null && (
          <Typography variant="body2" color="error" sx={{ overflowWrap: 'anywhere' }}>
            {serverText(why)}
          </Typography>
        )}
      </Box>
      {status.initial !== null && <InitialProgress {...status.initial} />}
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}
      >
        <Fact name={t('server')} title={status.serverUrl ?? ''}>
          {status.serverUrl ?? t('noServer')}
        </Fact>
        <Fact name={t('lastContact')} title={formatInstantLong(lastContactAt)}>
          {lastContactAt === null ? t('never') : formatRelative(lastContactAt, nowMs)}
        </Fact>
        {nextRetryAt !== null && (
          <Fact name={t('nextRetry')} title={formatInstantLong(nextRetryAt)}>
            {retryText(t, nextRetryAt, nowMs)}
          </Fact>
        )}
        <Fact name={t('rate')}>{t('perSecond', { rate: formatCount(Math.round(status.rate)) })}</Fact>
        <Fact name={t('clock.name')}>{clockText(t, status.clockOffsetMs)}</Fact>
        <Fact name={t('pending')}>{formatCount(status.pending)}</Fact>
        <Fact name={t('refused.count')}>{formatCount(status.refused)}</Fact>
        <Fact name={t('unreadable.count')}>{formatCount(status.unreadable)}</Fact>
        {status.damaged > 0 && <Fact name={t('damaged.count')}>{formatCount(status.damaged)}</Fact>}
        <Fact name={t('conflicts')}>{formatCount(status.conflicts)}</Fact>
      </Box>
    </Box>
  );
};
