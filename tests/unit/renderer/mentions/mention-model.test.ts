import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountRow } from '#contracts/directory.ts';
import { mentionParts, mentionsIn } from '#domain/notices/notices.ts';
import { matching, mentioningAt, withMention } from '#renderer/shared/mentions/mention-model.ts';

const account = (name: string, login: string, ...teams: string[]): AccountRow => ({
  ...{ id: login, name, login, teams },
});
const PEOPLE = [
  account('Anna Seidel', 'anna.sd', 'Service desk'),
  account('Lea Léon', 'lea.lead', 'Network'),
  account('Nora Adler', 'n.adler', 'Service desk'),
];

describe('somebody who is being named', () => {
  it.each<[string, string | null]>([
    ['@', ''],
    ['Please look, @an', 'an'],
    ['(@anna.s', 'anna.s'],
    ['line\n@Lé', 'Lé'],
    ['write to anna@exa', null],
    ['@anna sei', null],
    ['@@an', null],
    ['nothing', null],
  ])('%j', (text, typed) => {
    expect(mentioningAt(text, text.length)?.typed ?? null).toBe(typed);
  });

  it.each<[string, readonly string[]]>([
    ['an', ['anna.sd']],
    ['leo', ['lea.lead']],
    ['ad', ['n.adler']],
    ['serv', ['anna.sd', 'n.adler']],
    ['x', []],
    ['', ['anna.sd', 'lea.lead', 'n.adler']],
  ])('is found by %j, of name, login or team', (typed, logins) => {
    expect(matching(PEOPLE, typed).map(({ login }) => login)).toEqual(logins);
  });

  it('stands in the text as the login, with the caret behind it, and is told of', () => {
    const text = 'Ask @an about it';
    const at = mentioningAt(text, 7);
    if (at === null) throw new Error('nobody is named');
    const next = withMention(text, at, 'anna.sd');
    expect(next.text).toBe('Ask @anna.sd about it');
    expect(next.text.slice(next.caret)).toBe('about it');
    expect(mentionsIn(next.text)).toEqual(['anna.sd']);
    expect(withMention('@', { start: 0, typed: '' }, 'lea.lead')).toEqual({ text: '@lea.lead ', caret: 10 });
  });
});

describe('the pieces of a text', () => {
  it('are those that name somebody and those between', () => {
    expect(mentionParts('Hi @Anna.sd, see a@b.c')).toEqual([
      { text: 'Hi ', login: null },
      { text: '@Anna.sd', login: 'anna.sd' },
      { text: ', see a@b.c', login: null },
    ]);
  });

  it('are the whole text, and name whom the notices tell', () => {
    const texts = fc.array(fc.constantFrom('@', 'anna', '.', ' ', '\n', 'x', '@lea.lead', 'é', ','));
    fc.assert(
      fc.property(texts, (words) => {
        const text = words.join('');
        const parts = mentionParts(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const named = new Set(parts.flatMap(({ login }) => login ?? []));
        expect([...named].sort()).toEqual([...mentionsIn(text)].sort());
      }),
    );
  });
});
