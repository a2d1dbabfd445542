import { ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { type Dashboard, type GroupRow, MOST_DEVICES } from '#contracts/reports.ts';
import {
  GROUPINGS,
  type Grouping,
  groupScope,
  KPIS,
  type KpiId,
  type Measure,
} from '#domain/reports/kpis.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { figureWords } from './chart-words.ts';
import { behind, type Drill } from './drill.ts';
import { FigureHelp } from './figure-help.tsx';
import { type ChartTable, FigureTable } from './figure-table.tsx';
import { useReports } from './period.ts';

const TABLE_HEIGHT = 420;

/** A column is a key figure or a count. */
const COLUMNS = [
  'opened',
  'resolved',
  'open',
  'resolutionOverdue',
  'resolutionWithinTarget',
  'resolutionMissed',
  'meanTimeToResolve',
  'responseWithinTarget',
  'meanTimeToRespond',
  'reopenRate',
] as const satisfies readonly (KpiId | Measure)[];
type GroupColumn = (typeof COLUMNS)[number];
const isKpi = (column: GroupColumn): column is GroupColumn & KpiId => column in KPIS;
const HELPED = COLUMNS.filter(isKpi);

const nameOfGroup = (t: Translate<'reports'>, grouping: Grouping, { key, name }: GroupRow): string =>
  key === null ? t(`none.${grouping}`) : (name ?? nameOf({}, key));

const tableOf = (t: Translate<'reports'>, grouping: Grouping, dashboard: Dashboard): ChartTable => {
  const cellOf = (column: GroupColumn, row: GroupRow, name: string) => {
    const kpi = isKpi(column) ? KPIS[column] : null;
    const measure = isKpi(column) ? KPIS[column].behind : column;
    const drill: Drill | null = behind(dashboard, measure, {
      title: `${name}: ${t(`measure.${measure}`)}`,
      count: row.sums[measure],
      period: dashboard.period,
      of: groupScope(grouping, row.key),
    });
    const text = kpi === null ? formatCount(row.sums[measure]) : figureWords(t, kpi.unit, kpi.of(row.sums));
    return { text, drill };
  };
  return {
    columns: [t(`grouping.${grouping}`), ...COLUMNS.map((column) => t(`groupColumn.${column}`))],
    rows: (dashboard.groups[grouping] ?? []).map((row) => {
      const name = nameOfGroup(t, grouping, row);
      return {
        key: row.key ?? '',
        cells: [{ text: name }, ...COLUMNS.map((column) => cellOf(column, row, name))],
      };
    }),
  };
};

/** The same figures for each team, person, category or device. */
export const GroupsTable = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => {
  const t = useText('reports');
  const { grouping: chosen } = useReports();
  // While another grouping is being counted the last one stays.
  const grouping = dashboard.groups[chosen] === undefined ? 'team' : chosen;
  const table = useMemo(() => tableOf(t, grouping, dashboard), [t, grouping, dashboard]);
  const title = t('chart.groups');
  return (
    <Section
      title={title}
      actions={
        <>
          <ToggleButtonGroup
            exclusive
            size="small"
            value={chosen}
            aria-label={t('groupBy')}
            onChange={(_event, value: Grouping | null) => {
              if (value !== null) useReports.setState({ grouping: value });
            }}
          >
            {GROUPINGS.map((one) => (
              <ToggleButton
                key={one}
                value={one}
                sx={{ px: 1.25, py: 0.25, textTransform: 'none', color: 'text.secondary' }}
              >
                {t(`grouping.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <FigureHelp about={HELPED} title={title} />
        </>
      }
    >
      {table.rows.length === 0 ? (
        <Typography variant="body2" color="textSecondary" sx={{ py: 4, textAlign: 'center' }}>
          {t('empty')}
        </Typography>
      ) : (
        <FigureTable table={table} title={title} most={TABLE_HEIGHT} />
      )}
      {grouping === 'device' && table.rows.length >= MOST_DEVICES && (
        <Typography variant="caption" color="textSecondary">
          {t('mostDevices', { count: MOST_DEVICES })}
        </Typography>
      )}
    </Section>
  );
};
