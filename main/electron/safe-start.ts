import { HOST_PARTS, type HostPart, type HostPhase } from '#contracts/host-process.ts';

/** So many deaths at one place are no accident. */
const DEATHS = 3;

/** What is made of the deaths of hosts, until one has lived for a while. */
export type SafeStart = {
  /** What the next host is to be started without. */
  readonly without: () => readonly HostPart[];
  /** A host died, and what it had begun last. False: it dies of what it can't do without. */
  readonly noteDeath: (phase: HostPhase) => boolean;
  /** It has been up and answered for a while: deaths before this one are another story. What it does without stays. */
  readonly noteLife: () => void;
  /** Somebody wants to try with everything again. */
  readonly forget: () => void;
};

/** What may be the cause of a death there. While nothing was begun for a while, it may be anything that runs by itself. */
const suspects = (phase: HostPhase): readonly HostPart[] => {
  if (phase === 'serving') return HOST_PARTS;
  return phase === 'store' ? [] : [phase];
};

/**
 * Counts deaths by place. After three at the same one, whatever came between, the next host starts without what was begun there. A part that
 * began while another one was the cause is left out for nothing; the next three deaths then name the other.
 */
export function createSafeStart(): SafeStart {
  const deaths = new Map<HostPhase, number>();
  let without: readonly HostPart[] = [];
  return {
    without: () => without,
    noteDeath: (phase) => {
      const count = (deaths.get(phase) ?? 0) + 1;
      deaths.set(phase, count);
      if (count < DEATHS) return true;
      deaths.clear();
      const found = suspects(phase).filter((part) => !without.includes(part));
      without = HOST_PARTS.filter((part) => without.includes(part) || found.includes(part));
      return found.length > 0;
    },
    noteLife: () => deaths.clear(),
    forget: () => {
      deaths.clear();
      without = [];
    },
  };
}
