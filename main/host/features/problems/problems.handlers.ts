import type { Problem } from '#domain/fields/tickets.ts';
import { tellWorkaround } from '#domain/problems/tell.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { withEffects } from '../effects/effects.ts';
import { changeByRule, processHandlers } from '../processes/process-handlers.ts';
import { done } from '../reply.ts';

export const problemsHandlers: FeatureHandlers<'problems'> = {
  commands: {
    ...processHandlers(PROBLEM),
    tellWorkaround: async (context, { id }) => {
      const open = context.read.openIncidentsOfProblem(id);
      const known = context.read.knownErrorsOfProblem(id);
      const reply = await withEffects(context, 'tickets', id, () =>
        changeByRule<Problem>(context, PROBLEM, 'tellWorkaround', id, (problem, ctx) =>
          tellWorkaround(problem, open, known, ctx),
        ),
      );
      return reply.ok ? done({ problem: reply.data, told: open.length }) : reply;
    },
  },
  queries: {},
};
