import { MAX_FILES } from '#contracts/attachments.ts';
import type { Attachment } from '#domain/fields/others.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';

export type Owner = { readonly ownerCollection: CollectionName; readonly ownerId: string };

/** The files of a record that were not withdrawn, the oldest first. */
export const filesOf = async (
  { database }: HostContext,
  { ownerCollection, ownerId }: Owner,
): Promise<readonly Attachment[]> => {
  const found = await database.collections.attachments.find({ selector: { ownerId } }).exec();
  return found
    .map((document) => document.toMutableJSON())
    .filter((file) => file.ownerCollection === ownerCollection && file.active)
    .sort((a, b) =>
      a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
    );
};

/** Whoever may write a note or a comment about the record may add a file to it; what has neither takes files of everybody who sees it. Error: `forbidden`. */
const mayAdd = (context: HostContext, { ownerCollection }: Owner, record: object): Result<null> => {
  const { type } = record as { readonly type?: unknown };
  const process = processIn(ownerCollection, type);
  const acts = (['addNote', 'addComment'] as const).filter((act) => process?.acts.includes(act));
  if (process === null || acts.length === 0) return ok(null);
  const target: PermissionTarget = isObject(record) ? record : {};
  const answers = acts.map((act) =>
    may(actorOf(context), `${process.feature}.${act}` as CommandName, target),
  );
  return answers.find(({ ok: isAllowed }) => isAllowed) ?? answers[0] ?? ok(null);
};

/** Whether `more` files may be added to the record by who is signed in. One that is only being written has none yet, and is asked for again when it is there. */
export const roomFor = async (context: HostContext, owner: Owner, more: number): Promise<Result<null>> => {
  const tooMany = (has: number): Result<null> =>
    has + more > MAX_FILES ? fail('too_many', 'attachment.too_many', { max: MAX_FILES }) : ok(null);
  const record = await context.records.get(owner.ownerCollection, owner.ownerId);
  if (record === null) return tooMany(0);
  const allowed = mayAdd(context, owner, record);
  return allowed.ok ? tooMany((await filesOf(context, owner)).length) : allowed;
};
