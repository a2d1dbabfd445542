import { useEffect, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import type { BulkChange, BulkResult } from '#contracts/tickets.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { host } from '#renderer/shared/host/host.ts';

type Preview = QueryOutput<'tickets.bulkPreview'>;

/** Somebody types; a preview of a thousand tickets takes a moment. */
const QUIET_MS = 250;

/** What would become of the tickets; undefined while it is worked out. Without a change, which tickets they are. */
export const useBulkPreview = (
  ids: readonly string[],
  change: BulkChange | null,
): { readonly preview: Preview | undefined; readonly error: ReplyError | undefined } => {
  const key = useDebounced(JSON.stringify(change), QUIET_MS);
  const [answer, setAnswer] = useState<{
    readonly key: string;
    readonly preview: Preview | undefined;
    readonly error: ReplyError | undefined;
  }>();
  useEffect(() => {
    const stop = new AbortController();
    const asked = JSON.parse(key) as BulkChange | null;
    void host
      .query('tickets.bulkPreview', { ids: [...ids], change: asked }, { signal: stop.signal })
      .then((reply) => {
        if (stop.signal.aborted) return;
        setAnswer({
          key,
          preview: reply.ok ? reply.data : undefined,
          error: reply.ok ? undefined : reply.error,
        });
      });
    return () => stop.abort();
  }, [ids, key]);
  const isCurrent = answer?.key === key && key === JSON.stringify(change);
  return { preview: isCurrent ? answer.preview : undefined, error: isCurrent ? answer.error : undefined };
};

/** Doing it: how far it is, stopping it, how it went, and taking it back. */
export const useBulkRun = (ids: readonly string[]) => {
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [results, setResults] = useState<readonly BulkResult[] | null>(null);
  const [error, setError] = useState<ReplyError>();
  const stopping = useRef<AbortController | null>(null);

  const run = async (change: BulkChange): Promise<void> => {
    const controller = new AbortController();
    stopping.current = controller;
    setError(undefined);
    setProgress({ done: 0, total: ids.length });
    const reply = await host.command(
      'tickets.bulk',
      { ids: [...ids], change },
      {
        signal: controller.signal,
        onProgress: (done, total) => setProgress({ done, total: total ?? ids.length }),
      },
    );
    setProgress(null);
    if (reply.ok) setResults(reply.data.results);
    else setError(reply.error);
  };
  return { progress, results, error, run, stop: () => stopping.current?.abort() };
};
