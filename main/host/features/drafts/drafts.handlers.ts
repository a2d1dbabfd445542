import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers } from '../../context.ts';
import { userOf } from '../actor.ts';
import { done } from '../reply.ts';

const isAnothers = (personId: string, whose: string | undefined): boolean =>
  whose !== undefined && whose !== personId;

export const draftsHandlers: FeatureHandlers<'drafts'> = {
  commands: {
    save: async (context, { key, label, fields, personId: whose }) => {
      const { personId } = userOf(context);
      if (isAnothers(personId, whose)) return fail('signed_out', 'session.sign_in');
      const savedAt = context.clock.now();
      if (Object.keys(fields).length === 0) context.drafts.discard(personId, key);
      else {
        const saved = context.drafts.save(personId, { key, label, fields, savedAt });
        if (!saved.ok) return saved;
      }
      context.bus.touch('drafts');
      return done({ savedAt });
    },
    discard: async (context, { key, personId: whose }) => {
      const { personId } = userOf(context);
      if (isAnothers(personId, whose)) return fail('signed_out', 'session.sign_in');
      context.drafts.discard(personId, key);
      context.bus.touch('drafts');
      return done(null);
    },
  },
  queries: {
    get: async (context, { key, personId: whose }) => {
      const { personId } = userOf(context);
      return isAnothers(personId, whose)
        ? fail('signed_out', 'session.sign_in')
        : done(context.drafts.get(personId, key));
    },
    list: async (context) => done({ rows: context.drafts.list(userOf(context).personId) }),
  },
};
