import type { FeatureHandlers } from '../../context.ts';
import { undoRun } from '../../import/undo-run.ts';
import { done, toReply } from '../reply.ts';
import { columnsOf, runChosen } from './chosen-files.ts';
import { decide, reviewPage } from './decide.ts';

export const importsHandlers: FeatureHandlers<'imports'> = {
  commands: {
    run: runChosen,
    undo: async (context, { id }, control) => {
      const undone = await undoRun(context, id, control);
      context.bus.touch('imports');
      if (!undone.ok) return toReply(undone);
      const people = undone.value.kept.flatMap(({ by }) => by ?? []);
      return done({ ...undone.value, names: context.read.names(people) });
    },
    decide,
  },
  queries: {
    list: async (context, window) => {
      const { total, rows } = context.imports.runs.page(window);
      const people = rows.flatMap(({ by, undoneBy }) => [by, ...(undoneBy === null ? [] : [undoneBy])]);
      return done({ total, rows, names: context.read.names(people) });
    },
    reviews: async (context, { openOnly, ...window }) => done(reviewPage(context, openOnly, window)),
    columns: columnsOf,
  },
};
