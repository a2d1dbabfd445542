import { useCallback, useState } from 'react';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import type { TableWindow } from '#renderer/shared/ui/virtual-table-model.ts';
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
  const onWindow = useCallback(
    (offset: number, limit: number) => setAsked({ resetKey, window: { offset, limit } }),
    [resetKey],
  );
  const answered = live.answered as { readonly offset?: number } | undefined;
  return { live, windowOffset: answered?.offset ?? 0, onWindow, resetKey };
};
