import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matching, type TextRow, typedPrefix } from '#renderer/shared/prepared/typed-prefix.ts';

const typed = (text: string) => typedPrefix(text, text.length);

describe('the prefix that is being typed', () => {
  it.each<[string, string | null]>([
    ['/', ''],
    ['/re', 're'],
    ['Hello /re', 're'],
    ['Hello\n/re', 're'],
    ['(/re', 're'],
    ['and/or', null],
    ['see https://deskhand', null],
    ['/etc/hosts', null],
    ['/re ', null],
    ['1 / 2', null],
    ['', null],
    ['/{x', null],
    [`/${'x'.repeat(31)}`, null],
  ])('in %j is %j', (text, query) => {
    expect(typed(text)?.query ?? null).toBe(query);
  });

  it('is the text in front of the caret and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        const caret = at % (text.length + 1);
        const found = typedPrefix(text, caret);
        if (found === null) return;
        expect(found.to).toBe(caret);
        expect(text.slice(found.from, found.to)).toBe(`/${found.query}`);
        expect(found.query).not.toMatch(/\s/);
      }),
    );
  });
});

const row = (prefix: string, name: string, text = ''): TextRow =>
  ({ id: prefix, name, content: { kind: 'text', prefix, text } }) as TextRow;
const ROWS = [
  row('bye', 'Goodbye', 'See you'),
  row('pwreset', 'Password'),
  row('reset', 'Reset done'),
  row('res', 'R'),
];
const found = (query: string) => matching(ROWS, query).map(({ id }) => id);

it.each<[string, readonly string[]]>([
  ['res', ['res', 'reset', 'pwreset']],
  ['RES', ['res', 'reset', 'pwreset']],
  ['good', ['bye']],
  ['see', ['bye']],
  ['', ['bye', 'pwreset', 'reset', 'res']],
  ['nothing', []],
])('%j offers %j', (query, ids) => {
  expect(found(query)).toEqual(ids);
});
