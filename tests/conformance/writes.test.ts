import type { BulkWriteRow, EventBulk, RxStorageChangeEvent } from 'rxdb';
import { afterAll, describe, expect, it } from 'vitest';
import { type Doc, type Instance, openPair, plain, row, type Stored, stored } from './harness.ts';

const doc = (id: string, more: Doc = {}): Doc => ({
  id,
  name: 'n',
  rank: 1,
  open: true,
  at: '2026',
  ...more,
});
const change = (from: Stored, more: Doc, rev: string, lwt = 2000): BulkWriteRow<Stored> => ({
  previous: from,
  document: { ...from, ...more, _rev: rev, _meta: { lwt } },
});
const removal = (from: Stored, rev: string, lwt = 3000) => change(from, { _deleted: true }, rev, lwt);

const a = stored(doc('a'));
const b = stored(doc('b'));

/** Each step is one bulkWrite; answers, events and the stored documents are compared after each. */
const cases: readonly (readonly [string, readonly (readonly BulkWriteRow<Stored>[])[]])[] = [
  ['nothing', [[]]],
  ['one document', [[row(doc('a'))]]],
  ['many documents', [Array.from({ length: 300 }, (_, i) => row(doc(`k${String(i).padStart(3, '0')}`)))]],
  ['documents out of order', [[row(doc('c')), row(doc('a')), row(doc('b'))]]],
  ['an insert between stored ones', [[row(doc('a')), row(doc('z'))], [row(doc('m'))]]],
  ['the same insert twice', [[row(doc('a'))], [row(doc('a'))]]],
  [
    'an insert of other content under a stored id',
    [[row(doc('a'))], [row(doc('a', { name: 'other' }), '1-b')]],
  ],
  ['an update', [[row(doc('a'))], [change(a, { name: 'new' }, '2-a')]]],
  [
    'two updates in a row',
    [
      [row(doc('a'))],
      [change(a, { rank: 2 }, '2-a')],
      [change({ ...a, rank: 2, _rev: '2-a' }, { rank: 3 }, '3-a')],
    ],
  ],
  [
    'an update from a stale revision',
    [[row(doc('a'))], [change(a, { rank: 2 }, '2-a')], [change(a, { rank: 3 }, '2-b')]],
  ],
  ['an update without previous', [[row(doc('a'))], [{ document: { ...a, rank: 9, _rev: '2-a' } }]]],
  ['an update of a document that is not there', [[change(a, { rank: 2 }, '2-a')]]],
  [
    'inserts, updates and a conflict in one write',
    [
      [row(doc('a')), row(doc('b'))],
      [row(doc('c')), change(a, { rank: 5 }, '2-a'), row(doc('b', { name: 'again' }), '1-x')],
    ],
  ],
  ['a deletion', [[row(doc('a'))], [removal(a, '2-a')]]],
  ['a document inserted as deleted', [[row(doc('a'), '1-a', 1000, true)]]],
  ['an insert over a deleted document', [[row(doc('a'))], [removal(a, '2-a')], [row(doc('a'), '1-b')]]],
  [
    'a deleted document brought back',
    [
      [row(doc('a'))],
      [removal(a, '2-a')],
      [change({ ...a, _deleted: true, _rev: '2-a' }, { _deleted: false, name: 'back' }, '3-a', 4000)],
    ],
  ],
  [
    'a deleted document deleted again',
    [
      [row(doc('a'))],
      [removal(a, '2-a')],
      [change({ ...a, _deleted: true, _rev: '2-a' }, { rank: 3 }, '3-a', 4000)],
    ],
  ],
  [
    'two deletions in one write',
    [
      [row(doc('a')), row(doc('b'))],
      [removal(a, '2-a'), removal(b, '2-b')],
    ],
  ],
  [
    'ids with emoji, quotes and blanks',
    [[row(doc('😀')), row(doc("'; DROP")), row(doc(' ')), row(doc('ｗ')), row(doc('"'))]],
  ],
  ['an update of an id with emoji', [[row(doc('😀'))], [change(stored(doc('😀')), { rank: 2 }, '2-a')]]],
  [
    'odd values',
    [[row(doc('a', { free: ['', 'nul\u0000', '\ud800', 1e308, -0.5, null, { a: [] }], list: [[]] }))]],
  ],
  [
    'values of a wrong type in indexed fields',
    [[row(doc('a', { rank: 'many', name: null, open: 1, place: ['x'] }))]],
  ],
  [
    'a wrong type, then a right one',
    [[row(doc('a', { rank: 'many' }))], [change(stored(doc('a', { rank: 'many' })), { rank: 2 }, '2-a')]],
  ],
  ['extra meta fields', [[{ document: { ...a, _meta: { lwt: 1000, marks: { x: 1 } } } }]]],
  ['a fractional write time', [[row(doc('a'), '1-a', 1000.25), row(doc('b'), '1-a', 1000.5)]]],
];

