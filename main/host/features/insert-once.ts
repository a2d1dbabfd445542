import type { Reply } from '#contracts/define.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { HostContext } from '../context.ts';
import { done, toReply } from './reply.ts';

/** Inserts a record; when the same command, sent twice at once, was faster, its record is the answer. */
export const insertOnce = async <C extends CollectionName>(
  context: HostContext,
  collection: C,
  record: RecordOf[C],
): Promise<Reply<RecordOf[C]>> => {
  const inserted = await context.records.insert(collection, record);
  if (inserted.ok || inserted.error.code !== 'exists') return toReply(inserted);
  const existing = await context.records.get(collection, record.id);
  return existing === null ? toReply(inserted) : done(existing);
};
