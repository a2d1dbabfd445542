import { TOLD_AGAIN_MS } from '#contracts/presence.ts';
import { MOST_OPEN, type OpenRecord } from '#domain/presence/open-records.ts';

/** A window that died says nothing any more. */
const FORGOTTEN_AFTER_MS = 2.5 * TOLD_AGAIN_MS;

type Told = { readonly record: OpenRecord; readonly toldAtMs: number };

/** What the windows of this console show now. In memory: after a restart they say it again. */
export type ShownRecords = {
  readonly tell: (window: string, record: Omit<OpenRecord, 'since'> | null) => void;
  readonly all: () => readonly OpenRecord[];
};

/** `now`: the time as the server has it, `elapsedMs`: a clock that nobody sets. */
export const createShownRecords = (
  now: () => string,
  elapsedMs: () => number = () => performance.now(),
): ShownRecords => {
  const byWindow = new Map<string, Told>();
  const forget = (): void => {
    const since = elapsedMs() - FORGOTTEN_AFTER_MS;
    for (const [window, { toldAtMs }] of byWindow) if (toldAtMs < since) byWindow.delete(window);
  };
  return {
    tell: (window, record) => {
      const known = byWindow.get(window)?.record;
      byWindow.delete(window);
      if (record === null) return;
      const isSame = known?.collection === record.collection && known.id === record.id;
      byWindow.set(window, {
        record: { ...record, since: isSame ? known.since : now() },
        toldAtMs: elapsedMs(),
      });
    },
    all: () => {
      forget();
      return [...byWindow.values()].map(({ record }) => record).slice(0, MOST_OPEN);
    },
  };
};
