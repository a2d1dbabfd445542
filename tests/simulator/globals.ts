import { createHash } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
import { type Random, randomFrom } from './random.ts';
import { real, type SimTimer, type WorldTime } from './virtual-time.ts';

/** How programs reach the network. */
export type SimFetch = (url: string, init: RequestInit) => Promise<unknown>;

export type Globals = {
  /** Numbers, ids and answers from now on. */
  readonly begin: (seed: number, fetch: SimFetch) => void;
};

const dateClass = (time: WorldTime): DateConstructor => {
  const shown = (): number => Math.floor(time.shownMs());
  return class SimDate extends real.Date {
    constructor(...given: readonly unknown[]) {
      // TypeScript knows Date's constructors one by one only.
      super(...((given.length === 0 ? [shown()] : given) as [number]));
    }
    static override now(): number {
      return shown();
    }
  } as DateConstructor;
};

const putTimers = (time: WorldTime): void => {
  type Callback = (...given: unknown[]) => void;
  const set =
    (isRepeated: boolean) =>
    (work: Callback, delayMs = 0, ...given: unknown[]): SimTimer =>
      time.queue.add(() => work(...given), delayMs, time.current(), isRepeated);
  const clear = (timer: SimTimer | null | undefined): void => void timer?.close();
  const immediate = (work: Callback, ...given: unknown[]): SimTimer => set(false)(work, 0, ...given);
  Object.assign(globalThis, {
    setTimeout: set(false),
    setInterval: set(true),
    setImmediate: immediate,
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  });
  const pause = (ms = 0, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const end = (): void => reject(signal?.reason);
      if (signal?.aborted) return end();
      const timer = set(false)(() => {
        signal?.removeEventListener('abort', end);
        resolve(value);
      }, ms);
      signal?.addEventListener('abort', () => {
        timer.close();
        end();
      });
    });
  Object.assign(timersPromises, { setTimeout: pause });
  syncBuiltinESMExports();
};

/** `crypto` as programs use it: random numbers from the seed, and digests at once instead of from a thread. */
const cryptoFrom = (random: () => Random): object => {
  const bytes = <T extends Uint8Array>(into: T): T => into.map(() => random().below(256)) as T;
  return {
    getRandomValues: <T extends Uint8Array>(into: T): T => {
      into.set(bytes(into));
      return into;
    },
    randomUUID: (): string => {
      const hex = Buffer.from(bytes(new Uint8Array(16))).toString('hex');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
    subtle: {
      digest: async (_: string, data: Uint8Array): Promise<ArrayBuffer> =>
        Uint8Array.from(createHash('sha256').update(data).digest()).buffer,
    },
  };
};

/** What a garbage collector decides would differ from run to run: nothing is let go before the world is. */
const putMemory = (): void => {
  class Kept<T extends object> {
    private readonly value: T;
    constructor(value: T) {
      this.value = value;
    }
    deref(): T {
      return this.value;
    }
  }
  class NeverFinal {
    register(): void {}
    unregister(): void {}
  }
  Object.assign(globalThis, { WeakRef: Kept, FinalizationRegistry: NeverFinal });
  // Node's own holds its sources weakly. Of this one `fetch` uses no more.
  AbortSignal.any = (signals) => {
    const first = (): AbortSignal | undefined => signals.find(({ aborted }) => aborted);
    return {
      get aborted() {
        return first() !== undefined;
      },
      get reason() {
        return first()?.reason;
      },
      addEventListener: (_: 'abort', heard: () => void) => {
        for (const signal of signals) signal.addEventListener('abort', heard);
      },
      removeEventListener: (_: 'abort', heard: () => void) => {
        for (const signal of signals) signal.removeEventListener('abort', heard);
      },
    } as AbortSignal;
  };
};

/** RxDB's `now`, one for each process; the bundle has RxDB ask this one (bundle.ts). */
const rxdbNow = (time: WorldTime) => {
  const ofTheWorld = { ms: 0, sub: 0 };
  return (): number => {
    const clock = time.current()?.rxdbClock ?? ofTheWorld;
    const shown = globalThis.Date.now();
    if (shown > clock.ms) Object.assign(clock, { ms: shown, sub: 1 });
    else {
      clock.sub += 1;
      if (clock.sub === 100) Object.assign(clock, { ms: clock.ms + 1, sub: 1 });
    }
    return clock.ms + clock.sub * 0.01;
  };
};

/**
 * Puts the world's clock, timers, random numbers and network in the place of the machine's, for good: the process is the simulator's own. What
 * is under test is the code as it is, which asks for none of them as a parameter.
 */
export const putGlobals = (time: WorldTime): Globals => {
  let random = randomFrom(0);
  let fetch: SimFetch | null = null;
  putTimers(time);
  putMemory();
  globalThis.Date = dateClass(time);
  performance.now = () => time.nowMs();
  Math.random = () => random.next();
  Object.defineProperty(globalThis, 'crypto', { value: cryptoFrom(() => random), configurable: true });
  Object.assign(globalThis, {
    deskhandSimulatedNow: rxdbNow(time),
    fetch: (url: string, init: RequestInit) => {
      if (fetch === null) throw new Error('nothing is simulated');
      return fetch(url, init);
    },
  });
  process.on('unhandledRejection', (error) => time.failed(error));
  return {
    begin: (seed, through) => {
      random = randomFrom(seed);
      fetch = through;
    },
  };
};
