import type { SyncScope } from '#contracts/sync.ts';
import type { LocalValues } from '../local/values.ts';
import { insertFromServer, type LoadTarget } from './first-load.ts';
import type { PullCheckpoint, PullPage } from './pull.ts';
import type { LoadedScope } from './scope.ts';

type Progress = { readonly scope: SyncScope; readonly seq: string };

export type RestParts = LoadTarget & {
  readonly values: LocalValues;
  /** Key of the progress in `values`. */
  readonly key: string;
  readonly loaded: LoadedScope;
  /** The next page of the whole scope, or null when loading must not go on. */
  readonly nextPage: (checkpoint: PullCheckpoint | undefined) => Promise<PullPage | null>;
};

/**
 * Loads what a wider scope asks for beside the running replication, which keeps everything that is here up to date: so only records that are not
 * here are written. Killed half way, it goes on where the last page ended.
 */
export const loadRest = async (parts: RestParts): Promise<void> => {
  const { values, key, loaded } = parts;
  if (!loaded.lacks()) return;
  const stored = values.get(key);
  const progress = stored === null ? null : (JSON.parse(stored) as Progress);
  const isSame = progress?.scope.endedMonths === loaded.scope.endedMonths;
  let checkpoint = progress !== null && isSame ? { seq: progress.seq } : undefined;
  for (;;) {
    const page = await parts.nextPage(checkpoint);
    if (page === null) return;
    await insertFromServer(parts, page.documents);
    checkpoint = page.checkpoint;
    values.set(key, JSON.stringify({ scope: loaded.scope, seq: checkpoint.seq } satisfies Progress));
    if (page.isLast) break;
  }
  loaded.setComplete();
  values.remove(key);
};
