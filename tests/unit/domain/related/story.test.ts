import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  STORY_LINKS,
  STORY_STAGES,
  type StoryLink,
  type StoryRecord,
  storyOf,
} from '#domain/related/story.ts';

const TYPES = {
  inc: 'incident',
  prb: 'problem',
  ke: 'known_error',
  chg: 'change',
  rel: 'release',
  ord: 'order',
  ann: 'announcement',
} as const;

/** `inc-1` on the first day. */
const record = (id: string, day: number): StoryRecord => {
  const type = TYPES[id.split('-')[0] as keyof typeof TYPES];
  return {
    ...{ id, type, number: id.toUpperCase(), title: id, state: 'new', endedAt: null },
    collection:
      type === 'known_error'
        ? 'knowledge'
        : type === 'order'
          ? 'orders'
          : type === 'announcement'
            ? 'events'
            : 'tickets',
    at: `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`,
  };
};
const link = (from: string, kind: StoryLink['kind'], to: string): StoryLink => ({ from, kind, to });

const RECORDS = [
  ...[
    record('rel-1', 9),
    record('chg-1', 6),
    record('ke-1', 5),
    record('prb-1', 4),
    record('inc-2', 3),
    record('inc-1', 2),
  ],
  ...[record('inc-3', 12), record('ord-1', 3), record('ann-1', 2)],
];
const LINKS = [
  ...[
    link('inc-1', 'explained_by', 'prb-1'),
    link('inc-2', 'explained_by', 'prb-1'),
    link('prb-1', 'explained_by', 'ke-1'),
  ],
  ...[
    link('prb-1', 'fixed_by', 'chg-1'),
    link('chg-1', 'brought_by', 'rel-1'),
    link('chg-1', 'caused', 'inc-3'),
  ],
  ...[link('inc-2', 'beside', 'ord-1'), link('inc-1', 'beside', 'ann-1')],
];
const told = (start: string, records = RECORDS, links = LINKS) =>
  storyOf(start, records, links).map(({ name, rows }) => [name, rows.map(({ id }) => id)]);

describe('a story', () => {
  it('leads from the first incident to the release and what came of it', () => {
    const stages = storyOf('prb-1', RECORDS, LINKS);
    expect(told('prb-1')).toEqual([
      ['incidents', ['inc-1', 'inc-2']],
      ['problems', ['prb-1']],
      ['known_errors', ['ke-1']],
      ['changes', ['chg-1']],
      ['releases', ['rel-1']],
      ['aftermath', ['inc-3']],
    ]);
    const rows = stages.flatMap((stage) => stage.rows);
    expect(rows.filter(({ isStart }) => isStart).map(({ id }) => id)).toEqual(['prb-1']);
    expect(rows.find(({ id }) => id === 'inc-3')?.causedBy).toEqual(['CHG-1']);
    expect(rows.find(({ id }) => id === 'inc-2')?.beside.map(({ id }) => id)).toEqual(['ord-1']);
  });

  it.each([
    ['nothing', 'inc-1', [], []],
    ['one record alone', 'inc-1', [record('inc-1', 1)], []],
    // It was there before the change: whatever it is linked to, the change did not cause it.
    [
      'a cause that came later',
      'inc-1',
      [record('inc-1', 1), record('chg-1', 2)],
      [link('chg-1', 'caused', 'inc-1')],
    ],
    ['a link to what is not here', 'inc-1', [record('inc-1', 1)], [link('inc-1', 'explained_by', 'gone')]],
  ] as const)('is told of %s', (_name, start, records, links) => {
    const ids = told(start, [...records], [...links]).flatMap(([, rows]) => rows);
    expect(ids).toEqual(records.map(({ id }) => id));
    expect(told(start, [...records], [...links]).map(([name]) => name)).not.toContain('aftermath');
  });

  it('tells an order of several tickets once, at the first', () => {
    const links = [link('inc-1', 'beside', 'ord-1'), link('inc-2', 'beside', 'ord-1')];
    const rows = storyOf('inc-2', [record('inc-2', 2), record('inc-1', 1), record('ord-1', 3)], links)[0]
      ?.rows;
    expect(rows?.map(({ id, beside }) => [id, beside.length])).toEqual([
      ['inc-1', 1],
      ['inc-2', 0],
    ]);
  });

  it('has each ticket once whatever loops the links make, in one order whatever order they came in (property)', () => {
    const ids = RECORDS.map(({ id }) => id);
    const links = fc.array(
      fc.record({
        from: fc.constantFrom(...ids),
        kind: fc.constantFrom(...STORY_LINKS),
        to: fc.constantFrom(...ids),
      }),
      { maxLength: 40 },
    );
    const shuffled = fc.shuffledSubarray(RECORDS, { minLength: RECORDS.length });
    fc.assert(
      fc.property(links, shuffled, fc.constantFrom(...ids), (some, records, start) => {
        const stages = storyOf(start, records, some);
        const tickets = stages.flatMap(({ rows }) => rows.map(({ id }) => id));
        expect([...tickets].sort()).toEqual(ids.filter((id) => !/^(ord|ann)/.test(id)).sort());
        const beside = stages.flatMap(({ rows }) => rows.flatMap((row) => row.beside.map(({ id }) => id)));
        expect(new Set(beside).size).toBe(beside.length);
        const order = stages.map(({ name }) => STORY_STAGES.indexOf(name));
        expect(order).toEqual([...order].sort((one, other) => one - other));
        expect(storyOf(start, RECORDS, [...some].reverse())).toEqual(stages);
      }),
    );
  });
});
