import { beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import { CHANGE_FIELDS } from '#domain/fields/changes.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import { ORDER_FIELDS } from '#domain/fields/orders.ts';
import { RELEASE_FIELDS } from '#domain/fields/releases.ts';
import { INCIDENT_FIELDS, PROBLEM_FIELDS } from '#domain/fields/tickets.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import type { FormatContext } from '#renderer/shared/record/field-format.ts';
import { type HistoryContext, historyOf, linesOf } from '#renderer/shared/record/history-model.ts';
import { takeableBy } from '#renderer/shared/record/take-back.ts';

beforeAll(setupTexts);

const names = { p1: 'Ana Ruiz', t1: 'Service Desk', t2: 'Network' };
const format = (over: Pick<FormatContext, 'kind' | 'table'>): FormatContext => ({
  names,
  closureCode: (code) => `code ${code}`,
  ...over,
});
const incident: HistoryContext = {
  format: format({ kind: { collection: 'tickets', type: 'incident' }, table: INCIDENT_FIELDS }),
  record: {},
};
const problem: HistoryContext = {
  format: format({ kind: { collection: 'tickets', type: 'problem' }, table: PROBLEM_FIELDS }),
  record: { tasks: [{ id: 'k1', title: 'Read the logs' }] },
};
const item: HistoryContext = {
  format: format({ kind: { collection: 'configItems', type: null }, table: CONFIG_ITEM_FIELDS }),
  record: {},
};

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
  it('says whose entries somebody brought to the server', () => {
    const theirs = entry('t', '2026-01-01T08:00:00.000Z', { kind: 'work_note', text: 'Seen' });
    const bringer = entry('b', '2026-01-01T08:30:00.000Z', {
      by: 'p2',
      kind: 'merged',
      changes: [{ field: 'journal', from: null, to: ['t'] }],
    });
    const record = { journal: [theirs, bringer] };
    const [first] = historyOf([theirs, bringer], 'all', { ...incident, record });
    expect(first).toMatchObject({ kind: 'brought', text: 'Brought 1 entry of Ana Ruiz', lines: [] });
    const others = [theirs, entry('u', '2026-01-01T08:10:00.000Z', { by: 'p3' })];
    const both = { ...bringer, changes: [{ field: 'journal', from: null, to: ['t', 'u'] }] };
    const told = historyOf([both], 'all', { ...incident, record: { journal: [...others, both] } });
    expect(told[0]?.text).toBe('Brought 2 entries of Ana Ruiz and unknown');
    const merge = { ...bringer, changes: [...bringer.changes, { field: 'title', from: 'A', to: 'B' }] };
    expect(historyOf([theirs, merge], 'all', { ...incident, record })[0]?.kind).toBe('merged');
  });

  it('is newest first, ties by id as on every replica, whatever the language', () => {
    expect(historyOf(journal, 'all', incident).map((one) => one.id)).toEqual(['4', '3', '2', '1']);
    const same = ['a', 'B', 'b', 'A'].map((id) => entry(id, '2026-01-01T08:00:00.000Z', {}));
    expect(historyOf(same, 'all', incident).map((one) => one.id)).toEqual(['b', 'a', 'B', 'A']);
  });

  it('names people and teams, words for codes, and no id where there is no name', () => {
    const [last, , assigned] = historyOf(journal, 'all', incident);
    expect(assigned).toMatchObject({
      who: 'Ana Ruiz',
      lines: [{ label: 'Team', from: 'Service Desk', to: 'Network' }],
    });
    expect(last?.lines).toEqual([
      { label: 'State', from: 'New', to: 'On hold' },
      { label: 'Assignee', from: null, to: 'unknown' },
      { label: 'Tags', from: null, to: 'vpn, wlan' },
    ]);
  });

  it('says what was decided by a vote, and nothing of the sum that it names', () => {
    const change = {
      format: format({ kind: { collection: 'tickets', type: 'change' }, table: CHANGE_FIELDS }),
      record: {},
    };
    const vote = { id: 'p1', decision: 'approve', subject: 'a1b2', reason: null, at: '2026-01-01T08:00:00Z' };
    const told = (from: object[], to: object[]) => linesOf({ field: 'votes', from, to }, change);
    expect(told([], [vote])).toEqual([{ label: 'Votes', from: null, to: 'Ana Ruiz · Approved' }]);
    // The same word again, on what was edited since.
    expect(told([vote], [{ ...vote, subject: 'c3d4' }])).toEqual([
      { label: 'Votes', from: null, to: 'Ana Ruiz · Approved' },
    ]);
    const [line, ...more] = told([vote], [{ ...vote, decision: 'reject', subject: 'c3d4' }]);
    expect([line?.from, line?.to, more]).toEqual(['Approved', 'Rejected', []]);
  });

  it('names an element whose id has a dot in it', () => {
    const record = { tasks: [{ id: 'imported.7', title: 'Read the logs' }] };
    const change = { field: 'tasks.imported~17.state', from: 'open', to: 'done' };
    expect(linesOf(change, { ...problem, record })[0]?.label).toMatch(/^Read the logs: /);
  });

  it('shows words or changes alone', () => {
    expect(historyOf(journal, 'words', incident).map((one) => one.id)).toEqual(['3']);
    expect(historyOf(journal, 'changes', incident).map((one) => one.id)).toEqual(['4', '2']);
  });
});

