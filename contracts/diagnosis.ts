import * as z from 'zod';
import type { StoredScript } from '#domain/diagnosis/script.ts';
import { SCRIPT_FIELDS } from '#domain/diagnosis/script.ts';
import { recordShape } from '#domain/fields/schema.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import type { Names } from './shared.ts';

/** A diagnosis script as lists show it and as runs go through it. */
export type ScriptRow = StoredScript & {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
};

export const diagnosisContract = defineContract({
  feature: 'diagnosis',
  commands: {
    /** Makes a script or changes it; `baseVersion` guards against overwriting somebody's newer version, 0 for a new one. Answers its id. Errors: `invalid` with what and where. */
    save: {
      input: z.strictObject({
        ...recordShape(SCRIPT_FIELDS),
        id: idSchema.nullable(),
        baseVersion: z.number().int().min(0),
      }),
      output: answer<{ readonly id: string }>(),
    },
    /** It is offered no more, or again. What it was answered stays where it stands. */
    retire: { input: z.strictObject({ id: idSchema, retired: z.boolean() }), output: answer<null>() },
  },
  queries: {
    /** All scripts by their titles, and the names of what they lead to. */
    scripts: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly ScriptRow[]; readonly names: Names }>(),
      watches: ['settings', 'directory', 'knowledge'],
    },
  },
});
