import type { FeatureHandlers } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { done } from '../reply.ts';

export const noticesHandlers: FeatureHandlers<'notices'> = {
  commands: {
    read: async (context, { ids }) => {
      const { notices, clock, bus } = context;
      notices.markRead(actorOf(context).personId, ids ?? null, clock.now());
      bus.touch('notices');
      return done(null);
    },
    choose: async (context, choices) => {
      context.notices.choose(actorOf(context).personId, choices);
      context.bus.touch('notices');
      return done(choices);
    },
    watch: async (context, { ticketId, on }) => {
      context.notices.setWatch(actorOf(context).personId, ticketId, on);
      context.bus.touch('notices');
      return done(null);
    },
  },
  queries: {
    list: async (context, window) => {
      const page = context.notices.page(actorOf(context).personId, window);
      const authors = page.rows.flatMap(({ by }) => (by === null ? [] : [by]));
      return done({ ...page, names: context.read.names(authors) });
    },
    choices: async (context) => done(context.notices.choices(actorOf(context).personId)),
    watching: async (context, { ticketId }) =>
      done({ on: context.notices.watches(actorOf(context).personId, ticketId) }),
  },
};
