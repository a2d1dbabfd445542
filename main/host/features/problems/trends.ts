import { DateTime } from 'luxon';
import type { TrendRow } from '#contracts/problems.ts';
import type { TicketRow } from '#contracts/shared.ts';
import { nameIn } from '#domain/records/names.ts';
import { sameSubject, subjectOfKey } from '#domain/trends/dismissal-document.ts';
import { isDismissed } from '#domain/trends/dismissals.ts';
import type { ToldTrend, Trend, TrendSubject } from '#domain/trends/trend.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { done } from '../reply.ts';
import { dismissalsOf } from './dismissals.ts';

/** Tickets shown as the evidence of a trend; the rest is a list away. */
const SHOWN = 50;

/** Since when this device has all incidents; null when it always has. */
const completeSince = ({ sync, clock }: HostContext): string | null => {
  const { endedMonths } = sync.reached('tickets');
  if (endedMonths === null) return null;
  return DateTime.fromISO(clock.now(), { zone: 'utc' })
    .minus({ months: endedMonths })
    .toJSDate()
    .toISOString();
};

const named = ({ dimension }: TrendSubject): boolean => dimension === 'ci' || dimension === 'place';

const labelsOf = ({ read }: HostContext, trends: readonly ToldTrend[]) => {
  const all: readonly Trend[] = trends.flatMap((trend) => [trend, ...trend.also]);
  const ids = all.filter(named).map(({ value }) => value);
  const names = { ...read.ciNames(ids), ...read.names(ids) };
  return (subject: TrendSubject): string | null => (named(subject) ? nameIn(names, subject.value) : null);
};

/** Open problems that were made of a trend, by its subject. */
const problemsOf = (context: HostContext) => {
  const made = context.read.problemsOfTrends();
  return (subject: TrendSubject): TicketRow | null =>
    made.find(({ trendKey }) => {
      const of = subjectOfKey(trendKey);
      return of !== null && sameSubject(of, subject);
    })?.row ?? null;
};

export const trends: FeatureHandlers<'problems'>['queries']['trends'] = async (context) => {
  const since = completeSince(context);
  const found = await context.read.trends(context.clock.nowMs(), since);
  const [label, problem, dismissals] = [labelsOf(context, found), problemsOf(context), dismissalsOf(context)];
  const lastWord = (trend: Trend): TrendRow['dismissal'] => {
    const holding = dismissals
      .filter((one) => isDismissed(trend, [one], context.clock.now()))
      .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
    if (holding === undefined) return null;
    const { reason, at, by } = holding;
    return { reason, at, byName: context.read.names([by])[by] ?? null };
  };
  const rows = found.map(({ ticketIds, withProblemIds, also, ...trend }): TrendRow => {
    const told = { ...trend, ticketIds, withProblemIds };
    return {
      ...trend,
      ticketIds,
      label: label(trend),
      tickets: context.read.tickets(ticketIds.slice(0, SHOWN)),
      withProblem: context.read.tickets(withProblemIds.slice(0, SHOWN)),
      also: also.map(({ key, dimension, value, within, count, expected }) => ({
        ...{ key, dimension, value, within, count, expected },
        label: label({ dimension, value, within }),
      })),
      dismissal: lastWord(told),
      problem: problem(trend),
    };
  });
  return done({ trends: rows, completeSince: since });
};
