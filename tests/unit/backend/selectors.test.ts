import { matchesSelector } from 'pouchdb-selector-core';
import { getQueryMatcher } from 'rxdb';
import { describe, expect, test } from 'vitest';
import { createMatcher } from '#backend/selectors/matcher.ts';
import { createPatterns, PatternError } from '#backend/selectors/pattern.ts';
import { type Selector, withoutPatterns } from '#backend/selectors/without-patterns.ts';
import { COUCH } from '#backend/server/find.ts';
import { createPatternMatcher } from '#cli/pattern-query.ts';

const DOCUMENTS: readonly Selector[] = [
  { _id: '1', title: 'Printer is broken', n: 1, tags: ['paper', 'toner'], place: { city: 'Köln' } },
  { _id: '2', title: 'printer\nkaputt', n: 2, tags: [], tasks: [{ title: 'call' }, { title: 'go there' }] },
  { _id: '3', title: null, n: 3, tags: 'paper', place: { city: 'Paris' }, tasks: [{ title: 'repair' }] },
  { _id: '4', n: 4, tags: [1, 'x1'], place: null, tasks: [] },
  { _id: '5', title: 'a'.repeat(40), n: 5, place: {}, tasks: [{ names: ['anna', 'ben'] }] },
];

/** Selectors that both engines read the same way. */
const SELECTORS: readonly Selector[] = [
  { title: { $regex: '^Pri' } },
  { title: { $regex: 'print.r', $ne: 'x' }, n: { $lt: 2 } },
  { title: { $regex: '\\bkaputt$' } },
  { 'place.city': { $regex: '^K[öo]ln$' } },
  { n: { $regex: '1' } },
  { $or: [{ title: { $regex: 'broken' } }, { n: 4 }] },
  { $or: [{ title: { $regex: 'broken' } }, { 'place.city': { $regex: 'ar' } }] },
  { $nor: [{ title: { $regex: 'print', $exists: true } }, { n: 4 }] },
  { $and: [{ title: { $regex: 'in' } }, { title: { $regex: 'is' } }, { n: { $gt: 0 } }] },
  { tasks: { $elemMatch: { title: { $regex: '^go' } } } },
  { n: { $in: [1, 2, 3] }, title: { $regex: 'r' } },
];

const idsOf = (test: (document: Selector) => boolean): readonly unknown[] =>
  DOCUMENTS.filter(test).map(({ _id }) => _id);

const byRxdb = (selector: Selector): ((document: Selector) => boolean) =>
  getQueryMatcher({} as never, { selector, sort: [], skip: 0 } as never) as (document: Selector) => boolean;

describe('patterns from outside', () => {
  test.each(SELECTORS.map((selector) => [JSON.stringify(selector), selector] as const))(
    'find what the engines themselves find: %s',
    (_name, selector) => {
      const found = idsOf((document) => matchesSelector(document, selector));
      expect(idsOf(createMatcher(selector, createPatterns(), COUCH))).toEqual(found);
      expect(idsOf(createPatternMatcher(selector))).toEqual(idsOf(byRxdb(selector)));
    },
  );

  test.each<Selector>([
    { tags: { $regex: '^pa' } },
    { tags: { $elemMatch: { $regex: '^x' } } },
    { tags: { $not: { $regex: 'PAPER', $options: 'i' } } },
    { 'tasks.names': { $regex: '^an' } },
    { title: { $in: ['x', null], $not: { $regex: 'q' } } },
    { title: { $regex: 'KAPUTT', $options: 'im' } },
    { title: { $eq: { $regex: 'x' } } },
    { place: { city: { $regex: 'x' } } },
  ])("find on the command line what RxDB's matcher finds: %j", (selector) => {
    expect(idsOf(createPatternMatcher(selector))).toEqual(idsOf(byRxdb(selector)));
  });

  test("find on the server CouchDB's operators that PouchDB lacks", () => {
    const found = (selector: Selector) => idsOf(createMatcher(selector, createPatterns(), COUCH));
    expect(found({ title: { $not: { $regex: '[Pp]rinter' } } })).toEqual(['3', '4', '5']);
    expect(found({ title: { $or: [{ $regex: 'kaputt' }, { $regex: 'broken' }] } })).toEqual(['1', '2']);
    expect(found({ tags: { $allMatch: { $regex: 'e' } } })).toEqual(['1']);
    expect(found({ tags: { $elemMatch: { $regex: '^x' } } })).toEqual(['4']);
    expect(found({ place: { city: { $regex: 'ar' } } })).toEqual(['3']);
  });

  test('without them a selector finds no less', () => {
    for (const selector of SELECTORS) {
      const less = withoutPatterns(selector);
      expect(JSON.stringify(less)).not.toContain('$regex');
      const more = idsOf((document) => matchesSelector(document, less));
      expect(more).toEqual(
        expect.arrayContaining([...idsOf(createMatcher(selector, createPatterns(), COUCH))]),
      );
      expect(idsOf(byRxdb(less))).toEqual(expect.arrayContaining([...idsOf(byRxdb(selector))]));
    }
  });

  test('what narrows beside them stays', () => {
    expect(
      withoutPatterns({ n: { $gt: 1 }, title: { $regex: 'x' }, tags: { $size: 2, $regex: 'y' } }),
    ).toEqual({
      n: { $gt: 1 },
      title: { $exists: true },
      tags: { $exists: true, $size: 2 },
    });
    expect(withoutPatterns({ $or: [{ n: 1 }, { title: { $not: { $regex: 'x' } } }] })).toEqual({});
    expect(withoutPatterns({ $nor: [{ n: 1 }, { title: { $regex: 'x' } }] })).toEqual({ $nor: [{ n: 1 }] });
  });
});

describe('a pattern', () => {
  const limits = { size: 100, perText: 10_000, perQuery: 20_000 };

  test('that JavaScript would look for until the end of time has an answer', () => {
    for (const greedy of ['(a+)+$', '(a|a)*b', '(.*)*x', '([a-z]+)*[0-9]', '(x+x+)+y']) {
      expect(createPatterns().compile(greedy)(`${'a'.repeat(50_000)}!`)).toBe(false);
    }
  });

  test.each([
    ['(', '', 'bad'],
    ['(?=a)', '', 'bad'],
    ['(a)\\1', '', 'bad'],
    ['a', 'gy', 'bad'],
    ['a{99}b{99}', '', 'dear'],
    ['(a{1000}){1000}', '', 'bad'],
    ['('.repeat(5_000), '', 'bad'],
  ])('%s is refused before it runs', (source, flags, kind) => {
    expect(() => createPatterns(limits).compile(source, flags)).toThrow(expect.objectContaining({ kind }));
  });

  test('is no other value', () => {
    for (const source of [7, null, {}, ['a']]) {
      expect(() => createPatterns().compile(source)).toThrow(PatternError);
    }
  });

  test('looks at no more than it may, in one text and in all together', () => {
    const dear = expect.objectContaining({ kind: 'dear' });
    expect(() => createPatterns(limits).compile('abc')('x'.repeat(10_000))).toThrow(dear);
    const one = createPatterns(limits);
    const [first, second] = [one.compile('abc'), one.compile('def')];
    const many = () => {
      for (let times = 0; times < 10; times += 1) for (const fits of [first, second]) fits('x'.repeat(500));
    };
    expect(many).toThrow(dear);
    expect(one.compile('abc').bind(null, 'abc')).toThrow(dear);
    expect(createPatterns(limits).compile('abc')('abc')).toBe(true);
  });
});
