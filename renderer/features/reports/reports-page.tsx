import InsertChart from '@mui/icons-material/InsertChart';
import { Alert, Box, LinearProgress } from '@mui/material';
import type { ReactNode } from 'react';
import type { Dashboard } from '#contracts/reports.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Later } from '#renderer/shared/ui/later.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { BacklogByAge, BacklogByPriority } from './backlog-charts.tsx';
import { isEmpty } from './chart-data.ts';
import { ExportMenu } from './export-menu.tsx';
import { FlowChart } from './flow-chart.tsx';
import { GroupsTable } from './groups-table.tsx';
import { KeyFigures } from './key-figures.tsx';
import { rangeOf, todayIn, useReports } from './period.ts';
import { ReportsFilters } from './reports-filters.tsx';
import { SuccessTable } from './success-table.tsx';
import { ResolveTimeChart, WithinTargetChart } from './team-charts.tsx';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const Charts = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => (
  <Box sx={{ display: 'grid', gap: 1.5 }}>
    <KeyFigures dashboard={dashboard} />
    <Later>
      <FlowChart dashboard={dashboard} />
      <Later>
        <Box
          sx={{
            display: 'grid',
            gap: 1.5,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
            alignItems: 'start',
          }}
        >
          <BacklogByPriority dashboard={dashboard} />
          <BacklogByAge dashboard={dashboard} />
          <Later>
            <WithinTargetChart dashboard={dashboard} />
            <ResolveTimeChart dashboard={dashboard} />
          </Later>
        </Box>
        <Later>
          <GroupsTable dashboard={dashboard} />
          <SuccessTable dashboard={dashboard} />
        </Later>
      </Later>
    </Later>
  </Box>
);

/** The team lead's dashboard. While another period is being counted the last picture stays. */
export const ReportsPage = (): ReactNode => {
  const t = useText('reports');
  const { period, teamIds, grouping } = useReports();
  const range = rangeOf(period, todayIn(zone, useNow()));
  const live = useLive('reports.dashboard', {
    ...range,
    ...{ zone, teamIds: [...teamIds] },
    groupings: grouping === 'team' ? ['team'] : ['team', grouping],
  });
  return (
    <Page
      title={t('title')}
      subtitle={t('week', { from: formatDate(range.from), to: formatDate(range.to) })}
      actions={
        <>
          <ReportsFilters range={range} />
          <ExportMenu ask={{ ...range, zone, teamIds: [...teamIds] }} />
        </>
      }
    >
      <Box sx={{ height: 4, mb: 0.5 }}>
        {live.stale && live.data !== undefined && <LinearProgress aria-label={t('updating')} />}
      </Box>
      {live.data != null && live.data.completeFrom !== null && live.data.completeFrom > range.from && (
        <Alert severity="info" sx={{ mb: 1 }}>
          {t('incomplete', { date: formatDate(live.data.completeFrom) })}
        </Alert>
      )}
      <Boundary
        live={live}
        lines={18}
        empty={(dashboard) =>
          isEmpty(dashboard) ? (
            <EmptyNote icon={<InsertChart />} title={t('empty')} hint={t('emptyHint')} />
          ) : null
        }
      >
        {(dashboard) => <Charts dashboard={dashboard} />}
      </Boundary>
    </Page>
  );
};
