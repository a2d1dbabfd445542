import { describe, expect, it } from 'vitest';
import { ontoStored } from '#domain/records/list-edit.ts';
import {
  begunWith,
  differing,
  mergeLoaded,
  NO_FIELDS,
  parseFields,
  readField,
  rebaseField,
  settleField,
  writeField,
} from '#renderer/shared/drafts/draft-model.ts';

describe('a form', () => {
  const began = { title: 'Nights', ciIds: ['a'], endsAt: null };

  it('sends what was typed alone, over what stood there when typing began', () => {
    const typed = writeField(NO_FIELDS, 'ciIds', ['a', 'b'], began.ciIds);
    // Meanwhile somebody else renamed it, and put in another item.
    const now = { ...began, title: 'Sundays', ciIds: ['a', 'c'] };
    const over = begunWith(typed, now);
    expect(over).toEqual({ ...now, ciIds: ['a'] });
    const changes = differing(over, { ...now, ciIds: ['a', 'b'] });
    expect(changes).toEqual({ ciIds: ['a', 'b'] });
    const table = { ciIds: { kind: 'list', of: { kind: 'ci' }, max: 9, merge: 'set' } } as const;
    expect(ontoStored(table, now, changes, { ciIds: over.ciIds })).toEqual({ ciIds: ['a', 'c', 'b'] });
  });

  it('began with what the record says where a draft of before has another shape', () => {
    const odd = { title: { value: 'x', base: ['y'] } };
    expect(begunWith(odd, began)).toEqual(began);
  });
});

describe('a drafted field', () => {
  it('shows the record until something is typed', () => {
    expect(readField(NO_FIELDS, 'title', 'Printer')).toEqual({
      value: 'Printer',
      dirty: false,
      changedUnderneath: false,
    });
  });

  it('shows what was typed, and ends when it is typed back', () => {
    const typed = writeField(NO_FIELDS, 'title', 'Printer jams', 'Printer');
    expect(readField(typed, 'title', 'Printer')).toMatchObject({ value: 'Printer jams', dirty: true });
    expect(writeField(typed, 'title', 'Printer', 'Printer')).toEqual({});
  });

  it('keeps the text and says so when the record changes underneath, also after more typing', () => {
    const typed = writeField(NO_FIELDS, 'title', 'Printer jams', 'Printer');
    const more = writeField(typed, 'title', 'Printer jams daily', 'Scanner');
    expect(readField(more, 'title', 'Scanner')).toEqual({
      value: 'Printer jams daily',
      dirty: true,
      changedUnderneath: true,
    });
  });

  it('ends the notice, not the draft, when the user keeps the own text', () => {
    const typed = rebaseField(writeField(NO_FIELDS, 'title', 'mine', 'base'), 'title', 'theirs');
    expect(readField(typed, 'title', 'theirs')).toEqual({
      value: 'mine',
      dirty: true,
      changedUnderneath: false,
    });
  });

  it('keeps two fields apart', () => {
    const fields = writeField(writeField(NO_FIELDS, 'note', 'internal', ''), 'comment', 'public', '');
    expect(settleField(fields, 'note', 'internal')).toEqual({ comment: { value: 'public', base: '' } });
  });

  it('keeps words that were typed while the text before them was being sent', () => {
    const fields = writeField(NO_FIELDS, 'description', 'first and second', 'old');
    const settled = settleField(fields, 'description', 'first');
    expect(readField(settled, 'description', 'first')).toEqual({
      value: 'first and second',
      dirty: true,
      changedUnderneath: false,
    });
  });
});

describe('a stored draft', () => {
  it('drops fields of an unknown shape', () => {
    expect(parseFields({ a: { value: 1, base: 2 }, b: 'text', c: null })).toEqual({
      a: { value: 1, base: 2 },
    });
  });

  it('puts what was typed while it was read on top', () => {
    const loaded = { a: { value: 'old a', base: '' }, b: { value: 'old b', base: '' } };
    expect(mergeLoaded(loaded, { b: { value: 'new b', base: '' } })).toEqual({
      a: { value: 'old a', base: '' },
      b: { value: 'new b', base: '' },
    });
  });
});
