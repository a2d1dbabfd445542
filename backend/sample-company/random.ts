/** A stream of numbers that follows from its seed alone. */
export type Random = {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number, both ends inclusive. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Upper-case letters and digits, as on a type plate. */
  readonly code: (length: number) => string;
  readonly hex: (length: number) => string;
};

const PLATE = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** mulberry32, seeded by a text or number; `salt` gives each part of the company its own stream, so that they do not shift one another. */
export const randomOf = (seed: string | number, salt: string): Random => {
  let state = 0x811c9dc5;
  for (const char of `${seed}/${salt}`) {
    state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const text = (alphabet: string, length: number): string => {
    let made = '';
    for (let i = 0; i < length; i += 1) {
      made += alphabet[Math.floor(next() * alphabet.length)];
    }
    return made;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]): T => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) {
        throw new Error('Nothing to pick from an empty list');
      }
      return item;
    },
    code: (length) => text(PLATE, length),
    hex: (length) => text('0123456789abcdef', length),
  };
};
