import type { TeamSuccess } from '#domain/changes/team-success.ts';
import { csvLine } from '#domain/import/csv-line.ts';
import type { IsoDate } from '#domain/records/common.ts';
import { GROUPINGS, type Grouping, KPI_IDS, KPIS, type Measure, type Sums } from './kpis.ts';

/** What a report told, as far as its export has it; the answer of the data host fits. */
export type TabledReport = {
  readonly sums: Sums;
  readonly sumsBefore: Sums;
  readonly opened: readonly TabledBar[];
  readonly resolved: readonly TabledBar[];
  readonly backlogByPriority: readonly TabledBar[];
  readonly backlogByAge: readonly TabledBar[];
  readonly groups: Readonly<
    Partial<
      Record<
        Grouping,
        readonly { readonly key: string | null; readonly name: string | null; readonly sums: Sums }[]
      >
    >
  >;
  readonly success: readonly (TeamSuccess & { readonly key: string | null; readonly name: string | null })[];
};
type TabledBar = { readonly key: string; readonly value: number };
export type ReportDays = { readonly from: IsoDate; readonly to: IsoDate };

/** One figure. `about` is what it is the figure of: everything, a day, a priority, an age class, or one of a grouping. */
export type ReportRow = {
  readonly about: 'all' | 'day' | 'priority' | 'age' | Grouping;
  readonly key: string;
  readonly name: string;
  readonly figure: string;
  /** Tickets; a share from 0 to 1; hours round the clock; points of a score. */
  readonly unit: 'tickets' | 'share' | 'hours' | 'points';
  /** Null where there was nothing to divide by. */
  readonly value: number | null;
  /** In the period before; null also where that is not told. */
  readonly before: number | null;
};

/** What stands beside the key figures, as counts. */
const COUNTS: readonly Measure[] = [
  'resolutionMet',
  'resolutionMissed',
  'resolutionOverdue',
  'responded',
  'responseMet',
  'responseMissed',
  'responseOverdue',
  'reopened',
  'openReopened',
];

/** Of open work only now is known, but how much there was when the period began. */
const NOW_ONLY: readonly string[] = ['resolutionOverdue', 'responseOverdue', 'openReopened'];

/** More decimals would be noise. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10_000) / 10_000;

type About = Pick<ReportRow, 'about' | 'key' | 'name'>;

const sumRows = (about: About, sums: Sums, before: Sums | null): readonly ReportRow[] => [
  ...KPI_IDS.map((figure): ReportRow => {
    const { unit, of } = KPIS[figure];
    const past = figure === 'open' ? (before === null ? null : sums.openAtStart) : before && of(before);
    return { ...about, figure, unit, value: rounded(of(sums)), before: rounded(past) };
  }),
  ...COUNTS.map(
    (figure): ReportRow => ({
      ...about,
      ...{ figure, unit: 'tickets', value: sums[figure] },
      before: before === null || NOW_ONLY.includes(figure) ? null : before[figure],
    }),
  ),
];

const barRows = (
  about: ReportRow['about'],
  figure: string,
  bars: readonly TabledBar[],
): readonly ReportRow[] =>
  bars.map(({ key, value }) => ({ about, key, name: key, figure, unit: 'tickets', value, before: null }));

/** Every figure of a report, a line each. */
export const reportRows = (report: TabledReport): readonly ReportRow[] => [
  ...sumRows({ about: 'all', key: '', name: '' }, report.sums, report.sumsBefore),
  ...barRows('day', 'opened', report.opened),
  ...barRows('day', 'resolved', report.resolved),
  ...barRows('priority', 'open', report.backlogByPriority),
  ...barRows('age', 'open', report.backlogByAge),
  ...report.success.flatMap(({ key, name, points, changes, failed, caused }) =>
    [
      { figure: 'changeSuccess', unit: 'points', value: points } as const,
      { figure: 'changesEnded', unit: 'tickets', value: changes } as const,
      { figure: 'changesFailed', unit: 'tickets', value: failed } as const,
      { figure: 'incidentsCaused', unit: 'tickets', value: caused } as const,
    ].map((figure): ReportRow => {
      const about = { about: 'team', key: key ?? '', name: name ?? '' } as const;
      return { ...about, ...figure, before: null };
    }),
  ),
  ...GROUPINGS.flatMap((about) =>
    (report.groups[about] ?? []).flatMap(({ key, name, sums }) =>
      sumRows({ about, key: key ?? '', name: name ?? '' }, sums, null),
    ),
  ),
];

const COLUMNS = ['about', 'key', 'name', 'figure', 'unit', 'value', 'before'] as const;

/** The rows as CSV (RFC 4180), each with the first and last day of the period. */
const reportCsv = (report: TabledReport, { from, to }: ReportDays): string =>
  [
    csvLine(['from', 'to', ...COLUMNS]),
    ...reportRows(report).map((row) => csvLine([from, to, ...COLUMNS.map((column) => row[column])])),
  ].join('');

/** The same as one JSON document. */
const reportJson = (report: TabledReport, days: ReportDays): string =>
  `${JSON.stringify({ ...days, figures: reportRows(report) }, null, 2)}\n`;

export const REPORT_FORMATS = ['csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const reportAs = (format: ReportFormat, report: TabledReport, days: ReportDays): string =>
  format === 'csv' ? reportCsv(report, days) : reportJson(report, days);
