import * as z from 'zod';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { idSchema, longText } from '#domain/records/common-schemas.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { preparedSchema, type SettingValue } from '#domain/records/settings.ts';
import { answer, defineContract } from './define.ts';
import type { Names } from './shared.ts';
import { type BulkPreviewRow, type BulkResult, manyIds } from './tickets.ts';

export type PreparedValue = Omit<Extract<SettingValue, { key: 'prepared' }>, 'key'>;

/** A text module, template or macro as somebody finds it in their lists. */
export type Prepared = PreparedValue & {
  readonly id: string;
  readonly version: number;
  readonly teamName: string | null;
  readonly byName: string | null;
  readonly updatedAt: string;
  readonly updatedByName: string | null;
  /** Whether this person may change it. */
  readonly mayEdit: boolean;
  /** It is for this person, not retired, and of use. */
  readonly isOffered: boolean;
  /** What of it can't be used; it came from elsewhere. */
  readonly fault: Reasoned | null;
  /** Of a text module: the name of another one with the same prefix for the same people. */
  readonly sameAs: string | null;
  /** When this person used it last, on this device. */
  readonly usedAt: string | null;
};

/** What placeholders are filled from: a record, what is typed in its form, or both. */
const about = z.strictObject({
  collection: z.enum(COLLECTIONS),
  type: z.string().max(40).nullable(),
  id: idSchema.nullable(),
  /** Fields as the form holds them; they count before the record's. */
  values: z.record(z.string().max(80), z.union([longText, z.number(), z.boolean(), z.null()])),
});
export type About = z.infer<typeof about>;

/** Answers to what texts ask, by the question. */
const answers = z.record(z.string().max(200), z.string().max(2_000));

const runInput = {
  id: idSchema,
  collection: z.enum(COLLECTIONS),
  ids: manyIds,
  answers,
};

/** What would become of one record, and what would be said about it. */
export type MacroPreviewRow = Omit<BulkPreviewRow, 'type'> & {
  readonly type: string;
  readonly said: readonly { readonly kind: 'note' | 'comment'; readonly text: string }[];
};

export const preparedContract = defineContract({
  feature: 'prepared',
  commands: {
    /** Makes one, or changes it; `baseVersion` guards against overwriting somebody's newer version, 0 for a new one. Answers its id. */
    save: {
      input: z.strictObject({
        ...preparedSchema.shape,
        id: idSchema.nullable(),
        baseVersion: z.number().int().min(0),
      }),
      output: answer<{ readonly id: string }>(),
    },
    /** It is not offered any more, or it is again. */
    retire: { input: z.strictObject({ id: idSchema, retired: z.boolean() }), output: answer<null>() },
    /** Remembers for this person and device that it was used, so that it is offered first. */
    use: { input: z.strictObject({ id: idSchema }), output: answer<null>() },
    /**
     * Runs a macro on each of the records, in their order: all of its acts or none of them, each as its own command with that command's checks. What it
     * does is one act.
     */
    run: { input: z.strictObject(runInput), output: answer<{ readonly results: readonly BulkResult[] }>() },
  },
  queries: {
    /** Those of one's own, of one's teams and everybody's, also retired ones; the last used first. */
    list: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly Prepared[]; readonly names: Names }>(),
      watches: ['settings', 'directory', 'catalogue', 'session', 'views'],
    },
    /** Texts with their placeholders filled; `left` are those that have no value and stand in the texts still. */
    fill: {
      input: z.strictObject({
        texts: z.record(z.string().max(80), longText),
        language: preparedSchema.shape.language,
        about: about.nullable(),
        answers,
      }),
      output: answer<{
        readonly texts: Readonly<Record<string, string>>;
        readonly left: readonly string[];
      }>(),
      watches: [],
    },
    /** What `run` would do now, without doing it. */
    preview: {
      input: z.strictObject(runInput),
      output: answer<{ readonly rows: readonly MacroPreviewRow[]; readonly names: Names }>(),
      watches: [],
    },
  },
});
