import { type ComponentProps, type ReactNode, useMemo } from 'react';
import { Bar, CartesianGrid, LabelList, type Tooltip, XAxis, YAxis } from 'recharts';
import type { Dashboard, GroupRow } from '#contracts/reports.ts';
import { groupScope, KPIS, type Measure } from '#domain/reports/kpis.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ChartCard } from './chart-card.tsx';
import { resolveTimeRows, shareRows } from './chart-data.ts';
import { Chart, COLORS, drillShape, Legend, nameBeside, tickBelow, wordsAt } from './chart-parts.tsx';
import { hoursWords, shareWords } from './chart-words.ts';
import { behind, type Drill } from './drill.ts';

type ChartProps = { readonly dashboard: Dashboard };

const ROW_HEIGHT = 30;
const AXES_HEIGHT = 34;
const NAME_WIDTH = 120;
const heightOf = (rows: number): number => Math.max(120, rows * ROW_HEIGHT + AXES_HEIGHT);

type TeamBarsProps = {
  readonly points: readonly { readonly label: string }[];
  /** Pixels at the right for the words at the bars' ends. */
  readonly room: number;
  readonly tooltip?: ComponentProps<typeof Tooltip>;
  /** The axis of values and the bars. */
  readonly children: ReactNode;
};

/** Lying bars, a line for each team. */
const TeamBars = ({ points, room, tooltip = {}, children }: TeamBarsProps): ReactNode => (
  <Chart
    layout="vertical"
    height={heightOf(points.length)}
    data={points}
    margin={{ top: 0, right: room, bottom: 0, left: 0 }}
    barCategoryGap="25%"
    tooltip={tooltip}
  >
    <CartesianGrid horizontal={false} stroke={COLORS.grid} />
    <YAxis
      type="category"
      dataKey="label"
      width={NAME_WIDTH}
      tick={nameBeside}
      tickLine={false}
      interval={0}
    />
    {children}
  </Chart>
);

const WORDS_RIGHT = wordsAt('right');

type SharePoint = {
  readonly key: string;
  readonly label: string;
  readonly met: number;
  readonly breached: number;
  readonly shareText: string;
  readonly openMet: Drill | null;
  readonly openMissed: Drill | null;
  readonly openAll: Drill | null;
};

const labelOf = (t: Translate<'reports'>, { key, name }: GroupRow): string =>
  key === null ? t('none.team') : (name ?? nameOf({}, key));

/** The tickets behind one figure of a team. */
const ofTeam = (
  t: Translate<'reports'>,
  dashboard: Dashboard,
  row: GroupRow,
  measure: Measure,
): Drill | null =>
  behind(dashboard, measure, {
    title: `${labelOf(t, row)}: ${t(`measure.${measure}`)}`,
    count: row.sums[measure],
    period: dashboard.period,
    of: groupScope('team', row.key),
  });

/** Met and missed targets by team; both open. */
export const WithinTargetChart = ({ dashboard }: ChartProps): ReactNode => {
  const t = useText('reports');
  const points = useMemo(
    () =>
      shareRows(dashboard.groups.team ?? []).map(
        (row): SharePoint => ({
          key: row.key ?? '',
          label: labelOf(t, row),
          met: row.sums.resolutionMet,
          breached: row.sums.resolutionMissed,
          shareText: shareWords(KPIS.resolutionWithinTarget.of(row.sums)),
          openMet: ofTeam(t, dashboard, row, 'resolutionMet'),
          openMissed: ofTeam(t, dashboard, row, 'resolutionMissed'),
          openAll: ofTeam(t, dashboard, row, 'resolutionAimed'),
        }),
      ),
    [dashboard, t],
  );
  return (
    <ChartCard
      title={t('chart.withinTarget')}
      about={['resolutionWithinTarget']}
      empty={points.length === 0 ? t('nothingResolved') : null}
      table={{
        columns: [t('column.team'), t('column.met'), t('column.breached'), t('column.share')],
        rows: points.map((point) => ({
          key: point.key,
          cells: [
            { text: point.label },
            { text: String(point.met), drill: point.openMet },
            { text: String(point.breached), drill: point.openMissed },
            { text: point.shareText, drill: point.openAll },
          ],
        })),
      }}
    >
      <TeamBars points={points} room={44}>
        <XAxis
          type="number"
          allowDecimals={false}
          tick={tickBelow}
          tickLine={false}
          axisLine={false}
          interval={0}
        />
        <Bar
          dataKey="met"
          name={t('column.met')}
          stackId="team"
          fill={COLORS.met}
          isAnimationActive={false}
          shape={drillShape(({ openMet }: SharePoint) => openMet)}
        />
        <Bar
          dataKey="breached"
          name={t('column.breached')}
          stackId="team"
          fill={COLORS.breached}
          isAnimationActive={false}
          shape={drillShape(({ openMissed }: SharePoint) => openMissed)}
        >
          <LabelList dataKey="shareText" content={WORDS_RIGHT} />
        </Bar>
      </TeamBars>
      <Legend
        series={[
          { name: t('column.met'), color: COLORS.met },
          { name: t('column.breached'), color: COLORS.breached },
        ]}
      />
    </ChartCard>
  );
};

type TimePoint = {
  readonly key: string;
  readonly label: string;
  readonly hours: number | null;
  readonly count: number;
  readonly timeText: string;
  readonly open: Drill | null;
};

/** Mean time from opening to solution by team. */
export const ResolveTimeChart = ({ dashboard }: ChartProps): ReactNode => {
  const t = useText('reports');
  const points = useMemo(
    () =>
      resolveTimeRows(dashboard.groups.team ?? []).map((row): TimePoint => {
        const hours = KPIS.meanTimeToResolve.of(row.sums);
        return {
          key: row.key ?? '',
          label: labelOf(t, row),
          hours,
          count: row.sums.resolved,
          timeText: hoursWords(t, hours),
          open: ofTeam(t, dashboard, row, 'resolved'),
        };
      }),
    [dashboard, t],
  );
  return (
    <ChartCard
      title={t('chart.meanTimeToResolve')}
      about={['meanTimeToResolve']}
      empty={points.length === 0 ? t('nothingResolved') : null}
      table={{
        columns: [t('column.team'), t('column.meanTime'), t('column.resolved')],
        rows: points.map((point) => ({
          key: point.key,
          cells: [
            { text: point.label },
            { text: point.timeText, drill: point.open },
            { text: String(point.count), drill: point.open },
          ],
        })),
      }}
    >
      <TeamBars points={points} room={52} tooltip={{ formatter: (value) => hoursWords(t, Number(value)) }}>
        <XAxis
          type="number"
          tick={tickBelow}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => hoursWords(t, value)}
          interval={0}
        />
        <Bar
          dataKey="hours"
          name={t('column.meanTime')}
          fill={COLORS.backlog}
          isAnimationActive={false}
          shape={drillShape(({ open }: TimePoint) => open)}
        >
          <LabelList dataKey="timeText" content={WORDS_RIGHT} />
        </Bar>
      </TeamBars>
    </ChartCard>
  );
};
