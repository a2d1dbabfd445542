import type { Figure } from './figure.ts';

/** What a measurement gets to work with. */
export type Bench = {
  /** A folder of its own for what it writes; removed at the end. */
  readonly folder: (name: string) => string;
  readonly electron: string;
  readonly tickets: number;
  /** Fewer and smaller runs: to see that everything works, and roughly how it stands. */
  readonly quick: boolean;
  /** A filled profile of so many tickets, made once a run. Measurements leave it as they found it. */
  readonly profile: (tickets: number) => Promise<string>;
  readonly progress: (text: string) => void;
  /** Run when the measurement ends, also when it fails or is stopped. */
  readonly onEnd: (work: () => void | Promise<void>) => void;
};

export type Measurement = {
  readonly name: string;
  readonly measure: (bench: Bench) => Promise<readonly Figure[]>;
};
