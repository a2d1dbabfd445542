import * as z from 'zod';
import type { Problem } from '#domain/fields/tickets.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { idSchema } from '#domain/records/common.ts';
import { answer, defineContract } from './define.ts';
import { processCommands } from './process.ts';

export const problemsContract = defineContract({
  feature: 'problems',
  commands: {
    ...processCommands(PROBLEM),
    /** Posts the workaround to every open incident of the problem, links the known error there, and marks that it was told. */
    tellWorkaround: {
      input: z.strictObject({ id: idSchema }),
      output: answer<{ readonly problem: Problem; readonly told: number }>(),
    },
  },
  queries: {},
});
