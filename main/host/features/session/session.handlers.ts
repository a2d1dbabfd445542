import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers } from '../../context.ts';
import { userOf } from '../actor.ts';
import { done } from '../reply.ts';

export const sessionHandlers: FeatureHandlers<'session'> = {
  commands: {
    signIn: (context, { login, password }) => context.session.signIn(login, password),
    signOut: async (context) => {
      await context.session.signOut();
      return done(null);
    },
    lock: async (context) => {
      context.session.lock();
      return done(null);
    },
    unlock: (context, { password }) => context.session.unlock(password),
    setStartPage: async (context, { page }) => {
      context.session.setStartPage(userOf(context).personId, page);
      return done(null);
    },
    setDefaultView: async (context, { list, view }) => {
      context.session.setDefaultView(userOf(context).personId, list, view);
      return done(null);
    },
    keepTabs: async (context, { personId, tabs }) => {
      if (personId !== userOf(context).personId) return fail('signed_out', 'session.sign_in');
      context.session.keepTabs(personId, tabs);
      return done(null);
    },
    setLanguage: async (context, { language }) => {
      context.session.setLanguage(userOf(context).personId, language);
      return done(null);
    },
    setServer: (context, choice) => context.session.setServer(choice),
  },
  queries: {
    tabs: async (context) => done({ tabs: context.session.tabs(userOf(context).personId) }),
    status: async (context) => done(await context.session.status()),
  },
};
