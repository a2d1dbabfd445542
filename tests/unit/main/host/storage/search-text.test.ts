import { describe, expect, it } from 'vitest';
import { indexedText, inHead, normalizeKey, runsOf, soughtOf } from '#main/host/storage/search-text.ts';

const texts = (text: string): readonly string[] => runsOf(text).map((run) => run.text);

describe('the words of a text', () => {
  it.each([
    ['Printer, 2nd floor: P-204', ['printer', '2nd', 'floor', 'p', '204']],
    ['Türschloß – ÆØÅ', ['turschloss', 'aeoa']],
    ['打印机P-204卡纸', ['打印机', 'p', '204', '卡纸']],
    ['プリンターが', ['プリンターが']],
    ['ﾌﾟﾘﾝﾀ', ['プリンタ']],
    ['한국어', ['한국어']],
    ['เครื่องพิมพ์ A4', ['เครื่องพิมพ์', 'a4']],
    ['हिन्दी', ['हिन्दी']],
    ['soft\u00adware co\u200doperate', ['software', 'cooperate']],
    ['\u0301', []],
    ['"*^ AND', ['and']],
  ])('%s', (text, words) => {
    expect(texts(text)).toEqual(words.map((word) => word.normalize('NFC')));
  });

  it('are looked for by pieces where there are no blanks', () => {
    const tokens = (text: string) =>
      runsOf(text).flatMap((run) => soughtOf(run, true).map(({ token, open }) => token + (open ? '*' : '')));
    expect(tokens('机')).toEqual(['机']);
    expect(tokens('打印')).toEqual(['打印*']);
    expect(tokens('打印机')).toEqual(['打印机']);
    expect(tokens('打印机卡纸')).toEqual(['打印机', '印机卡', '机卡纸']);
    expect(tokens('x')).toEqual(['x']);
    expect(tokens('ab')).toEqual(['ab*']);
  });
});

describe('the text of a document', () => {
  it('has title and keys twice, the second time marked, and each piece of a run without blanks', () => {
    const { text, words } = indexedText('Up 打印机', 'Down');
    expect(text.split(' ')).toEqual([
      ...['up', '打印机', '印机', '机', '打', '印'],
      ...['up', '打印机', '印机', '机', '打', '印'].map(inHead),
      'Down',
    ]);
    expect(words).toEqual(['up', 'down']);
    expect([...inHead('up')]).toHaveLength(2);
    expect(inHead('up')).not.toBe('up');
  });
});

it('keys are the same however they are set apart', () => {
  const keys = ['INC-7QK-0042', 'inc 7qk 0042', 'Inc7qk0042'].map(normalizeKey);
  expect(new Set(keys).size).toBe(1);
});