describe('what the program says of itself', () => {
  const said = (over: Partial<JournalEntry>, context = item): string | null | undefined =>
    historyOf([entry('1', '2026-01-01T08:00:00.000Z', over)], 'all', context)[0]?.text;

  it('is put into words when it is read', () => {
    expect(said({ kind: 'effect', effectId: 'e', text: 'MOV-7QK-0001' })).toBe('Because of MOV-7QK-0001');
    expect(said({ kind: 'state', effectId: 'e', text: 'INC0000045' }, incident)).toBe(
      'Because of INC0000045',
    );
    expect(said({ kind: 'clash_resolved', text: 'commercial.warrantyUntil' })).toBe('Warranty until');
  });

  it('names the task of an order by its key, also in what an older version wrote', () => {
    const order: HistoryContext = {
      format: format({ kind: { collection: 'orders', type: 'move' }, table: ORDER_FIELDS }),
      record: {},
    };
    const task = { id: 't', key: 'scan-device', title: 'As it was called once', state: 'open' };
    const changes = [{ field: 'tasks', from: [task], to: [{ ...task, state: 'done' }] }];
    expect(said({ kind: 'task', changes }, order)).toBe('Scan the device');
    expect(said({ kind: 'task', changes, text: 'As it was called once' }, order)).toBe('Scan the device');
  });

  it('leaves words of people and sentences of older versions as they are', () => {
    expect(said({ kind: 'effect', effectId: 'e', text: 'Moved with MOV-7QK-0001' })).toBe(
      'Moved with MOV-7QK-0001',
    );
    expect(said({ kind: 'state', text: 'Done.' }, incident)).toBe('Done.');
    expect(said({ kind: 'comment', effectId: 'e', text: 'Restart' }, incident)).toBe('Restart');
  });
});

