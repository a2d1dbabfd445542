import type { Instant } from '#domain/records/common.ts';
import type { LocalValues } from '../local/values.ts';

const RATE_WINDOW_MS = 10_000;
const CONTACT = 'sync.contact';
/** Changes are told at most this often. */
const TELL_MS = 100;

/** `at` by a clock that only runs: the device's own may be set back, and then nothing would ever be older than ten seconds. */
type Move = { readonly at: number; readonly count: number };

/** Documents moved a second over the last ten seconds. */
const createRate = () => {
  let moves: readonly Move[] = [];
  const recent = (): readonly Move[] => {
    const since = performance.now() - RATE_WINDOW_MS;
    moves = moves.filter((move) => move.at > since);
    return moves;
  };
  return {
    add: (count: number): void => {
      if (count > 0) moves = [...recent(), { at: performance.now(), count }];
    },
    perSecond: (): number =>
      Math.round((recent().reduce((sum, move) => sum + move.count, 0) * 1_000) / RATE_WINDOW_MS),
  };
};

export type SyncFigures = ReturnType<typeof createSyncFigures>;

/**
 * What the sync tells of itself beside its collections: the last contact, the rate; and that there is something to tell, not too often.
 * @param now the server's time as far as it is known: windows count from it, whatever the device's clock says
 */
export const createSyncFigures = (values: LocalValues, now: () => Instant, onChange: () => void) => {
  const rate = createRate();
  let lastContactAt = values.get(CONTACT);
  let timer: NodeJS.Timeout | null = null;
  let isDisposed = false;
  return {
    moved: rate.add,
    perSecond: rate.perSecond,
    lastContactAt: () => lastContactAt,
    noteContact: (): void => {
      lastContactAt = now();
    },
    /** Kept for the next start; now and then is enough. */
    keepContact: (): void => {
      if (lastContactAt !== null) values.set(CONTACT, lastContactAt);
    },
    tell: (): void => {
      if (isDisposed) return;
      timer ??= setTimeout(() => {
        timer = null;
        onChange();
      }, TELL_MS);
    },
    dispose: (): void => {
      isDisposed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
};
