import * as z from 'zod';
import type { Absence, Person } from '#domain/fields/directory.ts';
import { idSchema, instantSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import type { Names } from './shared.ts';

/** An absence as it is shown: `delegateAway` says when the delegate is away in it, too, and then nobody decides. */
export type AbsenceRow = Absence & {
  readonly delegateAway: { readonly startsAt: string; readonly endsAt: string } | null;
};

export const absencesContract = defineContract({
  feature: 'absences',
  commands: {
    /** One's own, or somebody else's by who may; records that wait for the person are told of the delegate in the same act. */
    save: {
      input: z.strictObject({
        personId: idSchema,
        absence: z.strictObject({
          id: idSchema,
          startsAt: instantSchema,
          endsAt: instantSchema,
          delegateId: idSchema.nullable(),
        }),
      }),
      output: answer<Person>(),
    },
    /** Back again, or never gone. */
    end: { input: z.strictObject({ personId: idSchema, id: idSchema }), output: answer<Person>() },
    /** Names the delegates of those who are away in one record that waits for them. */
    tell: {
      input: z.strictObject({ ticketId: idSchema }),
      output: answer<{ readonly named: number }>(),
    },
  },
  queries: {
    /** Of one person, those that are over left out; the next first. `mayEdit`: who asks may write them; `mayName`: and say who decides meanwhile. */
    of: {
      input: z.strictObject({ personId: idSchema }),
      output: answer<{
        readonly rows: readonly AbsenceRow[];
        readonly names: Names;
        readonly mayEdit: boolean;
        readonly mayName: boolean;
      }>(),
      watches: ['directory', 'session'],
    },
  },
});
