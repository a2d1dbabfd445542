import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Joined, rowsWith, termOf, tokensHave } from '#main/host/storage/search-match.ts';
import { runsOf } from '#main/host/storage/search-text.ts';
import { type SearchStore, searchStore, ticket } from './search-store.ts';

/** More than there are documents, so that nothing is missing for being one too many. */
const ALL = 100_000;

const SPELT = [
  'abcdefghijklmnopqrstuvwxyzéüåø',
  'абвгдежзийклмнопрстуфхцчшщыэюя',
  'αβγδεζηθικλμνξοπρστυφχψωάή',
];
const OTHERS = [
  '打印机卡纸会议室键盘无线',
  'プリンターガひらがなゃ',
  '프린터인쇄회의실가를',
  'เครื่องพมชั้นสาไทำ',
  'प्रिंटरकाम',
  'ابةتثجحخدذ',
];

const lettersOf = (alphabet: string): fc.Arbitrary<string> => fc.constantFrom(...alphabet);
const wordOf = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(lettersOf(alphabet), { minLength, maxLength }).map((letters) => letters.join(''));

/** Words of one alphabet, of several, with digits, or of any letters, marks and digits that there are. */
const anyWord = fc.oneof(
  ...[...SPELT, ...OTHERS].map((alphabet) => wordOf(alphabet, 1, 10)),
  wordOf([...SPELT, ...OTHERS, '0123456789'].join(''), 1, 8),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .map((text) => text.replace(/[^\p{L}\p{M}\p{N}]/gu, ''))
    .filter((word) => word !== ''),
);
const separator = fc.constantFrom(' ', '  ', '\n', ', ', '-', '/', '。', ' (', '" ', '_', '\u3000', '*');
const textOf = (words: readonly string[], between: readonly string[]): string =>
  words.map((word, i) => word + (between[i] ?? ' ')).join('');
const anyTicket = fc.record({
  title: fc.array(anyWord, { minLength: 1, maxLength: 4 }),
  body: fc.array(anyWord, { maxLength: 6 }),
  between: fc.array(separator, { minLength: 6, maxLength: 6 }),
});

/** One letter is not taken for the beginning of a word. */
const isBeginning = (typed: string): boolean =>
  runsOf(typed).some(({ text, unspaced }) => unspaced || [...text].length > 1);

