import * as z from 'zod';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import type { BulkResult } from './tickets.ts';

/** An act of this session that can be taken back or done again: what one command changed, on one record or on many. */
export type ActSummary = {
  /** The command that did it first: `incidents.assign`. */
  readonly command: string;
  /** The number or name of the record, the first of them. */
  readonly label: string;
  readonly count: number;
};

/** What became of it, record by record. */
export type ActOutcome = { readonly command: string; readonly results: readonly BulkResult[] };

/** Taking acts back and doing them again (domain/merge/take-back.ts). */
export const actsContract = defineContract({
  feature: 'acts',
  commands: {
    /** One entry of a record's history, by its id. Answers the record's number or name. */
    takeBack: {
      input: z.strictObject({ collection: z.enum(COLLECTIONS), id: idSchema, entryId: idSchema }),
      output: answer<{ readonly label: string }>(),
    },
    /** The last act of this session that stands; `command`: only if that did it. Errors: `nothing_to_do`. */
    undo: { input: z.strictObject({ command: z.string().max(80).optional() }), output: answer<ActOutcome>() },
    /** The last act that was taken back. Errors: `nothing_to_do`. */
    redo: { input: z.strictObject({}), output: answer<ActOutcome>() },
  },
  queries: {
    /** What `undo` and `redo` would do now. */
    next: {
      input: z.strictObject({}),
      output: answer<{ readonly undo: ActSummary | null; readonly redo: ActSummary | null }>(),
      watches: ['acts', 'session'],
    },
  },
});

export type ActTarget = {
  readonly collection: CollectionName;
  readonly id: string;
  readonly entryId: string;
};
