import { allowedIn, editsTo, FURTHER, MOST_EDITS, type Near, rankOf } from './search-typos.ts';

/**
 * Words in memory, to be looked through for those near to a typed one. Looking through all of them was chosen over tables of what is left of words with
 * letters taken out, which need seven to thirty rows a word: nearly every word is told from the typed one by the letters it lacks, in
 * some nanoseconds.
 */
export type NearList = {
  readonly add: (words: readonly string[]) => void;
  /** Nearest first, a bounded number. `open`: words that only begin nearly so are meant, too. */
  readonly near: (typed: string, open: boolean) => readonly Near[];
};

const MAX_NEAR = 60;

/** Words of one length, each with the letters it has, and has at its beginning. */
type SameLength = { readonly words: string[]; readonly letters: number[]; readonly first: number[] };

export function createNearList(): NearList {
  const lengths: (SameLength | undefined)[] = [];

  const addOne = (word: string): void => {
    const list = lengths[word.length] ?? { words: [], letters: [], first: [] };
    lengths[word.length] = list;
    list.words.push(word);
    list.letters.push(lettersOf(word, word.length));
    list.first.push(lettersOf(word, BEGINNING));
  };

  return {
    add: (words) => {
      for (const word of words) addOne(word);
    },
    near: (typed, open) => {
      const found: Near[] = [];
      const longest = open ? lengths.length : typed.length + MOST_EDITS + 1;
      for (let length = Math.max(1, typed.length - MOST_EDITS); length < longest; length += 1) {
        const list = lengths[length];
        if (list !== undefined) collect(list, length, typed, open, found);
      }
      return found.sort(nearestFirst).slice(0, MAX_NEAR);
    },
  };
}

const A = 97;
/** As many as a small integer has room for. */
const BITS = 30;
const BEGINNING = 6;

/** Which letters there are among the first ones of a word, one bit each; other alphabets share the bits among their letters. */
function lettersOf(word: string, first: number): number {
  let bits = 0;
  const end = Math.min(first, word.length);
  for (let i = 0; i < end; i += 1) {
    const code = word.charCodeAt(i);
    bits |= 1 << (code >= A && code < A + BITS ? code - A : code % BITS);
  }
  return bits;
}

function countBits(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function collect(list: SameLength, length: number, typed: string, open: boolean, found: Near[]): void {
  const asWhole =
    Math.abs(length - typed.length) <= MOST_EDITS ? allowedIn(Math.max(length, typed.length)) : 0;
  const most = Math.max(asWhole, open ? allowedIn(typed.length) : 0);
  const letters = lettersOf(typed, typed.length);
  // An edit moves what follows by one place at most, so these are still among the first letters of a word that is near.
  const first = lettersOf(typed, BEGINNING - most);
  for (let i = 0; i < list.words.length; i += 1) {
    // An edit takes away one typed letter at most.
    if (countBits(first & ~(list.first[i] ?? 0)) > most) continue;
    if (countBits(letters & ~(list.letters[i] ?? 0)) > most) continue;
    const near = editsTo(typed, list.words[i] ?? '', open);
    if (near !== FURTHER && near.edits > 0) found.push(near);
  }
}

function nearestFirst(a: Near, b: Near): number {
  return rankOf(a) - rankOf(b) || a.word.length - b.word.length || (a.word < b.word ? -1 : 1);
}
