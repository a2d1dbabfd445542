import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers } from '../../context.ts';
import { done } from '../reply.ts';
import { damagedPage, dismissDamaged, dismissRestored } from './damaged.ts';
import { refusedEdit } from './refused-edit.ts';

export const syncHandlers: FeatureHandlers<'sync'> = {
  commands: {
    now: async (context) => {
      context.sync.now();
      return done(null);
    },
    setPaused: async (context, { paused }) => {
      await context.sync.setPaused(paused);
      return done(null);
    },
    setScope: async (context, scope) => {
      await context.sync.setScope(scope);
      return done(null);
    },
    retryRefused: (context, { collection, recordId }) => context.sync.retryRefused(collection, recordId),
    dropRefused: (context, { collection, recordId }) => context.sync.dropRefused(collection, recordId),
    dismissDamaged: async (context, { collection, recordId }) =>
      dismissDamaged(context, collection, recordId),
    dismissRestored: async (context) => dismissRestored(context),
    retryUnreadable: async ({ sync, unreadable }, { collection, recordId }) => {
      if (!unreadable.askAgain(collection, recordId)) return fail('not_found', 'sync.not_unreadable');
      sync.now();
      return done(null);
    },
  },
  queries: {
    status: async (context) => done(context.sync.status()),
    refused: async (context, { offset, limit }) =>
      done({ total: context.refused.count(), rows: context.refused.page(offset, limit) }),
    refusal: async ({ refused }, { collection, recordId }) => {
      const found = refused.find(collection, recordId);
      return done(found === null ? null : { code: found.code, reason: found.reason });
    },
    refusedEdit: async (context, { collection, recordId }) =>
      done(refusedEdit(context, collection, recordId)),
    unreadable: async ({ read, unreadable }, { offset, limit }) => {
      const rows = unreadable.page(offset, limit);
      const names = read.names(rows.map(({ updatedBy }) => updatedBy));
      return done({ total: unreadable.count(), rows, names });
    },
    damaged: async (context, { offset, limit }) => done(damagedPage(context, offset, limit)),
  },
};
