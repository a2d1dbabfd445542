import * as z from 'zod';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { bytesIn } from './bytes.ts';
import { answer, defineContract } from './define.ts';
import { NAMES_FROM, type Names, windowInput } from './shared.ts';

/**
 * Files travel between window and data host in parts of so many bytes, the last one shorter: a message is bounded, the host gives others their turn
 * between two, and there is progress to tell.
 */
export const PART_BYTES = 1024 * 1024;
/** How many files one record may have; whoever has more wants an archive. */
export const MAX_FILES = 200;

/**
 * Where the bytes are:
 * - here: on this device, and at the server where there is one
 * - waiting: on this device, to be sent
 * - failed: on this device; the server did not take them, for `reason`
 * - away: at the server only, or on the device that added them and has not sent them yet
 */
export type FileState = 'here' | 'waiting' | 'failed' | 'away';

export type AttachmentRow = {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly state: FileState;
  readonly reason: string | null;
};

/** A file that somebody pasted, chose or dropped and that waits on this device until the note, or the record, it is for is sent. */
export type StagedFile = Pick<AttachmentRow, 'id' | 'fileName' | 'mediaType' | 'sizeBytes'>;

/** A file on its way to the server, for the sync page. */
export type QueuedFile = StagedFile & {
  readonly ownerCollection: CollectionName;
  readonly ownerId: string;
  readonly state: Extract<FileState, 'waiting' | 'failed'>;
  readonly reason: string | null;
  readonly addedAt: string;
};

const owner = { ownerCollection: z.enum(COLLECTIONS), ownerId: idSchema };
const ids = z.array(idSchema).min(1).max(MAX_FILES);

export const attachmentsContract = defineContract({
  feature: 'attachments',
  commands: {
    /**
     * Announces a file; says at once why it would not be taken. Its bytes follow by `write`, in order. The owner may be a record that is only being
     * written: its id is known before it is there. Errors: `too_large`, `invalid`, `forbidden`, `too_many`.
     */
    begin: {
      input: z.strictObject({
        id: idSchema,
        ...owner,
        fileName: z.string().max(4_000),
        mediaType: z.string().max(400),
        sizeBytes: z.number().int().min(0),
      }),
      output: answer<null>(),
    },
    write: {
      input: z.strictObject({
        id: idSchema,
        part: z.number().int().min(0).max(1_000),
        bytes: z.custom<ArrayBuffer>((value) => {
          const length = bytesIn(value);
          return length !== null && length > 0 && length <= PART_BYTES;
        }),
      }),
      output: answer<null>(),
    },
    /** All bytes are there: the file waits to be added, also through restarts. Errors: `not_found`, `invalid`. */
    finish: { input: z.strictObject({ id: idSchema }), output: answer<StagedFile>() },
    /** Throws files away that were not added yet. */
    discard: { input: z.strictObject({ ids }), output: answer<null>() },
    /** Adds files that wait to the record that they wait for. Those that are added already count as such. Errors: `not_found`, `forbidden`, `too_many`. */
    add: { input: z.strictObject({ ...owner, ids }), output: answer<null>() },
    /** Takes a file back: its record stays, its bytes go, here and at the server. Error: `forbidden`. */
    withdraw: { input: z.strictObject({ id: idSchema }), output: answer<null>() },
    /** Fetches the bytes from the server and keeps them if they are what was added. Errors: `offline`, `not_found`, `wrong_bytes`, `called_off`. */
    fetch: { input: z.strictObject({ id: idSchema }), output: answer<null>() },
    /** Sends what the server did not take once more. */
    sendAgain: { input: z.strictObject({ id: idSchema }), output: answer<null>() },
  },
  queries: {
    /** The files of a record, the latest last, and those that the one who asks has not added yet. */
    of: {
      input: z.strictObject(owner),
      output: answer<{
        readonly rows: readonly AttachmentRow[];
        readonly staged: readonly StagedFile[];
        readonly names: Names;
      }>(),
      watches: ['attachments', 'files', ...NAMES_FROM],
    },
    /** A part of a file's bytes. Errors: `not_found` (also of parts beyond its end), `damaged`. */
    bytes: {
      input: z.strictObject({ id: idSchema, part: z.number().int().min(0).max(1_000) }),
      output: answer<{ readonly bytes: ArrayBuffer; readonly sizeBytes: number }>(),
      watches: [],
    },
    /** What is on its way to the server, what failed first. */
    queue: {
      input: z.strictObject(windowInput),
      output: answer<{ readonly total: number; readonly rows: readonly QueuedFile[] }>(),
      watches: ['files'],
    },
  },
});
