import * as z from 'zod';
import { idSchema } from '#domain/records/common-schemas.ts';
import type { Reason } from '#domain/records/result.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import { answer, defineContract } from './define.ts';

/** What was typed and not yet sent, kept per record and person on this device; never synced. */
export type Draft = {
  /** `incident:<ticket id>` or `incident-new:<id>`. */
  readonly key: string;
  readonly label: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly savedAt: string;
};

const draftKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[a-z-]+:[\w.:@-]+$/);

/** Whose draft it is meant to be; refused once somebody else is signed in. What was asked late must not reach the next person's drafts. */
const whose = idSchema.optional();

export const draftsContract = defineContract({
  feature: 'drafts',
  commands: {
    /** Answers once it is on disk. An empty `fields` discards the draft. */
    save: {
      input: z.strictObject({
        key: draftKey,
        label: z.string().max(400),
        fields: z.record(z.string().max(200), z.unknown()),
        personId: whose,
      }),
      output: answer<{ readonly savedAt: string }>(),
    },
    discard: { input: z.strictObject({ key: draftKey, personId: whose }), output: answer<null>() },
  },
  queries: {
    get: {
      input: z.strictObject({ key: draftKey, personId: whose }),
      output: answer<Draft | null>(),
      watches: [],
    },
    list: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly Omit<Draft, 'fields'>[] }>(),
      watches: ['drafts'],
    },
  },
});

const viewHead = {
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(120),
};

const ticketViewSchema = z.strictObject({
  ...viewHead,
  kind: z.literal('filter'),
  /** The list it is a view of, by its page. */
  list: z.literal('queue').default('queue'),
  filter: ticketFilterSchema,
  sort: ticketSortSchema,
  columns: z.array(z.string().max(40)).max(30),
});

const chosenValue = z.union([
  z.string().max(200),
  z.boolean(),
  z.null(),
  z.array(z.string().max(80)).max(100),
]);

/** More than any list has. */
const MOST_FILTERS = 20;

const narrowedViewSchema = z.strictObject({
  ...viewHead,
  kind: z.literal('choice'),
  list: z.string().min(1).max(40),
  /** The view of the list that it narrows; empty where the list has none. */
  view: z.string().max(40),
  /** What was chosen in the list's filters, by their names. The list reads what it knows of it. */
  choice: z
    .record(z.string().max(40), chosenValue)
    .refine((choice) => Object.keys(choice).length <= MOST_FILTERS, {
      params: { reason: 'value.most_entries' satisfies Reason, details: { count: MOST_FILTERS } },
    }),
  sort: z.strictObject({ field: z.string().max(40), direction: z.enum(['asc', 'desc']) }),
});

/** A view of the queue: filter, sorting and columns. */
export type TicketView = z.infer<typeof ticketViewSchema>;
/** A view of any other list: what narrows one of the list's own views, so that "mine" and "today" stay what they say. */
export type NarrowedView = z.infer<typeof narrowedViewSchema>;
/** A saved view, per person on this device. */
export const viewSchema = z.discriminatedUnion('kind', [ticketViewSchema, narrowedViewSchema]);
export type SavedView = z.infer<typeof viewSchema>;

export const viewsContract = defineContract({
  feature: 'views',
  commands: {
    save: { input: viewSchema, output: answer<SavedView>() },
    delete: { input: z.strictObject({ id: z.string().min(1).max(80) }), output: answer<null>() },
  },
  queries: {
    list: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly SavedView[] }>(),
      watches: ['views'],
    },
  },
});
