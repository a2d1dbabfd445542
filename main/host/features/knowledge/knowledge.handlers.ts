import type { Article, KnowledgeEntry, KnownError } from '#domain/fields/knowledge.ts';
import { rateEntry } from '#domain/knowledge/rate.ts';
import { reviewReasons } from '#domain/knowledge/review.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import type { FeatureHandlers } from '../../context.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { processHandlers } from '../processes/process-handlers.ts';
import { recordNames } from '../record-names.ts';
import { done, notFound } from '../reply.ts';
import { addImage } from './article-images.ts';

export const articlesHandlers: FeatureHandlers<'articles'> = {
  commands: {
    ...processHandlers(ARTICLE),
    rate: async (context, { id, ...input }) =>
      changeByRule<Article>(context, ARTICLE, 'rate', id, (entry, ctx) =>
        rateEntry(ARTICLE, entry, input, ctx),
      ),
    addImage,
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
    page: async (context, { filter, sort, offset, limit }) =>
      done(await context.read.knowledgePage(filter, sort, { offset, limit })),
    counts: async (context, { filters }) => done({ counts: await context.read.knowledgeCounts(filters) }),
    image: async (context, { id }) => {
      const image = await context.records.get('attachments', id);
      const isThere = image?.active === true && image.data !== null;
      return done(isThere ? { mediaType: image.mediaType, data: image.data ?? '' } : null);
    },
    detail: async (context, { id }) => {
      const entry: KnowledgeEntry | null = await context.records.get('knowledge', id);
      if (entry === null) return notFound(id);
      const { read, clock } = context;
      const used = (await read.knowledgeUsages.counted()).get(id);
      const usage = { count: used?.count ?? 0, lastAt: used?.lastAt ?? null };
      const usedIn = [...read.tickets(used?.ticketIds ?? [])].sort((left, right) =>
        right.openedAt.localeCompare(left.openedAt),
      );
      const ticketOf = (ticketId: string | null) =>
        ticketId === null ? null : (read.tickets([ticketId])[0] ?? null);
      return done({
        entry,
        names: recordNames(context, 'knowledge', entry),
        problem: ticketOf(entry.type === 'known_error' ? entry.problemId : null),
        ticket: ticketOf(entry.ticketId),
        usage,
        usedIn,
        review: reviewReasons(entry, usage, clock.now()),
        pendingSync: context.sync.isPending('knowledge', id),
      });
    },
  },
};
