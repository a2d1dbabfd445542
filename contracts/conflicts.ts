import * as z from 'zod';
import type { Clash } from '#domain/fields/base.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Reason } from '#domain/records/result.ts';
import { answer, defineContract } from './define.ts';
import { type Names, windowInput } from './shared.ts';

export type ConflictRow = Clash & {
  readonly collection: CollectionName;
  readonly recordId: string;
  /** `INC-7QK-0042 Printer does not print`. */
  readonly label: string;
  readonly recordType: string;
};

/** Same-field clashes that wait for a decision (design: never silently lost). */
export const conflictsContract = defineContract({
  feature: 'conflicts',
  commands: {
    resolve: {
      input: z
        .strictObject({
          collection: z.enum(COLLECTIONS),
          recordId: z.string().min(1).max(80),
          clashId: z.string().min(1).max(80),
          take: z.enum(['mine', 'theirs', 'edited']),
          /** The value to write for `edited`. */
          value: z.unknown().optional(),
        })
        .refine((input) => input.take !== 'edited' || input.value !== undefined, {
          params: { reason: 'value.edited_needed' satisfies Reason },
          path: ['value'],
        }),
      output: answer<null>(),
    },
  },
  queries: {
    list: {
      /** Over all collections: first those of one's own values, then the latest. */
      input: z.strictObject(windowInput),
      output: answer<{
        readonly total: number;
        /** How many are of one's own values. */
        readonly yours: number;
        readonly rows: readonly ConflictRow[];
        readonly names: Names;
      }>(),
      watches: COLLECTIONS,
    },
  },
});
