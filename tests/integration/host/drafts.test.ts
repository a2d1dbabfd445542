import { describe, expect, it } from 'vitest';
import type { NarrowedView } from '#domain/views/saved-view.ts';
import type { Host } from '#main/host/host.ts';
import { DRAFT_LIMITS } from '#main/host/local/drafts.ts';
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
      { ...view, id: 'v0', list: 'queue', shared: null },
      { ...view, list: 'queue', shared: null },
      { ...narrowed, shared: null },
    ]);
    await data(command(host, 'drafts.save', { ...draft, fields: {} }));
    expect(await data(query(host, 'drafts.get', { key: draft.key }))).toBeNull();
    await data(command(host, 'views.delete', { id: 'v1' }));
    expect((await data(query(host, 'views.list', {}))).rows).toEqual([
      { ...view, id: 'v0', list: 'queue', shared: null },
      { ...narrowed, shared: null },
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

it('one form can not fill the disk, nor many, nor saved views: each is told what there is too much of', async () => {
  await actAs(host, { roles: ['service-desk'], personId: 'desk-9' });
  const save = (at: number, length: number) =>
    command(host, 'drafts.save', {
      key: `incident:${at}`,
      label: `Draft ${at}`,
      fields: { text: 'x'.repeat(length) },
    });
  const { ofOne, count, ofAll } = DRAFT_LIMITS;
  expect((await save(1, 10)).ok).toBe(true);
  const large = await refusal(save(1, ofOne));
  expect(large).toMatchObject({ code: 'draft_too_large', details: { label: 'Draft 1', max: ofOne } });
  // What was kept before stays.
  expect(await data(query(host, 'drafts.get', { key: 'incident:1' }))).toMatchObject({
    fields: { text: 'x'.repeat(10) },
  });
  const each = ofOne - 20;
  const fitting = Math.floor(ofAll / ofOne);
  for (let at = 2; at <= fitting; at += 1) expect((await save(at, each)).ok).toBe(true);
  const full = await refusal(
    save(fitting + 1, each).then(async (reply) => (reply.ok ? save(fitting + 2, each) : reply)),
  );
  expect(full).toMatchObject({ code: 'drafts_full', details: { max: ofAll } });
  // Another person of this device, too; but what becomes shorter is kept.
  await actAs(host, { roles: ['service-desk'], personId: 'desk-8' });
  expect((await refusal(save(1, each))).code).toBe('drafts_full');
  await actAs(host, { roles: ['service-desk'], personId: 'desk-9' });
  for (let at = 2; at <= fitting + 1; at += 1) expect((await save(at, 1)).ok).toBe(true);
  for (let at = fitting + 2; at <= count; at += 1) expect((await save(at, 1)).ok).toBe(true);
  expect(await refusal(save(count + 1, 1))).toMatchObject({
    code: 'too_many_drafts',
    details: { max: count },
  });
  host = await reopenHost();
  await actAs(host, { roles: ['service-desk'], personId: 'desk-9' });
  expect((await refusal(save(count + 1, 1))).code).toBe('too_many_drafts');
  await data(command(host, 'drafts.discard', { key: 'incident:1' }));
  expect((await save(count + 1, 1)).ok).toBe(true);

  const view = (at: number) => ({
    ...{ id: `v${at}`, name: 'Mine', kind: 'choice' as const, list: 'orders', view: 'week', choice: {} },
    sort: { field: 'dueAt', direction: 'asc' as const },
  });
  for (let at = 1; at <= 300; at += 1) await data(command(host, 'views.save', view(at)));
  expect(await refusal(command(host, 'views.save', view(301)))).toMatchObject({ code: 'too_many_views' });
  await data(command(host, 'views.save', view(300)));
});
