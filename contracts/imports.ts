import * as z from 'zod';
import type { Candidate } from '#domain/config-items/matching.ts';
import { CSV_PRESETS, ENCODINGS } from '#domain/import/csv-mapping.ts';
import type { ReviewedDevice } from '#domain/import/device-review.ts';
import { IMPORT_FORMATS } from '#domain/import/formats.ts';
import type { ImportReport } from '#domain/import/import-report.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { type ConfigItemRow, type Names, windowInput } from './shared.ts';

/** How many records an import made, changed and left. */
export type ImportCounts = Pick<ImportReport, 'created' | 'updated' | 'unchanged' | 'skipped' | 'ambiguous'>;

/** One import that wrote something on this device. */
export type ImportRun = {
  readonly id: string;
  readonly at: Instant;
  /** Who ran it; `import` where nobody was signed in. */
  readonly by: Id;
  /** A format; `review` for what went in by a decision. */
  readonly format: string;
  /** Names of the files, without their folders. */
  readonly files: readonly string[];
  readonly counts: ImportCounts;
  /** The review that was decided. */
  readonly about: Id | null;
  readonly undoneAt: Instant | null;
  readonly undoneBy: Id | null;
};

/** What an undone import left as it is: one field, or the record as a whole (null). */
export type KeptRecord = {
  readonly collection: CollectionName;
  readonly id: Id;
  readonly label: string;
  readonly field: string | null;
  /** Who has changed it since; null for a kind of record that does not go. */
  readonly by: Id | null;
};

export type UndoReport = {
  /** How many records went back or out of operation. */
  readonly undone: number;
  /** The first of them; `keptTotal` counts all. */
  readonly kept: readonly KeptRecord[];
  readonly keptTotal: number;
  readonly names: Names;
};

/** A report as a window gets it: the first of the records and errors, and how many there are. */
export type WindowReport = ImportReport & {
  readonly recordsTotal: number;
  readonly errorsTotal: number;
  readonly names: Names;
};

/** A candidate of a review, as it is known now. */
export type ReviewCandidate = Candidate & { readonly item: ConfigItemRow; readonly isNot: boolean };

export type ReviewRow = {
  readonly id: Id;
  readonly device: ReviewedDevice;
  /** When it was asked first, and the file that it was asked about. */
  readonly askedAt: Instant;
  readonly file: string | null;
  readonly candidates: readonly ReviewCandidate[];
  /** The item that somebody says it is, with its name. */
  readonly itemId: Id | null;
  readonly by: Id | null;
  readonly at: Instant | null;
  readonly isOpen: boolean;
  /** Whether what it came in is kept here and goes in at once. */
  readonly hasAnswer: boolean;
};

const mapInput = z.union([
  z.enum([...CSV_PRESETS.keys()]),
  // Read by the mapping's own schema, as a file's content is.
  z.record(z.string().max(400), z.unknown()),
]);

/** A file that somebody chose: the word for it that the main process gave. */
const fileIds = z.array(z.string().min(1).max(80)).min(1).max(2_000);

export const importsContract = defineContract({
  feature: 'imports',
  commands: {
    /** Imports chosen files, or says what would happen. Told how far it is, and can be cancelled. */
    run: {
      input: z.strictObject({
        fileIds,
        format: z.enum(IMPORT_FORMATS),
        map: mapInput.nullable().default(null),
        skipBadRows: z.boolean().default(false),
        dryRun: z.boolean().default(false),
      }),
      output: answer<WindowReport>(),
    },
    /** Undoes one whole import of this device. */
    undo: { input: z.strictObject({ id: idSchema }), output: answer<UndoReport>() },
    /**
     * Says which item a device is that an import could not tell. `same`: it is this one; `separate`: it is not; `new`: it is none of them; `open`: nobody has
     * said anything, and what went in by the decision is undone. `report`: what went in, null where nothing did.
     */
    decide: {
      input: z.strictObject({
        id: idSchema,
        decision: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.enum(['same', 'separate']), itemId: idSchema }),
          z.strictObject({ kind: z.enum(['new', 'open']) }),
        ]),
      }),
      output: answer<{ readonly report: WindowReport | null; readonly undone: UndoReport | null }>(),
    },
  },
  queries: {
    /** The imports of this device, the last first. */
    list: {
      input: z.strictObject(windowInput),
      output: answer<{
        readonly total: number;
        readonly rows: readonly ImportRun[];
        readonly names: Names;
      }>(),
      watches: ['imports', 'directory'],
    },
    /** Devices that imports could not tell; decided ones after those that wait. */
    reviews: {
      input: z.strictObject({ ...windowInput, openOnly: z.boolean().default(true) }),
      output: answer<{
        readonly total: number;
        readonly open: number;
        readonly rows: readonly ReviewRow[];
        readonly names: Names;
      }>(),
      watches: ['imports', 'settings', 'configItems', 'directory'],
    },
    /** The columns of a chosen table, and what stands in its first rows. */
    columns: {
      input: z.strictObject({
        fileId: z.string().min(1).max(80),
        delimiter: z.string().length(1).default(','),
        encoding: z.enum(ENCODINGS).nullable().default(null),
      }),
      output: answer<{
        readonly columns: readonly { readonly name: string; readonly cells: readonly string[] }[];
      }>(),
      watches: [],
    },
  },
});
