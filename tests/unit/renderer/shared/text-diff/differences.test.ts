import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf, type Row } from '#renderer/shared/text-diff/differences.ts';

/** `[-gone-]`, `{+new+}`, a sign in front of whole lines. */
const written = (rows: readonly Row[]): string =>
  rows
    .map(({ kind, pieces }) => {
      const words = pieces.map((piece) => {
        if (kind !== 'changed' || piece.kind === 'same') return piece.text;
        return piece.kind === 'removed' ? `[-${piece.text}-]` : `{+${piece.text}+}`;
      });
      return `${{ same: ' ', removed: '-', added: '+', changed: '~' }[kind]}${words.join('')}`;
    })
    .join('\n');
const diff = (before: string, after: string): string => written(differencesOf(before, after));

const side = (rows: readonly Row[], left: 'removed' | 'added'): string =>
  rows
    .filter(({ kind }) => kind !== left)
    .map(({ pieces }) =>
      pieces
        .filter(({ kind }) => kind !== left)
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n');

describe('two versions of a text', () => {
  it.each([
    ['', '', ''],
    ['a', 'a', ' a'],
    ['', 'a\nb', '+a\n+b'],
    ['a\nb', '', '-a\n-b'],
    ['a\r\nb', 'a\nb', ' a\n b'],
    ['a\nc', 'a\nb\nc', ' a\n+b\n c'],
    ['Restart the print server.', 'Restart the print spooler.', '~Restart the print [-server-]{+spooler+}.'],
    [
      'Wait ten seconds, then plug it in.',
      'Wait thirty long seconds, then plug it in again.',
      '~Wait [-ten-]{+thirty long+} seconds, then plug it in{+ again+}.',
    ],
    // A blank between two changes belongs to them.
    [
      'Call the old vendor now please, they know it.',
      'Call our support now please, they know it.',
      '~Call [-the old vendor-]{+our support+} now please, they know it.',
    ],
    // Nothing in common: one line gone and one new, not a line of confetti.
    ['Restart the printer.', 'Ask facilities for a key', '-Restart the printer.\n+Ask facilities for a key'],
    ['打印机无法连接网络', '打印机可以连接网络', '~打印机[-无法-]{+可以+}连接网络'],
  ])('%j, then %j', (before, after, shown) => {
    expect(diff(before, after)).toBe(shown);
  });

  it('find the line that a line became, with new ones around it', () => {
    expect(
      diff(
        'Open the case.\nRemove the battery of the notebook.\nWait.',
        'Put on the wrist strap.\nOpen the case.\nFind the screws.\nRemove the battery of the old notebook.\nWait.',
      ),
    ).toBe(
      '+Put on the wrist strap.\n Open the case.\n+Find the screws.\n~Remove the battery of the {+old +}notebook.\n Wait.',
    );
  });

  it('both can be read from the rows', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      'printer',
      'Server',
      ' ',
      ', ',
      '\n',
      '\n\n',
      '网络',
      '\ud83d\ude00',
      'é',
    );
    const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = differencesOf(before, after);
        expect(side(rows, 'added')).toBe(before);
        expect(side(rows, 'removed')).toBe(after);
        for (const { kind, pieces } of rows) {
          if (kind !== 'changed') expect(pieces.map((piece) => piece.kind)).toEqual([kind]);
          else expect(pieces.some((piece) => piece.kind !== 'same')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is different when nothing is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(differencesOf(text, text).every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  it('are two texts when they are too far apart, and still whole', () => {
    const numbered = (from: number, name: string) =>
      Array.from({ length: 1_500 }, (_none, index) => `${name}${from + index}`).join('\n');
    const before = numbered(0, 'left');
    const after = numbered(5_000, 'right');
    const rows = differencesOf(before, after);
    expect(side(rows, 'added')).toBe(before);
    expect(side(rows, 'removed')).toBe(after);
    expect(rows.some(({ kind }) => kind === 'same' || kind === 'changed')).toBe(false);
  });
});
