import type { ListedView } from '#contracts/drafts.ts';
import type { FeatureHandlers } from '../../context.ts';
import { userOf } from '../actor.ts';
import { done } from '../reply.ts';
import { listedShared, share, unshare } from './shared-views.ts';

export const viewsHandlers: FeatureHandlers<'views'> = {
  commands: {
    save: async (context, view) => {
      const saved = context.views.save(userOf(context).personId, view);
      if (!saved.ok) return saved;
      context.bus.touch('views');
      return done(view);
    },
    delete: async (context, { id }) => {
      context.views.remove(userOf(context).personId, id);
      context.bus.touch('views');
      return done(null);
    },
    share,
    unshare,
  },
  queries: {
    list: async (context) => {
      const own = context.views.list(userOf(context).personId);
      const rows: readonly ListedView[] = [
        ...own.map((view) => ({ ...view, shared: null })),
        ...listedShared(context),
      ];
      return done({ rows });
    },
  },
};
