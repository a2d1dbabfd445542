import type { AttachmentRow, FileState, QueuedFile } from '#contracts/attachments.ts';
import { PART_BYTES } from '#contracts/attachments.ts';
import { newAttachment, withdrawAttachment } from '#domain/attachments/attachment.ts';
import type { Attachment } from '#domain/fields/others.ts';
import { fail } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import type { StoredFile } from '../../local/files.ts';
import { userOf } from '../actor.ts';
import { done, insertOnce, notFound, toReply } from '../reply.ts';
import { begin, discard, finish, toStaged, write } from './arriving.ts';
import { filesOf, roomFor } from './owner.ts';

type Handlers = FeatureHandlers<'attachments'>;

/** Where a file is that is here as `stored` says; `serverId` is the server in use. */
const stateOf = (stored: StoredFile | undefined, serverId: string | null): FileState => {
  if (stored === undefined) return 'away';
  if (serverId === null || stored.sentTo === serverId) return 'here';
  return stored.reason === null ? 'waiting' : 'failed';
};

const toRow = (file: Attachment, stored: StoredFile | undefined, serverId: string | null): AttachmentRow => {
  const { id, fileName, mediaType, sizeBytes, createdAt, createdBy } = file;
  const state = stateOf(stored, serverId);
  const reason = state === 'failed' ? (stored?.reason ?? null) : null;
  return { id, fileName, mediaType, sizeBytes, createdAt, createdBy, state, reason };
};

const toQueued = (file: StoredFile): QueuedFile => {
  const { ownerCollection, ownerId, reason, addedAt } = file;
  const state = reason === null ? 'waiting' : 'failed';
  return { ...toStaged(file), ownerCollection, ownerId, state, reason, addedAt };
};

const add: Handlers['commands']['add'] = async (context, { ids, ...owner }) => {
  const { personId } = userOf(context);
  if ((await context.records.get(owner.ownerCollection, owner.ownerId)) === null)
    return notFound(owner.ownerId);
  const asked = ids.flatMap((id) => context.files.find(id) ?? []);
  const staged = asked.filter((file) => file.stage === 'staged' && file.personId === personId);
  const missing = ids.find((id) => !asked.some((file) => file.id === id && file.stage !== 'arriving'));
  if (missing !== undefined) return notFound(missing);
  const room = await roomFor(context, owner, staged.length);
  if (!room.ok) return toReply(room);
  for (const file of staged) {
    const added = await insertOnce(
      context,
      'attachments',
      newAttachment(context.env(), file.id, owner, file),
    );
    if (!added.ok) return added;
    // After its record: a file without one would never be looked at again.
    context.files.keep(file.id, owner);
  }
  context.bus.touch('files');
  context.sync.filesAdded();
  return done(null);
};

const withdraw: Handlers['commands']['withdraw'] = async (context, { id }) => {
  const changed = await context.records.change('attachments', id, (file) =>
    withdrawAttachment(file, context.env()),
  );
  if (!changed.ok) return toReply(changed);
  context.files.remove([id]);
  context.bus.touch('files');
  return done(null);
};

const fetch: Handlers['commands']['fetch'] = async (context, { id }, control) => {
  const file = await context.records.get('attachments', id);
  if (file === null) return notFound(id);
  const { fileName } = file;
  if (!file.active) return fail('not_found', 'attachment.withdrawn', { fileName });
  const stage = context.files.find(id)?.stage ?? null;
  // Another window may be fetching it: what arrives is not here yet.
  if (file.data !== null || (stage !== null && stage !== 'arriving')) return done(null);
  const fetched = await context.sync.fetchFile(file, control);
  if (!fetched.ok || (await context.records.get('attachments', id))?.active === true) return fetched;
  // Withdrawn while its bytes came, when there was nothing yet to let go of.
  context.files.remove([id]);
  context.bus.touch('files');
  return fail('not_found', 'attachment.withdrawn', { fileName });
};

/** The small ones that lie in their records (images of articles). */
const inlineBytes = async (context: HostContext, id: string): Promise<Uint8Array | null> => {
  const data = (await context.records.get('attachments', id))?.data ?? null;
  return data === null ? null : Buffer.from(data, 'base64');
};

const asBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const readBytes: Handlers['queries']['bytes'] = async (context, { id, part }) => {
  const stored = context.files.find(id);
  if (stored === null) {
    const inline = await inlineBytes(context, id);
    const found = inline?.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    return inline === null || found === undefined || found.length === 0
      ? fail('not_found', 'attachment.not_here', {
          fileName: (await context.records.get('attachments', id))?.fileName ?? id,
        })
      : done({ bytes: asBuffer(found), sizeBytes: inline.length });
  }
  const { fileName, sizeBytes, sentTo } = stored;
  // What somebody pasted and did not add yet is theirs alone.
  const isTheirs = stored.stage === 'kept' || stored.personId === userOf(context).personId;
  const found = isTheirs ? context.files.part(id, part) : null;
  if (found === null) return fail('not_found', 'attachment.not_here', { fileName });
  if (found !== 'damaged') return done({ bytes: asBuffer(found), sizeBytes });
  // It can be had again where it was sent to.
  if (sentTo !== null) context.files.remove([id]);
  context.bus.touch('files');
  return fail('damaged', 'attachment.damaged', { fileName });
};

export const attachmentsHandlers: Handlers = {
  commands: {
    ...{ begin, write, finish, discard, add, withdraw, fetch },
    sendAgain: async (context, { id }) => {
      if (context.files.find(id)?.stage !== 'kept') return notFound(id);
      context.files.sendAgain(id);
      context.bus.touch('files');
      context.sync.filesAdded();
      return done(null);
    },
  },
  queries: {
    of: async (context, owner) => {
      // Images that lie in their records are part of a text, which shows them.
      const files = (await filesOf(context, owner)).filter(({ data }) => data === null);
      const stored = context.files.among(files.map(({ id }) => id));
      const serverId = context.sync.serverId();
      return done({
        rows: files.map((file) => toRow(file, stored.get(file.id), serverId)),
        staged: context.files.staged(userOf(context).personId, owner).map(toStaged),
        names: context.read.names(files.map(({ createdBy }) => createdBy)),
      });
    },
    bytes: readBytes,
    queue: async ({ files, sync }, { offset, limit }) => {
      const serverId = sync.serverId();
      const { waiting, failed } = files.count(serverId);
      return done({ total: waiting + failed, rows: files.queue(serverId, offset, limit).map(toQueued) });
    },
  },
};
