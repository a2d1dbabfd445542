import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '#domain/records/common.ts';
import { ROLES } from '#domain/records/common.ts';
import type { NarrowedView, SavedView } from '#domain/views/saved-view.ts';
import { setupFeatures } from '#renderer/app/features.ts';
import { GROUPS, groupsFor } from '#renderer/shared/navigation/groups.ts';
import { currentLine, filledGroups, linesOf } from '#renderer/shared/navigation/lines.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';

const state = () => useNavigation.getState();
const begin = (...roles: Role[]) => state().begin({ page: 'queue' }, roles);

beforeAll(setupFeatures);
beforeEach(() => state().reset());

const saved: SavedView = {
  id: 'v1',
  name: 'Printers',
  kind: 'filter',
  list: 'queue',
  filter: { activeOnly: true },
  sort: { field: 'dueAt', direction: 'asc' },
  columns: [],
};
const context = { personId: 'ana', teamIds: ['desk'], now: new Date('2026-11-21T10:00:00Z') };
const lines = (group: (typeof GROUPS)[number], more: object = {}) =>
  linesOf(group, { lists: registered().lists, saved: [saved], context, words: (key) => key, ...more });

describe('the groups', () => {
  it.each(ROLES)('are all there for %s, each once, and at most eight', (role) => {
    expect([...groupsFor([role])].sort()).toEqual([...GROUPS].sort());
    expect(GROUPS.length).toBeLessThanOrEqual(8);
  });

  it.each([
    [['service-desk'], 'desk'],
    [['field'], 'work'],
    [['change-manager'], 'changes'],
    [['field', 'team-lead'], 'desk'],
    [['service-desk', 'problem-manager'], 'knowledge'],
    [[], 'work'],
  ] as const)('of %j begin with %s', (roles, group) => {
    expect(groupsFor(roles)[0]).toBe(group);
  });

  it('without a list are not shown', () => {
    const [queue] = registered().lists.filter(({ page }) => page === 'queue');
    expect(filledGroups(GROUPS, queue === undefined ? [] : [queue])).toEqual(['desk']);
  });
});

describe('the lines of a group', () => {
  it('are its lists, each with the built-in and then the saved views', () => {
    const queue = lines('desk').filter(({ key }) => key.startsWith('queue'));
    const keys = queue.map(({ key }) => key);
    expect(keys.slice(0, 2)).toEqual(['queue', 'queue/builtin:all']);
    expect(keys.at(-1)).toBe('queue/v1');
    expect(queue.at(-1)).toMatchObject({
      label: 'Printers',
      shows: { query: 'tickets.counts', filter: saved.filter },
      isSaved: true,
    });
  });

  it("are views of other groups' lists, too, where they belong to one's own work", () => {
    const waiting = { query: 'approvals.counts', filter: {} };
    expect(lines('work').find(({ key }) => key === 'approvals')?.shows).toEqual(waiting);
    expect(lines('work').map(({ key }) => key)).toEqual([
      'day',
      'notices',
      'approvals',
      'queue/builtin:mine',
      'queue/builtin:teams',
      'orders/today',
    ]);
  });

  it('leave out what is not for the person', () => {
    const keys = lines('work', { context: { ...context, teamIds: [] } }).map(({ key }) => key);
    expect(keys).not.toContain('queue/builtin:teams');
  });

  const narrowed = (list: string, view: string, choice: NarrowedView['choice']): NarrowedView => ({
    ...{ id: 'v2', name: 'Narrowed', kind: 'choice', list, view, choice },
    sort: { field: 'number', direction: 'asc' },
  });

  it('keep saved views to the list they were saved of', () => {
    const elsewhere = { saved: [narrowed('reports', '', {})] };
    const keys = GROUPS.flatMap((group) => lines(group, elsewhere)).map(({ key }) => key);
    expect(keys.filter((key) => key.endsWith('/v2'))).toEqual([]);
  });

  it.each([
    [
      ...(['orders', 'week', { types: ['swap', 'gone'], text: 'vienna', later: true }] as const),
      {
        query: 'orders.counts',
        filter: { activeOnly: true, types: ['swap'], text: 'vienna', assigneeIds: ['ana'] },
      },
    ],
    [
      ...(['problems', 'mine', { text: 'dock' }] as const),
      { query: 'tickets.counts', filter: { types: ['problem'], assigneeIds: ['ana'], text: 'dock' } },
    ],
    [
      ...(['knowledge-base', 'all', { type: 'article', category: 'Network', states: ['draft'] }] as const),
      { query: 'knowledge.counts', filter: { types: ['article'], category: 'Network', states: ['draft'] } },
    ],
    [...(['knowledge-base', 'a view that is gone', { type: 7 as never }] as const), { filter: {} }],
    [...(['configItems', '', { text: 'dock', classes: ['monitor'] }] as const), null],
  ] as const)('narrow a view of %s %s by what was saved and is known still', (list, view, choice, shows) => {
    const all = GROUPS.flatMap((group) =>
      lines(group, { saved: [narrowed(list, view, choice as unknown as NarrowedView['choice'])] }),
    );
    const line = all.find(({ key }) => key === `${list}/v2`);
    expect(line).toMatchObject({ label: 'Narrowed', isSaved: true });
    if (shows === null) expect(line?.shows).toBeNull();
    else expect(line?.shows).toMatchObject(shows);
  });

  it('mark the view that is shown, also while one of its records is open', () => {
    const marked = () => currentLine(lines('desk'), state().current, state().views)?.key;
    begin('service-desk');
    expect(marked()).toBe('queue/builtin:all');
    state().showView('queue', 'v1');
    expect(marked()).toBe('queue/v1');
    state().open({ page: 'ticket', id: 't' });
    expect(marked()).toBe('queue/v1');
    state().open({ page: 'configItems' });
    expect(marked()).toBeUndefined();
  });
});

