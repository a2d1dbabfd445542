import { useCallback, useEffect, useReducer } from 'react';
import type { Reply } from '#contracts/define.ts';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from './host.ts';
import { type Live, useLive } from './use-live.ts';
import { FIRST, nextWindows, windowOf } from './windows.ts';

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
  /** Asks the same question for another part of the list, once: for who wants all of it. */
  readonly ask: (offset: number, limit: number) => Promise<Reply<QueryOutput<N>>>;
};

/** What of a list a file is made from. */
export type AskPage<Row> = (
  offset: number,
  limit: number,
) => Promise<Reply<{ readonly total: number; readonly rows: readonly Row[] }>>;

/** A list for VirtualTable: `question` is the query's input without the window. */
export const useWindow = <N extends PageQuery>(
  name: N,
  question: Omit<QueryInput<N>, 'offset' | 'limit'>,
): WindowedList<N> => {
  const resetKey = JSON.stringify(question);
  const [windows, dispatch] = useReducer(nextWindows, { asked: { resetKey, window: FIRST }, wanted: null });
  const live = useLive(name, { ...question, ...windowOf(windows, resetKey) } as QueryInput<N>);
  const isWaiting = useLatest(live.stale);
  const onWindow = useCallback(
    (offset: number, limit: number) =>
      dispatch({
        type: isWaiting.current ? 'wanted' : 'asked',
        window: { resetKey, window: { offset, limit } },
      }),
    [resetKey, isWaiting],
  );
  useEffect(() => {
    if (!live.stale) dispatch({ type: 'answered', resetKey });
  }, [live.stale, resetKey]);
  const answered = live.answered as { readonly offset?: number } | undefined;
  const ask = (offset: number, limit: number) =>
    host.query(name, { ...question, offset, limit } as QueryInput<N>);
  return { live, windowOffset: answered?.offset ?? 0, onWindow, resetKey, ask };
};
