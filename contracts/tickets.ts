import * as z from 'zod';
import type { FieldChange } from '#domain/fields/base.ts';
import type { Ticket, TicketType } from '#domain/fields/tables.ts';
import { idSchema, longText, nullableId } from '#domain/records/common-schemas.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import { FILTERED_TYPES } from '#domain/tickets/ticket-sort.ts';
import { answer, defineContract, MOST_COUNTS, type ReplyError } from './define.ts';
import {
  byId,
  type ConfigItemRow,
  type Counts,
  type FoundPage,
  NAMES_FROM,
  type Names,
  type PersonRow,
  type TicketRow,
  windowInput,
} from './shared.ts';

/** An article or known error that a ticket links. */
export type LinkedKnowledge = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly type: 'article' | 'known_error';
  readonly state: string;
  readonly workaround: string;
  readonly closureCode: string | null;
};

export type TicketDetail = {
  readonly ticket: Ticket;
  readonly names: Names;
  readonly requester: PersonRow | null;
  readonly ci: ConfigItemRow | null;
  readonly furtherCis: readonly ConfigItemRow[];
  readonly parent: TicketRow | null;
  /** The first of them; a parent may have more. */
  readonly children: readonly TicketRow[];
  readonly childrenTotal: number;
  /** How many of all children are still being worked on: the parent's solution is passed on to them. */
  readonly childrenOpen: number;
  /** How many of those are not theirs to resolve who asks: they stay open. */
  readonly childrenOthers: number;
  readonly knowledge: readonly LinkedKnowledge[];
  /** Known errors that name a problem as their cause, the newest first. */
  readonly knownErrors: readonly LinkedKnowledge[];
  /** The problem that caused an incident. */
  readonly problem: TicketRow | null;
  /** The first incidents of a problem, open ones first, and how many there are. */
  readonly incidents: readonly TicketRow[];
  readonly incidentsTotal: number;
  readonly incidentsOpen: number;
  /** How many of them wait on hold for the problem. */
  readonly incidentsWaiting: number;
  /** How many open ones, also of those not listed, were not told the workaround as it is now; none where there is no workaround. */
  readonly incidentsUntold: number;
  readonly agreementName: string | null;
  /** The ticket that this one was ended as a duplicate of, and the first of those that were ended as duplicates of this one. */
  readonly duplicateOf: TicketRow | null;
  readonly duplicates: readonly TicketRow[];
  /** The local version has edits the server has not got yet. */
  readonly pendingSync: boolean;
};

/** Why a ticket may be about the same. */
export const LIKENESS = ['caller', 'device', 'words'] as const;
export type LikelyDuplicate = TicketRow & { readonly because: readonly (typeof LIKENESS)[number][] };

export type TicketStateRow = {
  readonly type: TicketType;
  readonly state: string;
  /** Tickets in this state are open work. */
  readonly active: boolean;
};

export type BulkResult = {
  readonly id: string;
  readonly number: string;
  readonly ok: boolean;
  readonly error: ReplyError | null;
};

/** Tickets that one command changes. */
export const MOST_AT_ONCE = 1_000;

export const manyIds = z.array(idSchema).min(1).max(MOST_AT_ONCE);

/** What is done with many tickets at once: an act of each ticket's process and what it takes there. */
const bulkChangeSchema = z.discriminatedUnion('act', [
  /** Without a team each ticket keeps its own; whoever takes tickets on takes them into theirs. */
  z.strictObject({ act: z.literal('assign'), teamId: nullableId.optional(), assigneeId: nullableId }),
  z.strictObject({
    act: z.literal('update'),
    changes: z.strictObject({
      impact: z.number().int().optional(),
      urgency: z.number().int().optional(),
      category: z.string().max(80).nullable().optional(),
      subcategory: z.string().max(80).nullable().optional(),
    }),
  }),
  z.strictObject({
    act: z.literal('step'),
    to: z.string().max(40),
    /** Fields and words that the step asks for; each process looks at its own. */
    with: z.record(z.string().max(40), z.union([longText, z.number(), z.null()])),
  }),
  z.strictObject({ act: z.literal('setParent'), parentId: nullableId }),
  /** All end as duplicates of `ofId`, which may be among them and stays. */
  z.strictObject({ act: z.literal('closeDuplicate'), ofId: idSchema, note: longText.nullable() }),
]);
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** What would become of one ticket: fields before and after, or why not. Neither: it is so already. */
export type BulkPreviewRow = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly type: TicketType;
  readonly state: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly changes: readonly FieldChange[];
  /** How many other records would change along: children of a resolved parent. */
  readonly others: number;
  readonly error: ReplyError | null;
};

export const ticketsContract = defineContract({
  feature: 'tickets',
  commands: {
    /** Does one thing with each of the tickets, in their order. Those that refuse stay as they are; a stop leaves the rest as it is. */
    bulk: {
      input: z.strictObject({ ids: manyIds, change: bulkChangeSchema }),
      output: answer<{ readonly results: readonly BulkResult[] }>(),
    },
  },
  queries: {
    /** What `bulk` would do now, without doing it; without a change only which tickets they are. */
    bulkPreview: {
      input: z.strictObject({ ids: manyIds, change: bulkChangeSchema.nullable() }),
      output: answer<{ readonly rows: readonly BulkPreviewRow[]; readonly names: Names }>(),
      watches: [],
    },
    page: {
      input: z.strictObject({ filter: ticketFilterSchema, sort: ticketSortSchema, ...windowInput }),
      output: answer<FoundPage<TicketRow>>(),
      // Rows carry names, which on a first sync may come later than the tickets.
      watches: ['tickets', 'directory', 'configItems'],
    },
    /** The first {@link MOST_AT_ONCE} of a list, for doing something with all of it. */
    ids: {
      input: z.strictObject({ filter: ticketFilterSchema, sort: ticketSortSchema }),
      output: answer<{ readonly ids: readonly string[] }>(),
      watches: ['tickets'],
    },
    /** How many tickets each list has, in the order of `filters`; null for lists too dear to be counted at every change. */
    counts: {
      input: z.strictObject({ filters: z.array(ticketFilterSchema).max(MOST_COUNTS) }),
      output: answer<Counts>(),
      watches: ['tickets'],
    },
    /** The states that tickets of these types (all, when none is named) are in on this device, for choosing among them. */
    states: {
      input: z.strictObject({ types: z.array(z.enum(FILTERED_TYPES)).max(20) }),
      output: answer<{ readonly rows: readonly TicketStateRow[] }>(),
      // Asked when the choice is opened; a state that comes up while it is open is there the next time.
      watches: [],
    },
    /** Open tickets of the same type that may be about the same, the likeliest first, and why. */
    likely: {
      input: byId,
      output: answer<{ readonly rows: readonly LikelyDuplicate[] }>(),
      watches: [],
    },
    detail: {
      input: byId,
      output: answer<TicketDetail>(),
      // 'sync': whether the record waits to be sent is part of the answer.
      watches: [...NAMES_FROM, 'sync'],
    },
  },
});
