import { describe, expect, it, vi } from 'vitest';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { pendingWork } from '#main/host/features/effects/effects.ts';
import { create, host, reopen, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

const pending = pendingWork('effects.pending');
const keyOf = (id: string): string => `tickets:${id}`;

describe('incidents with children', () => {
  it('finish at the next start what a crash kept from their children', async () => {
    const [parent, child, other] = [await create('Core is down'), await create(), await create()];
    for (const { id } of [child, other])
      await data(command(host, 'incidents.setParent', { id, parentId: parent.id }));
    const { records } = host.context;
    const { change } = records;
    let writes = 0;
    const dying = vi.spyOn(records, 'change').mockImplementation(async (...args) => {
      writes += 1;
      if (writes > 2) throw new Error('the machine went off');
      return change(...args);
    });
    await refusal(command(host, 'incidents.step', { id: parent.id, ...SOLVED }));
    dying.mockRestore();
    const states = async () => Promise.all([child, other].map(async ({ id }) => (await stored(id)).state));
    expect((await states()).sort()).toEqual(['new', 'resolved']);
    await reopen();
    expect(await states()).toEqual(['resolved', 'resolved']);
    const after = await stored(other.id);
    expect(after).toMatchObject({ closureNotes: SOLVED.closureNotes, resolvedBy: 'desk-1' });
    await data(command(host, 'incidents.step', { id: other.id, to: 'in_progress', note: 'Again.' }));
    await reopen();
    expect((await stored(other.id)).state).toBe('in_progress');
  });

  it('leave their children alone when they were not resolved after all', async () => {
    const [parent, child] = [await create(), await create()];
    await data(command(host, 'incidents.setParent', { id: child.id, parentId: parent.id }));
    const unsolved = { id: parent.id, to: 'resolved' } as const;
    expect((await refusal(command(host, 'incidents.step', unsolved))).code).toBe('missing_fields');
    expect(pending.ids(host.context)).toEqual([]);
    // Noted, then dead before the write.
    pending.note(host.context, keyOf(parent.id));
    await reopen();
    expect((await stored(child.id)).state).toBe('new');
    expect(pending.ids(host.context)).toEqual([]);
  });

  it('take their children and their children along when they are resolved', async () => {
    const parent = await create('Switch is down');
    const child = await create('No network in 2.14');
    const grandchild = await create('Printer offline in 2.14');
    const cancelled = await create('Double');
    const link = (id: string, parentId: string | null) =>
      command(host, 'incidents.setParent', { id, parentId });
    await data(link(child.id, parent.id));
    await data(link(grandchild.id, child.id));
    await data(link(cancelled.id, parent.id));
    await data(command(host, 'incidents.step', { id: cancelled.id, to: 'cancelled', note: 'A double.' }));
    await data(command(host, 'incidents.step', { id: parent.id, ...SOLVED }));
    for (const { id } of [child, grandchild]) {
      const resolved = await stored(id);
      expect(resolved).toMatchObject({ state: 'resolved', closureCode: 'other', dueAt: NEVER_DUE });
      expect(resolved.journal.at(-1)?.text).toContain(parent.number);
    }
    expect((await stored(cancelled.id)).state).toBe('cancelled');
    const detail = await data(query(host, 'tickets.detail', { id: parent.id }));
    expect(detail.children.map((row) => row.id).sort()).toEqual([child.id, cancelled.id].sort());
    await data(command(host, 'incidents.step', { id: parent.id, to: 'in_progress', note: 'Again.' }));
    expect((await stored(child.id)).state).toBe('resolved');
  });

  it('take along only what the one who resolves them may resolve: children of other teams stay open', async () => {
    const link = (id: string, parentId: string | null) =>
      data(command(host, 'incidents.setParent', { id, parentId }));
    const parent = await create('Switch is down', { teamId: 'team-a' });
    const own = await create('No network', { teamId: 'team-a' });
    const other = await create('No telephone', { teamId: 'team-b' });
    const below = await create('No fax', { teamId: 'team-a' });
    for (const [child, above] of [
      [own, parent],
      [other, parent],
      [below, other],
    ] as const)
      await link(child.id, above.id);
    await actAs(host, { roles: ['field'], personId: 'field-1', teamIds: ['team-a'] });
    const detail = await data(query(host, 'tickets.detail', { id: parent.id }));
    expect(detail).toMatchObject({ childrenOpen: 2, childrenOthers: 1 });
    await data(command(host, 'incidents.step', { id: parent.id, ...SOLVED }));
    const { effects } = await stored(parent.id);
    expect(effects.map(({ targetId }) => targetId).sort()).toEqual([own.id, below.id].sort());
    // Nobody else's console does it for them either.
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] });
    await reopen();
    const state = async (id: string) => (await stored(id)).state;
    expect([await state(own.id), await state(other.id), await state(below.id)]).toEqual([
      'resolved',
      'new',
      'resolved',
    ]);
    expect(await data(query(host, 'tickets.detail', { id: parent.id }))).toMatchObject({ childrenOthers: 0 });
  });

  it('are never above themselves', async () => {
    const [a, b, c] = [await create('a'), await create('b'), await create('c')];
    const link = (id: string, parentId: string | null) =>
      command(host, 'incidents.setParent', { id, parentId });
    expect((await refusal(link(a.id, a.id))).code).toBe('cycle');
    await data(link(b.id, a.id));
    await data(link(c.id, b.id));
    expect((await refusal(link(a.id, c.id))).code).toBe('cycle');
    expect((await refusal(link(a.id, 'nobody'))).code).toBe('not_found');
    expect((await data(link(c.id, null))).parentId).toBeNull();
    expect((await data(link(a.id, c.id))).parentId).toBe(c.id);
  });
});