describe('whatever is written', () => {
  let at: SearchStore;
  let last = 0;
  beforeAll(async () => {
    at = searchStore();
    await at.open();
  });
  afterAll(() => at.remove());

  it('is found by each of its words and by their beginnings', async () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.array(anyTicket, { minLength: 1, maxLength: 6 }), async (tickets) => {
        const written = tickets.map(({ title, body, between }) => {
          last += 1;
          return {
            words: [...title, ...body],
            stored: ticket(last, textOf(title, between), textOf(body, between)),
          };
        });
        await at.insert(written.map(({ stored }) => stored));
        for (const { words, stored } of written) {
          for (const word of words) {
            const parts = [...graphemes.segment(word)].map(({ segment }) => segment);
            const beginnings = parts.map((_, i) => parts.slice(0, i + 1).join('')).filter(isBeginning);
            for (const typed of [word, ...beginnings].filter((one) => runsOf(one).length > 0)) {
              expect(at.found(typed, { exact: true, limit: ALL }), typed).toContain(stored.id);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has, as its own tokens tell, what the index says it has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTicket, { minLength: 2, maxLength: 5 }),
        fc.nat(),
        async (tickets, cut) => {
          const stored = tickets.map(({ title, body, between }) => {
            last += 1;
            return ticket(last, textOf(title, between), textOf(body, between));
          });
          await at.insert(stored);
          const table = [...at.store().tables.values()].find(({ key }) => key.collection === 'tickets');
          if (table?.search === undefined) throw new Error('tickets have no index');
          const searched = { table, names: table.search.tables };
          const rows = at.reader().all(`SELECT n, id FROM "${table.name}"`);
          const idOf = new Map(rows.map((row) => [Number(row[0]), String(row[1])]));
          const words = tickets.flatMap(({ title, body }) => [...title, ...body]);
          const typed = words.flatMap((word) => [word, [...word].slice(0, 1 + (cut % 4)).join('')]);
          for (const run of typed.flatMap((word) => runsOf(word))) {
            for (const open of [true, false]) {
              const term = termOf(run, open);
              const having = rowsWith(at.reader(), [searched], [term], 'AND', ALL).map(({ n }) =>
                idOf.get(n),
              );
              const tokens = (one: (typeof stored)[number]) => table.search?.tokens(one) ?? new Set<string>();
              const told = stored.filter((one) => tokensHave(tokens(one), term)).map(({ id }) => id);
              const mine = stored.map(({ id }) => id).filter((id) => having.includes(id));
              expect(told, `${run.text} ${open}`).toEqual(mine);
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is found alike by a beginning and by the words that begin so', async () => {
    // Few letters, so that many words begin alike: some beginnings have more words than are written out.
    const word = fc.oneof({ weight: 9, arbitrary: wordOf('abé', 3, 9) }, wordOf('ab打', 3, 6));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(word, word, word), { minLength: 2, maxLength: 40 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.constantFrom<Joined>('AND', 'PAIRS', 'OR'),
        fc.constantFrom(3, ALL),
        async (tickets, others, joined, limit) => {
          await at.insert(
            tickets.map(([title, body, more]) => {
              last += 1;
              return ticket(last, title, `${body} ${more}`);
            }),
          );
          const table = [...at.store().tables.values()].find(({ key }) => key.collection === 'tickets');
          if (table?.search === undefined) throw new Error('tickets have no index');
          const searched = { table, names: table.search.tables };
          const runs = [...others, [...(tickets[0]?.[1] ?? 'abcd')].slice(0, 4).join('')].flatMap(runsOf);
          const terms = runs.map((run, i) => termOf(run, i === runs.length - 1));
          if (joined === 'PAIRS' && terms.length < 2) return;
          const asWords = at.reader();
          const asBeginning = { ...asWords, tokens: () => null };
          const [words, beginning] = [asWords, asBeginning].map((reader) =>
            rowsWith(reader, [searched], terms, joined, limit).map(({ n }) => n),
          );
          expect(words, JSON.stringify(terms)).toEqual(beginning);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is stored and looked for without an error', async () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
        .map((codes) => String.fromCharCode(...codes)),
    );
    await fc.assert(
      fc.asyncProperty(any, any, any, async (title, body, typed) => {
        last += 1;
        await at.insert([ticket(last, title, body)]);
        for (const text of [title, body, typed]) at.found(text);
      }),
      { numRuns: 150 },
    );
  });
});

/** What one slip of a finger makes of a word. */
const slipped = (word: string, alphabet: string): fc.Arbitrary<string> => {
  const at = fc.nat({ max: word.length - 1 });
  return fc.oneof(
    fc.tuple(at, lettersOf(alphabet)).map(([i, letter]) => word.slice(0, i) + letter + word.slice(i)),
    fc.tuple(at, lettersOf(alphabet)).map(([i, letter]) => word.slice(0, i) + letter + word.slice(i + 1)),
    at.map((i) => word.slice(0, i) + word.slice(i + 1)),
    at.map((i) => word.slice(0, i) + (word[i + 1] ?? '') + (word[i] ?? '') + word.slice(i + 2)),
  );
};

describe('a word of five letters or more with one slip', () => {
  const words = SPELT.flatMap((alphabet) =>
    fc.sample(wordOf(alphabet, 5, 14), { numRuns: 100, seed: 5 }).map((word) => ({ word, alphabet })),
  );
  let at: SearchStore;
  beforeAll(async () => {
    at = searchStore();
    await at.open();
    await at.insert(words.map(({ word }, i) => ticket(i, i % 2 === 0 ? word : 'x', i % 2 === 0 ? '' : word)));
    await at.store().backlog.drain();
  });
  afterAll(() => at.remove());

  it('finds what has the word, where nothing has what was typed', () => {
    const case_ = fc
      .integer({ min: 0, max: words.length - 1 })
      .chain((i) =>
        fc.record({ i: fc.constant(i), typed: slipped(words[i]?.word ?? '', words[i]?.alphabet ?? '') }),
      );
    fc.assert(
      fc.property(case_, ({ i, typed }) => {
        fc.pre(at.found(typed, { exact: true, limit: ALL }).length === 0);
        expect(at.found(typed, { limit: ALL })).toContain(ticket(i, '').id);
      }),
      { numRuns: 400 },
    );
  });
});
