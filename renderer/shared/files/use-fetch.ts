import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentRow } from '#contracts/attachments.ts';
import type { ReplyError } from '#contracts/define.ts';
import { host } from '#renderer/shared/host/host.ts';

type Fetching = { readonly share: number; readonly cancel: () => void };

/** Fetching a file's bytes from the server: how far it is, a way to call it off, and why it did not come. */
export const useFetch = (file: Pick<AttachmentRow, 'id' | 'sizeBytes'>) => {
  const { id, sizeBytes } = file;
  const [running, setRunning] = useState<Fetching | null>(null);
  const [error, setError] = useState<ReplyError>();
  const ending = useRef<AbortController | null>(null);
  const fetch = useCallback(async (): Promise<boolean> => {
    if (ending.current !== null) return false;
    const control = new AbortController();
    ending.current = control;
    const cancel = (): void => control.abort();
    setError(undefined);
    setRunning({ share: 0, cancel });
    const reply = await host.command(
      'attachments.fetch',
      { id },
      {
        signal: control.signal,
        onProgress: (done) => setRunning({ share: Math.min(1, done / Math.max(1, sizeBytes)), cancel }),
      },
    );
    ending.current = null;
    setRunning(null);
    if (!reply.ok && reply.error.code !== 'called_off') setError(reply.error);
    return reply.ok;
  }, [id, sizeBytes]);
  useEffect(() => () => ending.current?.abort(), []);
  return { running, error, fetch };
};
