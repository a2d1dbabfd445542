import type { Reply } from '#contracts/define.ts';
import { fail, type Result } from '#domain/records/result.ts';

/** A domain result as the window gets it. */
export const toReply = <T>(result: Result<T>): Reply<T> =>
  result.ok ? { ok: true, data: result.value } : { ok: false, error: result.error };

export const done = <T>(data: T): Reply<T> => ({ ok: true, data });

export const notFound = (id: string): Reply<never> => fail('not_found', 'record.missing', { id });
