import type { FeatureHandlers } from '../../context.ts';
import { idsIn } from '../record-names.ts';
import { done, toReply } from '../reply.ts';
import { filler, subjectOf } from './fill.ts';
import { listed, noteUse, retire, save, usable } from './library.ts';
import { preview, run } from './macro.ts';

export const preparedHandlers: FeatureHandlers<'prepared'> = {
  commands: {
    save,
    retire,
    use: async (context, { id }) => {
      const found = usable(context, id);
      if (!found.ok) return toReply(found);
      noteUse(context, id);
      return done(null);
    },
    run,
  },
  queries: {
    list: async (context) => {
      const rows = listed(context);
      const ids = rows.flatMap(({ content }) => idsIn(content));
      const services = context.settings.services().filter(({ id }) => ids.includes(id));
      const names = Object.fromEntries(services.map(({ id, name }) => [id, name]));
      return done({ rows, names: { ...names, ...context.read.names(ids) } });
    },
    fill: async (context, { texts, language, about, answers }) => {
      const fill = filler(context, await subjectOf(context, about), language, answers);
      const filled = Object.entries(texts).map(([name, text]) => [name, fill(text)] as const);
      return done({
        texts: Object.fromEntries(filled.map(([name, { text }]) => [name, text])),
        left: [...new Set(filled.flatMap(([, { left }]) => left))],
      });
    },
    preview,
  },
};
