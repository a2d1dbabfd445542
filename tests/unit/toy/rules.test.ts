/** A process that only the tests have: its contract, rights, server rules, merges, search, export and words come from its two tables. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as z from 'zod';
import { csvColumns, csvRow } from '#cli/export/csv.ts';
import { mergePlanFor } from '#domain/merge/merge-plans.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { isRecordNumber } from '#domain/numbering/number-in-text.ts';
import { recompute, updateRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { FULL_TEXT } from '#main/host/store/full-text.ts';
import { storeSchemaOf } from '#main/host/store/schemas.ts';
import { memberPath, membersOf, sideText, specOf } from '#renderer/features/conflicts/conflict-value.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { linesOf } from '#renderer/shared/record/history-model.ts';
import { reviewsContract } from '../../toy/contracts/reviews.ts';
import { REVIEW_FIELDS, type Review } from '../../toy/domain/fields/reviews.ts';
import { REVIEW } from '../../toy/domain/processes/review.ts';
import { envOf, unwrap } from '../domain/env.ts';
import { json, write } from '../domain/permissions/writes.ts';
import { personOn } from '../domain/processes/random-acts.ts';
import { aRecord, as, asEverybody, recordIn } from '../domain/processes/world.ts';

vi.mock('#domain/fields/tables.ts', async (load) => (await import('../../toy/registered.ts')).inTables(load));
vi.mock('#domain/processes/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inProcesses(load),
);

beforeAll(setupTexts);

const JUDGED = { to: 'judged', finding: 'The backup ran twice.', verdict: 'poor' } as const;
const asReview = (record: ProcessRecord): Review => record as ProcessRecord & Review;

describe('the contract', () => {
  const { commands } = reviewsContract;
  const reasons = (spec: { readonly input: z.ZodType }, input: unknown): readonly string[] => {
    const parsed = spec.input.safeParse(input);
    return parsed.success ? [] : parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
  };

  it('has the acts of the process', () => {
    expect(Object.keys(commands)).toEqual(['create', 'update', 'assign', 'step', 'addNote']);
  });

  it.each([
    ['create', { title: ' Look back at the move ', finding: 'None yet.', tags: ['move'] }],
    ['update', { id: 'r1', changes: { finding: '', verdict: 'good', impact: 1 } }],
    ['assign', { id: 'r1', teamId: 'team-1', assigneeId: null }],
    ['step', { id: 'r1', ...JUDGED, note: null, minutes: 5 }],
    ['addNote', { id: 'r1', text: 'Asked the team.' }],
  ] as const)('%s takes %j', (act, input) => {
    expect(reasons(commands[act], input)).toEqual([]);
  });

  it.each([
    ['create', {}, 'title invalid_type'],
    ['create', { title: 'T', verdict: 'good' }, ' unrecognized_keys'],
    ['create', { title: 'T', priority: 1 }, ' unrecognized_keys'],
    ['create', { title: 'T', rootCause: 'of a problem' }, ' unrecognized_keys'],
    ['create', { title: 'x'.repeat(401) }, 'title too_big'],
    ['update', { id: 'r1', changes: { verdict: 'fair' } }, 'changes.verdict invalid_value'],
    ['update', { id: 'r1', changes: { state: 'closed' } }, 'changes unrecognized_keys'],
    ['step', { id: 'r1', to: 'resolved' }, 'to invalid_value'],
    ['step', { id: 'r1', to: 'judged', closureCode: 'other' }, ' unrecognized_keys'],
    ['addNote', { id: 'r1', text: ' ' }, 'text too_small'],
  ] as const)('%s refuses %j', (act, input, reason) => {
    expect(reasons(commands[act], input)).toEqual([reason]);
  });
});

describe('the server', () => {
  const planned = aRecord(REVIEW);
  const says = (before: ProcessRecord | null, after: object, ...roles: readonly string[]) =>
    write('tickets', json(before), json(after), roles);

  it('takes what the process lets people do', () => {
    const judged = unwrap(takeStep(REVIEW, planned, JUDGED, as('service-desk')));
    const closed = unwrap(takeStep(REVIEW, judged, { to: 'closed' }, as('team-lead')));
    expect(says(null, planned, 'problem-manager')).toEqual({ ok: true });
    expect(says(planned, judged, 'service-desk')).toEqual({ ok: true });
    expect(says(judged, closed, 'team-lead')).toEqual({ ok: true });
  });

  it('refuses another role, a missing field, a state from elsewhere, a foreign type, a changed field without the right', () => {
    const judged = unwrap(takeStep(REVIEW, planned, JUDGED, asEverybody));
    const closed = unwrap(takeStep(REVIEW, judged, { to: 'closed' }, asEverybody));
    expect(says(null, planned, 'field')).toMatchObject({ code: 'forbidden' });
    expect(says(judged, closed, 'service-desk')).toMatchObject({ code: 'forbidden', reason: 'state.role' });
    expect(says(planned, { ...judged, finding: ' ' }, 'team-lead')).toMatchObject({ code: 'invalid' });
    expect(says(planned, { ...planned, state: 'resolved' }, 'team-lead')).toMatchObject({ code: 'invalid' });
    expect(says(null, { ...planned, type: 'retrospective' }, '_admin')).toMatchObject({
      code: 'invalid',
    });
    expect(says(judged, { ...judged, verdict: 'fair' }, 'team-lead')).toMatchObject({ code: 'invalid' });
    const edited = unwrap(updateRecord(REVIEW, planned, { finding: 'Mine.' }, asEverybody));
    expect(says(planned, edited, 'knowledge-manager')).toMatchObject({ code: 'forbidden' });
  });
});

describe('two consoles without a network', () => {
  it('end with what both did, merged in either order', () => {
    const base = aRecord(REVIEW, { requesterId: 'caller-1' });
    const [anna, lea] = [personOn('a', 'team-lead'), personOn('b', 'team-lead')];
    const titled = unwrap(updateRecord(REVIEW, base, { title: 'The move of floor 3' }, anna()));
    const mine = unwrap(takeStep(REVIEW, titled, JUDGED, anna()));
    const given = unwrap(
      assignTicket(REVIEW, asReview(base) as never, { teamId: 'team-2', assigneeId: null }, lea()),
    );
    const theirs = unwrap(updateRecord(REVIEW, given as ProcessRecord, { tags: ['move'] }, lea()));
    const [one, two] = [
      [mine, theirs],
      [theirs, mine],
    ].map(([left, right]) => {
      const of = (record: ProcessRecord | undefined) => record as never;
      const { merged, clashes } = mergeRecords('tickets', of(base), of(left), of(right), envOf());
      expect(clashes).toEqual([]);
      return asReview(recompute(REVIEW, merged as unknown as ProcessRecord, asEverybody));
    });
    for (const merged of [one, two]) {
      expect(merged).toMatchObject({
        ...{ title: 'The move of floor 3', state: 'judged', active: false, tags: ['move'], teamId: 'team-2' },
        ...{ finding: JUDGED.finding, verdict: 'poor' },
      });
      expect(RECORD_SCHEMAS.tickets.safeParse(merged).error).toBeUndefined();
    }
    expect(mergePlanFor('tickets', 'review').groups.find(({ name }) => name === 'state')?.fields).toEqual(
      expect.arrayContaining(['state', 'verdict']),
    );
  });
});

describe('its two fields', () => {
  const judged = recordIn(REVIEW, 'judged');

  it('are found by their words, exported, stored and known by their number', () => {
    const tickets = FULL_TEXT.find(({ collection }) => collection === 'tickets');
    expect(tickets?.fields({ ...judged, finding: 'Zeppelin' })).toMatchObject({
      title: 'A title',
      body: expect.stringContaining('Zeppelin') as string,
      keys: ['NUM-7QK-0001'],
    });
    expect(tickets?.form).toContain('review:finding body');
    const columns = csvColumns('tickets').filter(({ name }) => ['finding', 'verdict'].includes(name));
    expect(columns.map(({ name }) => name)).toEqual(['finding', 'verdict']);
    expect(csvRow(judged, columns)).toBe('some finding,poor\r\n');
    expect(Object.keys(storeSchemaOf('tickets').properties)).toEqual(
      expect.arrayContaining(['finding', 'verdict']),
    );
    expect(isRecordNumber('REV-7QK-0001')).toBe(true);
  });

  const format = {
    kind: { collection: 'tickets', type: 'review' },
    table: REVIEW_FIELDS,
    names: {},
    closureCode: (code: string) => code,
  } as const;

  it('are told by the history, readably even without words of their own', () => {
    const context = { format, record: { ...judged } };
    const lines = judged.journal.flatMap(({ changes }) =>
      changes.flatMap((change) => linesOf(change, context)),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        { label: 'State', from: 'Planned', to: 'Judged' },
        { label: 'Finding', from: null, to: 'some finding' },
        { label: 'Verdict', from: null, to: 'Poor' },
      ]),
    );
  });

  it('are decided about in the conflict list, each by its kind, the verdict together with the state', () => {
    const clash = (field: string, mine: unknown, theirs: unknown) =>
      ({ collection: 'tickets', recordType: 'review', field, base: null, mine, theirs }) as const;
    const finding = clash('finding', 'Mine', 'Theirs');
    expect(specOf(finding, 'finding', ['Mine', 'Theirs'])).toBe(REVIEW_FIELDS.finding);
    expect(sideText(finding, 'Mine', format)).toBe('Mine');
    const state = clash(
      'state',
      { state: 'judged', verdict: 'good', holdReason: null },
      { state: 'waiting', verdict: null, holdReason: null },
    );
    expect(membersOf(state)).toEqual(expect.arrayContaining(['state', 'verdict']));
    expect(memberPath(state, 'verdict')).toBe('verdict');
    expect(specOf(state, 'verdict', ['good', 'poor'])).toMatchObject({ kind: 'code', of: ['good', 'poor'] });
    expect(sideText(state, state.mine, format).split('\n')).toEqual(
      expect.arrayContaining(['State: Judged', 'Verdict: Good']),
    );
  });
});
