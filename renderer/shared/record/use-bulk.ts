import { useEffect, useRef, useState } from 'react';
import type { CallOptions } from '#contracts/client-calls.ts';
import type { Reply, ReplyError } from '#contracts/define.ts';
import type { BulkResult } from '#contracts/tickets.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';

/** Somebody types; a preview of a thousand records takes a moment. */
const QUIET_MS = 250;

type Answer<P> = { readonly preview: P | undefined; readonly error: ReplyError | undefined };
type Ask<I, A> = (input: I, options: CallOptions) => Promise<Reply<A>>;

/** What would become of many records; undefined while it is worked out, and while nothing is asked (null). */
export const useBulkPreview = <I extends object, P>(input: I | null, ask: Ask<I, P>): Answer<P> => {
  const now = JSON.stringify(input);
  const key = useDebounced(now, QUIET_MS);
  const latest = useLatest(ask);
  const [answer, setAnswer] = useState<Answer<P> & { readonly key: string }>();
  useEffect(() => {
    const asked = JSON.parse(key) as I | null;
    if (asked === null) return undefined;
    const stop = new AbortController();
    void latest.current(asked, { signal: stop.signal }).then((reply) => {
      if (stop.signal.aborted) return;
      setAnswer({
        key,
        preview: reply.ok ? reply.data : undefined,
        error: reply.ok ? undefined : reply.error,
      });
    });
    return () => stop.abort();
  }, [key, latest]);
  const isCurrent = answer?.key === now && input !== null;
  return { preview: isCurrent ? answer.preview : undefined, error: isCurrent ? answer.error : undefined };
};

/** Doing it with `count` records: how far it is, stopping it, and how it went. */
export const useBulkRun = <I>(count: number, send: Ask<I, { readonly results: readonly BulkResult[] }>) => {
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [results, setResults] = useState<readonly BulkResult[] | null>(null);
  const [error, setError] = useState<ReplyError>();
  const stopping = useRef<AbortController | null>(null);
  const run = async (input: I): Promise<void> => {
    const controller = new AbortController();
    stopping.current = controller;
    setError(undefined);
    setProgress({ done: 0, total: count });
    const reply = await send(input, {
      signal: controller.signal,
      onProgress: (done, total) => setProgress({ done, total: total ?? count }),
    });
    setProgress(null);
    if (reply.ok) setResults(reply.data.results);
    else setError(reply.error);
  };
  return { progress, results, error, run, stop: () => stopping.current?.abort() };
};
