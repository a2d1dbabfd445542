import { describe, expect, it } from 'vitest';
import { draftsContract } from '#contracts/drafts.ts';
import { derivedId } from '#domain/merge/paths.ts';
import {
  conflictDraftKey,
  decidedDrafts,
  editText,
  isKeptEdit,
  isUnfinished,
} from '#renderer/features/conflicts/conflict-edit.ts';
import { unread } from '#renderer/shared/record/field-values.ts';

describe('the draft of an edited conflict', () => {
  it.each([['both'], [null], [2], [{ state: 'resolved', closureNotes: 'Replaced.' }]])(
    'gives back %j as it was typed, through the disk',
    (value) => {
      const kept = JSON.parse(JSON.stringify({ value })) as unknown;
      if (!isKeptEdit(kept)) throw new Error('not kept');
      expect(kept.value).toEqual(value);
      expect(isUnfinished(kept.value)).toBe(false);
    },
  );

  it('keeps a text that is no value yet, alone or in a group', () => {
    const kept = JSON.parse(JSON.stringify({ value: unread('{"a": ') })) as unknown;
    if (!isKeptEdit(kept)) throw new Error('not kept');
    expect(isUnfinished(kept.value)).toBe(true);
    expect(editText(kept)).toBe('{"a": ');
    expect(isUnfinished({ state: 'open', minutes: unread('1x') })).toBe(true);
  });

  it('has a key that the data host takes', () => {
    const key = conflictDraftKey(derivedId('clash', 'ticket-1', 'title', 'a', 'b'));
    expect(draftsContract.queries.get.input.parse({ key })).toEqual({ key });
  });

  it('is told apart from those whose conflict is decided', () => {
    const keys = ['conflict:a', 'conflict:b', 'incident:c'];
    expect(decidedDrafts(keys, ['a'])).toEqual(['conflict:b']);
  });
});
