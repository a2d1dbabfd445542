import { type Command, Option } from 'commander';
import type { Dashboard } from '#contracts/reports.ts';
import { GROUPINGS } from '#domain/reports/kpis.ts';
import {
  REPORT_FORMATS,
  type ReportFormat,
  type ReportRow,
  reportAs,
  reportRows,
} from '#domain/reports/report-table.ts';
import { dashboardAnswer } from '#main/host/features/reports/reports.handlers.ts';
import { isoDate, withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { type Terminal, WrongUsage } from '../terminal.ts';
import { say } from '../words.ts';

type Options = ProfileOptions & {
  readonly from?: string;
  readonly to?: string;
  readonly zone: string;
  readonly team: readonly string[];
  readonly as?: ReportFormat;
};

const REPORTS = ['dashboard'] as const;
const PERIOD_MS = 29 * 86_400_000;

const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const isZone = (zone: string): boolean => {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** The thirty days up to `to`, unless told. */
const periodOf = ({ from, to }: Options): { readonly from: string; readonly to: string } => {
  const last = to ?? new Date().toISOString().slice(0, 10);
  const first = from ?? new Date(Date.parse(last) - PERIOD_MS).toISOString().slice(0, 10);
  if (first > last) throw new WrongUsage(say('report.backwards', { from: first, to: last }));
  return { from: first, to: last };
};

const UNITS = { tickets: '', share: ' %', hours: ' h', points: '' } as const;

const valueWords = ({ unit }: ReportRow, value: number | null): string => {
  if (value === null) return 'none';
  const shown = unit === 'share' ? value * 100 : value;
  return `${unit === 'share' || unit === 'hours' ? shown.toFixed(1) : shown}${UNITS[unit]}`;
};

/** A figure a line: what it is about, which, the figure, its value, and that of the period before. */
const print = (report: Dashboard, terminal: Terminal): void => {
  for (const row of reportRows(report)) {
    const about =
      row.about === 'all' ? 'all' : `${row.about} ${row.name === '' ? row.key || 'none' : row.name}`;
    const before = row.before === null ? [] : [`before: ${valueWords(row, row.before)}`];
    terminal.line([about, row.figure, valueWords(row, row.value), ...before].join('\t'));
  }
};

export const addReport = (program: Command, terminal: Terminal): void => {
  withProfileOptions(program.command('report').description(say('verbs.report')))
    .addArgument(program.createArgument('<name>', say('report.name')).choices(REPORTS))
    .option('--from <date>', say('report.from'), isoDate)
    .option('--to <date>', say('report.to'), isoDate)
    .addOption(new Option('--zone <zone>', say('report.zone')).default(localZone()))
    .option('--team <ids...>', say('report.team'), [])
    .addOption(new Option('--as <format>', say('report.as')).choices(REPORT_FORMATS))
    .action(async (_name: string, options: Options) => {
      const { zone, team } = options;
      if (!isZone(zone)) throw new WrongUsage(say('report.noZone', { zone }));
      const input = { ...periodOf(options), zone, teamIds: [...team], groupings: [...GROUPINGS] };
      const report = await withProfile(options, terminal, false, async (host) =>
        dashboardAnswer(host.context, input),
      );
      if (report.completeFrom !== null && report.completeFrom > input.from) {
        terminal.note(say('report.incomplete', { from: report.completeFrom }));
      }
      if (options.as === undefined) print(report, terminal);
      else await terminal.raw(reportAs(options.as, report, input));
      terminal.data({ ...input, ...report });
    });
};
