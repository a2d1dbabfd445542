import type { FeatureHandlers } from '../../context.ts';
import { done } from '../reply.ts';

export const searchHandlers: FeatureHandlers<'search'> = {
  commands: {},
  queries: {
    all: async ({ read }, { text, kinds, limit }) =>
      done({ ...read.search(text, kinds, limit), notIndexed: read.notIndexed() }),
  },
};
