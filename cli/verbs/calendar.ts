import type { Command } from 'commander';
import { calendarEntries, icalendarOf } from '#domain/events/icalendar.ts';
import { writeCalendarFile } from '#main/host/features/events/calendar-file.ts';
import { calendarRows } from '#main/host/features/events/calendar-rows.ts';
import { isoDate, withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { refusedBy, type Terminal, WrongUsage } from '../terminal.ts';
import { say } from '../words.ts';

type Options = ProfileOptions & {
  readonly out: string;
  readonly from?: string;
  readonly to?: string;
  readonly team: readonly string[];
};

const DAY_MS = 86_400_000;
const PERIOD_DAYS = 90;

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** From today for ninety days, unless told; the last day is whole. */
const periodOf = (options: Options): { readonly from: string; readonly to: string } => {
  const from = options.from ?? new Date().toISOString().slice(0, 10);
  const to = options.to ?? dayAfter(from, PERIOD_DAYS - 1);
  if (from > to) throw new WrongUsage(say('report.backwards', { from, to }));
  return { from: `${from}T00:00:00.000Z`, to: `${dayAfter(to, 1)}T00:00:00.000Z` };
};

export const addCalendar = (program: Command, terminal: Terminal): void => {
  withProfileOptions(program.command('calendar').description(say('verbs.calendar')))
    .requiredOption('--out <file>', say('calendar.out'))
    .option('--from <date>', say('calendar.from'), isoDate)
    .option('--to <date>', say('calendar.to'), isoDate)
    .option('--team <ids...>', say('calendar.team'), [])
    .action(async (options: Options) => {
      const { out } = options;
      const { from, to } = periodOf(options);
      const { rows, capped } = await withProfile(options, terminal, false, async ({ context }) =>
        calendarRows(context, { from, to, teamIds: options.team, forFile: true }),
      );
      const kindWords = (kind: string): string => kind.replace('_', ' ');
      const entries = calendarEntries(rows, to, kindWords);
      const written = await writeCalendarFile(out, icalendarOf(entries));
      if (!written.ok) throw refusedBy(written.error);
      if (capped.length > 0) {
        terminal.note(say('calendar.capped', { kinds: capped.map(kindWords).join(', ') }));
      }
      terminal.line(say('calendar.written', { count: rows.length, out }));
      terminal.data({ count: rows.length, file: out, from, to, capped });
    });
};
