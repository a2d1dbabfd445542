/** SHA-256 (FIPS 180-4), for rules that CouchDB's JavaScript engines run, too: they have no library for it. */

/** Fractional parts of the cube roots of the first 64 primes (4.2.2). */
const ROUNDS = [
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc3',
  '72be5d7480deb1fe9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da',
  '983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13',
  '650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070',
  '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc70208',
  '90befffaa4506cebbef9a3f7c67178f2',
].join('');
/** Fractional parts of the square roots of the first 8 primes (5.3.3). */
const INITIAL = '6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19';

const wordsOf = (hex: string): readonly number[] =>
  (hex.match(/.{8}/g) ?? []).map((word) => parseInt(word, 16) | 0);
const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The message as big-endian words, padded (5.1.1): two bytes for each UTF-16 unit, so that every text has a sum. */
const blocksOf = (text: string): readonly number[] => {
  const length = text.length * 2;
  const words: number[] = new Array((((length + 8) >> 6) + 1) * 16).fill(0);
  for (let index = 0; index < text.length; index += 1) {
    words[index >> 1] = (words[index >> 1] ?? 0) | (text.charCodeAt(index) << (index % 2 === 0 ? 16 : 0));
  }
  words[length >> 2] = (words[length >> 2] ?? 0) | (0x80 << (length % 4 === 0 ? 24 : 8));
  words[words.length - 2] = Math.floor(length / 0x20000000);
  words[words.length - 1] = length << 3;
  return words;
};

/** The SHA-256 of a text's UTF-16 units, high byte first, as 64 hexadecimal digits. */
export const sha256 = (text: string): string => {
  const rounds = wordsOf(ROUNDS);
  const state = [...wordsOf(INITIAL)];
  const words = blocksOf(text);
  const w: number[] = [];
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let round = 0; round < 64; round += 1) {
      const [near, far] = [at(w, round - 15), at(w, round - 2)];
      w[round] =
        round < 16
          ? at(words, block + round)
          : (at(w, round - 16) +
              (rotated(near, 7) ^ rotated(near, 18) ^ (near >>> 3)) +
              at(w, round - 7) +
              (rotated(far, 17) ^ rotated(far, 19) ^ (far >>> 10))) |
            0;
      const chosen = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const first =
        (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + chosen + at(rounds, round) + at(w, round)) |
        0;
      const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, index) => {
      state[index] = (at(state, index) + value) | 0;
    });
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
};
