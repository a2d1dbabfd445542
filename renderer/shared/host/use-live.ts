import { useEffect, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import { host } from './host.ts';
import { keptParts } from './kept-parts.ts';

/**
 * A live answer. While a changed input is being answered, `data` keeps the answer to the previous one and `stale` is true, so that a list
 * being filtered does not flicker; `data` is undefined only before the first answer. What a new answer says as the last one did is the same object.
 */
export type Live<T, I = unknown> = {
  readonly data: T | undefined;
  /** The input that `data` answers; a window's rows must be placed where they were asked for. */
  readonly answered: I | undefined;
  readonly error: ReplyError | undefined;
  readonly stale: boolean;
  /** Asked, and not answered at all yet: what will be shown has no size so far. */
  readonly coming: boolean;
};

/** Subscribes to a query for as long as the component is mounted; `null` as input asks nothing. */
export const useLive = <N extends QueryName>(
  name: N,
  input: QueryInput<N> | null,
): Live<QueryOutput<N>, QueryInput<N>> => {
  const key = input === null ? null : JSON.stringify(input);
  const [answered, setAnswered] = useState<{
    readonly key: string | null;
    readonly data: QueryOutput<N> | undefined;
    readonly error: ReplyError | undefined;
    readonly answered: QueryInput<N> | undefined;
  }>({ key: null, data: undefined, error: undefined, answered: undefined });

  useEffect(() => {
    if (key === null) return undefined;
    const asked = JSON.parse(key) as QueryInput<N>;
    return host.live(name, asked, {
      data: (data) =>
        setAnswered((before) => keptParts(before, { key, data, error: undefined, answered: asked })),
      failed: (error) => setAnswered((before) => ({ ...before, key, error })),
    });
  }, [name, key]);

  return {
    data: key === null ? undefined : answered.data,
    answered: key === null ? undefined : answered.answered,
    error: answered.key === key ? answered.error : undefined,
    stale: answered.key !== key,
    coming: key !== null && answered.data === undefined && answered.error === undefined,
  };
};

const UNHEARD = { data: () => undefined, failed: () => undefined };

/** Follows what a later part of the page will ask, so that the answer is there with the part; nothing is rendered for it. */
export const useAhead = <N extends QueryName>(name: N, input: QueryInput<N>): void => {
  const key = JSON.stringify(input);
  useEffect(() => host.live(name, JSON.parse(key) as QueryInput<N>, UNHEARD), [name, key]);
};
