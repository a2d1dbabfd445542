import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import { historyOf } from '#renderer/features/incidents/page/history-model.ts';

const entry = (id: string, at: string, over: Partial<JournalEntry>): JournalEntry => ({
  id,
  at,
  by: 'p1',
  device: '7QK',
  origin: 'console',
  kind: 'changed',
  changes: [],
  text: null,
  minutes: null,
  effectId: null,
  ...over,
});
const names = { p1: 'Ana Ruiz', t1: 'Service Desk', t2: 'Network' };
const words = (field: string, value: unknown): string | null =>
  field === 'state' && value === 'on_hold' ? 'On hold' : null;

const journal = [
  entry('1', '2026-01-01T08:00:00.000Z', { kind: 'created' }),
  entry('2', '2026-01-01T09:00:00.000Z', {
    kind: 'assigned',
    changes: [{ field: 'teamId', from: 't1', to: 't2' }],
  }),
  entry('3', '2026-01-01T10:00:00.000Z', { kind: 'work_note', text: 'Asked for the serial.' }),
  entry('4', '2026-01-01T10:00:00.000Z', {
    kind: 'state',
    changes: [
      { field: 'state', from: 'new', to: 'on_hold' },
      { field: 'active', from: true, to: true },
      { field: 'assigneeId', from: null, to: 'gone' },
      { field: 'tags', from: [], to: ['vpn', 'wlan'] },
      { field: 'closureCode', from: null, to: '' },
    ],
  }),
];

describe('the history', () => {
  it('is newest first, ties by id', () => {
    expect(historyOf(journal, names, words, 'all').map((item) => item.id)).toEqual(['4', '3', '2', '1']);
  });

  it('names people and teams, words for codes, and keeps an id it has no name for', () => {
    const [last, , assigned] = historyOf(journal, names, words, 'all');
    expect(assigned).toMatchObject({
      who: 'Ana Ruiz',
      changes: [{ field: 'teamId', from: 'Service Desk', to: 'Network' }],
    });
    expect(last?.changes).toEqual([
      { field: 'state', from: 'new', to: 'On hold' },
      { field: 'assigneeId', from: null, to: 'gone' },
      { field: 'tags', from: null, to: 'vpn, wlan' },
    ]);
  });

  it('shows words or changes alone', () => {
    expect(historyOf(journal, names, words, 'words').map((item) => item.id)).toEqual(['3']);
    expect(historyOf(journal, names, words, 'changes').map((item) => item.id)).toEqual(['4', '2']);
  });
});
