import { describe, expect, it } from 'vitest';
import { draftsContract } from '#contracts/drafts.ts';
import { derivedId } from '#domain/merge/paths.ts';
import {
  conflictDraftKey,
  decidedDrafts,
  editOf,
  editText,
  isKeptEdit,
  keptEdit,
  UnreadJson,
} from '#renderer/features/conflicts/conflict-edit.ts';

describe('the draft of an edited conflict', () => {
  it.each([['both'], [null], [2], [{ state: 'resolved', closureNotes: 'Replaced.' }]])(
    'gives back %j as it was typed, through the disk',
    (value) => {
      const kept = JSON.parse(JSON.stringify(keptEdit(value))) as unknown;
      if (!isKeptEdit(kept)) throw new Error('not kept');
      expect(editOf(kept)).toEqual(value);
    },
  );

  it('keeps a text that is no JSON yet', () => {
    const kept = JSON.parse(JSON.stringify(keptEdit(new UnreadJson('{"a": ')))) as unknown;
    if (!isKeptEdit(kept)) throw new Error('not kept');
    expect(editOf(kept)).toEqual(new UnreadJson('{"a": '));
    expect(editText(kept)).toBe('{"a": ');
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
