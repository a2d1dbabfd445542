import { beforeAll, describe, expect, it } from 'vitest';
import { runOf } from '#domain/diagnosis/run.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { factsOf, printedHistory, tablesOf, textsOf } from '#renderer/shared/record/print-model.ts';
import { VPN } from '../../domain/diagnosis/scripts.ts';

beforeAll(setupTexts);

const ANSWER = { stepId: 'other sites', wayId: 'yes', text: '' };

const entry = (id: string, more: Partial<JournalEntry>): JournalEntry => ({
  ...{ id, at: `2026-11-20T09:00:0${id}.000Z`, by: 'anna', device: 'd', origin: 'console', kind: 'changed' },
  ...{ changes: [], text: null, minutes: null, effectId: null },
  ...more,
});
const JOURNAL = [
  entry('1', { kind: 'created', changes: [{ field: 'state', from: null, to: 'new' }] }),
  entry('2', { kind: 'work_note', text: 'Between us' }),
  entry('3', { kind: 'comment', text: 'To the caller' }),
  entry('4', {
    kind: 'state',
    text: 'Why, for the desk',
    changes: [{ field: 'state', from: 'new', to: 'on_hold' }],
  }),
  entry('5', { kind: 'comment', text: 'Said by mistake' }),
  entry('6', { kind: 'withdrawn', changes: [{ field: 'entry', from: '5', to: null }] }),
];
const printed = (more: object, table: object = FIELD_TABLES.tickets.incident, type = 'incident') => ({
  record: { journal: JOURNAL, title: 'T', number: 'INC-1', ...more },
  format: {
    kind: { collection: type === 'order' ? ('orders' as const) : ('tickets' as const), type },
    table: table as never,
    names: { anna: 'Anna Seidel' },
    closureCode: (code: string) => code,
  },
});
const RUN = entry('7', {
  kind: 'work_note',
  changes: [{ field: 'diagnosis', from: null, to: runOf('script-1', 1, VPN, [ANSWER]) }],
});
const said = (withInternal: boolean) =>
  printedHistory(printed({}), withInternal).flatMap(({ text }) => text ?? []);

describe('a printed record', () => {
  it('says its fields by their words and leaves out what says nothing', () => {
    const facts = factsOf(
      printed({ requesterId: 'anna', urgency: 1, category: null, dueAt: NEVER_DUE, effects: [] }),
    );
    expect(facts).toEqual([
      { label: 'Caller', value: 'Anna Seidel' },
      { label: 'Urgency', value: '1 High' },
    ]);
  });

  it('says times in one style, with the year and to the minute', () => {
    const at = new Date(2026, 10, 20, 9, 5, 7).toISOString();
    const time = '20 Nov 2026, 09:05';
    expect(factsOf(printed({ dueAt: at }))[0]?.value).toBe(time);
    const task = { id: 'a', key: 'x', title: 'Scan', state: 'done', doneAt: at };
    const [tasks] = tablesOf(printed({ tasks: [task] }, FIELD_TABLES.orders.orders, 'order'));
    expect(tasks?.rows[0]).toContain(time);
    const journal = [entry('1', { changes: [{ field: 'resolvedAt', from: null, to: at }] })];
    const [moved] = printedHistory(printed({ journal }), false);
    expect(moved?.lines[0]?.to).toBe(time);
  });

  it('has long texts and lists of elements apart, with the columns in which something stands', () => {
    expect(textsOf(printed({ description: 'a\nb' }))).toEqual([{ label: 'Description', value: 'a\nb' }]);
    const task = {
      id: 'a',
      key: 'scan-device',
      title: 'Scan',
      kind: 'scan',
      required: true,
      state: 'done',
      value: null,
    };
    const [tasks] = tablesOf(printed({ tasks: [task] }, FIELD_TABLES.orders.orders, 'order'));
    expect(tasks).toMatchObject({
      title: 'Tasks',
      columns: ['Title', 'State'],
      rows: [['Scan the device', 'Done']],
    });
  });

  it('tells the history from the beginning, and words for the desk only where they are asked for', () => {
    expect(printedHistory(printed({}), false).map(({ id }) => id)).toEqual(['1', '3', '4']);
    expect(said(false)).toEqual(['To the caller']);
    const isRun = ({ kind }: { readonly kind: string }): boolean => kind === 'diagnosed';
    const asked = printed({ journal: [...JOURNAL, RUN] });
    expect([false, true].map((whole) => printedHistory(asked, whole).some(isRun))).toEqual([false, true]);
    expect(said(true)).toEqual(['Between us', 'To the caller', 'Why, for the desk']);
  });
});
