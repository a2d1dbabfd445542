import * as z from 'zod';
import { CHANGE_TIES } from '#domain/changes/links.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { idSchema, nullableId } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { processCommands } from './process.ts';
import type { TicketRow } from './shared.ts';

export type Suggestion = {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly type: 'known_error' | 'article';
  readonly workaround: string;
  /** Offered for closing a ticket that it is linked to. */
  readonly closureCode: string | null;
  /** Why it is offered, strongest first. */
  readonly because: readonly ('same_ci' | 'same_model' | 'same_category' | 'text')[];
};

export const incidentsContract = defineContract({
  feature: 'incidents',
  commands: {
    ...processCommands(INCIDENT),
    setParent: { input: z.strictObject({ id: idSchema, parentId: nullableId }), output: answer<Incident>() },
    linkProblem: {
      input: z.strictObject({ id: idSchema, problemId: nullableId }),
      output: answer<Incident>(),
    },
    /** The change that mends it (`fix`) or that brought it about (`cause`), on both sides; null takes it off. */
    linkChange: {
      input: z.strictObject({ id: idSchema, as: z.enum(CHANGE_TIES), changeId: nullableId }),
      output: answer<Incident>(),
    },
  },
  queries: {
    /** Known errors and similar tickets for what is being typed; ranked by shared CI, then category, then text. */
    suggest: {
      input: z.strictObject({
        text: z.string().max(2_000),
        ciId: nullableId,
        category: z.string().max(80).nullable(),
        requesterId: nullableId,
        exceptId: nullableId,
      }),
      output: answer<{ readonly knowledge: readonly Suggestion[]; readonly similar: readonly TicketRow[] }>(),
      watches: [],
    },
  },
});