type Step = { errors: unknown; events: unknown; documents: unknown };

async function play(
  instance: Instance,
  steps: readonly (readonly BulkWriteRow<Stored>[])[],
): Promise<Step[]> {
  const bulks: EventBulk<RxStorageChangeEvent<Stored>, unknown>[] = [];
  const subscription = instance.changeStream().subscribe((bulk) => void bulks.push(bulk));
  const played: Step[] = [];
  for (const [i, rows] of steps.entries()) {
    bulks.length = 0;
    const { error } = await instance.bulkWrite(structuredClone([...rows]), `step ${i}`);
    const ids = [...new Set(steps.flat().map((each) => each.document.id as string))];
    played.push({
      errors: plain(error),
      events: plain(bulks.map(({ id, ...bulk }) => ({ hasId: id.length > 0, ...bulk }))),
      documents: plain([
        await instance.findDocumentsById(ids, true),
        await instance.findDocumentsById(ids, false),
      ]),
    });
  }
  subscription.unsubscribe();
  return played;
}

describe('bulk writes answer, tell and store what the memory storage does', () => {
  const pair = openPair();
  afterAll(pair.close);

  it.each(cases.map(([name, steps], i) => ({ name, steps, i })))('$name', async ({ steps, i }) => {
    const memory = await play(await pair.memory.open(`writes${i}`), steps);
    const sqlite = await play(await pair.sqlite.open(`writes${i}`), steps);
    expect(sqlite).toEqual(memory);
  });

  it('refuses the second of two inserts of one id in one write', async () => {
    const instance = await pair.sqlite.open('twice');
    const { error } = await instance.bulkWrite([row(doc('a')), row(doc('a', { name: 'second' }))], 'twice');
    expect(error.map((each) => [each.status, each.documentId])).toEqual([[409, 'a']]);
    expect((await instance.findDocumentsById(['a'], false))[0]?.name).toBe('n');
  });

  it('gives documents by id in the order asked for, unknown ids left out', async () => {
    const rows = ['a', 'b', 'c'].map((id) => row(doc(id)));
    for (const subject of [pair.memory, pair.sqlite]) {
      const instance = await subject.open('order');
      await instance.bulkWrite(structuredClone(rows), 'fill');
      const found = await instance.findDocumentsById(['c', 'nobody', 'a', 'c'], false);
      expect(found.map((each) => each.id)).toEqual(['c', 'a', 'c']);
      expect(await instance.findDocumentsById([], true)).toEqual([]);
    }
  });

  it('keeps a document of 5 MB as it is', async () => {
    const instance = await pair.sqlite.open('large');
    const large = doc('big', {
      free: 'ä😀x'.repeat(1_200_000),
      list: Array.from({ length: 20_000 }, (_, i) => i),
    });
    await instance.bulkWrite([row(large)], 'large');
    const [found] = await instance.findDocumentsById(['big'], false);
    expect(found?.free).toBe(large.free);
    expect(found?.list).toEqual(large.list);
  });
});
