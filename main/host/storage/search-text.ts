/**
 * The form in which text goes into the full-text index, and in which what people type is looked for: both sides call the same functions,
 * because SQLite's own tables of letters are older than JavaScript's. A change here makes a new form (SEARCH_FORM in search-forms.ts).
 */

const LETTERS_WITHOUT_MARK: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII, which needs no folding.
const ASCII = /^[\x01-\x7f]*$/;

/**
 * What people leave out when they type: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the stretching line, and signs that
 * join or hyphenate without being seen. Vowel signs of other scripts are letters to their readers and stay.
 */
const LEFT_OUT =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200c\u2060\ufeff]|\u200d|[\ufe00-\ufe0f]/g;

/** Lower case without diacritics; composed again, or Hangul and voiced kana would stay in pieces. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(LEFT_OUT, '')
    .replace(/[ßæœøđðłħıþς]/g, (letter) => LETTERS_WITHOUT_MARK[letter] ?? letter)
    .normalize('NFC');
}

/** Scripts whose words are not set apart by blanks, and Hangul, whose words carry their particles. */
const UNSPACED =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmr}\\p{scx=Mymr}';
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
const RUN = new RegExp(
  `(?:(?=[${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const ASCII_WORD = /[a-z0-9]+/g;

/** Blanks that Japanese names and Korean sentences have or have not. */
const OPTIONAL_BLANKS = new RegExp(`(?<=[${UNSPACED}])[^\\S\\n]+(?=[${UNSPACED}])`, 'gu');

/** Whether a text has letters of such a script. */
export const isUnspaced = (text: string): boolean => HAS_UNSPACED.test(text);

/** A word, or a run of letters in which words may begin and end anywhere. */
export type Run = { readonly text: string; readonly unspaced: boolean };

/** The words of a text, folded, in order. */
export const runsOf = (text: string): readonly Run[] => runsIn(foldText(text));

/** As runsOf, with what a blank alone divides in one run: it is found with and without. */
const joinedRunsOf = (text: string): readonly Run[] => runsIn(foldText(text).replace(OPTIONAL_BLANKS, ''));

function runsIn(folded: string): readonly Run[] {
  if (ASCII.test(folded)) {
    return (folded.match(ASCII_WORD) ?? []).map((word) => ({ text: word, unspaced: false }));
  }
  const mixed = HAS_UNSPACED.test(folded);
  return (folded.match(mixed ? RUN : WORD) ?? [])
    .filter((word) => LETTER_OR_DIGIT.test(word))
    .map((word) => ({ text: word, unspaced: mixed && HAS_UNSPACED.test(word) }));
}

/** Characters in a piece of a run without blanks: with two, every word that shares two pairs with the one sought would be found. */
const PIECE = 3;

/**
 * What the index keeps of a run without blanks: from each character the next three, so that a word inside is found whole (one piece, or all that
 * it consists of) and from two characters on by the beginning of one; and each character by itself.
 */
function piecesOf(run: string): readonly string[] {
  const characters = [...run];
  return [
    ...characters.map((_, i) => characters.slice(i, i + PIECE).join('')),
    ...new Set(characters.slice(0, -1)),
  ];
}

/** Pieces asked for at most; so many in common are not chance. */
const MAX_PIECES = 24;

/** One thing to look for in the index. */
export type Sought = {
  readonly token: string;
  /** Tokens that begin with it are meant, too. */
  readonly open: boolean;
};

/** What a run has to be looked for as, all of it. `open`: it may be unfinished. One letter begins half of all words and means itself. */
export function soughtOf(run: Run, open: boolean): readonly Sought[] {
  const characters = [...run.text];
  const isLetter = characters.length === 1;
  if (!run.unspaced) return [{ token: run.text, open: open && !isLetter }];
  if (characters.length < PIECE) return [{ token: run.text, open: !isLetter }];
  return characters
    .slice(0, 1 - PIECE)
    .slice(0, MAX_PIECES)
    .map((_, i) => ({ token: characters.slice(i, i + PIECE).join(''), open: false }));
}

const MARK_PLANE = 0xf0000;

/**
 * A token as it stands in a title or key. The index keeps no columns, so these are in it twice: as they are, and with their first
 * character moved into a plane that no text uses, which keeps their length and so the indexes of beginnings.
 */
export function inHead(token: string): string {
  const first = token.codePointAt(0) ?? 0;
  const length = first > 0xffff ? 2 : 1;
  return String.fromCodePoint(MARK_PLANE + (first & 0xffff)) + token.slice(length);
}

/** What the index gets of one document. */
export type IndexedText = {
  /** Tokens with something between them that is neither letter nor digit in ASCII, which is all that the index's tokenizer cuts at. */
  readonly text: string;
  /** The words in it that may be misspelt, with repetitions. */
  readonly words: readonly string[];
};

const tokensOf = (runs: readonly Run[]): readonly string[] =>
  runs.flatMap((run) => (run.unspaced ? piecesOf(run.text) : [run.text]));

/** `head` is the title and the keys, `body` the rest. */
export function indexedText(head: string, body: string): IndexedText {
  const headRuns = joinedRunsOf(head);
  const headTokens = tokensOf(headRuns);
  const parts = [headTokens.join(' '), headTokens.map(inHead).join(' ')];
  const words = headRuns.filter(isSpelt).map((run) => run.text);
  if (ASCII.test(body)) {
    // The tokenizer does the same to it, in less time.
    const bodyWords: readonly string[] = body.toLowerCase().match(ASCII_WORD) ?? [];
    return { text: [...parts, body].join(' '), words: [...words, ...bodyWords] };
  }
  const bodyRuns = joinedRunsOf(body);
  return {
    text: [...parts, tokensOf(bodyRuns).join(' ')].join(' '),
    words: [...words, ...bodyRuns.filter(isSpelt).map((run) => run.text)],
  };
}

const isSpelt = (run: Run): boolean => !run.unspaced;

/** What stands between tokens for the index's tokenizer (`ascii`): any ASCII that is neither letter nor digit. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const BETWEEN_TOKENS = /[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+/;

/** The tokens that the index makes of a text of IndexedText. */
export const tokensIn = (text: string): ReadonlySet<string> =>
  new Set(text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).split(BETWEEN_TOKENS));

/** A key without its punctuation: `INC-7QK-0042` and `inc 7qk 0042` are the same key. */
export function normalizeKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

const TAIL_MARK = '<';
const TAIL_MIN_LENGTH = 5;

/** The key read from its end, so that the last characters of a serial or number find it by an index as well. */
export function tailKey(normalized: string): string {
  return TAIL_MARK + [...normalized].reverse().join('');
}

/** Rows of the key table for one document. */
export function keyRows(keys: readonly string[]): string[] {
  const rows = new Set<string>();
  for (const key of keys) {
    const normalized = normalizeKey(key);
    if (normalized === '') continue;
    rows.add(normalized);
    // Mail addresses and names are never asked for by their end.
    if (normalized.length >= TAIL_MIN_LENGTH && /\d/.test(normalized) && !key.includes('@')) {
      rows.add(tailKey(normalized));
    }
  }
  return [...rows];
}
