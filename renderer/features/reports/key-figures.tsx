import './charts.css';
import { Box } from '@mui/material';
import { Fragment, type ReactNode } from 'react';
import type { Dashboard } from '#contracts/reports.ts';
import { KPI_IDS, KPIS, type KpiId, type Measure, shareWithOverdue } from '#domain/reports/kpis.ts';
import { formatCount, formatDate } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { changeOf, type Difference } from './chart-data.ts';
import { figureWords, shareWords } from './chart-words.ts';
import { behind, type Drill } from './drill.ts';
import { FigureHelp } from './figure-help.tsx';
import { FigureLink } from './figure-table.tsx';
import { addDays } from './period.ts';

type Part = { readonly text: string; readonly drill: Drill | null };
type FigureProps = {
  readonly kpi: KpiId;
  readonly value: Part;
  readonly before: Part & { readonly change: Difference | null; readonly when: string };
  /** What it is counted from. */
  readonly parts: readonly Part[];
  readonly hint: string | null;
};

const ARROWS = { up: '▲', down: '▼', level: '' } as const;

const Told = ({ text, drill, label }: Part & { readonly label?: string }): ReactNode =>
  drill === null ? text : <FigureLink text={text} drill={drill} label={label} />;

const Figure = ({ kpi, value, before, parts, hint }: FigureProps): ReactNode => {
  const t = useText('reports');
  const label = t(`figure.${kpi}`);
  const { change } = before;
  return (
    <section aria-label={label} className="key-figure">
      <div className="key-figure-head">
        <h2>{label}</h2>
        <FigureHelp about={[kpi]} title={label} />
      </div>
      <div className="key-figure-value">
        <Told {...value} label={`${label}: ${value.text}`} />
      </div>
      <div className="key-figure-before" title={before.when}>
        {change !== null && (
          <span data-tone={change.tone}>
            {ARROWS[change.direction]} {t(`change.${change.tone}`)}
            {' · '}
          </span>
        )}
        <Told text={before.text} drill={before.drill} label={`${label}, ${before.when}: ${before.text}`} />
      </div>
      {parts.length > 0 && (
        <div className="key-figure-parts">
          {parts.map((part, index) => (
            <Fragment key={part.text}>
              {index > 0 && ' · '}
              <Told {...part} />
            </Fragment>
          ))}
        </div>
      )}
      {hint !== null && <div>{hint}</div>}
    </section>
  );
};

/** What stands below each figure: its parts, and open work that is late beside what was done in time. */
const PARTS = {
  opened: [],
  resolved: [],
  open: [],
  resolutionWithinTarget: ['resolutionMet', 'resolutionMissed', 'resolutionOverdue'],
  responseWithinTarget: ['responseMet', 'responseMissed', 'responseOverdue'],
  meanTimeToResolve: ['resolved'],
  meanTimeToRespond: ['responded'],
  reopenRate: ['resolved', 'openReopened'],
} as const satisfies Readonly<Record<KpiId, readonly Measure[]>>;
type PartName = (typeof PARTS)[KpiId][number];

const hintOf = (t: Translate<'reports'>, kpi: KpiId, { sums }: Dashboard): string | null => {
  const late =
    kpi === 'resolutionWithinTarget'
      ? ([sums.resolutionMet, sums.resolutionAimed, sums.resolutionOverdue] as const)
      : kpi === 'responseWithinTarget'
        ? ([sums.responseMet, sums.responseAimed, sums.responseOverdue] as const)
        : null;
  if (late === null || late[2] === 0) return null;
  return t('withOverdue', { share: shareWords(shareWithOverdue(...late)) });
};

const figureOf = (t: Translate<'reports'>, kpi: KpiId, dashboard: Dashboard): FigureProps => {
  const { sums, sumsBefore, period, periodBefore, firstDayBefore } = dashboard;
  const { unit, of, behind: counted, better } = KPIS[kpi];
  const now = of(sums);
  const words = (figure: number | null): string => figureWords(t, unit, figure);
  const tell = (measure: Measure, text: string): Part => ({
    text,
    drill: behind(dashboard, measure, { title: t(`measure.${measure}`), count: sums[measure], period }),
  });
  const isOpen = kpi === 'open';
  const past = isOpen ? sums.openAtStart : of(sumsBefore);
  const when = isOpen
    ? t('atStart', { date: formatDate(dashboard.opened[0]?.key ?? null) })
    : t('week', {
        from: formatDate(firstDayBefore),
        to: formatDate(addDays(dashboard.opened[0]?.key ?? firstDayBefore, -1)),
      });
  const pastMeasure = isOpen ? 'openAtStart' : counted;
  const pastText = t(isOpen ? 'beforeOpen' : 'before', { value: words(past) });
  return {
    kpi,
    value: tell(counted, words(now)),
    before: {
      text: pastText,
      when,
      change: changeOf(now, past, better, words),
      drill: behind(dashboard, pastMeasure, {
        title: `${t(`measure.${pastMeasure}`)}, ${when}`,
        count: isOpen ? sums.openAtStart : sumsBefore[counted],
        period: isOpen ? period : periodBefore,
      }),
    },
    parts: (PARTS[kpi] as readonly PartName[])
      .filter((measure) => sums[measure] > 0 || measure.endsWith('Overdue'))
      .map((measure) =>
        tell(measure, t(`part.${measure}`, { count: sums[measure], shown: formatCount(sums[measure]) })),
      ),
    hint: hintOf(t, kpi, dashboard),
  };
};

/** The figures a lead looks at first, each with that of the period before and with the tickets behind it. */
export const KeyFigures = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => {
  const t = useText('reports');
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(210px, 1fr))' }}>
      {KPI_IDS.map((kpi) => (
        <Figure key={kpi} {...figureOf(t, kpi, dashboard)} />
      ))}
    </Box>
  );
};
