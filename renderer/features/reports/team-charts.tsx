import { type ReactNode, useMemo } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Dashboard } from '#contracts/reports.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChartCard } from './chart-card.tsx';
import { type ResolveTimeRow, resolveTimeRows, type ShareRow, shareRows } from './chart-data.ts';
import { AXIS_TICK, COLORS, drillShape, TOOLTIP_STYLES } from './chart-parts.tsx';
import { hoursWords, shareWords } from './chart-words.ts';
import type { Drill } from './drill.ts';

type ChartProps = { readonly dashboard: Dashboard };

const ROW_HEIGHT = 30;
const AXES_HEIGHT = 56;
const NAME_WIDTH = 120;
const heightOf = (rows: number): number => Math.max(120, rows * ROW_HEIGHT + AXES_HEIGHT);

type TeamBarsProps = {
  readonly points: readonly { readonly label: string }[];
  /** Pixels at the right for the words at the bars' ends. */
  readonly room: number;
  /** The axis of values and the bars. */
  readonly children: ReactNode;
};

/** Lying bars, a line for each team. */
const TeamBars = ({ points, room, children }: TeamBarsProps): ReactNode => (
  <ResponsiveContainer width="100%" height={heightOf(points.length)}>
    <BarChart
      layout="vertical"
      data={points}
      margin={{ top: 0, right: room, bottom: 0, left: 0 }}
      barCategoryGap="25%"
    >
      <CartesianGrid horizontal={false} stroke={COLORS.grid} />
      <YAxis
        type="category"
        dataKey="label"
        width={NAME_WIDTH}
        tick={AXIS_TICK}
        tickLine={false}
        interval={0}
      />
      {children}
    </BarChart>
  </ResponsiveContainer>
);

const BAR_WORDS = { position: 'right', style: { fill: COLORS.axis, fontSize: 11 } } as const;

type SharePoint = ShareRow & { readonly label: string; readonly shareText: string; readonly open: Drill };

/** Met and missed targets by team; the missed ones open. */
export const WithinTargetChart = ({ dashboard }: ChartProps): ReactNode => {
  const t = useText('reports');
  const { byTeam } = dashboard.withinTarget;
  const points = useMemo(
    () =>
      shareRows(byTeam).map((row): SharePoint => {
        const label = row.teamName ?? t('noTeam');
        return {
          ...row,
          label,
          shareText: shareWords(row.share),
          open: { title: t('drill.breachedBy', { team: label }), filter: row.drill },
        };
      }),
    [byTeam, t],
  );
  return (
    <ChartCard
      title={t('chart.withinTarget')}
      kpis={['resolution-within-target']}
      empty={points.length === 0 ? t('nothingResolved') : null}
      table={{
        columns: [t('column.team'), t('column.met'), t('column.breached'), t('column.share')],
        rows: points.map((point) => ({
          key: point.teamId ?? '',
          cells: [
            { text: point.label },
            { text: String(point.met) },
            { text: String(point.breached), drill: point.breached === 0 ? null : point.open },
            { text: point.shareText },
          ],
        })),
      }}
    >
      <TeamBars points={points} room={44}>
        <XAxis type="number" allowDecimals={false} tick={AXIS_TICK} tickLine={false} axisLine={false} />
        <Tooltip {...TOOLTIP_STYLES} />
        <Legend iconType="square" wrapperStyle={{ fontSize: 12 }} />
        <Bar
          dataKey="met"
          name={t('column.met')}
          stackId="team"
          fill={COLORS.met}
          isAnimationActive={false}
        />
        <Bar
          dataKey="breached"
          name={t('column.breached')}
          stackId="team"
          fill={COLORS.breached}
          isAnimationActive={false}
          shape={drillShape((point: SharePoint) => (point.breached === 0 ? null : point.open))}
        >
          <LabelList dataKey="shareText" {...BAR_WORDS} />
        </Bar>
      </TeamBars>
    </ChartCard>
  );
};

type TimePoint = ResolveTimeRow & { readonly label: string; readonly timeText: string; readonly open: Drill };

/** Mean time from opening to solution by team. */
export const ResolveTimeChart = ({ dashboard }: ChartProps): ReactNode => {
  const t = useText('reports');
  const { byTeam } = dashboard.meanTimeToResolve;
  const points = useMemo(
    () =>
      resolveTimeRows(byTeam).map((row): TimePoint => {
        const label = row.teamName ?? t('noTeam');
        return {
          ...row,
          label,
          timeText: hoursWords(t, row.hours),
          open: { title: t('drill.team', { team: label }), filter: row.drill },
        };
      }),
    [byTeam, t],
  );
  return (
    <ChartCard
      title={t('chart.meanTimeToResolve')}
      kpis={['mean-time-to-resolve']}
      empty={points.length === 0 ? t('nothingResolved') : null}
      table={{
        columns: [t('column.team'), t('column.meanTime'), t('column.resolved')],
        rows: points.map((point) => ({
          key: point.teamId ?? '',
          cells: [
            { text: point.label },
            { text: point.timeText },
            { text: String(point.count), drill: point.open },
          ],
        })),
      }}
    >
      <TeamBars points={points} room={52}>
        <XAxis type="number" tick={AXIS_TICK} tickLine={false} axisLine={false} unit=" h" />
        <Tooltip {...TOOLTIP_STYLES} formatter={(value) => hoursWords(t, Number(value))} />
        <Bar
          dataKey="hours"
          name={t('column.meanTime')}
          fill={COLORS.backlog}
          isAnimationActive={false}
          shape={drillShape(({ open }: TimePoint) => open)}
        >
          <LabelList dataKey="timeText" {...BAR_WORDS} />
        </Bar>
      </TeamBars>
    </ChartCard>
  );
};
