import { describe, expect, it } from 'vitest';
import { type Guesses, NO_GUESSES, oneMore, waitMs } from '#contracts/brake.ts';

const guessed = (count: number, atMs = 0): Guesses =>
  Array.from({ length: count }).reduce<Guesses>((guesses) => oneMore(guesses, atMs), NO_GUESSES);

describe('the pause after wrong passwords', () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [8, 32_000],
    [9, 60_000],
    [500, 60_000],
  ])('after %d is %d ms', (count, pause) => {
    expect(waitMs(guessed(count), 0)).toBe(pause);
    expect(waitMs(guessed(count), pause)).toBe(0);
  });

  it('counts from the last one, and a clock set back does not make it longer', () => {
    expect(waitMs(guessed(4, 10_000), 11_500)).toBe(500);
    expect(waitMs(guessed(4, 10_000), -1_000_000)).toBe(2_000);
  });
});
