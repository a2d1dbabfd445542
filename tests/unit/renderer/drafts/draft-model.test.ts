import { describe, expect, it } from 'vitest';
import {
  mergeLoaded,
  NO_FIELDS,
  parseFields,
  readField,
  rebaseField,
  settleField,
  writeField,
} from '#renderer/shared/drafts/draft-model.ts';

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
