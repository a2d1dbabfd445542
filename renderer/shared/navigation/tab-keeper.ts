import type { Reply } from '#contracts/define.ts';
import type { Tab } from './navigation-store.ts';

/** Tabs change in bursts. */
const KEEP_AFTER_MS = 400;

/** The data host's side, and the timer; both replaced in tests. */
export type TabPort = {
  readonly save: (personId: string, tabs: readonly Tab[]) => Promise<Reply<unknown>>;
  /** Runs `work` later; returns the function that forgets it. */
  readonly later: (work: () => void, ms: number) => () => void;
};

export type TabKeeper = {
  readonly changed: (personId: string, tabs: readonly Tab[]) => void;
  /** Sends what waits at once: what comes back next (after a lock, at the next start) is read from the store. */
  readonly flush: () => void;
};

/** Sends which tabs are open, the last of a burst; again where the host was restarted meanwhile. */
export const createTabKeeper = ({ save, later }: TabPort): TabKeeper => {
  let waiting: { readonly personId: string; readonly tabs: readonly Tab[] } | null = null;
  let forget = (): void => undefined;

  const wait = (next: NonNullable<typeof waiting>): void => {
    waiting = next;
    forget();
    forget = later(() => void send(), KEEP_AFTER_MS);
  };
  const send = async (): Promise<void> => {
    forget();
    const sent = waiting;
    if (sent === null) return;
    waiting = null;
    const reply = await save(sent.personId, sent.tabs);
    if (!reply.ok && reply.error.code === 'host_restarted' && waiting === null) wait(sent);
  };

  return {
    changed: (personId, tabs) => wait({ personId, tabs }),
    flush: () => void send(),
  };
};
