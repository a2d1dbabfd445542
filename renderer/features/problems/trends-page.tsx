import TrendingFlat from '@mui/icons-material/TrendingFlatOutlined';
import { Alert, Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { TrendRow } from '#contracts/problems.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { TrendCard } from './trends/trend-card.tsx';

const gridSx = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 440px), 1fr))',
  gap: 1.5,
  alignItems: 'start',
} as const;

const Group = ({ title, trends }: { readonly title: string | null; readonly trends: readonly TrendRow[] }) =>
  trends.length === 0 ? null : (
    <Box sx={{ mt: 1.5 }}>
      {title !== null && (
        <Typography component="h2" variant="subtitle2" sx={{ mb: 0.75 }}>
          {title}
        </Typography>
      )}
      <Box sx={gridSx}>
        {trends.map((trend) => (
          <TrendCard key={trend.key} trend={trend} />
        ))}
      </Box>
    </Box>
  );

/** What comes in more often than usual: to be made a problem, or to be dismissed with a reason. */
export const TrendsPage = (): ReactNode => {
  const t = useText('problems');
  const live = useLive('problems.trends', {});
  return (
    <Page title={t('pages.trends')} subtitle={t('trends.hint')}>
      <Boundary live={live} lines={8}>
        {({ trends, completeSince }) => {
          const proposed = trends.filter(({ problem, dismissal }) => problem === null && dismissal === null);
          const accepted = trends.filter(({ problem }) => problem !== null);
          const dismissed = trends.filter(({ problem, dismissal }) => problem === null && dismissal !== null);
          return (
            <>
              {completeSince !== null && (
                <Alert severity="info" sx={{ py: 0 }}>
                  {t('trends.completeSince', { when: formatDate(completeSince) })}
                </Alert>
              )}
              {proposed.length === 0 ? (
                <EmptyNote icon={<TrendingFlat />} title={t('trends.none')} hint={t('trends.noneHint')} />
              ) : (
                <Group title={null} trends={proposed} />
              )}
              <Group title={t('trends.accepted')} trends={accepted} />
              <Group title={t('trends.dismissedTitle')} trends={dismissed} />
            </>
          );
        }}
      </Boundary>
    </Page>
  );
};
