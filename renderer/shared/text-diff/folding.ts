import type { Piece, Row } from './differences.ts';

/** Lines kept before and after a change. */
const CONTEXT = 3;
/** Fewer lines than this are not worth folding. */
const LEAST_LINES = 4;
/** Characters kept on each side of what is folded inside a line. */
const EDGE = 120;
const LEAST_CHARACTERS = 160;

/** A row to show, or rows folded away: unchanged and far from any change. */
export type Shown =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'folded'; readonly rows: readonly Row[] };

/** Folds long stretches in which nothing changed; texts that are alike throughout are one stretch. */
export const foldedRows = (rows: readonly Row[]): readonly Shown[] => {
  const shown: Shown[] = [];
  const show = (some: readonly Row[]): void => {
    for (const row of some) shown.push({ kind: 'row', row });
  };
  let from = 0;
  while (from < rows.length) {
    let to = from;
    while (to < rows.length && rows[to]?.kind === 'same') to += 1;
    const head = from === 0 ? 0 : CONTEXT;
    const tail = to === rows.length ? 0 : CONTEXT;
    if (to - from < head + tail + LEAST_LINES) show(rows.slice(from, to));
    else {
      show(rows.slice(from, from + head));
      shown.push({ kind: 'folded', rows: rows.slice(from + head, to - tail) });
      show(rows.slice(to - tail, to));
    }
    show(rows.slice(to, to + 1));
    from = to + 1;
  }
  return shown;
};

export type ShownPiece =
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'folded'; readonly text: string };

/** The end of the last word that is over by `at`, so that no word (and no character of two halves) is cut. */
const endOfWord = (text: string, at: number): number => {
  const blank = text.lastIndexOf(' ', at);
  if (blank > at - EDGE / 2) return blank + 1;
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
};

/** Folds what is long and the same inside a line: a paragraph is one line. Of a line that is the same throughout, its beginning stays. */
export const foldedPieces = (pieces: readonly Piece[]): readonly ShownPiece[] =>
  pieces.flatMap((piece, index): readonly ShownPiece[] => {
    const { kind, text } = piece;
    const isChangeBefore = index > 0;
    const isChangeAfter = index < pieces.length - 1;
    const from = isChangeBefore || !isChangeAfter ? endOfWord(text, EDGE) : 0;
    const to = isChangeAfter ? endOfWord(text, text.length - EDGE) : text.length;
    if (kind !== 'same' || to - from < LEAST_CHARACTERS) return [{ kind: 'piece', piece }];
    const part = (some: string): readonly ShownPiece[] =>
      some === '' ? [] : [{ kind: 'piece', piece: { kind, text: some } }];
    return [
      ...part(text.slice(0, from)),
      { kind: 'folded', text: text.slice(from, to) },
      ...part(text.slice(to)),
    ];
  });
