import { useCallback, useEffect, useRef, useState } from 'react';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import type { TableWindow } from '#renderer/shared/table/virtual-table-model.ts';
import { type Live, useLive } from './use-live.ts';

type Page = { readonly total: number; readonly rows: readonly unknown[] };
/** Queries that deliver a window of a list. */
export type PageQuery = { [N in QueryName]: QueryOutput<N> extends Page ? N : never }[QueryName];

export type WindowedList<N extends PageQuery> = {
  readonly live: Live<QueryOutput<N>, QueryInput<N>>;
  /** Where the rows of `live.data` stand; not where the window that is being asked for will. */
  readonly windowOffset: number;
  readonly onWindow: (offset: number, limit: number) => void;
  /** Give it to the table: another question starts at the top. */
  readonly resetKey: string;
};

const FIRST: TableWindow = { offset: 0, limit: 100 };

/** A list for VirtualTable: `question` is the query's input without the window. */
export const useWindow = <N extends PageQuery>(
  name: N,
  question: Omit<QueryInput<N>, 'offset' | 'limit'>,
): WindowedList<N> => {
  const resetKey = JSON.stringify(question);
  const [asked, setAsked] = useState({ resetKey, window: FIRST });
  const window = asked.resetKey === resetKey ? asked.window : FIRST;
  const live = useLive(name, { ...question, ...window } as QueryInput<N>);
  // A dragged scroll bar passes hundreds of windows. Only the last one waits until the one under way is answered; each of them asked
  // for would be answered in turn, long after anybody looks at it.
  const wanted = useRef<TableWindow | null>(null);
  const isWaiting = useLatest(live.stale);
  const onWindow = useCallback(
    (offset: number, limit: number) => {
      if (isWaiting.current) wanted.current = { offset, limit };
      else setAsked({ resetKey, window: { offset, limit } });
    },
    [resetKey, isWaiting],
  );
  useEffect(() => {
    const next = wanted.current;
    if (live.stale || next === null) return;
    wanted.current = null;
    setAsked({ resetKey, window: next });
  }, [live.stale, resetKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wanted of another question is wanted no more
  useEffect(() => {
    wanted.current = null;
  }, [resetKey]);
  const answered = live.answered as { readonly offset?: number } | undefined;
  return { live, windowOffset: answered?.offset ?? 0, onWindow, resetKey };
};
