import { beforeAll, describe, expect, it } from 'vitest';
import { fieldTableOf } from '#domain/fields/tables.ts';
import {
  editedGroup,
  memberPath,
  membersOf,
  sideText,
  specOf,
} from '#renderer/features/conflicts/conflict-value.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';

beforeAll(setupTexts);

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
const spec = (field: string, mine: unknown, theirs: unknown, more: object = {}) =>
  specOf(clash(field, mine, theirs, more), field, [null, mine, theirs]);
const said = (field: string, value: unknown, more: object = {}): string => {
  const one = clash(field, value, typeof value === 'object' ? value : null, more);
  return sideText(one, value, {
    kind: { collection: one.collection, type: one.recordType },
    table: fieldTableOf(one.collection, one.recordType) ?? {},
    names,
    closureCode: (code) => `code ${code}`,
  });
};

describe('a side in words', () => {
  it.each([
    ['title', 'Printer', {}, 'Printer'],
    ['title', null, {}, '(empty)'],
    ['requesterId', 'person-1', {}, 'Ada Byron'],
    ['requesterId', 'person-2', {}, 'unknown'],
    ['ciIds', ['person-1', 'x'], {}, 'Ada Byron, unknown'],
    ['tags', [], {}, '(empty)'],
    ['riskReviewOn', '2026-11-21', { recordType: 'problem' }, '21 Nov 2026'],
    ['vip', false, { collection: 'directory', recordType: 'person' }, 'No'],
    ['impact', 1, {}, '1 High'],
    ['channel', 'chat', {}, 'Chat'],
    ['state', 'assess', { recordType: 'problem' }, 'Assess'],
    ['tasks.t1.state', 'done', { collection: 'orders' }, 'Done'],
    ['closureCode', 'hw', {}, 'code hw'],
    ['commercial.priceMinor', 129_900, { collection: 'configItems' }, '1,299.00'],
    // What differs may be deep inside.
    ['extra', { rack: 1 }, {}, '{\n  "rack": 1\n}'],
    // A type that only a newer console knows.
    ['plan', 'person-1', { recordType: 'newer' }, 'Ada Byron'],
  ])('%s %j of %j is %j', (field, value, more, expected) => {
    expect(said(field, value, more)).toBe(expected);
  });

  it('has a line for each field of a group', () => {
    expect(said('assignment', { teamId: null, assigneeId: 'person-1' })).toBe(
      'Team: (empty)\nAssignee: Ada Byron',
    );
  });
});

describe('the sides of a group', () => {
  const model = { id: 'restart', sum: 'a1b2' };
  const base = { state: 'scheduled', changeType: 'standard', model };
  const theirs = { ...base, state: 'cancelled' };
  const mine = { ...base, state: 'implement' };
  const change = clash('state', mine, theirs, { recordType: 'change', base });
  const format = {
    kind: { collection: 'tickets', type: 'change' },
    table: fieldTableOf('tickets', 'change') ?? {},
    names,
    closureCode: (code: string) => code,
  } as const;

  it('say what is to be decided, and nothing that is the same on all of them', () => {
    expect([base, theirs, mine].map((side) => sideText(change, side, format))).toEqual([
      'State: Scheduled',
      'State: Cancelled',
      'State: Implement',
    ]);
    // Nobody knows what was before.
    expect(sideText({ ...change, base: null }, mine, format)).toBe('State: Implement');
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
    ['urgency', 1, 2, {}, 'level'],
    ['holdReason', 'awaiting_caller', null, {}, 'code'],
    ['tasks.t1.state', 'done', 'open', { collection: 'orders' }, 'code'],
    // A type that only a newer console knows.
    ['state', 'assess', 'plan', { recordType: 'newer' }, 'longText'],
    ['commercial.priceMinor', 129_900, null, { collection: 'configItems' }, 'money'],
    ['model', 'ThinkPad', 'T14', { collection: 'configItems' }, 'text'],
    ['category', 'Hardware', 'Software', {}, 'code'],
    ['vip', true, false, { collection: 'directory', recordType: 'person' }, 'flag'],
    ['seats', 3, 4, { collection: 'licences', recordType: 'pool' }, 'count'],
    ['title', noon, noon, {}, 'text'],
    ['extra.rack', { u: 1 }, null, {}, 'json'],
    ['week', [[]], [], { collection: 'catalogue', recordType: 'calendar' }, 'json'],
  ])('%s from %j and %j of %j by %s', (field, mine, theirs, more, expected) => {
    expect(spec(field, mine, theirs, more).kind).toBe(expected);
  });

  it('may be emptied where one side is empty', () => {
    expect(spec('title', 'a', 'b').nullable).toBe(true);
    expect(
      specOf(clash('title', 'a', 'b', { base: 'c' }), 'title', ['c', 'a', 'b']).nullable,
    ).toBeUndefined();
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

  it('has its members beside the element that it belongs to', () => {
    expect(memberPath(state, 'closureCode')).toBe('closureCode');
    expect(memberPath(clash('tasks.t1.state', {}, {}), 'doneAt')).toBe('tasks.t1.doneAt');
  });
});
