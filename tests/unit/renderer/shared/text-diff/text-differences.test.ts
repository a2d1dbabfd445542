import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { differencesOf } from '#renderer/shared/text-diff/differences.ts';
import { foldedPieces, foldedRows } from '#renderer/shared/text-diff/folding.ts';
import { TextDifferences } from '#renderer/shared/text-diff/text-differences.tsx';

setupTexts();

const lines = (count: number): readonly string[] =>
  Array.from({ length: count }, (_none, index) => `Line ${index + 1}`);
const withLine = (all: readonly string[], at: number, text: string): string =>
  all.map((line, index) => (index === at ? text : line)).join('\n');

const shownOf = (before: string, after: string): readonly string[] =>
  foldedRows(differencesOf(before, after)).map((one) =>
    one.kind === 'row' ? one.row.kind : `${one.rows.length} folded`,
  );

describe('folding', () => {
  it('keeps three lines around a change', () => {
    const all = lines(30);
    expect(shownOf(all.join('\n'), withLine(all, 15, 'Different words'))).toEqual([
      '12 folded',
      ...['same', 'same', 'same', 'removed', 'added', 'same', 'same', 'same'],
      '11 folded',
    ]);
  });

  it('does not fold what is hardly longer than the fold', () => {
    const all = lines(13);
    const shown = shownOf(all.join('\n'), withLine(all, 6, 'Different words'));
    expect(shown.filter((one) => one.endsWith('folded'))).toEqual([]);
  });

  it('hides no row and changes none', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c d', 'same', 'same', 'same'), { maxLength: 60 })
      .map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = differencesOf(before, after);
        const shown = foldedRows(rows);
        expect(shown.flatMap((one) => (one.kind === 'row' ? [one.row] : one.rows))).toEqual(rows);
        for (const one of shown) {
          if (one.kind === 'folded') expect(one.rows.every(({ kind }) => kind === 'same')).toBe(true);
        }
      }),
    );
  });

  it('folds inside a long line, at words, and loses no letter', () => {
    const long = Array.from({ length: 200 }, (_none, index) => `word${index}`).join(' ');
    const [row] = differencesOf(`${long} old ${long}`, `${long} new ${long}`);
    const shown = foldedPieces(row?.pieces ?? []);
    expect(shown.map((one) => (one.kind === 'piece' ? one.piece.kind : 'folded'))).toEqual([
      'folded',
      'same',
      'removed',
      'added',
      'same',
      'folded',
    ]);
    for (const one of shown) if (one.kind === 'folded') expect(one.text).toMatch(/^word|word\d+ $/);
    const text = (one: (typeof shown)[number]) => (one.kind === 'piece' ? one.piece.text : one.text);
    expect(shown.map(text).join('')).toBe(row?.pieces.map((piece) => piece.text).join(''));
    expect(foldedPieces([{ kind: 'same', text: long }]).map(({ kind }) => kind)).toEqual(['piece', 'folded']);
    expect(foldedPieces([{ kind: 'removed', text: long }]).map(({ kind }) => kind)).toEqual(['piece']);
  });
});

describe('what people see', () => {
  const markup = (before: string, after: string): string =>
    renderToStaticMarkup(createElement(TextDifferences, { before, after })).replace(
      /<style.*?<\/style>/gs,
      '',
    );

  it('marks what is gone and new by elements and words, not by colour alone', () => {
    const shown = markup('the old <b>printer</b>', 'the new <b>printer</b>');
    expect(shown).toMatch(/<del>.*removed:.*old.*<\/del><ins>.*added:.*new.*<\/ins>/s);
    expect(shown).toContain('&lt;b&gt;printer&lt;/b&gt;');
    expect(markup('a', 'a\nb')).toContain('+');
  });

  it('says so when both are the same', () => {
    expect(markup('a\nb', 'a\nb')).toContain('Both versions are the same.');
    expect(markup('', '')).toContain('Both versions are the same.');
  });

  it('offers what is folded', () => {
    const all = lines(30);
    expect(markup(all.join('\n'), withLine(all, 15, 'Different'))).toContain('12 lines without a change');
  });
});