describe('a change in the history', () => {
  it('is told by the kind of its field', () => {
    expect(linesOf({ field: 'impact', from: 3, to: 1 }, incident)).toEqual([
      { label: 'Impact', from: '3 Low', to: '1 High' },
    ]);
    expect(linesOf({ field: 'closureCode', from: null, to: 'hw' }, incident)).toEqual([
      { label: 'Closure code', from: null, to: 'code hw' },
    ]);
    expect(linesOf({ field: 'status', from: 'in_operation', to: 'stored' }, item)).toEqual([
      { label: 'Status', from: 'In operation', to: 'In store' },
    ]);
  });

  it('shows of an object only the keys that differ', () => {
    const change = {
      field: 'commercial',
      from: { supplier: 'A', currency: 'EUR' },
      to: { supplier: 'B', currency: 'EUR' },
    };
    expect(linesOf(change, item)).toEqual([{ label: 'Supplier', from: 'A', to: 'B' }]);
  });

  it('takes a group apart into the fields that were decided as one', () => {
    const change = {
      field: 'assignment',
      from: { teamId: 't1', assigneeId: null },
      to: { teamId: 't2', assigneeId: 'p1' },
    };
    expect(linesOf(change, incident)).toEqual([
      { label: 'Team', from: 'Service Desk', to: 'Network' },
      { label: 'Assignee', from: null, to: 'Ana Ruiz' },
    ]);
  });

  it('says which element of a list came, went or changed', () => {
    const from = [
      { id: 'k1', title: 'Read the logs', state: 'open' },
      { id: 'k2', title: 'Call the vendor', state: 'open' },
    ];
    const to = [
      { id: 'k1', title: 'Read the logs', state: 'done' },
      { id: 'k3', title: 'Replace the switch', state: 'open' },
    ];
    expect(linesOf({ field: 'tasks', from, to }, problem)).toEqual([
      { label: 'Tasks', from: null, to: 'Replace the switch' },
      { label: 'Tasks', from: 'Call the vendor', to: null },
      { label: 'Read the logs: State', from: 'Open', to: 'Done' },
    ]);
    expect(linesOf({ field: 'tasks.k1.state', from: 'open', to: 'done' }, problem)).toEqual([
      { label: 'Read the logs: State', from: 'Open', to: 'Done' },
    ]);
  });

  it('calls a relation that is prepared by what it joins, and never an element by its id', () => {
    const context: HistoryContext = {
      format: format({ kind: { collection: 'tickets', type: 'change' }, table: CHANGE_FIELDS }),
      record: {},
    };
    const prepared = (to: unknown) => ({
      field: 'preparations',
      from: [],
      to: [{ id: 'prep-1', collection: 'relations', targetId: 'rel-1', field: 'relation', from: null, to }],
    });
    const said = (to: unknown) => linesOf(prepared(to), context).map((line) => line.to);
    expect(said({ kind: 'depends_on', fromId: 't1', toId: 't2' })).toEqual(['Service Desk Network']);
    expect(said(false)).toEqual(['1 entry']);
  });

  it('calls an element that has no words by its namesake in another list', () => {
    const release: HistoryContext = {
      format: format({ kind: { collection: 'tickets', type: 'release' }, table: RELEASE_FIELDS }),
      record: {
        waves: [{ id: '01WAVE', name: 'Surgery' }],
        rollout: [{ id: '01WAVE', state: 'done', startedAt: 'x', endedAt: null }],
      },
    };
    const wave = (state: string) => ({ id: '01WAVE', state, startedAt: 'x', endedAt: null });
    const lines = [
      { field: 'rollout', from: [], to: [wave('deploying')] },
      { field: 'rollout', from: [wave('deploying')], to: [wave('done')] },
    ].flatMap((change) => linesOf(change, release));
    expect(lines).toEqual([
      { label: 'Progress of the waves', from: null, to: 'Surgery' },
      { label: 'Surgery: State', from: 'Deploying', to: 'Done' },
    ]);
    // When it was stopped is when the entry was written, and no end of it.
    const [began, ended] = ['2026-01-01T08:00:00.000Z', '2026-01-01T09:00:00.000Z'];
    const at = (id: string, when: string, from: object[], to: object[]) =>
      entry(id, when, { changes: [{ field: 'rollout', from, to }] });
    const going = { ...wave('deploying'), startedAt: began };
    const journal = [
      at('1', began, [], [going]),
      at('2', ended, [going], [{ ...going, state: 'stopped', endedAt: ended }]),
      at('3', '2026-01-01T10:00:00.000Z', [{ ...going, state: 'stopped', endedAt: ended }], [going]),
    ];
    expect(historyOf(journal, 'all', release).map(({ lines: [line, ...more] }) => [line?.to, more])).toEqual([
      ['Deploying', []],
      ['Stopped', []],
      ['Surgery', []],
    ]);
  });

  it('leaves out what is computed, what is hidden, and nothing to nothing', () => {
    expect(linesOf({ field: 'active', from: true, to: false }, incident)).toEqual([]);
    expect(linesOf({ field: 'effects', from: [], to: [{ id: 'e' }] }, incident)).toEqual([]);
    expect(linesOf({ field: 'notes', from: '', to: null }, item)).toEqual([]);
    expect(linesOf({ field: 'title', from: 'a', to: 'b' }, { ...incident, hidden: ['title'] })).toEqual([]);
  });

  it('is readable for a field that only a newer console has', () => {
    expect(linesOf({ field: 'majorSince', from: null, to: 'p1' }, incident)).toEqual([
      { label: 'Major since', from: null, to: 'Ana Ruiz' },
    ]);
  });
});

