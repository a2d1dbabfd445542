import { describe, expect, it } from 'vitest';
import type { BulkChange } from '#contracts/tickets.ts';
import { create, host, SOLVED, stored } from './support/incidents-host.ts';
import { command, data, query } from './support/test-host.ts';

const { to, ...solution } = SOLVED;
const RESOLVE: BulkChange = { act: 'step', to, with: solution };
const bulk = async (ids: readonly string[], change: BulkChange) =>
  (await data(command(host, 'tickets.bulk', { ids: [...ids], change }))).results;
const preview = async (ids: readonly string[], change: BulkChange | null) =>
  (await data(query(host, 'tickets.bulkPreview', { ids: [...ids], change }))).rows;

describe('many tickets at once', () => {
  it('that somebody takes on stay in a team of theirs, and come into one from elsewhere', async () => {
    const ids = [
      (await create('Of my team', { teamId: 'team-a' })).id,
      (await create('Of nobody', { teamId: null })).id,
    ];
    await bulk(ids, { act: 'assign', assigneeId: 'desk-1' });
    for (const id of ids) expect(await stored(id)).toMatchObject({ teamId: 'team-a', assigneeId: 'desk-1' });
  });

  it.each<[string, BulkChange, object]>([
    ['a priority', { act: 'update', changes: { impact: 1, urgency: 1 } }, { impact: 1, priority: 1 }],
    ['a category', { act: 'update', changes: { category: 'Network' } }, { category: 'Network' }],
    [
      'a state',
      { act: 'step', to: 'on_hold', with: { holdReason: 'awaiting_vendor' } },
      { state: 'on_hold' },
    ],
    ['a solution', RESOLVE, { state: 'resolved', closureCode: solution.closureCode }],
    ['a team', { act: 'assign', teamId: 'team-a', assigneeId: null }, { teamId: 'team-a' }],
  ])('get %s, as the preview said', async (_what, change, wanted) => {
    const ids = [(await create('One of two')).id, (await create('Two of two')).id];
    const before = await Promise.all(ids.map(stored));
    const shown = await preview(ids, change);
    expect(await Promise.all(ids.map(stored)), 'a preview changes nothing').toEqual(before);
    expect((await bulk(ids, change)).map(({ ok }) => ok)).toEqual([true, true]);
    for (const [index, id] of ids.entries()) {
      const after = await stored(id);
      expect(after).toMatchObject(wanted);
      const done = after.journal.slice(before[index]?.journal.length).flatMap(({ changes }) => changes);
      expect(shown[index]?.changes).toEqual(done);
    }
  });

  it('get a parent, whose solution is shown as theirs, and no ring', async () => {
    const parent = await create('The parent');
    const ids = [(await create('Child')).id, (await create('Other child')).id];
    await bulk(ids, { act: 'setParent', parentId: parent.id });
    for (const id of ids) expect(await stored(id)).toMatchObject({ parentId: parent.id });
    const [ring] = await preview([parent.id], { act: 'setParent', parentId: ids[0] ?? '' });
    expect(ring?.error?.code).toBe('cycle');
    expect((await preview([parent.id], RESOLVE))[0]?.others).toBe(2);
    await bulk([parent.id], RESOLVE);
    for (const id of ids) expect((await stored(id)).state).toBe('resolved');
  });

  it('are only looked at by a preview: what a crash left to be done stays noted', async () => {
    const parent = await create('With work left');
    await bulk([(await create('Its child')).id], { act: 'setParent', parentId: parent.id });
    const noted = JSON.stringify([`tickets:${parent.id}`]);
    host.context.values.set('effects.pending', noted);
    await preview([parent.id], RESOLVE);
    expect(host.context.values.get('effects.pending')).toBe(noted);
    host.context.values.remove('effects.pending');
  });

  it('refuse one by one, with the reason, and leave the others done', async () => {
    const [open, ended] = [await create('Open'), await create('Ended')];
    await data(command(host, 'incidents.step', { id: ended.id, to: 'cancelled', note: 'By mistake.' }));
    const results = await bulk([open.id, ended.id, 'nobody'], RESOLVE);
    expect(results.map(({ ok, error }) => [ok, error?.code ?? null])).toEqual([
      [true, null],
      [false, 'transition_not_allowed'],
      [false, 'not_found'],
    ]);
    const [, shown] = await preview([open.id, ended.id], { act: 'update', changes: { category: 'Network' } });
    expect(shown?.error?.code).toBe('not_editable');
    const [lacking] = await preview([(await create('Lacks')).id], { act: 'step', to: 'resolved', with: {} });
    expect(lacking?.error?.code).toBe('missing_fields');
    const [made] = await preview([(await create('Typo')).id], {
      act: 'step',
      to: 'made_up',
      with: { colour: 'red' },
    });
    expect(made?.error?.code).toBe('invalid_input');
  });

  it('go back as one act', async () => {
    const ids = [(await create('Back one')).id, (await create('Back two')).id];
    await bulk(ids, RESOLVE);
    const { results } = await data(command(host, 'acts.undo', {}));
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    for (const id of ids) expect((await stored(id)).state).toBe('new');
  });
});
