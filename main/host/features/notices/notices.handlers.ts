import type { NoticeChoices } from '#domain/notices/notices.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import type { NativeChoices } from '../../local/notices.ts';
import { actorOf } from '../actor.ts';
import { done, toReply } from '../reply.ts';
import { mutedOf, setMuted, setWatch, watchesOf } from './personal.ts';

const choicesOf = (context: HostContext): NoticeChoices => {
  const { personId } = actorOf(context);
  return { ...context.notices.native(personId), muted: mutedOf(context, personId) };
};

type Given = { readonly [N in keyof NativeChoices]?: NativeChoices[N] | undefined };
const withoutUndefined = (given: Given): Partial<NativeChoices> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

export const noticesHandlers: FeatureHandlers<'notices'> = {
  commands: {
    read: async (context, { ids }) => {
      const { notices, clock, bus } = context;
      notices.markRead(actorOf(context).personId, ids ?? null, clock.now());
      bus.touch('notices');
      return done(null);
    },
    choose: async (context, { kind, ...given }) => {
      const { personId } = actorOf(context);
      if (kind !== undefined) {
        const muted = await setMuted(context, personId, kind.name, kind.muted);
        if (!muted.ok) return toReply(muted);
      }
      context.notices.chooseNative(personId, withoutUndefined(given));
      context.bus.touch('notices');
      return done(choicesOf(context));
    },
    watch: async (context, { ticketId, on }) => {
      const watched = await setWatch(context, actorOf(context).personId, ticketId, on);
      if (!watched.ok) return toReply(watched);
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
    choices: async (context) => done(choicesOf(context)),
    watching: async (context, { ticketId }) =>
      done({ on: watchesOf(context, actorOf(context).personId).has(ticketId) }),
  },
};
