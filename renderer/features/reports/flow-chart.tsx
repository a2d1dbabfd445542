import { type ReactNode, useMemo } from 'react';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Dashboard } from '#contracts/reports.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { formatDayOfYear } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { ChartCard } from './chart-card.tsx';
import { type FlowPoint, flowPoints } from './chart-data.ts';
import { AXIS_TICK, COLORS, drillShape, TOOLTIP_STYLES } from './chart-parts.tsx';
import { whenOf } from './chart-words.ts';
import type { Drill } from './drill.ts';
import type { ChartTable } from './figure-table.tsx';

const SERIES = ['opened', 'resolved'] as const;
type Series = (typeof SERIES)[number];

const drillOf = (t: Translate<'reports'>, series: Series, point: FlowPoint): Drill | null => {
  const filter: TicketFilter | null = series === 'opened' ? point.openedDrill : point.resolvedDrill;
  return filter === null ? null : { title: t(`drill.${series}`, { when: whenOf(t, point) }), filter };
};

const tableOf = (t: Translate<'reports'>, points: readonly FlowPoint[]): ChartTable => ({
  columns: [t('column.day'), t('column.opened'), t('column.resolved')],
  rows: points.map((point) => ({
    key: point.from,
    cells: [
      { text: whenOf(t, point) },
      ...SERIES.map((series) => ({
        text: String(point[series]),
        drill: point[series] === 0 ? null : drillOf(t, series, point),
      })),
    ],
  })),
});

/** Opened and resolved side by side, a pair of bars a day. */
export const FlowChart = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => {
  const t = useText('reports');
  const { opened, resolved } = dashboard;
  const points = useMemo(() => flowPoints(opened, resolved), [opened, resolved]);
  const table = useMemo(() => tableOf(t, points), [t, points]);
  const isEmpty = points.every((point) => point.opened + point.resolved === 0);
  return (
    <ChartCard
      title={t('chart.flow')}
      about={['opened', 'resolved']}
      table={table}
      empty={isEmpty ? t('empty') : null}
    >
      <ResponsiveContainer width="100%" height={230}>
        <BarChart
          data={[...points]}
          margin={{ top: 4, right: 8, bottom: 0, left: -16 }}
          barGap={1}
          barCategoryGap="18%"
        >
          <CartesianGrid vertical={false} stroke={COLORS.grid} />
          <XAxis
            dataKey="from"
            tickFormatter={formatDayOfYear}
            tick={AXIS_TICK}
            tickLine={false}
            minTickGap={16}
          />
          <YAxis allowDecimals={false} tick={AXIS_TICK} tickLine={false} axisLine={false} />
          <Tooltip
            {...TOOLTIP_STYLES}
            labelFormatter={(_label, payload) => {
              const point = payload[0]?.payload as FlowPoint | undefined;
              return point === undefined ? '' : whenOf(t, point);
            }}
          />
          <Legend iconType="square" wrapperStyle={{ fontSize: 12 }} />
          {SERIES.map((series) => (
            <Bar
              key={series}
              dataKey={series}
              name={t(`figure.${series}`)}
              fill={COLORS[series]}
              isAnimationActive={false}
              shape={drillShape((point: FlowPoint) => drillOf(t, series, point), { focusable: false })}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartCard>
  );
};
