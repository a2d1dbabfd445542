import { createHash, type Hash } from 'node:crypto';
import { PART_BYTES, type StagedFile } from '#contracts/attachments.ts';
import type { Reply } from '#contracts/define.ts';
import { checkFile, checkHead, HEAD_BYTES, namedFile } from '#domain/attachments/attachment.ts';
import { cleanFileName } from '#domain/attachments/file-name.ts';
import { fail } from '#domain/records/result.ts';
import { attachmentOptions } from '#domain/settings/defaults.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import type { StoredFile } from '../../local/files.ts';
import { userOf } from '../actor.ts';
import { done, toReply } from '../reply.ts';
import { roomFor } from './owner.ts';

type Commands = FeatureHandlers<'attachments'>['commands'];

/** What is known of a file so far whose bytes are coming. */
type Arriving = {
  readonly sha256: Hash;
  readonly md5: Hash;
  parts: number;
  length: number;
  head: Uint8Array;
};

/**
 * By store, since a process of tests has several. A restart ends all of them: their windows are told and begin again, and what they left is thrown away when
 * the store is opened.
 */
const arrivingIn = new WeakMap<HostContext['files'], Map<string, Arriving>>();
const arrivingOf = ({ files }: Pick<HostContext, 'files'>): Map<string, Arriving> => {
  const known = arrivingIn.get(files) ?? new Map<string, Arriving>();
  arrivingIn.set(files, known);
  return known;
};

const optionsOf = ({ settings }: HostContext) => attachmentOptions(settings.all().map(({ value }) => value));

export const toStaged = ({ id, fileName, mediaType, sizeBytes }: StoredFile): StagedFile => ({
  ...{ id, fileName, mediaType, sizeBytes },
});

/** The file as it is being taken in for whoever asks; null: it is none, or somebody else's. */
const mine = (context: HostContext, id: string): StoredFile | null => {
  const file = context.files.find(id);
  return file !== null && file.personId === userOf(context).personId ? file : null;
};

export const begin: Commands['begin'] = async (context, input) => {
  const fileName = cleanFileName(input.fileName);
  const { id, ownerCollection, ownerId, mediaType, sizeBytes } = input;
  const checked = checkFile(optionsOf(context), { fileName, sizeBytes });
  if (!checked.ok) return toReply(checked);
  // Nobody's file is begun anew under its id.
  const known = context.files.find(id);
  if (known !== null && known.stage !== 'arriving') return fail('exists', 'record.exists', { id });
  const owner = { ownerCollection, ownerId };
  const { personId } = userOf(context);
  // Several may be begun before the first of them is whole.
  const waiting = context.files.staged(personId, owner).length + context.files.arriving(personId, owner, id);
  const room = await roomFor(context, owner, waiting + 1);
  if (!room.ok) return toReply(room);
  arrivingOf(context).set(id, {
    ...{ sha256: createHash('sha256'), md5: createHash('md5'), parts: 0, length: 0, head: new Uint8Array(0) },
  });
  context.files.begin({
    ...{ id, personId: userOf(context).personId, ownerCollection, ownerId },
    ...{ fileName, mediaType, sizeBytes, addedAt: context.clock.now() },
  });
  return done(null);
};

const giveUp = (context: HostContext, id: string): void => {
  arrivingOf(context).delete(id);
  context.files.remove([id]);
};

/** Why the next part is not taken; null when it is. */
const faultOf = (
  context: HostContext,
  file: StoredFile,
  arriving: Arriving,
  part: number,
  bytes: Uint8Array,
): Reply<never> | null => {
  const { fileName, sizeBytes } = file;
  const isLast = arriving.length + bytes.length === sizeBytes;
  const isInOrder = part === arriving.parts && arriving.length + bytes.length <= sizeBytes;
  if (!isInOrder || (!isLast && bytes.length !== PART_BYTES))
    return fail('invalid', 'attachment.other_size', { fileName });
  if (part > 0) return null;
  const checked = checkHead(optionsOf(context), fileName, bytes.subarray(0, HEAD_BYTES));
  return checked.ok ? null : toReply(checked);
};

export const write: Commands['write'] = async (context, { id, part, bytes: given }) => {
  const [file, arriving] = [mine(context, id), arrivingOf(context).get(id)];
  if (file?.stage !== 'arriving' || arriving === undefined)
    return fail('not_found', 'attachment.not_arriving');
  const bytes = new Uint8Array(given);
  const fault = faultOf(context, file, arriving, part, bytes);
  if (fault !== null) {
    giveUp(context, id);
    return fault;
  }
  if (part === 0) arriving.head = bytes.slice(0, HEAD_BYTES);
  arriving.sha256.update(bytes);
  arriving.md5.update(bytes);
  arriving.parts += 1;
  arriving.length += bytes.length;
  context.files.write(id, part, bytes);
  return done(null);
};

export const finish: Commands['finish'] = async (context, { id }) => {
  const [file, arriving] = [mine(context, id), arrivingOf(context).get(id)];
  if (file?.stage === 'staged') return done(toStaged(file));
  if (file === null || arriving === undefined) return fail('not_found', 'attachment.not_arriving');
  const { fileName, sizeBytes } = file;
  if (arriving.length !== sizeBytes) {
    giveUp(context, id);
    return fail('invalid', 'attachment.other_size', { fileName });
  }
  arrivingOf(context).delete(id);
  context.files.finish(id, {
    ...namedFile(file, arriving.head),
    sha256: arriving.sha256.digest('hex'),
    md5: arriving.md5.digest('base64'),
  });
  context.bus.touch('files');
  return done(toStaged(context.files.find(id) ?? file));
};

/** What was added already is not thrown away by this: it is withdrawn. */
export const discard: Commands['discard'] = async (context, { ids }) => {
  const own = ids.filter((id) => {
    const stage = mine(context, id)?.stage;
    return stage === 'staged' || stage === 'arriving';
  });
  for (const id of own) arrivingOf(context).delete(id);
  context.files.remove(own);
  context.bus.touch('files');
  return done(null);
};
