import type { Article, KnowledgeEntry, KnownError } from '#domain/fields/knowledge.ts';
import { rateEntry } from '#domain/knowledge/rate.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { changeByRule, processHandlers } from '../processes/process-handlers.ts';
import { recordNames } from '../record-names.ts';
import { done, notFound } from '../reply.ts';

export const articlesHandlers: FeatureHandlers<'articles'> = {
  commands: {
    ...processHandlers(ARTICLE),
    rate: async (context, { id, ...input }) =>
      changeByRule<Article>(context, ARTICLE, 'rate', id, (entry, ctx) =>
        rateEntry(ARTICLE, entry, input, ctx),
      ),
  },
  queries: {},
};

export const knownErrorsHandlers: FeatureHandlers<'knownErrors'> = {
  commands: {
    ...processHandlers(KNOWN_ERROR),
    rate: async (context, { id, ...input }) =>
      changeByRule<KnownError>(context, KNOWN_ERROR, 'rate', id, (entry, ctx) =>
        rateEntry(KNOWN_ERROR, entry, input, ctx),
      ),
  },
  queries: {},
};

export const knowledgeHandlers: FeatureHandlers<'knowledge'> = {
  commands: {},
  queries: {
    detail: async (context, { id }) => {
      const entry: KnowledgeEntry | null = await context.records.get('knowledge', id);
      if (entry === null) return notFound(id);
      return done({
        entry,
        names: recordNames(context, 'knowledge', entry),
        pendingSync: context.sync.isPending('knowledge', id),
      });
    },
  },
};
