/** A view that is given to a team: the team sees it, its maker changes it, and so do leads and administrators. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { NarrowedView } from '#domain/views/saved-view.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll(async (opened) => {
  host = opened;
  await actAs(host, { roles: ['service-desk'], personId: 'anna', teamIds: ['desk'] });
  await addDirectory(host, { people: ['anna', 'ben', 'finn', 'lea'], teams: ['desk', 'field'] });
});

const anna = () => actAs(host, { roles: ['service-desk'], personId: 'anna', teamIds: ['desk'] });
const ben = () => actAs(host, { roles: ['service-desk'], personId: 'ben', teamIds: ['desk'] });
const finn = () => actAs(host, { roles: ['field'], personId: 'finn', teamIds: ['field'] });
const lea = () => actAs(host, { roles: ['team-lead'], personId: 'lea', teamIds: ['desk'] });
const rows = async () => (await data(query(host, 'views.list', {}))).rows;
const share = (view: NarrowedView, teamId: string) => command(host, 'views.share', { view, teamId });

const VIEW: NarrowedView = {
  ...{ id: 'swaps', name: 'Swaps', kind: 'choice', list: 'orders', view: 'week' },
  ...{ choice: { types: ['swap'] }, sort: { field: 'dueAt', direction: 'asc' } },
};

describe('a view shared with a team', () => {
  beforeEach(anna);

  it('is in the lists of the team, once, and in nobody else’s', async () => {
    await data(command(host, 'views.save', VIEW));
    expect(await data(share(VIEW, 'desk'))).toEqual({ ...VIEW, id: 'view-swaps' });
    const shared = { teamId: 'desk', teamName: 'desk', by: 'anna', mayEdit: true };
    expect(await rows()).toEqual([{ ...VIEW, id: 'view-swaps', shared }]);
    await ben();
    expect(await rows()).toMatchObject([{ name: 'Swaps', shared: { by: 'anna', mayEdit: false } }]);
    await finn();
    expect(await rows()).toEqual([]);
    await lea();
    expect(await rows()).toMatchObject([{ shared: { mayEdit: true } }]);
  });

  it('is changed by its maker and by leads, not by others', async () => {
    const changed = { ...VIEW, id: 'view-swaps', name: 'Swaps of the week' };
    await ben();
    expect(await refusal(share(changed, 'desk'))).toMatchObject({ code: 'forbidden' });
    expect(await refusal(command(host, 'views.unshare', { id: 'view-swaps' }))).toMatchObject({
      code: 'forbidden',
    });
    await lea();
    await data(share(changed, 'desk'));
    await anna();
    expect(await rows()).toMatchObject([{ name: 'Swaps of the week', shared: { by: 'anna' } }]);
  });

  it('goes to teams of one’s own only', async () => {
    const other = { ...VIEW, id: 'mine' };
    expect(await refusal(share(other, 'field'))).toMatchObject({ code: 'forbidden' });
    await lea();
    await data(share(other, 'field'));
    await finn();
    expect(await rows()).toMatchObject([{ id: 'view-mine', shared: { by: 'lea', teamId: 'field' } }]);
  });

  it('is no longer the team’s once it is taken back, and stays its maker’s', async () => {
    const own = await data(command(host, 'views.unshare', { id: 'view-swaps' }));
    expect(await rows()).toEqual([{ ...own, shared: null }]);
    expect(own).toMatchObject({ name: 'Swaps of the week' });
    await ben();
    expect(await rows()).toEqual([]);
    expect(await refusal(command(host, 'views.unshare', { id: 'view-swaps' }))).toMatchObject({
      code: 'not_found',
    });
  });

  it('stays its maker’s after it was taken back, and is never larger than the server takes', async () => {
    await lea();
    await data(share({ ...VIEW, id: 'once' }, 'desk'));
    await data(command(host, 'views.unshare', { id: 'view-once' }));
    await ben();
    expect(await refusal(share({ ...VIEW, id: 'view-once' }, 'desk'))).toMatchObject({ code: 'forbidden' });
    const many = Array.from({ length: 100 }, (_none, index) => `${'x'.repeat(70)}${index}`);
    const choice = { a: many, b: many, c: many };
    expect(await refusal(share({ ...VIEW, id: 'large', choice }, 'desk'))).toMatchObject({
      code: 'too_large',
    });
    await anna();
  });

  it('is there under whatever id it was saved', async () => {
    const shared = await data(share({ ...VIEW, id: 'x'.repeat(80) }, 'desk'));
    const found = (await rows()).filter(({ id }) => id === shared.id);
    expect(found).toMatchObject([{ shared: { by: 'anna' } }]);
    await data(command(host, 'views.unshare', { id: shared.id }));
  });

  it('is none of the company’s settings', async () => {
    const { settings } = await data(query(host, 'settings.all', {}));
    expect(settings.map(({ value }) => value.key)).not.toContain('shared-view');
  });
});

it('each person has a view of their own to begin a list with', async () => {
  await anna();
  const defaults = async () => (await data(query(host, 'session.status', {}))).defaultViews;
  expect(await defaults()).toEqual({});
  await data(command(host, 'session.setDefaultView', { list: 'queue', view: 'builtin:mine' }));
  await data(command(host, 'session.setDefaultView', { list: 'orders', view: 'week' }));
  await data(command(host, 'session.setDefaultView', { list: 'orders', view: null }));
  expect(await defaults()).toEqual({ queue: 'builtin:mine' });
  await ben();
  expect(await defaults()).toEqual({});
});

it('keeps what was open for each person, and takes nothing late for the next one', async () => {
  await anna();
  const tabs = [{ route: '{"page":"ticket","id":"1"}', title: 'INC-1', name: 'Printer' }];
  await data(command(host, 'session.keepTabs', { personId: 'anna', tabs }));
  await ben();
  expect(await data(query(host, 'session.tabs', {}))).toEqual({ tabs: [] });
  expect(await refusal(command(host, 'session.keepTabs', { personId: 'anna', tabs: [] }))).toMatchObject({
    code: 'signed_out',
  });
  await anna();
  expect(await data(query(host, 'session.tabs', {}))).toEqual({ tabs });
  // A tab that is closed right before the lock: the window says so when it is locked already.
  host.context.session.lock();
  await data(command(host, 'session.keepTabs', { personId: 'anna', tabs: [] }));
  await anna();
  expect(await data(query(host, 'session.tabs', {}))).toEqual({ tabs: [] });
});
