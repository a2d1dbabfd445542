import { describe, expect, it } from 'vitest';
import type { NarrowedView } from '#contracts/drafts.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
});

describe('drafts and views', () => {
  it("are each person's own, and outlive a restart", async () => {
    const draft = { key: 'incident:1', label: 'One', fields: { title: 'half a sent', deep: [1, null] } };
    const view = {
      id: 'v1',
      name: 'Mine',
      kind: 'filter',
      filter: { activeOnly: true },
      sort: { field: 'dueAt', direction: 'asc' },
      columns: ['number', 'title'],
    } as const;
    await data(command(host, 'drafts.save', draft));
    const narrowed: NarrowedView = {
      ...{ id: 'v2', name: 'Swaps in Vienna', kind: 'choice', list: 'orders', view: 'week' },
      ...{ choice: { types: ['swap'], text: 'vienna' }, sort: { field: 'dueAt', direction: 'asc' } },
    };
    await data(command(host, 'views.save', { ...view, columns: [...view.columns] }));
    await data(command(host, 'views.save', narrowed));
    // Saved when only the queue had views, which had no kind.
    const { kind: _, ...former } = { ...view, id: 'v0' };
    host.store.connection
      .prepare('INSERT INTO local_views (person, id, body) VALUES (?, ?, ?)')
      .run(['desk-1', 'v0', JSON.stringify(former)]);
    await actAs(host, { roles: ['service-desk'], personId: 'desk-2' });
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toBeNull();
    expect((await data(query(host, 'drafts.list', {}))).rows).toEqual([]);
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([]);
    await data(command(host, 'views.delete', { id: 'v1' }));
    await data(command(host, 'drafts.discard', { key: draft.key }));
    host = await reopenHost();
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toMatchObject(draft);
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([
      { ...view, id: 'v0', list: 'queue' },
      { ...view, list: 'queue' },
      narrowed,
    ]);
    await data(command(host, 'drafts.save', { ...draft, fields: {} }));
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toBeNull();
    await data(command(host, 'views.delete', { id: 'v1' }));
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([
      { ...view, id: 'v0', list: 'queue' },
      narrowed,
    ]);
  });
});

it("what is saved or thrown away late never touches the next person's drafts", async () => {
  const late = { key: 'incident:2', label: 'Two', fields: { title: 'of desk 1' }, personId: 'desk-1' };
  await actAs(host, { roles: ['service-desk'], personId: 'desk-2' });
  expect((await refusal(command(host, 'drafts.save', late))).code).toBe('signed_out');
  expect((await refusal(query(host, 'drafts.get', { key: late.key, personId: 'desk-1' }))).code).toBe(
    'signed_out',
  );
  expect((await data(query(host, 'drafts.list', {}))).rows).toEqual([]);
  const own = { ...late, personId: 'desk-2' };
  await data(command(host, 'drafts.save', own));
  const { code } = await refusal(command(host, 'drafts.discard', { key: late.key, personId: 'desk-1' }));
  expect(code).toBe('signed_out');
  expect(await data(query(host, 'drafts.get', { key: late.key }))).toMatchObject({ fields: own.fields });
  await data(command(host, 'drafts.discard', { key: late.key, personId: 'desk-2' }));
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  await data(command(host, 'drafts.save', late));
  expect(await data(query(host, 'drafts.get', { key: late.key, personId: 'desk-1' }))).toMatchObject({
    fields: late.fields,
  });
  await data(command(host, 'drafts.discard', { key: late.key }));
});
