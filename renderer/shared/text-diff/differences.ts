import { diffArrays } from 'diff';

export type Piece = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };
/** A line: kept, gone, new, or changed inside. */
export type Row = {
  readonly kind: 'same' | 'removed' | 'added' | 'changed';
  readonly pieces: readonly Piece[];
};

/** Texts further apart are two texts; looking for what they share takes the square of it. */
const MOST_LINE_EDITS = 1_000;
const MOST_WORD_EDITS = 400;
/** Pairs of lines looked at in one place at most. */
const MOST_PAIRS = 10_000;
/** Lines with less in common than this share of their words are told as one gone and one new. */
const ALIKE = 0.5;

type Change<T> = { readonly kind: Piece['kind']; readonly items: readonly T[] };

/** What both have in common, in order; everything is different when they are too far apart to look. */
const changesOf = <T>(before: readonly T[], after: readonly T[], mostEdits: number): readonly Change<T>[] => {
  const found = diffArrays([...before], [...after], { maxEditLength: mostEdits });
  if (found === undefined)
    return [
      { kind: 'removed', items: before },
      { kind: 'added', items: after },
    ];
  return found.map(({ removed, added, value }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    items: value,
  }));
};

// The words of scripts without blanks, too. One locale, so that every console cuts alike.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
/** What no word goes across, and not longer than this: cutting a text takes the square of its length (2.2 s for 80,000 characters). */
const STRETCH = /\s+|[^\s。、，！？；]{1,200}[。、，！？；]*|[。、，！？；]+/gu;
const wordsOf = (line: string): readonly string[] =>
  (line.match(STRETCH) ?? []).flatMap((stretch) =>
    [...segmenter.segment(stretch)].map(({ segment }) => segment),
  );

const HOLDS_WORD = /[\p{L}\p{N}]/u;

/** How long the end is that both have and that holds no word. */
const sharedEnd = (a: string, b: string): number => {
  let length = 0;
  while (length < Math.min(a.length, b.length)) {
    const last = a.charAt(a.length - 1 - length);
    if (last !== b.charAt(b.length - 1 - length) || !/[\s\p{P}]/u.test(last)) break;
    length += 1;
  }
  return length;
};

/**
 * Neighbouring changes as one gone and one new piece. A blank or a comma between two changes belongs to them: word by word it would be
 * confetti.
 */
const calmed = (changes: readonly Change<string>[]): readonly Piece[] => {
  const pieces: Piece[] = [];
  let removed = '';
  let added = '';
  const flush = (same: string): void => {
    const end = sharedEnd(removed, added);
    const kept = `${end === 0 ? '' : removed.slice(-end)}${same}`;
    const gone = removed.slice(0, removed.length - end);
    const come = added.slice(0, added.length - end);
    if (gone !== '') pieces.push({ kind: 'removed', text: gone });
    if (come !== '') pieces.push({ kind: 'added', text: come });
    if (kept !== '') pieces.push({ kind: 'same', text: kept });
    removed = '';
    added = '';
  };
  for (const { kind, items } of changes) {
    const text = items.join('');
    const isBetween = kind === 'same' && removed !== '' && added !== '' && !HOLDS_WORD.test(text);
    if (kind === 'same' && !isBetween) flush(text);
    if (kind === 'removed' || isBetween) removed += text;
    if (kind === 'added' || isBetween) added += text;
  }
  flush('');
  return pieces;
};

const rowOf = (kind: Piece['kind'], text: string): Row => ({ kind, pieces: [{ kind, text }] });

type Line = { readonly text: string; readonly words: readonly string[]; readonly size: number };
const lineOf = (text: string): Line => {
  const words = wordsOf(text);
  return { text, words, size: words.filter((word) => HOLDS_WORD.test(word)).length };
};

/** Dice's coefficient of the words of two lines, 0 to 1. */
const likeness = (a: Line, b: Line): number => {
  if (a.size === 0 || b.size === 0) return 0;
  const left = new Map<string, number>();
  for (const word of a.words) if (HOLDS_WORD.test(word)) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b.words) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return (2 * shared) / (a.size + b.size);
};

/** Which of the lines gone became which of the new ones: in order, and alike as much as can be. */
const pairsOf = (gone: readonly Line[], come: readonly Line[]): readonly (readonly [number, number])[] => {
  if (gone.length * come.length > MOST_PAIRS) return [];
  const alike = gone.map((a) => come.map((b) => likeness(a, b)));
  // best[i][j]: the greatest likeness in all of what follows line i of those gone and line j of the new ones.
  const best = Array.from({ length: gone.length + 1 }, () => new Float64Array(come.length + 1));
  const bestAt = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const gain = (i: number, j: number): number => {
    const here = alike[i]?.[j] ?? 0;
    return here < ALIKE ? 0 : here + bestAt(i + 1, j + 1);
  };
  for (let i = gone.length - 1; i >= 0; i -= 1) {
    for (let j = come.length - 1; j >= 0; j -= 1) {
      const row = best[i];
      if (row !== undefined) row[j] = Math.max(bestAt(i + 1, j), bestAt(i, j + 1), gain(i, j));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < gone.length && j < come.length; ) {
    const most = bestAt(i, j);
    if (most === bestAt(i + 1, j)) i += 1;
    else if (most === bestAt(i, j + 1)) j += 1;
    else {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    }
  }
  return pairs;
};

/** A stretch in which lines gave way to others. */
const replaced = (before: readonly string[], after: readonly string[]): readonly Row[] => {
  const gone = before.map(lineOf);
  const come = after.map(lineOf);
  const rows: Row[] = [];
  let i = 0;
  let j = 0;
  const upTo = (toGone: number, toCome: number): void => {
    for (; i < toGone; i += 1) rows.push(rowOf('removed', before[i] ?? ''));
    for (; j < toCome; j += 1) rows.push(rowOf('added', after[j] ?? ''));
  };
  for (const [left, right] of pairsOf(gone, come)) {
    upTo(left, right);
    const changes = changesOf(gone[left]?.words ?? [], come[right]?.words ?? [], MOST_WORD_EDITS);
    if (changes.some(({ kind }) => kind === 'same')) {
      rows.push({ kind: 'changed', pieces: calmed(changes) });
      i += 1;
      j += 1;
    }
  }
  upTo(before.length, after.length);
  return rows;
};

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split(/\r?\n/));

/** Two versions of a text line by line, and word by word inside lines that changed. The pieces not removed, joined, are the new text. */
export const differencesOf = (before: string, after: string): readonly Row[] => {
  const rows: Row[] = [];
  let gone: readonly string[] = [];
  let come: readonly string[] = [];
  const flush = (): void => {
    rows.push(...replaced(gone, come));
    gone = [];
    come = [];
  };
  for (const { kind, items } of changesOf(linesOf(before), linesOf(after), MOST_LINE_EDITS)) {
    if (kind === 'removed') gone = [...gone, ...items];
    if (kind === 'added') come = [...come, ...items];
    if (kind !== 'same') continue;
    flush();
    rows.push(...items.map((text) => rowOf('same', text)));
  }
  flush();
  return rows;
};
