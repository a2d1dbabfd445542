import * as z from 'zod';
import type { TeamSuccess } from '#domain/changes/team-success.ts';
import type { Priority } from '#domain/fields/tickets.ts';
import type { IsoDate } from '#domain/records/common.ts';
import { dateSchema, idSchema } from '#domain/records/common-schemas.ts';
import { GROUPINGS, type Grouping, type Period, type Sums } from '#domain/reports/kpis.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { answer, defineContract } from './define.ts';

export const reportInput = z.strictObject({
  /** First and last day, inclusive, in `zone`. */
  from: dateSchema,
  to: dateSchema,
  zone: z.string().max(80),
  teamIds: z.array(idSchema).max(500).default([]),
  /** What the figures are also told apart by; each is counted anew. */
  groupings: z.array(z.enum(GROUPINGS)).max(GROUPINGS.length).default(['team']),
});
export type ReportInput = z.infer<typeof reportInput>;

/** A bar or point of a chart and the tickets behind it. */
export type Bar = {
  readonly key: string;
  readonly value: number;
  readonly drill: TicketFilter;
};
/** The figures, and from which day on this device holds all tickets they are counted from; null: always. */
export type DashboardAnswer = Dashboard & { readonly completeFrom: IsoDate | null };

/** The figures of a team, a person, a category or a device. */
export type GroupRow = {
  readonly key: string | null;
  /** Null for those without one, and for what this device does not have. */
  readonly name: string | null;
  readonly sums: Sums;
};

/** How the changes of a team went; `key` null: of no team. Those behind it are domain/reports `changesBehind` of the team. */
export type SuccessRow = TeamSuccess & { readonly key: string | null; readonly name: string | null };

/** Devices that are told, those with most new tickets. */
export const MOST_DEVICES = 50;

export type Dashboard = {
  /** The teams that the report is about. The tickets behind a figure are those of domain/reports `drillFilter`, within them. */
  readonly scope: TicketFilter;
  readonly period: Period;
  /** As many days, just before. */
  readonly periodBefore: Period;
  /** First day of the period before; its last is the one before `from`. */
  readonly firstDayBefore: IsoDate;
  readonly sums: Sums;
  readonly sumsBefore: Sums;
  readonly opened: readonly Bar[];
  readonly resolved: readonly Bar[];
  readonly backlogByPriority: readonly (Bar & { readonly priority: Priority })[];
  readonly backlogByAge: readonly Bar[];
  /** Those that were asked for, where most happens first. */
  readonly groups: Readonly<Partial<Record<Grouping, readonly GroupRow[]>>>;
  /** The teams whose changes ended in the period, the best first. */
  readonly success: readonly SuccessRow[];
};

export const reportsContract = defineContract({
  feature: 'reports',
  commands: {},
  queries: {
    dashboard: {
      input: reportInput,
      output: answer<DashboardAnswer>(),
      // Names of people and devices stand in the answer.
      watches: ['tickets', 'directory', 'configItems'],
    },
  },
});
