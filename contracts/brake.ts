/** How long somebody waits who guesses at a password: for sign-in and unlock (data host) and the passphrase of the key (main process). */

/** Wrong ones in a row, and when the last of them was, in milliseconds. */
export type Guesses = { readonly count: number; readonly atMs: number };

/** Wrong ones that cost nothing: people mistype. */
const FREE = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** The pause after so many wrong ones in a row: none, then a second, doubled with each up to a minute. */
const pauseAfter = (count: number): number =>
  count < FREE ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (count - FREE));

/** How long until the next try is looked at. A clock that was set back does not make it longer than the pause. */
export const waitMs = ({ count, atMs }: Guesses, nowMs: number): number => {
  const pause = pauseAfter(count);
  return Math.max(0, Math.min(pause, atMs + pause - nowMs));
};

export const NO_GUESSES: Guesses = { count: 0, atMs: 0 };
export const oneMore = ({ count }: Guesses, nowMs: number): Guesses => ({ count: count + 1, atMs: nowMs });