describe('where the navigation stands', () => {
  it('is where a list is at home', () => {
    begin('service-desk');
    expect(state().group).toBe('desk');
    state().open({ page: 'ci', id: 'c' });
    expect(state().group).toBe('assets');
  });

  it('is where the user came by, as long as that leads there', () => {
    begin('service-desk');
    state().openPlace({ list: 'queue', view: 'builtin:mine' }, 'work');
    expect(state().group).toBe('work');
    state().open({ page: 'ticket', id: 't' });
    expect(state().group).toBe('work');
    state().back();
    state().showView('queue', 'builtin:unassigned');
    expect(state().group).toBe('desk');
  });

  it('is at home when a list is asked for by its name', () => {
    begin('service-desk');
    state().openPlace({ list: 'queue', view: 'builtin:mine' }, 'work');
    state().open({ page: 'queue' });
    expect(state().group).toBe('desk');
  });

  it('stays where it was on pages that stand in no group', () => {
    begin('service-desk');
    state().open({ page: 'configItems' });
    state().open({ page: 'conflicts' });
    expect(state().group).toBe('assets');
  });

  it('remembers for each group what was looked at last', () => {
    begin('service-desk');
    state().openPlace({ list: 'queue', view: 'v1' }, 'desk');
    state().open({ page: 'orders' });
    state().open({ page: 'order', id: 'o' });
    expect(state().lastIn).toMatchObject({
      desk: { list: 'queue', view: 'v1' },
      assets: { list: 'orders', view: 'open' },
    });
  });

  it('lets no group take over what another one shows of the same list', () => {
    begin('service-desk');
    state().showView('queue', 'builtin:unassigned');
    state().open({ page: 'day' });
    state().openPlace({ list: 'queue', view: 'builtin:mine' }, 'work');
    expect(state().lastIn.desk?.view).toBe('builtin:unassigned');
    expect(state().lastIn.work?.view).toBe('builtin:mine');
  });

  it('begins with the views that fit the role, and forgets all of it with the person', () => {
    begin('field');
    expect(state().views.orders?.id).toBe('today');
    state().showView('orders', 'all');
    state().reset();
    begin('team-lead');
    expect(state().views.orders?.id).toBe('open');
    expect(state().lastIn).toEqual({ desk: { list: 'queue', view: 'builtin:all' } });
  });
});
