import { useEffect, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { QueryInput, QueryOutput } from '#contracts/registry.ts';
import type { BulkResult } from '#contracts/tickets.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { host } from '#renderer/shared/host/host.ts';

type Input = QueryInput<'prepared.preview'>;
type Preview = QueryOutput<'prepared.preview'>;

/** Somebody types answers; a preview of many records takes a moment. */
const QUIET_MS = 250;

/** What would become of the records; undefined while it is worked out, and while nothing is asked. */
export const useMacroPreview = (
  input: Input | null,
): { readonly preview: Preview | undefined; readonly error: ReplyError | undefined } => {
  const now = JSON.stringify(input);
  const key = useDebounced(now, QUIET_MS);
  const [answer, setAnswer] = useState<{
    readonly key: string;
    readonly preview: Preview | undefined;
    readonly error: ReplyError | undefined;
  }>();
  useEffect(() => {
    const asked = JSON.parse(key) as Input | null;
    if (asked === null) return undefined;
    const stop = new AbortController();
    void host.query('prepared.preview', asked, { signal: stop.signal }).then((reply) => {
      if (stop.signal.aborted) return;
      setAnswer({
        key,
        preview: reply.ok ? reply.data : undefined,
        error: reply.ok ? undefined : reply.error,
      });
    });
    return () => stop.abort();
  }, [key]);
  const isCurrent = answer?.key === now && input !== null;
  return { preview: isCurrent ? answer.preview : undefined, error: isCurrent ? answer.error : undefined };
};

/** Doing it: how far it is, stopping it, and how it went. */
export const useMacroRun = () => {
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [results, setResults] = useState<readonly BulkResult[] | null>(null);
  const [error, setError] = useState<ReplyError>();
  const stopping = useRef<AbortController | null>(null);
  const run = async (input: Input): Promise<void> => {
    const controller = new AbortController();
    stopping.current = controller;
    setError(undefined);
    setProgress({ done: 0, total: input.ids.length });
    const reply = await host.command('prepared.run', input, {
      signal: controller.signal,
      onProgress: (done, total) => setProgress({ done, total: total ?? input.ids.length }),
    });
    setProgress(null);
    if (reply.ok) setResults(reply.data.results);
    else setError(reply.error);
  };
  return { progress, results, error, run, stop: () => stopping.current?.abort() };
};
