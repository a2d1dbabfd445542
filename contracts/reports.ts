import * as z from 'zod';
import type { Priority } from '#domain/fields/tickets.ts';
import type { IsoDate } from '#domain/records/common.ts';
import { dateSchema, idSchema } from '#domain/records/common-schemas.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { answer, defineContract } from './define.ts';

export const reportInput = z.strictObject({
  /** First and last day, inclusive, in `zone`. */
  from: dateSchema,
  to: dateSchema,
  zone: z.string().max(80),
  teamIds: z.array(idSchema).max(500).default([]),
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

export type Dashboard = {
  readonly opened: readonly Bar[];
  readonly resolved: readonly Bar[];
  readonly backlogByPriority: readonly (Bar & { readonly priority: Priority })[];
  readonly backlogByAge: readonly Bar[];
  /** Share 0..1 of resolved tickets within the resolution target, per period and team; null values where none were resolved. */
  readonly withinTarget: {
    readonly share: number | null;
    readonly met: number;
    readonly breached: number;
    readonly metDrill: TicketFilter;
    readonly breachedDrill: TicketFilter;
    readonly byTeam: readonly {
      readonly teamId: string | null;
      readonly teamName: string | null;
      readonly met: number;
      readonly breached: number;
      readonly drill: TicketFilter;
    }[];
  };
  /** Mean hours from opening to resolution, per team. */
  readonly meanTimeToResolve: {
    readonly hours: number | null;
    readonly count: number;
    readonly byTeam: readonly {
      readonly teamId: string | null;
      readonly teamName: string | null;
      readonly hours: number;
      readonly count: number;
      readonly drill: TicketFilter;
    }[];
  };
};

export const reportsContract = defineContract({
  feature: 'reports',
  commands: {},
  queries: {
    dashboard: { input: reportInput, output: answer<DashboardAnswer>(), watches: ['tickets'] },
  },
});
