import * as z from 'zod';
import type { Article, KnowledgeEntry, KnownError } from '#domain/fields/knowledge.ts';
import { MAX_INLINE_DATA } from '#domain/fields/others.ts';
import type { ReviewReason, Usage } from '#domain/knowledge/review.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract, MOST_COUNTS } from './define.ts';
import { processCommands } from './process.ts';
import {
  byId,
  type Counts,
  type FoundPage,
  NAMES_FROM,
  type Names,
  type TicketRow,
  windowInput,
} from './shared.ts';

export const knowledgeFilterSchema = z.strictObject({
  types: z
    .array(z.enum(['article', 'known_error']))
    .max(2)
    .optional(),
  states: z.array(z.string().max(40)).max(20).optional(),
  category: z.string().max(80).optional(),
  ownerId: idSchema.optional(),
  problemId: idSchema.optional(),
  ciId: idSchema.optional(),
  /** Words, with typos forgiven as in every search. */
  text: z.string().max(400).optional(),
  /** Only what should be looked over, see domain/knowledge/review.ts. */
  toReview: z.boolean().optional(),
});
export type KnowledgeFilter = z.infer<typeof knowledgeFilterSchema>;
const KNOWLEDGE_SORTS = [
  'number',
  'title',
  'state',
  'category',
  'ownerName',
  'updatedAt',
  'publishedAt',
  'validUntil',
  'helpful',
  'uses',
] as const;
export const knowledgeSortSchema = z.strictObject({
  field: z.enum(KNOWLEDGE_SORTS),
  direction: z.enum(['asc', 'desc']),
});
export type KnowledgeSort = z.infer<typeof knowledgeSortSchema>;

export type KnowledgeRow = {
  readonly id: string;
  readonly type: KnowledgeEntry['type'];
  readonly number: string;
  readonly title: string;
  readonly state: KnowledgeEntry['state'];
  readonly active: boolean;
  readonly category: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly problemId: string | null;
  readonly workaround: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
  readonly validUntil: string | null;
  /** Readers whom it helped, and whom it did not. */
  readonly helpful: number;
  readonly not: number;
  /** Tickets that link it, and when the last of them was opened; null until they were counted. */
  readonly uses: number | null;
  readonly lastUsedAt: string | null;
  readonly review: readonly ReviewReason[];
  readonly openClashes: number;
};

/** The bytes of an article's image, base64 without line breaks. */
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** A reader's verdict; the same person's later one replaces the earlier. */
const rating = z.strictObject({
  id: idSchema,
  helpful: z.boolean(),
  text: z.string().trim().max(2_000).nullable(),
});

export const articlesContract = defineContract({
  feature: 'articles',
  commands: {
    ...processCommands(ARTICLE),
    rate: { input: rating, output: answer<Article>() },
    /** Keeps an image for the article's text, where it stands as `deskhand-image:<id>`. The same image is kept once. */
    addImage: {
      input: z.strictObject({
        id: idSchema,
        fileName: z.string().trim().min(1).max(400),
        mediaType: z.enum(IMAGE_TYPES),
        data: z.base64().min(1).max(MAX_INLINE_DATA),
      }),
      output: answer<{ readonly imageId: string }>(),
    },
  },
  queries: {},
});

export const knownErrorsContract = defineContract({
  feature: 'knownErrors',
  commands: {
    ...processCommands(KNOWN_ERROR),
    rate: { input: rating, output: answer<KnownError>() },
  },
  queries: {},
});

/** What is read of both kinds of knowledge. */
export const knowledgeContract = defineContract({
  feature: 'knowledge',
  commands: {},
  queries: {
    page: {
      input: z.strictObject({ filter: knowledgeFilterSchema, sort: knowledgeSortSchema, ...windowInput }),
      output: answer<FoundPage<KnowledgeRow>>(),
      // Rows tell how often tickets link the entry.
      watches: ['knowledge', 'directory', 'tickets'],
    },
    /** How many entries each list has, in the order of `filters`; null for lists that a search narrows. */
    counts: {
      input: z.strictObject({ filters: z.array(knowledgeFilterSchema).max(MOST_COUNTS) }),
      output: answer<Counts>(),
      // Not tickets: a number beside a list is not worth reading the whole base at each of their changes.
      watches: ['knowledge'],
    },
    /** The bytes of an image; null when it is not on this device (yet). */
    image: {
      input: byId,
      output: answer<{ readonly mediaType: string; readonly data: string } | null>(),
      watches: ['attachments'],
    },
    detail: {
      input: byId,
      output: answer<{
        readonly entry: KnowledgeEntry;
        readonly names: Names;
        /** The problem of a known error, the ticket an article was written from. */
        readonly problem: TicketRow | null;
        readonly ticket: TicketRow | null;
        /** Tickets that link it. */
        readonly usage: Usage;
        /** The newest of them, newest first. */
        readonly usedIn: readonly TicketRow[];
        readonly review: readonly ReviewReason[];
        readonly pendingSync: boolean;
      }>(),
      watches: [...NAMES_FROM, 'sync'],
    },
  },
});
