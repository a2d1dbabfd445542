import { type Command, Option } from 'commander';
import type { Dashboard } from '#contracts/reports.ts';
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

const print = (report: Dashboard, terminal: Terminal): void => {
  const bars = { opened: report.opened, resolved: report.resolved };
  for (const [name, rows] of Object.entries(bars)) {
    for (const { key, value } of rows) terminal.line(`${name}\t${key}\t${value}`);
  }
  for (const { priority, value } of report.backlogByPriority) {
    terminal.line(`backlog by priority\t${priority}\t${value}`);
  }
  for (const { key, value } of report.backlogByAge) terminal.line(`backlog by age\t${key}\t${value}`);
  const { share, met, breached, byTeam } = report.withinTarget;
  const percent = share === null ? 'none' : `${(share * 100).toFixed(1)} %`;
  terminal.line(`within target\tall\t${percent}\t${met} met, ${breached} breached`);
  for (const team of byTeam) {
    terminal.line(`within target\t${team.teamName ?? 'no team'}\t${team.met} met, ${team.breached} breached`);
  }
  const { hours, count } = report.meanTimeToResolve;
  terminal.line(
    `mean time to resolve\tall\t${hours === null ? 'none' : `${hours.toFixed(1)} h`}\t${count} resolved`,
  );
};

export const addReport = (program: Command, terminal: Terminal): void => {
  withProfileOptions(program.command('report').description(say('verbs.report')))
    .addArgument(program.createArgument('<name>', say('report.name')).choices(REPORTS))
    .option('--from <date>', say('report.from'), isoDate)
    .option('--to <date>', say('report.to'), isoDate)
    .addOption(new Option('--zone <zone>', say('report.zone')).default(localZone()))
    .option('--team <ids...>', say('report.team'), [])
    .action(async (_name: string, options: Options) => {
      const { zone, team } = options;
      if (!isZone(zone)) throw new WrongUsage(say('report.noZone', { zone }));
      const input = { ...periodOf(options), zone, teamIds: [...team] };
      const report = await withProfile(options, terminal, false, async (host) =>
        dashboardAnswer(host.context, input),
      );
      if (report.completeFrom !== null && report.completeFrom > input.from) {
        terminal.note(say('report.incomplete', { from: report.completeFrom }));
      }
      print(report, terminal);
      terminal.data({ ...input, ...report });
    });
};
