import { type Guesses, NO_GUESSES, oneMore, waitMs } from '#contracts/brake.ts';
import { isObject } from '#domain/records/json.ts';
import type { LocalValues } from '../local/values.ts';

/** Wrong passwords on this device, for each login. Kept in the store: a start anew is no way around the pause. */
export type GuessCount = {
  /** Whole seconds until the next try is looked at; 0: now. */
  readonly secondsToWait: (login: string) => number;
  readonly noteWrong: (login: string) => void;
  readonly noteRight: (login: string) => void;
};

const keyOf = (login: string): string => `wrong-passwords.${login}`;

const parsed = (text: string | null): Guesses => {
  try {
    const kept: unknown = text === null ? null : JSON.parse(text);
    const { count, atMs } = isObject(kept) ? kept : NO_GUESSES;
    return typeof count === 'number' && typeof atMs === 'number' ? { count, atMs } : NO_GUESSES;
  } catch {
    // A damaged note must not keep anybody out.
    return NO_GUESSES;
  }
};

export const guessCount = (values: LocalValues, nowMs: () => number): GuessCount => {
  const guesses = (login: string): Guesses => parsed(values.get(keyOf(login)));
  return {
    secondsToWait: (login) => Math.ceil(waitMs(guesses(login), nowMs()) / 1_000),
    noteWrong: (login) => values.set(keyOf(login), JSON.stringify(oneMore(guesses(login), nowMs()))),
    noteRight: (login) => values.remove(keyOf(login)),
  };
};
