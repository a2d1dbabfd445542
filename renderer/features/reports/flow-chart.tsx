import { type ReactNode, useMemo } from 'react';
import { Bar, CartesianGrid, useChartWidth, XAxis, YAxis } from 'recharts';
import type { Dashboard } from '#contracts/reports.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { formatDayOfYear } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { ChartCard } from './chart-card.tsx';
import { type FlowPoint, flowPoints } from './chart-data.ts';
import { Chart, COLORS, drillShape, Legend, tickBelow, tickBeside } from './chart-parts.tsx';
import { whenOf } from './chart-words.ts';
import type { Drill } from './drill.ts';
import type { ChartTable } from './figure-table.tsx';

const SERIES = ['opened', 'resolved'] as const;
type Series = (typeof SERIES)[number];

const drillOf = (t: Translate<'reports'>, series: Series, point: FlowPoint): Drill | null => {
  const filter: TicketFilter | null = series === 'opened' ? point.openedDrill : point.resolvedDrill;
  return filter === null ? null : { title: t(`drill.${series}`, { when: whenOf(t, point) }), filter };
};

/** With what its bars open: Recharts makes each bar several times. */
type DrillPoint = FlowPoint & { readonly opens: Readonly<Record<Series, Drill | null>> };

const withDrills = (t: Translate<'reports'>, point: FlowPoint): DrillPoint => ({
  ...point,
  opens: { opened: drillOf(t, 'opened', point), resolved: drillOf(t, 'resolved', point) },
});

const tableOf = (t: Translate<'reports'>, points: readonly DrillPoint[]): ChartTable => ({
  columns: [t('column.day'), t('column.opened'), t('column.resolved')],
  rows: points.map((point) => ({
    key: point.from,
    cells: [
      { text: whenOf(t, point) },
      ...SERIES.map((series) => ({
        text: String(point[series]),
        drill: point[series] === 0 ? null : point.opens[series],
      })),
    ],
  })),
});

/** Pixels that a date takes with the gap to the next one. */
const DATE_WIDTH = 64;

/** As many dates as there is room for. */
const DayAxis = ({ count }: { readonly count: number }): ReactNode => {
  const room = useChartWidth() ?? 0;
  const every = Math.max(1, Math.ceil((count * DATE_WIDTH) / Math.max(room, DATE_WIDTH)));
  return (
    <XAxis
      dataKey="from"
      tickFormatter={formatDayOfYear}
      tick={tickBelow}
      tickLine={false}
      interval={every - 1}
    />
  );
};

/** Opened and resolved side by side, a pair of bars a day. */
export const FlowChart = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => {
  const t = useText('reports');
  const { opened, resolved } = dashboard;
  const points = useMemo(
    () => flowPoints(opened, resolved).map((point) => withDrills(t, point)),
    [opened, resolved, t],
  );
  const table = useMemo(() => tableOf(t, points), [t, points]);
  const isEmpty = points.every((point) => point.opened + point.resolved === 0);
  return (
    <ChartCard
      title={t('chart.flow')}
      about={['opened', 'resolved']}
      table={table}
      empty={isEmpty ? t('empty') : null}
    >
      <Chart
        height={204}
        data={points}
        margin={{ top: 4, right: 8, bottom: 0, left: -16 }}
        barGap={1}
        barCategoryGap="18%"
        tooltip={{
          labelFormatter: (_label, payload) => {
            const point = payload[0]?.payload as FlowPoint | undefined;
            return point === undefined ? '' : whenOf(t, point);
          },
        }}
      >
        <CartesianGrid vertical={false} stroke={COLORS.grid} />
        <DayAxis count={points.length} />
        <YAxis allowDecimals={false} tick={tickBeside} tickLine={false} axisLine={false} interval={0} />
        {SERIES.map((series) => (
          <Bar
            key={series}
            dataKey={series}
            name={t(`figure.${series}`)}
            fill={COLORS[series]}
            isAnimationActive={false}
            shape={drillShape(({ opens }: DrillPoint) => opens[series], { focusable: false })}
          />
        ))}
      </Chart>
      <Legend series={SERIES.map((series) => ({ name: t(`figure.${series}`), color: COLORS[series] }))} />
    </ChartCard>
  );
};
