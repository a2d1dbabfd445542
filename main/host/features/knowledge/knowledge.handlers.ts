import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { done, notFound } from '../reply.ts';

export const knowledgeHandlers: FeatureHandlers<'knowledge'> = {
  commands: {},
  queries: {
    detail: async (context, { id }) => {
      const entry = await context.records.get('knowledge', id);
      if (entry === null) return notFound(id);
      const names = {
        ...context.read.names([entry.createdBy, entry.updatedBy, ...entry.journal.map((one) => one.by)]),
        ...context.read.ciNames(entry.ciIds),
      };
      return done({ entry, names });
    },
  },
};
