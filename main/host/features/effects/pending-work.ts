import type { HostContext } from '../../context.ts';

/** Ids of records whose write has consequences in other records that may still be outstanding. */
export type PendingWork = {
  readonly ids: (host: Pick<HostContext, 'values'>) => readonly string[];
  /** Noted before the record is written, so that a crash between it and what follows from it is repaired at the next start. */
  readonly note: (host: Pick<HostContext, 'values'>, id: string) => void;
  /** The record was not written after all, or everything that follows from it is. */
  readonly forget: (host: Pick<HostContext, 'values'>, id: string) => void;
};

/** A list of pending work kept in the profile under `key`. */
export const pendingWork = (key: string): PendingWork => {
  const ids: PendingWork['ids'] = ({ values }) => JSON.parse(values.get(key) ?? '[]') as readonly string[];
  return {
    ids,
    note: (host, id) => host.values.set(key, JSON.stringify([...new Set([...ids(host), id])])),
    forget: (host, id) => host.values.set(key, JSON.stringify(ids(host).filter((known) => known !== id))),
  };
};
