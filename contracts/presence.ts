import * as z from 'zod';
import { SHOWN_COLLECTIONS } from '#domain/presence/open-records.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';

/** Somebody else who has a record open. */
export type OtherHere = {
  readonly personId: string;
  readonly name: string | null;
  readonly since: string;
  readonly typing: boolean;
};

/** How often a window says again what it shows; what it has not said for longer counts as closed. */
export const TOLD_AGAIN_MS = 60_000;

const record = { collection: z.enum(SHOWN_COLLECTIONS), id: idSchema };

/** Who else has a record open, as the consoles say of themselves through the sync. */
export const presenceContract = defineContract({
  feature: 'presence',
  commands: {
    /** What a window shows now; null: no such record. `window` is a word of its own. */
    tell: {
      input: z.strictObject({
        window: idSchema,
        record: z.strictObject({ ...record, typing: z.boolean() }).nullable(),
      }),
      output: answer<null>(),
    },
    /** Whether others are told what is open here. */
    choose: { input: z.strictObject({ told: z.boolean() }), output: answer<null>() },
  },
  queries: {
    /** Nobody while there is no line to the server: what was said before may not be so any more. */
    others: {
      input: z.strictObject(record),
      output: answer<{ readonly rows: readonly OtherHere[] }>(),
      watches: ['presence', 'sync', 'session', 'directory'],
    },
    choice: {
      input: z.strictObject({}),
      output: answer<{ readonly told: boolean }>(),
      watches: ['presence', 'session'],
    },
  },
});
