import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROBLEM_FIELDS } from '#domain/fields/tickets.ts';
import { ontoStored } from '#domain/records/list-edit.ts';

const task = (id: string, more: object = {}) => ({ id, title: id, state: 'open', doneAt: null, ...more });
const done = { state: 'done', doneAt: '2026-03-02T08:00:00.000Z' };

const tasksAfter = (stored: object[], seen: object[], sent: object[]): unknown =>
  ontoStored(PROBLEM_FIELDS, { tasks: stored }, { tasks: sent }, { tasks: seen }).tasks;
const tagsAfter = (stored: string[], seen: string[], sent: string[]): string[] =>
  ontoStored(PROBLEM_FIELDS, { tags: stored }, { tags: sent }, { tags: seen }).tags;

describe('entries of a list', () => {
  it('ticked one after the other, the second before the page has the first, are both ticked', () => {
    const shown = [task('a'), task('b')];
    const first = [task('a', done), task('b')];
    expect(tasksAfter(first, shown, [task('a'), task('b', done)])).toEqual([
      task('a', done),
      task('b', done),
    ]);
  });

  it('that came in meanwhile stay, and what was taken out there is not brought back', () => {
    const shown = [task('a'), task('b')];
    const stored = [task('b'), task('new')];
    expect(tasksAfter(stored, shown, [task('a'), task('b', done), task('mine')])).toEqual([
      task('b', done),
      task('new'),
      task('mine'),
    ]);
  });

  it('edited after somebody took them out are there again: no edit is swallowed', () => {
    expect(tasksAfter([], [task('a')], [task('a', { title: 'Ask the maker' })])).toEqual([
      task('a', { title: 'Ask the maker' }),
    ]);
  });

  it('keep what somebody else made of other fields of theirs', () => {
    const renamed = [task('a', { title: 'Ask the maker' })];
    expect(tasksAfter([task('a', done)], [task('a')], renamed)).toEqual([
      task('a', { title: 'Ask the maker', ...done }),
    ]);
  });

  it('are taken out although they were changed meanwhile: that is what was asked for', () => {
    expect(tasksAfter([task('a', done), task('b')], [task('a'), task('b')], [task('b')])).toEqual([
      task('b'),
    ]);
  });
});

describe('a list of plain values', () => {
  it('loses what was taken out, gains what was put in, and keeps what came in meanwhile', () => {
    expect(tagsAfter(['vpn', 'theirs'], ['vpn'], ['mine'])).toEqual(['theirs', 'mine']);
  });

  it('is as it was sent where nothing happened meanwhile', () => {
    const tags = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(tags, tags, (before, after) => {
        expect(tagsAfter(before, before, after).sort()).toEqual([...after].sort());
      }),
    );
  });
});

it('a list that was sent alone stands as it was sent, and so does everything that is no list', () => {
  const stored = { tags: ['a'], title: 'Old' };
  const sent = { tags: ['b'], title: 'New' };
  expect(ontoStored(PROBLEM_FIELDS, stored, sent)).toEqual(sent);
  expect(ontoStored(PROBLEM_FIELDS, stored, sent, { title: 'Seen' }).title).toBe('New');
});
