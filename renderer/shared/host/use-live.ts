import { useEffect, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { QueryInput, QueryName, QueryOutput } from '#contracts/registry.ts';
import { host } from './host.ts';

/**
 * A live answer. While a changed input is being answered, `data` keeps the answer to the previous one and `stale` is true, so that a list
 * being filtered does not flicker; `data` is undefined only before the first answer.
 */
export type Live<T> = {
  readonly data: T | undefined;
  readonly error: ReplyError | undefined;
  readonly stale: boolean;
};

/** Subscribes to a query for as long as the component is mounted; `null` as input asks nothing. */
export const useLive = <N extends QueryName>(name: N, input: QueryInput<N> | null): Live<QueryOutput<N>> => {
  const key = input === null ? null : JSON.stringify(input);
  const [answered, setAnswered] = useState<{
    readonly key: string | null;
    readonly data: QueryOutput<N> | undefined;
    readonly error: ReplyError | undefined;
  }>({ key: null, data: undefined, error: undefined });

  useEffect(() => {
    if (key === null) return undefined;
    return host.live(name, JSON.parse(key) as QueryInput<N>, {
      data: (data) => setAnswered({ key, data, error: undefined }),
      failed: (error) => setAnswered((before) => ({ key, data: before.data, error })),
    });
  }, [name, key]);

  return {
    data: key === null ? undefined : answered.data,
    error: answered.key === key ? answered.error : undefined,
    stale: answered.key !== key,
  };
};
