import type { Dashboard } from '#contracts/reports.ts';
import { drillFilter, type Measure, type Period } from '#domain/reports/kpis.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';

/** What a figure stands for and the tickets behind it. */
export type Drill = { readonly title: string; readonly filter: TicketFilter };

/** Opens the tickets behind a figure, in the one place that all figures share. */
export const openDrill = ({ title, filter }: Drill): void =>
  openRoute({ page: 'tickets', title, filter }, title);

/** The tickets that a measure counts; null where there are none to be shown. */
export const behind = (
  { scope }: Pick<Dashboard, 'scope'>,
  measure: Measure,
  {
    title,
    count,
    period,
    of = {},
  }: {
    readonly title: string;
    readonly count: number;
    readonly period: Period;
    /** A team's, a person's, a category's or a device's. */
    readonly of?: TicketFilter;
  },
): Drill | null =>
  count === 0 ? null : { title, filter: drillFilter(measure, period, { ...scope, ...of }) };
