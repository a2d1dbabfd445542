import * as z from 'zod';
import type { Article, KnowledgeEntry, KnownError } from '#domain/fields/knowledge.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { idSchema } from '#domain/records/common.ts';
import { answer, defineContract } from './define.ts';
import { processCommands } from './process.ts';
import { byId, type Names } from './shared.ts';

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
    detail: {
      input: byId,
      output: answer<{
        readonly entry: KnowledgeEntry;
        readonly names: Names;
        readonly pendingSync: boolean;
      }>(),
      watches: ['knowledge', 'sync'],
    },
  },
});
