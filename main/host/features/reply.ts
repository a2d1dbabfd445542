import type { Reply } from '#contracts/define.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, type Result } from '#domain/records/result.ts';
import type { HostContext } from '#main/host/context.ts';

/** A domain result as the window gets it. */
export const toReply = <T>(result: Result<T>): Reply<T> =>
  result.ok ? { ok: true, data: result.value } : { ok: false, error: result.error };

export const done = <T>(data: T): Reply<T> => ({ ok: true, data });

export const notFound = (id: string): Reply<never> => fail('not_found', 'record.missing', { id });

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
