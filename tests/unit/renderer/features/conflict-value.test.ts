import { describe, expect, it } from 'vitest';
import {
  conflictText,
  editableText,
  editKind,
  fieldWords,
  parseEdited,
} from '#renderer/features/conflicts/conflict-value.ts';

const words = {
  empty: '(empty)',
  instant: (value: string) => `at ${value}`,
  value: (value: string) => value,
};
const names = { 'person-1': 'Ada Byron' };

describe('conflictText', () => {
  it.each([
    ['title', 'Printer', 'Printer'],
    ['title', null, '(empty)'],
    ['assigneeId', 'person-1', 'Ada Byron'],
    ['assigneeId', 'person-2', 'person-2'],
    ['ciIds', ['person-1', 'x'], 'Ada Byron, x'],
    ['ciIds', [], '(empty)'],
    ['plannedStart', '2026-11-21T12:00:00.000Z', 'at 2026-11-21T12:00:00.000Z'],
    ['impact', 2, '2'],
    ['commercial', { priceMinor: 1 }, '{\n  "priceMinor": 1\n}'],
  ])('writes %s', (field, value, expected) => {
    expect(conflictText(field, value, names, words)).toBe(expected);
  });
});

describe('editing', () => {
  it('types text as text and everything else as JSON', () => {
    expect(editKind('a', null)).toBe('text');
    expect(editKind(null, null)).toBe('json');
    expect(editKind(1, 2)).toBe('json');
    expect(editKind(['a'], [])).toBe('json');
  });

  it('reads back what it showed', () => {
    for (const value of ['text', 3, ['a', 'b'], { a: 1 }, null]) {
      const kind = editKind(value, value);
      expect(parseEdited(editableText(value, kind), kind, value === null)).toEqual({ value });
    }
  });

  it('takes an emptied text for no value only where there may be none', () => {
    expect(parseEdited('', 'text', true)).toEqual({ value: null });
    expect(parseEdited('', 'text', false)).toEqual({ value: '' });
  });

  it('refuses what is not JSON', () => {
    expect(parseEdited('{', 'json', false)).toBeNull();
  });

  it('makes words of field names', () => {
    expect(fieldWords('assigneeId')).toBe('Assignee');
    expect(fieldWords('commercial.warrantyUntil')).toBe('Warranty until');
  });
});
