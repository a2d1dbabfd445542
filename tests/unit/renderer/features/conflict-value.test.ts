import { describe, expect, it } from 'vitest';
import {
  conflictText,
  editedGroup,
  fieldWords,
  instantOf,
  kindOf,
  localText,
  membersOf,
} from '#renderer/features/conflicts/conflict-value.ts';

const words = {
  empty: '(empty)',
  instant: (value: string) => `at ${value}`,
  date: (value: string) => `on ${value}`,
  boolean: String,
  closed: (family: string | null, value: string | number) => `${family} ${value}`,
  money: (minor: number) => `money ${minor}`,
  closureCode: (code: string) => `code ${code}`,
};
const names = { 'person-1': 'Ada Byron' };

const clash = (field: string, mine: unknown, theirs: unknown, more: object = {}) => ({
  collection: 'tickets' as const,
  recordType: 'incident',
  field,
  base: null,
  mine,
  theirs,
  ...more,
});
const kind = (field: string, mine: unknown, theirs: unknown, more: object = {}) =>
  kindOf(clash(field, mine, theirs, more), field, [null, mine, theirs]);

describe('a value in words', () => {
  it.each([
    ['text', 'Printer', 'Printer'],
    ['text', null, '(empty)'],
    ['person', 'person-1', 'Ada Byron'],
    ['person', 'person-2', 'person-2'],
    ['json', ['person-1', 'x'], 'Ada Byron, x'],
    ['json', [], '(empty)'],
    ['instant', '2026-11-21T12:00:00.000Z', 'at 2026-11-21T12:00:00.000Z'],
    ['date', '2026-11-21', 'on 2026-11-21'],
    ['number', 2, '2'],
    ['boolean', false, 'false'],
    ['json', { priceMinor: 1 }, '{\n  "priceMinor": 1\n}'],
  ] as const)('is written for %s', (of, value, expected) => {
    expect(conflictText({ kind: of }, value, names, words)).toBe(expected);
  });

  it('is the word of its list', () => {
    expect(conflictText(kind('impact', 1, 2), 1, names, words)).toBe('levels 1');
    expect(conflictText(kind('channel', 'phone', 'chat'), 'chat', names, words)).toBe('channels chat');
    expect(
      conflictText(kind('state', 'assess', 'new', { recordType: 'problem' }), 'assess', names, words),
    ).toBe('states assess');
    const task = kind('tasks.t1.state', 'done', 'open', { collection: 'orders' });
    expect(conflictText(task, 'done', names, words)).toBe('null done');
    expect(conflictText({ kind: 'closureCode' }, 'hw', names, words)).toBe('code hw');
    expect(conflictText({ kind: 'money' }, 129_900, names, words)).toBe('money 129900');
  });
});

describe('a field is edited', () => {
  const day = '2026-11-21';
  const noon = `${day}T12:00:00.000Z`;
  it.each([
    ['requesterId', 'p', 'q', {}, 'person'],
    ['placeId', null, 'q', {}, 'place'],
    ['ciId', 'p', 'q', {}, 'ci'],
    ['serviceId', 'p', 'q', {}, 'service'],
    ['parentId', 'p', 'q', {}, 'ticket'],
    ['parentId', 'p', 'q', { collection: 'directory', recordType: 'place' }, 'place'],
    ['teamId', 'p', 'q', { collection: 'configItems' }, 'team'],
    ['devices.d1.ciId', 'p', 'q', { collection: 'orders' }, 'ci'],
    ['plannedStart', noon, null, { collection: 'orders' }, 'instant'],
    ['commercial.warrantyUntil', day, null, { collection: 'configItems' }, 'date'],
    ['urgency', 1, 2, {}, 'closed'],
    ['holdReason', 'awaiting_caller', null, {}, 'closed'],
    ['status', 'stored', 'scrapped', { collection: 'configItems' }, 'closed'],
    ['tasks.t1.state', 'done', 'open', { collection: 'orders' }, 'closed'],
    ['state', 'assess', 'new', { recordType: 'problem' }, 'closed'],
    // A type that only a newer console knows.
    ['state', 'assess', 'plan', { recordType: 'change' }, 'text'],
    ['commercial.priceMinor', 129_900, null, { collection: 'configItems' }, 'money'],
    ['kind', 'uses', 'runs_on', { collection: 'relations' }, 'closed'],
    ['model', 'ThinkPad', 'T14', { collection: 'configItems' }, 'text'],
    ['category', 'Hardware', 'Software', {}, 'category'],
    ['vip', true, false, { collection: 'directory' }, 'boolean'],
    ['seats', 3, 4, { collection: 'licences' }, 'number'],
    ['title', 'a', noon, {}, 'text'],
    ['title', noon, noon, {}, 'text'],
    ['extra.rack', { u: 1 }, null, {}, 'json'],
    ['week', [[]], [], { collection: 'catalogue' }, 'json'],
  ])('%s from %j and %j of %j by %s', (field, mine, theirs, more, expected) => {
    expect(kind(field, mine, theirs, more).kind).toBe(expected);
  });
});

describe('a group', () => {
  const solved = {
    state: 'resolved',
    holdReason: null,
    closureCode: 'other',
    closureNotes: 'Replaced.',
    resolvedAt: '2026-11-20T09:00:00.000Z',
    resolvedBy: 'person-1',
    closedAt: null,
  };
  const working = {
    ...{ state: 'in_progress', holdReason: null, closureCode: null, closureNotes: null },
    ...{ resolvedAt: null, resolvedBy: null, closedAt: null },
  };
  const state = clash('state', solved, working);

  it('has the fields that are decided, without those that follow', () => {
    expect(membersOf(state)).toEqual(['state', 'holdReason', 'closureCode', 'closureNotes']);
    expect(membersOf(clash('assignment', { teamId: 'a' }, { teamId: 'b' }))).toEqual([
      'teamId',
      'assigneeId',
    ]);
    expect(
      membersOf(clash('tasks.t1.state', { state: 'done' }, { state: 'open' }, { collection: 'orders' })),
    ).toEqual(['state']);
    expect(membersOf(clash('title', 'a', 'b'))).toBeNull();
  });

  it('takes who did it and when from the side with the same state', () => {
    expect(editedGroup(state, solved, { closureNotes: 'Mended.' })).toEqual({
      ...solved,
      closureNotes: 'Mended.',
    });
    const back = editedGroup(state, solved, { state: 'in_progress', closureCode: null, closureNotes: null });
    expect(back).toEqual(working);
    expect(editedGroup(state, back, { state: 'resolved' })).toMatchObject({ resolvedBy: 'person-1' });
  });

  it('asks for an empty member as what it is', () => {
    expect(kindOf(state, 'closureNotes', [null, null, null]).kind).toBe('text');
    expect(kindOf(state, 'closureCode', [null, null, null]).kind).toBe('closureCode');
  });
});

describe('a time', () => {
  it('comes back as it went into the field', () => {
    expect(instantOf(localText('2026-11-21T12:30:00.000Z'))).toBe('2026-11-21T12:30:00.000Z');
    expect([localText(null), localText('soon'), instantOf('')]).toEqual(['', '', null]);
  });
});

it('makes words of field names', () => {
  expect(fieldWords('assigneeId')).toBe('Assignee');
  expect(fieldWords('commercial.warrantyUntil')).toBe('Warranty until');
});
