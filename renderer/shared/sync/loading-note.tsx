import { Box, LinearProgress, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount, formatList } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { loadingOf } from './sync-summary.ts';

/** Above a list while the first load runs: how far it is and what is still to come, so that nobody takes what is shown for all there is. */
export const LoadingNote = (): ReactNode => {
  const t = useText('common');
  const status = useLive('sync.status', {}).data;
  if (status === undefined || status.initial === null) return null;
  const { done, total, missing } = status.initial;
  const names = formatList(missing.map((collection) => t(`collections.${collection}`)));
  const how = loadingOf(status.phase, status.initial);
  return (
    <Box role="status" sx={{ px: 2, pb: 1 }}>
      <Typography variant="body2" color="textSecondary">
        {t(`firstLoad.${how}`, {
          done: formatCount(done),
          total: formatCount(total),
          names,
        })}
      </Typography>
      <LinearProgress
        aria-label={t('firstLoad.label')}
        variant={how === 'uncounted' ? 'indeterminate' : 'determinate'}
        value={total === 0 ? 0 : Math.min(100, (100 * done) / total)}
        sx={{ mt: 0.5, height: 4, borderRadius: 2 }}
      />
    </Box>
  );
};
