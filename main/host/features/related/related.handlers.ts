import { storyOf } from '#domain/related/story.ts';
import type { FeatureHandlers } from '../../context.ts';
import { done, notFound } from '../reply.ts';
import { previewOf } from './preview.ts';

export const relatedHandlers: FeatureHandlers<'related'> = {
  commands: {},
  queries: {
    story: async ({ read }, { collection, id }) => {
      const { records, links, isCut } = read.story(collection, id);
      return done({ stages: storyOf(id, records, links), isCut });
    },
    preview: async (context, { collection, id }) => {
      const preview = await previewOf(context, collection, id);
      return preview === null ? notFound(id) : done(preview);
    },
  },
};
