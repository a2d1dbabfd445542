import * as z from 'zod';
import type { KnownError } from '#domain/fields/knowledge.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import type { ProblemDraft } from '#domain/problems/from-incidents.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { Instant } from '#domain/records/common.ts';
import { idSchema, nullableId } from '#domain/records/common-schemas.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import { TREND_DIMENSIONS, type Trend } from '#domain/trends/trend.ts';
import { answer, defineContract } from './define.ts';
import { extendedCommand, processCommands } from './process.ts';
import { type FoundPage, type TicketRow, windowInput } from './shared.ts';

const incidentIds = z.array(idSchema).max(1_000);
/** Which open incidents are resolved along: those that wait for the problem, all of them, or none. */
export const RESOLVE_INCIDENTS = ['waiting', 'all', 'none'] as const;

const subject = {
  dimension: z.enum(TREND_DIMENSIONS),
  value: z.string().min(1).max(400),
  within: z.string().max(80).nullable().default(null),
};

/** A problem in the list of problems. */
export type ProblemRow = TicketRow & {
  readonly incidents: number;
  readonly incidentsOpen: number;
  readonly hasWorkaround: boolean;
};

export type SimilarReason = 'same_ci' | 'same_model' | 'same_category' | 'text';
/** A problem that is not over, like what is being typed. */
export type SimilarProblem = TicketRow & { readonly because: readonly SimilarReason[] };
export type SimilarKnownError = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly workaround: string;
  /** Its problem, where it has one. */
  readonly problemId: string | null;
  readonly because: readonly SimilarReason[];
};

/** A trend with what people want to see of it; `label` is the name of an item or place, null where `value` says it already. */
export type TrendRow = Omit<Trend, 'ticketIds' | 'withProblemIds'> & {
  readonly label: string | null;
  /** The tickets behind `count`, newest first, and those that have a problem already; the first of them. */
  readonly tickets: readonly TicketRow[];
  readonly withProblem: readonly TicketRow[];
  /** All of those counted, for making a problem of them. */
  readonly ticketIds: readonly string[];
  /** Wider trends that this one explains. */
  readonly also: readonly (Pick<Trend, 'key' | 'dimension' | 'value' | 'within' | 'count' | 'expected'> & {
    readonly label: string | null;
  })[];
  /** The last word of somebody that it is none, while that holds. */
  readonly dismissal: {
    readonly reason: string;
    readonly at: Instant;
    readonly byName: string | null;
  } | null;
  /** A problem that was made of this trend and is still open. */
  readonly problem: TicketRow | null;
};

export const problemsContract = defineContract({
  feature: 'problems',
  commands: {
    ...processCommands(PROBLEM),
    /** `incidentIds` become incidents of the problem; what they have in common fills fields that are not given. */
    create: extendedCommand(PROBLEM, 'create', { incidentIds: incidentIds.default([]) }),
    /** To `resolved` or `closed` it may take along incidents (with their closure code) and its known errors. */
    step: extendedCommand(PROBLEM, 'step', {
      resolveIncidents: z.enum(RESOLVE_INCIDENTS).default('none'),
      closureCode: z.string().max(80).nullable().default(null),
      resolveKnownErrors: z.boolean().default(false),
    }),
    linkIncidents: {
      input: z.strictObject({ id: idSchema, incidentIds: incidentIds.min(1), linked: z.boolean() }),
      output: answer<{ readonly problem: Problem; readonly changed: number }>(),
    },
    /** A change that is to mend it, on both sides. */
    linkChange: {
      input: z.strictObject({ id: idSchema, changeId: idSchema, linked: z.boolean() }),
      output: answer<Problem>(),
    },
    /** Posts the workaround to every open incident of the problem that does not know it yet, links the known error there, and marks that it was told. */
    tellWorkaround: {
      input: z.strictObject({ id: idSchema }),
      output: answer<{ readonly problem: Problem; readonly told: number }>(),
    },
    /** The problem's known error, filled from the problem; asked again it answers with the one that is there. */
    createKnownError: { input: z.strictObject({ id: idSchema }), output: answer<KnownError>() },
    /** Says why a trend is none. Holds for its subject for some weeks, or until there are many more. */
    dismissTrend: {
      input: z.strictObject({
        ...subject,
        /** How many incidents who dismisses it has seen. */
        count: z.number().int().min(0).max(1_000_000),
        reason: z.string().trim().min(1).max(2_000),
      }),
      output: answer<null>(),
    },
    /** Takes back everybody's dismissals of this subject. */
    restoreTrend: { input: z.strictObject(subject), output: answer<null>() },
  },
  queries: {
    /** A window of the problems; `types` of the filter is given by the list. */
    page: {
      input: z.strictObject({ filter: ticketFilterSchema, sort: ticketSortSchema, ...windowInput }),
      output: answer<FoundPage<ProblemRow>>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    /** What a problem made of these incidents begins with, and the incidents. */
    draftFrom: {
      input: z.strictObject({ incidentIds: incidentIds.min(1) }),
      output: answer<{ readonly draft: ProblemDraft; readonly incidents: readonly TicketRow[] }>(),
      watches: [],
    },
    /** Problems that are not over and known errors like what is being typed, best first. */
    similar: {
      input: z.strictObject({
        text: z.string().max(2_000),
        ciId: nullableId,
        category: z.string().max(80).nullable(),
        exceptId: nullableId.default(null),
      }),
      output: answer<{
        readonly problems: readonly SimilarProblem[];
        readonly knownErrors: readonly SimilarKnownError[];
      }>(),
      watches: [],
    },
    /** What comes in more often than usual, surest first; `completeSince` is told where this device does not hold the whole past. */
    trends: {
      input: z.strictObject({}),
      output: answer<{ readonly trends: readonly TrendRow[]; readonly completeSince: Instant | null }>(),
      watches: ['tickets', 'settings', 'configItems', 'directory'],
    },
  },
});
