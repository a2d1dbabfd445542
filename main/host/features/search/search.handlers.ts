import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { done } from '../reply.ts';

export const searchHandlers: FeatureHandlers<'search'> = {
  commands: {},
  queries: {
    all: async (context, { text, kinds, limit }) => done({ rows: context.read.search(text, kinds, limit) }),
  },
};
