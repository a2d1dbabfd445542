import type { Reply } from '#contracts/define.ts';
import type { Result } from '#domain/records/result.ts';

/** A domain result as the window gets it. */
export const toReply = <T>(result: Result<T>): Reply<T> =>
  result.ok ? { ok: true, data: result.value } : { ok: false, error: result.error };

export const done = <T>(data: T): Reply<T> => ({ ok: true, data });

export const refuse = (code: string, message: string): Reply<never> => ({
  ok: false,
  error: { code, message },
});

export const notFound = (id: string): Reply<never> => ({
  ok: false,
  error: { code: 'not_found', message: 'This record is not on this device (any more).', details: { id } },
});
