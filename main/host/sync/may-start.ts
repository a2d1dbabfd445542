import type { HostPart, HostPhase } from '#contracts/host-process.ts';
import type { SyncControl, SyncTarget } from './sync-control.ts';

type Start = {
  /** What this host does without, because those before it died of it. */
  readonly without?: readonly HostPart[];
  /** Hears what is begun. */
  readonly onPhase?: (phase: HostPhase) => void;
};

/** A sync that says when it starts. */
const tellStart = (sync: SyncControl, onPhase: Start['onPhase']): SyncControl => ({
  ...sync,
  start: (target) => {
    onPhase?.('sync');
    sync.start(target);
  },
});

/** A sync that does not start, and says that it could: a server is set. Passwords are checked with the server all the same. */
const neverStarts = (sync: SyncControl, touch: () => void): SyncControl => {
  let target: SyncTarget | null = null;
  const choose = (chosen: SyncTarget | null): void => {
    target = chosen;
    touch();
  };
  return {
    ...sync,
    start: choose,
    stop: () => {
      choose(null);
      return sync.stop();
    },
    status: () =>
      target === null ? sync.status() : { ...sync.status(), phase: 'switchedOff', serverUrl: target.url },
  };
};

/** The sync as the start of this host allows it. `touch` tells those who follow the sync's status. */
export const mayStart = ({ without, onPhase }: Start, sync: SyncControl, touch: () => void): SyncControl =>
  without?.includes('sync') ? neverStarts(sync, touch) : tellStart(sync, onPhase);
