import * as z from 'zod';
import { idSchema } from '#domain/records/common-schemas.ts';
import { type SavedView, viewSchema } from '#domain/views/saved-view.ts';
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

/** A view as somebody finds it in their lists. */
export type ListedView = SavedView & {
  /** Null: it is one's own, on this device. */
  readonly shared: {
    readonly teamId: string;
    readonly teamName: string;
    readonly by: string;
    /** Whether this person may change it and stop sharing it. */
    readonly mayEdit: boolean;
  } | null;
};

export const viewsContract = defineContract({
  feature: 'views',
  commands: {
    save: { input: viewSchema, output: answer<SavedView>() },
    delete: { input: z.strictObject({ id: z.string().min(1).max(80) }), output: answer<null>() },
    /** Gives a view to everybody in a team, and changes one that is shared. Answers it as it is listed from now on: under another id. */
    share: { input: z.strictObject({ view: viewSchema, teamId: idSchema }), output: answer<SavedView>() },
    /** Takes it from the team; who does so keeps it as their own. */
    unshare: { input: z.strictObject({ id: z.string().min(1).max(80) }), output: answer<SavedView>() },
  },
  queries: {
    /** One's own, and those that were shared with one's teams. */
    list: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly ListedView[] }>(),
      watches: ['views', 'settings', 'directory', 'session'],
    },
  },
});
