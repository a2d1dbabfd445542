import type { FeatureHandlers } from '../../context.ts';
import { userOf } from '../actor.ts';
import { done } from '../reply.ts';

export const draftsHandlers: FeatureHandlers<'drafts'> = {
  commands: {
    save: async (context, { key, label, fields }) => {
      const { personId } = userOf(context);
      const savedAt = context.clock.now();
      if (Object.keys(fields).length === 0) context.drafts.discard(personId, key);
      else context.drafts.save(personId, { key, label, fields, savedAt });
      context.bus.touch('drafts');
      return done({ savedAt });
    },
    discard: async (context, { key }) => {
      context.drafts.discard(userOf(context).personId, key);
      context.bus.touch('drafts');
      return done(null);
    },
  },
  queries: {
    get: async (context, { key }) => done(context.drafts.get(userOf(context).personId, key)),
    list: async (context) => done({ rows: context.drafts.list(userOf(context).personId) }),
  },
};

export const viewsHandlers: FeatureHandlers<'views'> = {
  commands: {
    save: async (context, view) => {
      context.views.save(userOf(context).personId, view);
      context.bus.touch('views');
      return done(view);
    },
    delete: async (context, { id }) => {
      context.views.remove(userOf(context).personId, id);
      context.bus.touch('views');
      return done(null);
    },
  },
  queries: {
    list: async (context) => done({ rows: context.views.list(userOf(context).personId) }),
  },
};
