import type { Attachment } from '#domain/fields/others.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { Env } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { AttachmentOptions } from '#domain/settings/defaults.ts';
import { cleanMediaType, isProgram, pictureTypeOf, UNKNOWN_TYPE } from './file-kind.ts';
import { cleanFileName, endingOf } from './file-name.ts';

const MEGABYTE = 1024 * 1024;
/** So many bytes of a file say what it is. */
export const HEAD_BYTES = 16;

export type FileFacts = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Base64, as CouchDB tells it. */
  readonly md5: string;
};

/** Whether a file of this name and size is taken at all, asked before its bytes are. Errors: `too_large`, `invalid`. */
export const checkFile = (
  { maxMegabytes, blockedEndings }: AttachmentOptions,
  { fileName, sizeBytes }: Pick<FileFacts, 'fileName' | 'sizeBytes'>,
): Result<null> => {
  const named = { fileName };
  if (sizeBytes === 0) return fail('invalid', 'attachment.empty', named);
  if (sizeBytes > maxMegabytes * MEGABYTE)
    return fail('too_large', 'attachment.too_large', { ...named, max: maxMegabytes });
  const ending = endingOf(fileName);
  return blockedEndings.includes(ending)
    ? fail('invalid', 'attachment.blocked', { ...named, ending })
    : ok(null);
};

/** The same for what it is: a program is one under any name. `head` are its first {@link HEAD_BYTES} bytes. Error: `invalid`. */
export const checkHead = (
  { blockedEndings }: AttachmentOptions,
  fileName: string,
  head: Uint8Array,
): Result<null> =>
  blockedEndings.includes('exe') && isProgram(head)
    ? fail('invalid', 'attachment.program', { fileName })
    : ok(null);

/** What a file is called and is, cleaned. That it is a picture is told from its bytes and nothing else: the console shows pictures. */
export const namedFile = (
  given: Pick<FileFacts, 'fileName' | 'mediaType'>,
  head: Uint8Array | null,
): Pick<FileFacts, 'fileName' | 'mediaType'> => {
  const claimed = cleanMediaType(given.mediaType);
  const picture = head === null ? null : pictureTypeOf(head);
  const isClaim = head !== null && /^image\/(png|jpeg|gif|webp|bmp)$/.test(claimed);
  return {
    fileName: cleanFileName(given.fileName),
    mediaType: picture ?? (isClaim ? UNKNOWN_TYPE : claimed),
  };
};

/** The record of a file that belongs to another record. */
export const newAttachment = (
  env: Env,
  id: string,
  owner: Pick<Attachment, 'ownerCollection' | 'ownerId'>,
  { fileName, mediaType, sizeBytes, sha256, md5 }: FileFacts,
): Attachment =>
  append(
    {
      ...newRecordBase(env, { id }),
      ...{ ownerCollection: owner.ownerCollection, ownerId: owner.ownerId },
      ...{ fileName, mediaType, sizeBytes, sha256, md5 },
      data: null,
      active: true,
    },
    entry(env, 'created', {}),
  );

/** A file is its writer's: `own` in a row of rights means so. */
const attachmentTarget = ({ createdBy }: Pick<Attachment, 'createdBy'>) => ({
  teamId: null,
  assigneeId: createdBy,
});

/** Takes a file back: the record stays and says so, its bytes go. Error: `forbidden`. */
export const withdrawAttachment = (file: Attachment, env: Env): Result<Attachment> => {
  const allowed = may(env.actor, 'attachments.withdraw', attachmentTarget(file));
  if (!allowed.ok) return allowed;
  return ok(applyChanges(file, { active: false }, env));
};
