import { type ReactNode, useMemo } from 'react';
import { Bar as BarSeries, CartesianGrid, LabelList, XAxis, YAxis } from 'recharts';
import type { Bar, Dashboard } from '#contracts/reports.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChartCard } from './chart-card.tsx';
import {
  Chart,
  COLORS,
  drillShape,
  PRIORITY_COLORS,
  tickBelow,
  tickBeside,
  wordsAt,
} from './chart-parts.tsx';
import { ageWords } from './chart-words.ts';
import type { Drill } from './drill.ts';

const WORDS_ABOVE = wordsAt('above');

type Point = {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly color: string;
  readonly drill: Drill;
};

type BacklogChartProps = {
  readonly title: string;
  readonly about: 'backlogByPriority' | 'backlogByAge';
  readonly column: string;
  readonly points: readonly Point[];
};

const BacklogChart = ({ title, about, column, points }: BacklogChartProps): ReactNode => {
  const t = useText('reports');
  return (
    <ChartCard
      title={title}
      about={[about]}
      empty={points.every(({ value }) => value === 0) ? t('noBacklog') : null}
      table={{
        columns: [column, t('column.tickets')],
        rows: points.map(({ key, label, value, drill }) => ({
          key,
          cells: [{ text: label }, { text: String(value), drill: value === 0 ? null : drill }],
        })),
      }}
    >
      <Chart
        height={200}
        data={points}
        margin={{ top: 18, right: 8, bottom: 0, left: -16 }}
        barCategoryGap="25%"
      >
        <CartesianGrid vertical={false} stroke={COLORS.grid} />
        <XAxis dataKey="label" tick={tickBelow} tickLine={false} interval={0} />
        <YAxis allowDecimals={false} tick={tickBeside} tickLine={false} axisLine={false} interval={0} />
        <BarSeries
          dataKey="value"
          name={t('column.tickets')}
          fill={COLORS.backlog}
          isAnimationActive={false}
          shape={drillShape((point: Point) => (point.value === 0 ? null : point.drill), {
            fillOf: ({ color }) => color,
          })}
        >
          <LabelList dataKey="value" content={WORDS_ABOVE} />
        </BarSeries>
      </Chart>
    </ChartCard>
  );
};

type ChartProps = { readonly dashboard: Dashboard };

export const BacklogByPriority = ({ dashboard }: ChartProps): ReactNode => {
  const t = useText('reports');
  const points = useMemo(
    () =>
      dashboard.backlogByPriority.map(({ key, priority, value, drill }): Point => {
        const label = t(`common:priorities.${priority}`);
        return {
          key,
          label,
          value,
          color: PRIORITY_COLORS[priority] ?? COLORS.backlog,
          drill: { title: t('drill.priority', { priority: label }), filter: drill },
        };
      }),
    [dashboard.backlogByPriority, t],
  );
  return (
    <BacklogChart
      title={t('chart.backlogByPriority')}
      about="backlogByPriority"
      column={t('column.priority')}
      points={points}
    />
  );
};

export const BacklogByAge = ({ dashboard }: ChartProps): ReactNode => {
  const t = useText('reports');
  const points = useMemo(
    () =>
      dashboard.backlogByAge.map((bar: Bar): Point => {
        const label = ageWords(t, bar);
        return {
          key: bar.key,
          label,
          value: bar.value,
          color: COLORS.backlog,
          drill: { title: t('drill.age', { age: label }), filter: bar.drill },
        };
      }),
    [dashboard.backlogByAge, t],
  );
  return (
    <BacklogChart
      title={t('chart.backlogByAge')}
      about="backlogByAge"
      column={t('column.age')}
      points={points}
    />
  );
};
