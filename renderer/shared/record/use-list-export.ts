import { useEffect, useRef, useState } from 'react';
import { dayOf } from '#renderer/shared/format/device-time.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import type { AskPage } from '#renderer/shared/host/use-window.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { offerText } from '#renderer/shared/native/offer-text.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useHeldSession } from '#renderer/shared/session/sign-out.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { allRows, exportColumns, listAsCsv, listAsJson } from './list-export.ts';

const FORMATS = {
  csv: { type: 'text/csv', write: listAsCsv },
  json: { type: 'application/json', write: listAsJson },
} as const;
export type ExportFormat = keyof typeof FORMATS;

export type ListExport<Row> = {
  /** What the list is called; the file's name begins with it. */
  readonly title: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly ask: AskPage<Row>;
};

/** What no file may be called by. */
const UNSAFE = /[^\p{L}\p{N} _-]+/gu;

type Progress = { readonly done: number; readonly total: number };

/** Collects a list's rows and saves them: how far it is and stopping it. Whoever leaves the page stops it and is told so. */
export const useListExport = <Row extends { readonly id: string }>({
  title,
  columns,
  ask,
}: ListExport<Row>) => {
  const t = useText('record');
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);

  const stop = (): void => {
    running.current?.abort();
    running.current = null;
    setProgress(null);
  };
  const left = useLatest(t('export.left'));
  useEffect(
    () => () => {
      if (running.current === null) return;
      running.current.abort();
      running.current = null;
      setProgress(null);
      // Nobody is told what somebody else has left behind.
      if (useHeldSession.getState().held !== null) notify('info', left.current);
    },
    [left],
  );

  const save = async (format: ExportFormat): Promise<void> => {
    stop();
    const control = new AbortController();
    running.current = control;
    setProgress({ done: 0, total: 0 });
    const rows = await allRows<Row>(
      async (offset, limit) => {
        const reply = await ask(offset, limit);
        if (!reply.ok && !control.signal.aborted) notify('error', errorText(reply.error));
        return reply.ok ? reply.data : null;
      },
      (done, total) => setProgress({ done, total }),
      control.signal,
    );
    if (control.signal.aborted) return;
    stop();
    if (rows === null) return;
    const { type, write } = FORMATS[format];
    const name = title.replace(UNSAFE, '').trim().slice(0, 60);
    offerText(`${name} ${dayOf(new Date())}.${format}`, type, write(exportColumns(columns), rows));
  };
  return { progress, save, stop };
};
