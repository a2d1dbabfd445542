/** How far a word is from a typed one: letters left out, put in, changed, or two neighbours in the wrong order count one each. */
export type Near = {
  readonly word: string;
  readonly edits: number;
  /** The word only begins nearly like what was typed. */
  readonly begun: boolean;
  /** It has another first letter. */
  readonly otherFirst: boolean;
};

/** Few edits first, then the same first letter, which people seldom get wrong, then whole words before those that only begin so. */
export const rankOf = ({ edits, otherFirst, begun }: Near): number =>
  edits * 4 + (otherFirst ? 2 : 0) + (begun ? 1 : 0);

export const FURTHER = 'further';

const LONG_WORD = 8;
/** Edits at most in any word. */
export const MOST_EDITS = 2;

/** One edit in words of four to seven letters, two in longer ones. */
export const allowedIn = (letters: number): number => (letters < LONG_WORD ? 1 : MOST_EDITS);

/** The edits between a typed word and another, when they are few enough. `open`: or a beginning of it. */
export function editsTo(typed: string, word: string, open: boolean): Near | typeof FURTHER {
  const asWhole = allowedIn(Math.max(typed.length, word.length));
  const asBegun = open ? allowedIn(typed.length) : -1;
  const most = Math.max(asWhole, asBegun);
  if (typed.length - word.length > most) return FURTHER;
  if (!open && word.length - typed.length > most) return FURTHER;
  const { whole, begun } = distances(typed, word, most);
  const otherFirst = typed[0] !== word[0];
  if (whole <= asWhole && !(begun < whole && begun <= asBegun))
    return { word, edits: whole, begun: false, otherFirst };
  if (begun <= asBegun) return { word, edits: begun, begun: true, otherFirst };
  return FURTHER;
}

const MAX_LETTERS = 64;
/** Rows of the table of distances between beginnings: the one before the last, the last and the one being made. */
const rows = [
  new Uint8Array(MAX_LETTERS + 1),
  new Uint8Array(MAX_LETTERS + 1),
  new Uint8Array(MAX_LETTERS + 1),
] as const;

/**
 * Edits from `typed` to all of `word` (`whole`) and to the nearest of its beginnings (`begun`); anything above `most` is only known to be above. A row is
 * a letter of `typed`; cells further than `most` off the diagonal can't count.
 */
function distances(
  typed: string,
  word: string,
  most: number,
): { readonly whole: number; readonly begun: number } {
  const far = most + 1;
  const columns = Math.min(word.length, typed.length + most, MAX_LETTERS);
  let [before, last, row] = rows;
  for (let j = 0; j <= columns; j += 1) last[j] = Math.min(j, far);
  for (let i = 1; i <= typed.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(columns, i + most);
    row[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = row[from - 1] ?? far;
    const letter = typed.charCodeAt(i - 1);
    for (let j = from; j <= to; j += 1) {
      const other = word.charCodeAt(j - 1);
      let edits = (last[j - 1] ?? far) + (letter === other ? 0 : 1);
      edits = Math.min(edits, (row[j - 1] ?? far) + 1, (last[j] ?? far) + 1);
      const swapped =
        i > 1 && j > 1 && letter === word.charCodeAt(j - 2) && other === typed.charCodeAt(i - 2);
      if (swapped) edits = Math.min(edits, (before[j - 2] ?? far) + 1);
      row[j] = Math.min(edits, far);
      least = Math.min(least, edits);
    }
    if (to < columns) row[to + 1] = far;
    if (least > most) return { whole: far, begun: far };
    [before, last, row] = [last, row, before];
  }
  let begun = far;
  for (let j = Math.max(0, typed.length - most); j <= columns; j += 1)
    begun = Math.min(begun, last[j] ?? far);
  return { whole: columns === word.length ? (last[columns] ?? far) : far, begun };
}
