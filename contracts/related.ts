import * as z from 'zod';
import type { Priority } from '#domain/fields/tickets.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { STORY_COLLECTIONS, type StoryStage } from '#domain/related/story.ts';
import { answer, defineContract } from './define.ts';

export const PREVIEWED = ['tickets', 'knowledge', 'orders', 'configItems', 'events'] as const;
export type PreviewedCollection = (typeof PREVIEWED)[number];

/** What a record is about, in short. */
export type RecordPreview = {
  readonly type: string | null;
  readonly number: string | null;
  readonly title: string;
  /** Of a configuration item its status. */
  readonly state: string | null;
  readonly priority: Priority | null;
  readonly assigneeName: string | null;
  readonly teamName: string | null;
  readonly updatedAt: string;
  /** The first texts of it that say something, by their fields. */
  readonly texts: readonly { readonly field: string; readonly text: string }[];
  /** What was said of it last, as it stands by now. */
  readonly lastWords: { readonly text: string; readonly byName: string | null; readonly at: string } | null;
};

export const relatedContract = defineContract({
  feature: 'related',
  commands: {},
  queries: {
    /** The story that a record belongs to, stage by stage; `isCut`: there is more than was followed. */
    story: {
      input: z.strictObject({ collection: z.enum(STORY_COLLECTIONS), id: idSchema }),
      output: answer<{ readonly stages: readonly StoryStage[]; readonly isCut: boolean }>(),
      watches: ['tickets', 'knowledge', 'orders', 'events'],
    },
    preview: {
      input: z.strictObject({ collection: z.enum(PREVIEWED), id: idSchema }),
      output: answer<RecordPreview>(),
      // It is asked for when it is looked at, and not followed.
      watches: [],
    },
  },
});