describe('corrected words', () => {
  const about = (id: string) => [{ field: 'entry', from: id, to: null }];
  const said = [
    entry('1', '2026-01-01T10:00:00.000Z', { kind: 'work_note', text: 'Pasword' }),
    entry('2', '2026-01-01T10:01:00.000Z', { kind: 'corrected', text: 'Passwrod', changes: about('1') }),
    entry('3', '2026-01-01T10:02:00.000Z', { kind: 'corrected', text: 'Password', changes: about('1') }),
    entry('4', '2026-01-01T10:03:00.000Z', { kind: 'comment', text: 'Wrong ticket' }),
    entry('5', '2026-01-01T10:04:00.000Z', { kind: 'withdrawn', changes: about('4') }),
  ];

  it('are read as they stand now, with what they said before', () => {
    expect(historyOf(said, 'words', incident)).toMatchObject([
      { id: '4', text: null, correction: { isWithdrawn: true, before: ['Wrong ticket'] } },
      { id: '1', text: 'Password', correction: { isWithdrawn: false, before: ['Pasword', 'Passwrod'] } },
    ]);
  });

  it('are told of, but not twice', () => {
    const told = historyOf(said, 'all', incident).filter(({ kind }) => kind === 'corrected');
    expect(told).toMatchObject([
      { text: null, lines: [] },
      { text: null, lines: [] },
    ]);
    expect(historyOf(said, 'changes', incident)).toEqual([]);
  });

  it('are told of by what they were: a note or a comment', () => {
    const told = [
      ...said,
      entry('6', '2026-01-01T10:05:00.000Z', { kind: 'withdrawn', changes: about('1') }),
      entry('7', '2026-01-01T10:06:00.000Z', { kind: 'corrected', text: 'a', changes: about('4') }),
      entry('8', '2026-01-01T10:07:00.000Z', { kind: 'corrected', text: 'a', changes: about('gone') }),
    ];
    const kinds = new Map(historyOf(told, 'all', incident).map(({ id, kind }) => [id, kind]));
    expect(['2', '5', '6', '7', '8'].map((id) => kinds.get(id))).toEqual([
      ...['corrected', 'withdrawnComment', 'withdrawn', 'correctedComment', 'corrected'],
    ]);
  });
});

describe('what was taken back', () => {
  const taken = { field: 'takesBack', from: null };
  const moved = entry('1', '2026-01-01T08:00:00.000Z', {
    kind: 'assigned',
    changes: [{ field: 'teamId', from: 't1', to: 't2' }],
  });
  const back = entry('2', '2026-01-01T08:01:00.000Z', {
    kind: 'assigned',
    changes: [
      { field: 'teamId', from: 't2', to: 't1' },
      { ...taken, to: '1' },
    ],
  });
  const again = entry('3', '2026-01-01T08:02:00.000Z', {
    kind: 'assigned',
    changes: [
      { field: 'teamId', from: 't1', to: 't2' },
      { ...taken, to: '2' },
    ],
  });

  it('says so, and that it was done again', () => {
    const told = historyOf([moved, back, again], 'all', incident);
    expect(told.map(({ kind, isTakenBack }) => [kind, isTakenBack])).toEqual([
      ['redone', false],
      ['undone', true],
      ['assigned', false],
    ]);
    // Which entry it names is no field.
    expect(told.map(({ lines }) => lines.length)).toEqual([1, 1, 1]);
  });

  it('is offered to whoever did it, for a shift', () => {
    const at = (time: string) => Date.parse(`2026-01-01T${time}:00.000Z`);
    const offered = (entries: readonly JournalEntry[], by = 'p1', time = '09:00', more: object = {}) => {
      const values = Object.fromEntries(
        entries.flatMap(({ changes }) => changes.map(({ field, to }) => [field, to] as const)),
      );
      const record = { type: 'incident', state: 'new', ...values, journal: entries, ...more };
      return [...takeableBy('tickets', record as never, by, at(time))];
    };
    expect(offered([moved, back])).toEqual(['2']);
    expect(offered([moved, back, again])).toEqual(['1', '3']);
    expect(offered([moved], 'p2')).toEqual([]);
    expect(offered([moved], 'p1', '17:00')).toEqual([]);
    // Other records were changed by it: the server would refuse.
    const effects = [{ id: 'fx', at: moved.at, by: moved.by, targetId: 'ci', act: 'apply' }];
    expect(offered([moved], 'p1', '09:00', { effects })).toEqual([]);
    // A step that the same person went on from: only the last one goes back.
    const step = (id: string, from: string, to: string) =>
      entry(id, `2026-01-01T08:0${id}:00.000Z`, { kind: 'state', changes: [{ field: 'state', from, to }] });
    expect(offered([step('4', 'new', 'in_progress'), step('5', 'in_progress', 'on_hold')])).toEqual(['5']);
    const [told] = historyOf([moved, back], 'all', { ...incident, takeable: new Set(['2']) });
    expect(told?.offer).toBe('redo');
  });
});
