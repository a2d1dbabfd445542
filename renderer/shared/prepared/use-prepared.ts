import { useMemo } from 'react';
import type { Prepared } from '#contracts/prepared.ts';
import { seesPrepared } from '#domain/prepared/who-may.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';

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
  const user = useSessionUser();
  const live = useLive('prepared.list', isWanted ? {} : null);
  const rows = live.data?.rows;
  return useMemo(
    () =>
      (rows ?? [])
        .filter(isOf(kind))
        .filter((row) => !row.retired && row.fault === null && seesPrepared(user, row)),
    [rows, kind, user],
  );
};
