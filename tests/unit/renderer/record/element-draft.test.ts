import { expect, it } from 'vitest';
import { type DraftFields, NO_FIELDS, writeField } from '#renderer/shared/drafts/draft-model.ts';
import { draftedIds, draftNames, typedEntry } from '#renderer/shared/record/element-draft.ts';

const task = { id: '01A', title: 'Ask the maker', note: null as string | null, state: 'open', doneAt: null };
const type = (fields: DraftFields, field: 'title' | 'note', value: string): DraftFields =>
  writeField(fields, `tasks.01A.${field}`, value, task[field]);

it('what is sent is the entry as it is now with what was typed on top', () => {
  const typed = type(NO_FIELDS, 'note', 'He calls back on Monday.');
  // Somebody ended and renamed it while the note was written.
  const now = { ...task, title: 'Ask the maker again', state: 'done', doneAt: '2026-03-02T08:00:00.000Z' };
  expect(typedEntry(typed, 'tasks', now, ['title', 'note'])).toEqual({
    ...now,
    note: 'He calls back on Monday.',
  });
});

it('finds which entries are being typed, and all that is typed of one', () => {
  const typed = type(type(NO_FIELDS, 'note', 'n'), 'title', 't');
  const other = writeField(typed, 'causes.01B.text', 'x', '');
  expect(draftedIds(other, 'tasks')).toEqual(['01A']);
  expect(draftNames(other, 'tasks', '01A')).toEqual(['tasks.01A.note', 'tasks.01A.title']);
  expect(draftedIds(NO_FIELDS, 'tasks')).toEqual([]);
});
