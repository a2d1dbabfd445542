import { useMemo } from 'react';
import type { Prepared } from '#contracts/prepared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';

type Kind = Prepared['content']['kind'];
/** Rows of one kind. */
export type PreparedOf<K extends Kind> = Prepared & {
  readonly content: Extract<Prepared['content'], { kind: K }>;
};

const isOf =
  <K extends Kind>(kind: K) =>
  (row: Prepared): row is PreparedOf<K> =>
    row.content.kind === kind;

/** What this person may use of one kind, the last used first; nothing is asked while `isWanted` is false. */
export const usePrepared = <K extends Kind>(kind: K, isWanted = true): readonly PreparedOf<K>[] => {
  const rows = useLive('prepared.list', isWanted ? {} : null).data?.rows;
  return useMemo(() => (rows ?? []).filter(isOf(kind)).filter(({ isOffered }) => isOffered), [rows, kind]);
};
