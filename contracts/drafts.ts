import * as z from 'zod';
import { idSchema } from '#domain/records/common.ts';
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
    discard: { input: z.strictObject({ key: draftKey }), output: answer<null>() },
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

export const viewSchema = z.strictObject({
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(120),
  /** The list it is a view of, by its page. */
  list: z.string().min(1).max(40).default('queue'),
  filter: ticketFilterSchema,
  sort: ticketSortSchema,
  columns: z.array(z.string().max(40)).max(30),
});
/** A saved view of the queue or another list of tickets: filter, sorting and columns, per person on this device. */
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
